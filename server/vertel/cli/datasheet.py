"""``vertel datasheet``: what this server does with personal data, as a page to print or as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import orjson
from jinja2 import Environment, PackageLoader, select_autoescape

from vertel.api import datasheet_document
from vertel.cli.context import config
from vertel.cli.sessions import database
from vertel.domain.datasheet.sentences import ROLE_NAMES
from vertel.translations import LANGUAGES, translations
from vertel_schema import DataSheet


@click.command()
@click.option("--language", type=click.Choice(LANGUAGES), default=LANGUAGES[0], show_default=True, help="Its language.")
@click.option("--json", "as_json", is_flag=True, help="The document `DataSheet` of the contract, not a page to print.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write it there, not to stdout.")
def datasheet(language: str, as_json: bool, output: Path | None) -> None:
    """Print the data sheet for the works council and the privacy officer: an HTML page, to open and to print."""
    with database(writes=False) as session:
        sheet = DataSheet().dump(datasheet_document.document(session, config(), language))
    text = orjson.dumps(sheet, option=orjson.OPT_INDENT_2).decode() if as_json else page(sheet)
    if output is None:
        click.echo(text)
    else:
        output.write_text(f"{text}\n", "utf-8")


def told_once(fields: list[dict[str, Any]]) -> list[tuple[dict[str, Any], list[str]]]:
    """Return the fields that say different things, each with the names of all that say the same."""
    found: dict[tuple[Any, ...], tuple[dict[str, Any], list[str]]] = {}
    for field in fields:
        what = (field["meaning"], field["smallest_group"], field["only_signed"])
        found.setdefault(what, (field, []))[1].append(field["name"])
    return list(found.values())


def page(sheet: dict[str, Any]) -> str:
    """Return a sheet as an HTML page that needs no other file."""
    _ = translations(sheet["language"]).gettext

    def roles(names: list[str]) -> str:
        return ", ".join(_(ROLE_NAMES[name]) for name in names) or _("nobody")

    templates = Environment(loader=PackageLoader("vertel"), autoescape=select_autoescape(), trim_blocks=True)
    template = templates.get_template("datasheet/page.html")
    headings = {section["name"]: section for section in sheet["sections"]}
    names = {category["name"]: category["text"] for category in sheet["categories"]}
    return template.render(
        sheet=sheet,
        headings=headings,
        categories=names,
        roles=roles,
        told_once=told_once,
        role_names={name: _(text) for name, text in ROLE_NAMES.items()},
        _=_,
    )
