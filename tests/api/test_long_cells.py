"""A cell that somebody made to be slow to read costs no more than any other of its length."""

from __future__ import annotations

import pytest

from support.processor_time import limited
from support.world import API, World
from vertel.imports import employee_csv, link_csv, suggestion_csv

LENGTH = 50_000

SECONDS = 10.0
"""Of processor time for a whole file, which needs less than one. Where the work grows with the square of a cell's
length, each cell takes 15."""

CELLS = {
    "space": "a" + " " * LENGTH + "b",
    "breaks": "a" + " \u2028" * (LENGTH // 2) + "b",
    "letters": "a" * LENGTH,
    "dots": "a." * (LENGTH // 2),
    "at": "a@" * (LENGTH // 2),
    "brackets": "(" * LENGTH + ")",
    "names": "a(" * (LENGTH // 2),
    "braces": "{{" * (LENGTH // 2),
    "addresses": "http://" * (LENGTH // 7),
}

CAPTIONS = ("caption_nl_personal", "prompt_nl", "prompt_nl_opening")
FILES = {
    "suggestions": (*sorted(suggestion_csv.FIXED), *CAPTIONS),
    "links": link_csv.COLUMNS,
    "employees": employee_csv.COLUMNS,
}
"""The columns of each kind of file."""


@pytest.mark.parametrize("config", ["sqlite"], indirect=True)  # what is slow happens before any database
@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("kind", FILES)
def test_no_cell_of_any_column_keeps_the_server_busy(world: World, kind: str, cell: str) -> None:
    columns = FILES[kind]
    rows = [[CELLS[cell] if column == long else "" for column in columns] for long in columns]
    body = "\n".join(map(",".join, [columns, *rows])).encode()
    admin = world.key("admin")
    with limited(SECONDS):
        answer = world.client.post(f"{API}/{kind}/import", data=body, content_type="text/csv", headers=admin)
    assert answer.status_code == 200, answer.json
    assert answer.json["refused"] == len(columns)
