"""Files as programs and people make them: read, or refused with what is wrong with this one.

The three readers take the same: each case here is tried on suggestions, links and colleagues.
"""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Callable, Iterator

import pytest

from vertel.errors import RefusedError
from vertel.imports import files
from vertel.imports.bulk import Row

Read = Callable[[bytes, str], list[Row]]
URL = "https://careers.example.com/a"


def suggestions(data: bytes, media_type: str = "text/csv") -> list[Row]:
    return list(files.suggestion_rows(io.BytesIO(data), media_type, "Europe/Amsterdam"))


def links(data: bytes, media_type: str = "text/csv") -> list[Row]:
    return list(files.link_rows(io.BytesIO(data), media_type))


def colleagues(data: bytes, media_type: str = "text/csv") -> list[Row]:
    return list(files.employee_rows(io.BytesIO(data), media_type))


TABLES: dict[str, tuple[Read, list[str], list[str], str]] = {
    "suggestions": (suggestions, ["kind", "title", "prompt_nl"], ["story", "Eén", "Wat?"], "title"),
    "links": (links, ["destination_url", "code", "title"], [URL, "open-dag", "Eén"], "title"),
    "colleagues": (colleagues, ["email", "name", "location"], ["an@example.com", "Eén", "Zwolle"], "name"),
}
every_reader = pytest.mark.parametrize(("read", "head", "cells", "field"), TABLES.values(), ids=TABLES)


def only_document(rows: list[Row]) -> dict[str, object]:
    assert [row.faults for row in rows] == [[]]
    assert rows[0].document is not None
    return rows[0].document


def zipped(*names: str) -> bytes:
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return book.getvalue()


def written(head: list[str], cells: list[str]) -> Iterator[tuple[str, str]]:
    """Yield how one table may be written, each with what is special about it."""
    for separator in ",;\t|":
        first, row = separator.join(head), separator.join(cells)
        yield f"separated by {separator!r}", f"{first}\n{row}\n"
    first, row = ";".join(head), ";".join(cells)
    yield "a line that names the separator", f"sep=;\r\n{first}\r\n{row}\r\n"
    yield "the same in quotes", f'"sep=;"\r\n{first}\r\n{row}\r\n'
    yield "an empty line above", f"\r\n{first}\r\n{row}\r\n"
    yield "an empty row above", f";;;\r\n{first}\r\n{row}\r\n"
    yield "a title above", f"December;;\r\n{first}\r\n{row}\r\n"
    yield "a title with another separator above", f"Zwolle, december\r\n\r\n{first}\r\n{row}\r\n"
    yield "two byte order marks", f"\ufeff\ufeff{first}\n{row}\n"
    yield "a byte order mark that became letters", f"\u00ef\u00bb\u00bf{first}\n{row}\n"
    yield "capitals and spaces", f"{';'.join(name.replace('_', ' ').title() for name in head)}\n{row}\n"
    yield "an empty first column", f";{first}\n;{row}\n"
    yield "empty last columns", f"{first};;\n{row};;\n"
    yield "more empty cells than columns", f"{first}\n{row};;\n"
    yield "an empty column amid", f"{head[0]};;{';'.join(head[1:])}\n{cells[0]};;{';'.join(cells[1:])}\n"
    yield "the line ends of old Macs", f"{first}\r{row}\r"
    yield "the end of a file of DOS", f"{first}\r\n{row}\r\n\x1a"
    yield "empty rows below", f"{first}\n{row}\n;;\n\n  ;\n"
    yield "cells with unseen ends", f"{first}\n" + ";".join(f" \u200b{cell}\ufeff " for cell in cells)
    for name, broken in {
        "at the end of a name": [f'"{head[0]}\n"', *head[1:]],
        "before a remark": [head[0], f'"{head[1]}\r\n(max. 200)"', *head[2:]],
        "in capitals, with a star": [f"{head[0].upper()}*", *head[1:]],
    }.items():
        yield f"a header that is written {name}", f"{';'.join(broken)}\n{row}\n"


@every_reader
def test_a_table_is_read_however_it_is_written(read: Read, head: list[str], cells: list[str], field: str) -> None:
    for special, text in written(head, cells):
        found = only_document(read(text.encode(), "text/csv"))
        assert found[field] == "Eén", special


@every_reader
def test_a_row_is_numbered_by_its_line_whatever_stands_above(
    read: Read, head: list[str], cells: list[str], field: str
) -> None:
    first, row = ";".join(head), ";".join(cells)
    text = f'sep=;\n\nDecember;;\n"{head[0]}\n";{";".join(head[1:])}\n\n{row}\n{row}\n'
    assert [one.number for one in read(text.encode(), "text/csv")] == [7, 8]
    assert [one.number for one in read(f"{first}\n{row}\n".encode(), "text/csv")] == [2]


