"""The verdicts of an upload on the screen: one line per row, the reasons under each other."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click

from vertel.cli.context import printable, say

MOST_NAME = 40
"""Columns for the row's own name; a longer one moves its own line only."""


def show(result: dict[str, Any], *, as_json: bool, name: str = "external_id") -> None:
    """Print an ``ImportResult`` to stdout and its sum to stderr; leave with status 1 when a row was refused.

    :param name: the field by which a row is called; its ``external_id`` where that is empty.
    """
    lines = [*table(result["rows"], name), *_ended(result)]
    click.echo(json.dumps(result, ensure_ascii=False) if as_json else "\n".join(lines))
    say(summary(result))
    if result["refused"]:
        sys.exit(1)


def table(rows: Sequence[dict[str, Any]], called: str = "external_id") -> list[str]:
    """Return the lines of the table, its head first."""
    names = [printable(row[called] or row["external_id"] or "-") for row in rows]
    width = min(max([len(name) for name in names] + [len(called)]), MOST_NAME)
    lines = [f"{'row':>5}  {called:<{width}}  {'status':<9}  reasons"]
    for row, name in zip(rows, names, strict=True):
        first, *others = list(_reasons(row)) or [""]
        lines.append(f"{row['row']:>5}  {name:<{width}}  {row['status']:<9}  {first}".rstrip())
        lines += [f"{'':>5}  {'':<{width}}  {'':<9}  {other}" for other in others]
    return lines


def summary(result: dict[str, Any]) -> str:
    """Return the sum in a sentence."""
    words = ("created", "updated", "unchanged", "refused")
    counts = ", ".join(f"{result[word]} {word}" for word in words)
    warned = sum(bool(row["warnings"]) for row in result["rows"])
    counts += f"; {warned} with warnings" if warned else ""
    if result["dry_run"]:
        return f"Dry run, nothing was stored: {counts}."
    return f"{counts}." if result["stored"] else f"Nothing was stored, as rows were refused: {counts}."


def _ended(result: dict[str, Any]) -> Iterator[str]:
    """Yield a line for each suggestion that its source has no more; an older server says nothing of them."""
    for one in result.get("ended", ()):
        yield f"{'':>5}  archived, as its source has it no more: {printable(one['external_id'] or one['title'])}"


def _reasons(row: dict[str, Any]) -> Iterator[str]:
    if row.get("changes"):
        yield printable(f"changes {', '.join(row['changes'])}; it is of {row.get('made_by') or 'editors'}")
    for fault in row["errors"]:
        yield fault_line(fault)
    for warning in row["warnings"]:
        yield f"warning: {fault_line(warning)}"


def fault_line(fault: Mapping[str, Any]) -> str:
    """Return a fault or warning as ``field: what was expected``."""
    field, message = printable(fault["pointer"]).lstrip("/"), printable(fault["message"])
    return f"{field}: {message}" if field else message
