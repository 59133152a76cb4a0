"""``vertel doctor``: what is wrong with this set-up, and how to mend it."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from vertel.cli.context import environment, printable
from vertel.cli.diagnosis import examine, repairable
from vertel.cli.finding import Finding
from vertel.config import ConfigError

ROOT = Path(__file__).parents[3]
ROUNDS = 3
"""A database that was made can be looked into."""


@click.command()
@click.option("--fix", is_flag=True, help="Mend what is safe to mend: what loses nothing and needs no decision.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def doctor(fix: bool, as_json: bool) -> None:
    """Say what is wrong with this set-up and how to mend it. The exit status is 1 when something fails."""
    settings = environment()
    fixed = _fix(settings) if fix else []
    found = list(examine(settings, ROOT))
    failed = any(finding.status == "fail" for finding in found)
    if as_json:
        document = {"status": "fail" if failed else "ok", "fixed": fixed, "findings": [_document(one) for one in found]}
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        for done in fixed:
            click.echo(f"fix   {done['check']}: {printable(done['did'])}")
        _show(found)
    sys.exit(1 if failed else 0)


def _fix(settings: Mapping[str, str]) -> list[dict[str, str]]:
    """Mend what can be mended; return each check with what was done, or why it could not be."""
    done: dict[str, str] = {}
    for _ in range(ROUNDS):
        open_ones = [one for one in repairable(settings) if one.repair is not None and one.check not in done]
        for finding in open_ones:
            assert finding.repair is not None  # noqa: S101  for the type checker
            try:
                done[finding.check] = finding.repair()
            except (OSError, ConfigError, SQLAlchemyError) as error:
                reason = str(getattr(error, "orig", None) or error).splitlines()[0]
                done[finding.check] = f"could not be mended: {reason}"
        if not open_ones:
            break
    return [{"check": check, "did": did} for check, did in done.items()]


def _show(found: list[Finding]) -> None:
    for finding in found:
        click.echo(f"{finding.status:<4}  {finding.check}: {printable(finding.detail)}")
        if finding.mend:
            click.echo(f"      {finding.mend}")


def _document(finding: Finding) -> dict[str, str | bool]:
    return {
        "check": finding.check,
        "status": finding.status,
        "detail": finding.detail,
        "mend": finding.mend,
        "fixable": finding.repair is not None,
    }