NOT_TEXT = {
    "UTF-16": lambda text: text.replace(",", "\t").encode("utf-16"),
    "UTF-16 backwards": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "UTF-16 without a mark": lambda text: text.encode("utf-16-le"),
    "UTF-32": lambda text: text.encode("utf-32"),
    "workbook (.xlsx)": lambda _: zipped("xl/workbook.xml"),
    "workbook (.xls)": lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
    "LibreOffice": lambda _: zipped("mimetype", "META-INF/manifest.xml") + b"opendocument",
    "zip archive": lambda _: zipped("export.csv"),
    "compressed": lambda text: gzip.compress(text.encode()),
    "PDF": lambda _: b"%PDF-1.7\n...",
    "web page": lambda text: f"<table><tr><td>{text}</td></tr></table>".encode(),
}


@pytest.mark.parametrize("media_type", files.MEDIA_TYPES)
@pytest.mark.parametrize("make", NOT_TEXT.values(), ids=NOT_TEXT)
@every_reader
def test_what_is_no_text_in_utf8_is_called_by_its_name(
    read: Read, head: list[str], cells: list[str], field: str, make: Callable[[str], bytes], media_type: str
) -> None:
    text = f"{','.join(head)}\n{','.join(cells)}\n"
    data = make(text if media_type == "text/csv" else json.dumps([dict(zip(head, cells, strict=True))]))
    with pytest.raises(RefusedError, match="UTF-8"):
        read(data, media_type)


def test_the_kinds_of_files_are_told_apart() -> None:
    text = "kind,title\nstory,T\n"
    said: dict[str, str] = {}
    for name in (
        "UTF-16",
        "UTF-32",
        "workbook (.xlsx)",
        "workbook (.xls)",
        "zip archive",
        "compressed",
        "PDF",
        "web page",
    ):
        with pytest.raises(RefusedError) as refusal:
            suggestions(NOT_TEXT[name](text))
        said[name] = str(refusal.value)
    assert {name: name in message for name, message in said.items()} == dict.fromkeys(said, True)


@every_reader
def test_a_header_in_old_letters_is_refused_for_its_letters(
    read: Read, head: list[str], cells: list[str], field: str
) -> None:
    text = f"{','.join(head)},café\n{','.join(cells)},\n"
    with pytest.raises(RefusedError, match="UTF-8"):
        read(text.encode("cp1252"), "text/csv")


@every_reader
def test_a_row_in_old_letters_is_refused_alone(read: Read, head: list[str], cells: list[str], field: str) -> None:
    text = f"{','.join(head)}\n".encode() + f"{','.join(cells)}\n".encode("cp1252")
    (row,) = read(text, "text/csv")
    assert "UTF-8" in row.faults[0]["message"]


JSON_DOCUMENTS = {
    "suggestions": (suggestions, {"kind": "story", "title": "T"}),
    "links": (links, {"destination_url": URL}),
    "colleagues": (colleagues, {"email": "an@example.com", "name": "An"}),
}
every_document = pytest.mark.parametrize(("read", "document"), JSON_DOCUMENTS.values(), ids=JSON_DOCUMENTS)


@every_document
def test_json_is_read_however_it_is_written(read: Read, document: dict[str, str]) -> None:
    one = json.dumps(document)
    for marks in ("", "\ufeff", "\ufeff\ufeff"):
        only_document(read(f"{marks} [{one}]\n".encode(), "application/json"))
        only_document(read(f"{marks}{one}\n\n".encode(), "application/x-ndjson"))
    for end in ("\n", "\r\n", "\r"):
        rows = read(f"{one}{end}\ufeff{one}{end}".encode(), "application/x-ndjson")
        assert [(row.number, row.faults) for row in rows] == [(1, []), (2, [])]


@every_document
def test_json_of_another_form_is_told_which_form(read: Read, document: dict[str, str]) -> None:
    one = json.dumps(document)
    cases = {
        (f"[{one}]", "application/x-ndjson"): "JSON array",
        (json.dumps(document, indent=1), "application/x-ndjson"): "over several lines",
        (f"{one}\n{one}", "application/json"): "on each line",
        (one, "application/json"): "between [ and ]",
        (json.dumps({"total": 1, "jobs": [document]}), "application/json"): "'jobs'",
        ("email,name\n", "application/json"): ".csv",
        ("", "application/json"): "empty",
        (f"[{one},]", "application/json"): "not JSON",
    }
    for (text, media_type), said in cases.items():
        with pytest.raises(RefusedError) as refusal:
            read(text.encode(), media_type)
        assert said in str(refusal.value)


def reasons(rows: list[Row]) -> str:
    return "; ".join(one["message"] for row in rows for one in row.faults)


HEAD = "kind,title,destination_url,expires_at,languages,teams,status,image_id,external_id,prompt_nl"
CELLS = ["story", "T", URL, "2026-12-31", "nl", "techniek", "draft", "", "e-1", "Wat?"]


def suggestion_with(column: str, cell: str) -> list[Row]:
    cells = [f'"{cell}"' if name == column else own for name, own in zip(HEAD.split(","), CELLS, strict=True)]
    return suggestions(f"{HEAD}\n{','.join(cells)}\n".encode())


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("title", "x" * 201, "at most 200 characters; here are 201"),
        ("title", "a\x00b", "U+0000"),
        ("title", "call\x07me", "Character 5 after 'call' is a character that nobody sees (U+0007)"),
        ("title", "", "required"),
        ("kind", "vacature", "Expected story, team_moment, success, vacancy, event or article; here it is 'vacature'"),
        ("status", "live", "Expected draft, published or archived; here it is 'live'"),
        ("expires_at", "31-12-2026", "YYYY-MM-DD"),
        ("expires_at", "12/31/2026", "day first or month first"),
        ("expires_at", "46387", "how a spreadsheet counts days, 2026-12-31"),
        ("expires_at", "46387.75", "2026-12-31"),
        ("expires_at", "null", "leave the cell empty"),
        ("expires_at", "2026-02-30", "on no calendar"),
        ("expires_at", "2026-12-31 25:00", "on no calendar or clock"),
        ("expires_at", "1798758000", "count of seconds"),
        ("expires_at", "31 december", "here it is '31 december'"),
        ("expires_at", "0026-12-31", "no year from 1900 to 2999"),
        ("languages", "Dutch", "'Dutch' is no language tag"),
        ("languages", "nl, en", "no language tag"),
        ("image_id", "n/a", "Leave the cell empty"),
        ("image_id", "photo.jpg", "Expected a UUID"),
        ("external_id", "x" * 300, "at most 200"),
        ("destination_url", "http://careers.example.com/a", "http://"),
        ("destination_url", "careers.example.com/a", "https:// is missing before it: https://careers"),
        ("destination_url", "ftp://careers.example.com/a", "It begins with ftp:"),
        ("destination_url", "see the site", "begins with https://"),
        ("destination_url", f"{URL}?x=a|b", "Character 34 is '|'"),
        ("destination_url", f"{URL}?x=a|b", "%7C"),
        ("destination_url", f"{URL}/100%-home", "write %25"),
        ("destination_url", f"{URL}/één", "%C3%A9"),
        ("destination_url", f"{URL}?ref={{campaign}}", "placeholder"),
        ("destination_url", f"{URL}/a b", "write %20"),
        ("destination_url", f"{URL}\\b", "backslash"),
        ("destination_url", f"{URL}/a\u200bb", "invisible (U+200B)"),
        ("destination_url", f"{URL}?x={'x' * 2000}", "characters long"),
        ("destination_url", "https://jobs.ötter.example/", "xn--"),
        ("destination_url", "https://me@careers.example.com/", "user name"),
        ("destination_url", "https:///a", "no host"),
        ("destination_url", "https://[::1/a", "bracket"),
    ],
)
def test_a_cell_is_refused_with_what_is_wrong_with_it(column: str, cell: str, said: str) -> None:
    message = reasons(suggestion_with(column, cell))
    assert said in message
    assert f"(column {column})" in message or cell == ""
    assert "or null" not in message


@pytest.mark.parametrize(
    ("column", "cell", "field", "value"),
    [
        ("title", "Monteur\x0bZwolle", "title", "Monteur Zwolle"),
        ("title", "Monteur\nZwolle", "title", "Monteur Zwolle"),
        ("title", "Bel \u202d+31 38 123\u202c", "title", "Bel +31 38 123"),
        ("title", "\u2068Zwolle\u2069", "title", "Zwolle"),
        ("kind", "Team moment", "kind", "team_moment"),
        ("status", "Published", "status", "published"),
        ("destination_url", "HTTPS://Careers.Example.com/A", "destination_url", "https://careers.example.com/A"),
        ("destination_url", f"{URL}\u200b ", "destination_url", URL),
        ("languages", "nl_be;EN", "audience", {"teams": ["techniek"], "locations": [], "languages": ["nl-BE", "en"]}),
        ("teams", "HR & Café", "audience", {"teams": ["hr-cafe"], "locations": [], "languages": ["nl"]}),
    ],
)
def test_a_cell_is_taken_as_it_was_meant(column: str, cell: str, field: str, value: object) -> None:
    assert only_document(suggestion_with(column, cell))[field] == value


def test_a_soft_break_of_a_presentation_is_a_line_break_in_a_text() -> None:
    document = {"kind": "story", "title": "T", "captions": [{"language": "nl", "text": "Een\x0btwee\x0cdrie"}]}
    for data, media_type in (
        (json.dumps([document]).encode(), "application/json"),
        (b"kind,title,caption_nl_personal\nstory,T,Een\x0btwee\x0cdrie\n", "text/csv"),
    ):
        captions = only_document(suggestions(data, media_type))["captions"]
        assert [one["text"] for one in captions] == ["Een\ntwee\ndrie"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2026-12-31", "2026-12-31T23:00:00+00:00"),
        ("2026-07-31", "2026-07-31T22:00:00+00:00"),
        ("2026-12-31 18:00", "2026-12-31T17:00:00+00:00"),
        ("2026-07-01T18:00:00", "2026-07-01T16:00:00+00:00"),
        ("2026-12-31T18:00:00-05:00", "2026-12-31T23:00:00+00:00"),
        ("2026-12-31T18:00:00Z", "2026-12-31T18:00:00+00:00"),
        ("2026-10-25", "2026-10-25T23:00:00+00:00"),
        ("2026-10-25 02:30", "2026-10-25T00:30:00+00:00"),
        ("2026-03-28", "2026-03-28T23:00:00+00:00"),
    ],
)
def test_a_date_or_time_in_a_cell_is_local(cell: str, moment: str) -> None:
    found = only_document(suggestion_with("expires_at", cell))["expires_at"]
    assert found.isoformat() == moment  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2026-12-31", "does not say which moment in UTC"),
        ("2026-12-31T18:00:00+01:00", "2026-12-31T17:00:00Z"),
        ("null", "without quotes"),
        ("31-12-2026", "time in UTC, such as"),
    ],
)
def test_a_time_in_json_says_its_own_reasons(value: str, said: str) -> None:
    document = {"kind": "story", "title": "T", "expires_at": value}
    assert said in reasons(suggestions(json.dumps([document]).encode(), "application/json"))


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Noor <noor@example.com>", "such as noor@example.com"),
        ("noor@example.com; bo@example.com", "such as noor@example.com"),
        ("zoë@example.com", "'ë' (U+00EB)"),
        ("noor", "Expected an e-mail address"),
    ],
)
def test_an_address_of_a_colleague_says_its_own_reason(cell: str, said: str) -> None:
    assert said in reasons(colleagues(f'email,name\n"{cell}",Noor\n'.encode()))


@pytest.mark.parametrize(
    ("code", "said"), [("a_b", "'_' (U+005F)"), ("a b", "' '"), ("x" * 65, "65"), ("-a-", "'-a-'")]
)
def test_a_code_says_its_own_reason(code: str, said: str) -> None:
    assert said in reasons(links(f"destination_url,code\n{URL},{code}\n".encode()))


@pytest.mark.parametrize(
    ("read", "text", "said"),
    [
        (suggestions, "kind,titel,prompt_nl\nstory,T,Wat?\n", "'titel' may be 'title'"),
        (suggestions, "kind,prompt_nl\nstory,Wat?\n", "missing: ['title']"),
        (suggestions, "Kind,kind,title\nstory,story,T\n", "twice: 'kind'"),
        (suggestions, "", "empty"),
        (suggestions, ";;\n;;\n", "empty"),
        (suggestions, "story,T\n", "The first line names the columns: external_id, kind"),
        (colleagues, "email,name,phone\na@example.com,A,1\n", "'phone'"),
        (colleagues, "mail,displayName\na@example.com,A\n", "'mail' may be 'email'"),
        (colleagues, "", "empty"),
        (colleagues, "email\na@example.com\n", "missing: ['name']"),
        (links, "code,destination_url,colour\na,b,c\n", "'colour'"),
        (links, "from,to\na,b\n", "Rename the column with the long addresses to destination_url"),
        (links, "", "Rename"),
        (links, 'destination_url,code\n"https://a,b\n', "Row 2: the quotes are broken"),
        (links, '"destination_url,code\nhttps://a,b\n', "Row 1: the quotes are broken"),
    ],
)
def test_a_first_line_is_refused_with_what_to_change(read: Read, text: str, said: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        read(text.encode(), "text/csv")
    assert said in str(refusal.value)


@every_reader
def test_a_cell_without_a_column_is_refused_with_its_place(
    read: Read, head: list[str], cells: list[str], field: str
) -> None:
    beside = f"{','.join(head)}\n{','.join(cells)},more\n"
    assert "Expected 3 cells, found 4" in reasons(read(beside.encode(), "text/csv"))
    unnamed = f",{','.join(head)}\n7,{','.join(cells)}\n"
    assert "Column 1 has no name" in reasons(read(unnamed.encode(), "text/csv"))
