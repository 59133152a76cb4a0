"""Inviting and importing colleagues from the command line."""

import json
import re
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from support.world import World
from vertel.cli.employees import name_in
from vertel.db.engine import make_session
from vertel.db.models import AuditEntry, Employee, Identity
from vertel.domain.people import api_keys, employees, matching, provisioning, sign_ins, teams
from vertel.errors import NotFoundError
from vertel.imports import bulk

CODE = re.compile(r"[2-9A-HJKMNP-Z]{4}(?:-[2-9A-HJKMNP-Z]{4}){2}\n")


def _find(world: World, email: str) -> Employee:
    with world.session() as session:
        return employees.find_by_email(session, email)


def test_invite_asks_for_the_key_under_which_the_code_is_stored(vertel, world: World) -> None:
    world.employee(email="noor@example.com")
    result = vertel("employee", "invite", "noor@example.com", VERTEL_SECRET_KEYS=None)
    assert (result.exit_code, "VERTEL_SECRET_KEYS is missing" in result.stderr) == (1, True)


def test_invite_prints_only_a_code_that_works(vertel, world: World) -> None:
    noor = world.employee(email="noor@example.com")

    result = vertel("employee", "invite", "Noor@Example.com")

    assert (result.exit_code, result.stderr) == (0, "")
    assert CODE.fullmatch(result.stdout)
    with world.session() as session:
        granted = sign_ins.enrol(session, result.stdout.strip(), world.keys)
        assert sign_ins.find(session.connection(), granted.sign_in_id).member.id == noor.id


def test_an_account_at_the_provider_is_forgotten_and_that_is_recorded(vertel, world: World) -> None:
    noor = world.employee(email="noor@example.com")
    with world.session() as session:
        session.add(Identity(issuer="https://login.example.com", subject="17", employee_id=noor.id))

    assert vertel("employee", "unlink", "Noor@example.com").stderr == "noor@example.com: 1 account forgotten.\n"
    assert vertel("employee", "unlink", "noor@example.com").stderr == "noor@example.com: 0 accounts forgotten.\n"
    with world.session() as session:
        assert session.scalars(select(Identity)).all() == []
        assert session.scalars(select(AuditEntry.action)).all() == ["identity.unlinked"]


def test_inviting_an_unknown_address_adds_a_colleague_and_says_so(vertel, world: World) -> None:
    result = vertel("employee", "invite", "piet.van_dam@example.com")

    assert CODE.fullmatch(result.stdout)
    assert result.stderr == "piet.van_dam@example.com was not known yet: added as Piet van Dam.\n"
    assert _find(world, "piet.van_dam@example.com").name == "Piet van Dam"


def test_a_new_colleague_may_be_described(vertel, world: World) -> None:
    vertel(
        "employee", "invite", "wei@example.com", "--name", "Wei Chen", "--team", "Meetdata", "--location", "Tiel",
        "--language", "en", "--language", "nl", "--role", "editor",
    )  # fmt: skip

    wei = _find(world, "wei@example.com")
    assert (wei.name, wei.team.slug, wei.location) == ("Wei Chen", "meetdata", "Tiel")
    assert (wei.languages, wei.role) == (["en", "nl"], "editor")


def test_an_invitation_changes_nothing_about_a_known_colleague(vertel, world: World) -> None:
    world.employee(email="noor@example.com", name="Noor", role="employee")

    vertel("employee", "invite", "noor@example.com", "--name", "Somebody", "--role", "admin")

    noor = _find(world, "noor@example.com")
    assert (noor.name, noor.role) == ("Noor", "employee")


def test_what_is_no_address_is_refused(vertel, world: World) -> None:
    result = vertel("employee", "invite", "noor")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: /email: Expected an e-mail address")


def test_a_colleague_who_left_gets_no_code(vertel, world: World) -> None:
    noor = world.employee(email="noor@example.com")
    with world.session() as session:
        session.get_one(Employee, noor.id).active = False

    result = vertel("employee", "invite", "noor@example.com")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: noor@example.com is disabled, so gets no code. `vertel employee enable`")


@pytest.mark.parametrize(
    ("email", "name"),
    [("noor@x.nl", "Noor"), ("noor.de.wit@x.nl", "Noor de Wit"), ("a__b@x.nl", "A B"), (".x.@x.nl", "X")],
)
def test_a_name_is_read_from_an_address(email: str, name: str) -> None:
    assert name_in(email) == name


def test_import_gives_a_verdict_per_row_and_stores_the_good_ones(vertel, world: World, tmp_path: Path) -> None:
    world.employee(email="old@example.com", name="Old", team=None)
    file = tmp_path / "people.csv"
    file.write_text(
        "\ufeffemail;name;team;languages;role\n"
        "new@example.com;Nïeuw;Techniek;nl;en\n"
        'old@example.com;"Old";;;\n'
        "new@example.com;Nieuw;Techniek;nl;employee\n"
        "nobody;Nobody;;;king\n"
    )

    result = vertel("employees", "import", file)

    assert result.exit_code == 1
    verdicts = [line.split()[:3] for line in result.stdout.splitlines()[1:]]
    assert verdicts == [
        ["2", "refused", "new@example.com"],
        ["3", "unchanged", "old@example.com"],
        ["4", "created", "new@example.com"],
        ["5", "refused", "nobody"],
    ]
    assert "role: Expected employee, editor or admin" in result.stdout
    assert "email: Expected an e-mail address" in result.stdout
    assert result.stderr == "1 created, 0 updated, 1 unchanged, 2 refused.\n"
    assert _find(world, "new@example.com").team.name == "Techniek"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("people.csv", "email,name\nnoor@example.com,Noor de Wit\n"),
        ("people.csv", "email,name,role,languages,team\nnoor@example.com,Noor de Wit,,,\n"),
        ("people.jsonl", '\ufeff{"email": "noor@example.com", "name": "Noor de Wit"}\n'),
    ],
)
def test_what_a_file_does_not_say_about_a_known_colleague_stays(
    vertel, world: World, tmp_path: Path, name: str, text: str
) -> None:
    world.employee(email="noor@example.com", name="Noor", role="editor", languages=["en"], team="Techniek")
    file = tmp_path / name
    file.write_text(text)

    assert vertel("employees", "import", file).exit_code == 0

    noor = _find(world, "noor@example.com")
    assert (noor.name, noor.role, noor.languages, noor.team.name) == ("Noor de Wit", "editor", ["en"], "Techniek")


def test_a_file_that_is_not_utf8_spoils_no_names(vertel, world: World, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes("email,name\nzoe@example.com,Zoë\nan@example.com,An\n".encode("latin-1"))

    result = vertel("employees", "import", file)

    assert result.exit_code == 1
    assert [line.split()[1] for line in result.stdout.splitlines()[1:]] == ["refused", "created"]
    assert "'CSV UTF-8'" in result.stdout


@pytest.mark.parametrize(
    ("one", "other"), [("Πωλήσεις", "Οικονομικά"), ("销售", "财务"), ("Sales Ł", "Sales Ø"), ("!", "?")]
)
def test_teams_with_other_letters_stay_apart(world: World, one: str, other: str) -> None:
    teams = [world.employee(team=name).team for name in (one, other, one)]

    assert [team.name for team in teams] == [one, other, one]
    assert all(re.fullmatch("[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?", team.slug) for team in teams)


@pytest.mark.parametrize(
    ("name", "slug"), [("Techniek", "techniek"), ("HR & Café  Zuid", "hr-cafe-zuid"), ("a" * 70, "a" * 64)]
)
def test_a_team_s_slug_is_its_name_in_plain_letters(name: str, slug: str) -> None:
    assert teams.slugify(name) == slug


def test_import_reads_json_lines(vertel, world: World, tmp_path: Path) -> None:
    file = tmp_path / "people.jsonl"
    documents = [{"email": "a@example.com", "name": "A", "languages": ["nl", "en"]}, {"name": "B"}]
    file.write_text("\n".join(json.dumps(document) for document in documents) + "\n{\n")

    result = vertel("employees", "import", file)

    assert result.exit_code == 1
    assert [line.split()[1] for line in result.stdout.splitlines()[1:]] == ["created", "refused", "refused"]
    assert _find(world, "a@example.com").languages == ["nl", "en"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("people.csv", '\ufeffemail\tname\tlanguages\t\t\nnoor@example.com\t"Noor"\tnl; en\t\t\n'),
        ("people.csv", "email,name,languages\r\n\r\nnoor@example.com,Noor,nl;en\r\n"),
        ("people.json", '[{"email": "noor@example.com", "name": "Noor", "languages": ["nl", "en"]}]'),
        ("people.ndjson", '\n{"email": "noor@example.com", "name": "Noor", "languages": ["nl", "en"]}\n\n'),
    ],
    ids=["tabs", "empty lines", "JSON", "JSON Lines"],
)
def test_colleagues_are_read_as_suggestions_are(vertel, world: World, tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, newline="")

    result = vertel("employees", "import", tmp_path / name)

    assert (result.exit_code, result.stderr) == (0, "1 created, 0 updated, 0 unchanged, 0 refused.\n")
    assert _find(world, "noor@example.com").languages == ["nl", "en"]


def test_broken_quotes_refuse_the_file_and_store_nobody(vertel, world: World, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text('email,name\n"a@example.com",A\n"b"@example.com,B\n')

    result = vertel("employees", "import", file)

    assert (result.exit_code, result.stdout) == (1, "")
    assert "Row 3: the quotes are broken" in result.stderr
    with pytest.raises(NotFoundError):
        _find(world, "a@example.com")


def test_an_unknown_ending_is_named(vertel, tmp_path: Path) -> None:
    file = tmp_path / "people.xlsx"
    file.write_text("")

    result = vertel("employees", "import", file)

    assert result.exit_code == 2
    assert "people.xlsx: expected a name that ends in .csv, .jsonl, .ndjson, .json" in result.stderr


@pytest.mark.parametrize("words", [(), ("--dry-run",)], ids=["", "dry run"])
def test_of_two_rows_about_somebody_the_first_counts_and_the_other_is_refused(
    vertel, world: World, tmp_path: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "BATCH", 4)
    world.employee(email="old@example.com", name="Old", team="One", role="editor")
    file = tmp_path / "people.csv"
    file.write_text(
        "email,name,team,role\n"
        "New@example.com,New,,\n"
        "old@example.com,Older,Two,\n"
        "new@example.com,Newer,Two,admin\n"
        "old@example.com,Older,,\n"
        "new@example.com,Newer,Two,admin\n"
    )

    result = vertel("employees", "import", file, *words)

    statuses = [line.split()[1] for line in result.stdout.splitlines()[1:]]
    assert statuses == ["created", "updated", "refused", "refused", "refused"]
    assert "email: Row 2 is about this address already." in result.stdout
    if not words:
        new, old = _find(world, "new@example.com"), _find(world, "old@example.com")
        assert (new.name, new.team, new.role) == ("New", None, "employee")
        assert (old.name, old.team.name, old.role) == ("Older", "Two", "editor")


def test_others_write_while_many_colleagues_are_imported(
    vertel, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "BATCH", 20)
    file = tmp_path / "people.csv"
    file.write_text("email,name,team\n" + "".join(f"p{n}@example.com,P,Team {n % 3}\n" for n in range(50)))
    prepare, written = provisioning.prepare, []

    def write_and_prepare(*values: Any) -> Any:
        with make_session(world.engine, writes=True, patience=0) as session:
            api_keys.create(session, "somebody else", "reader")
            session.commit()
        written.append(values)
        return prepare(*values)

    monkeypatch.setattr(provisioning, "prepare", write_and_prepare)

    result = vertel("employees", "import", file)

    assert result.stderr == "50 created, 0 updated, 0 unchanged, 0 refused.\n"
    assert len(written) == 50


def test_somebody_who_is_erased_meanwhile_is_added_anew(
    vertel, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noor = world.employee(email="noor@example.com", name="Noor")
    file = tmp_path / "people.csv"
    file.write_text("email,name\nnoor@example.com,Noor de Wit\n")
    find_known, calls = matching.find_known, []

    def find_and_have_erased(session: Session, emails: Collection[str]) -> Any:
        found = find_known(session, emails)
        calls.append(emails)
        if len(calls) == 1:
            with make_session(world.engine, writes=True) as other:
                other.delete(other.get_one(Employee, noor.id))
                other.commit()
        return found

    monkeypatch.setattr(matching, "find_known", find_and_have_erased)

    result = vertel("employees", "import", file)

    assert result.stderr == "1 created, 0 updated, 0 unchanged, 0 refused.\n"


def test_a_dry_run_stores_nobody(vertel, world: World, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("email,name\nnew@example.com,New\n")

    result = vertel("employees", "import", file, "--dry-run")

    assert result.exit_code == 0
    assert "created" in result.stdout
    assert result.stderr.startswith("Dry run, nothing was stored: 1 created")
    with pytest.raises(NotFoundError):
        _find(world, "new@example.com")


@pytest.mark.parametrize("header", ["", "email", "email,name,shoe size", "email,name,name"])
def test_a_file_without_a_proper_header_is_refused_as_a_whole(
    vertel, world: World, tmp_path: Path, header: str
) -> None:
    file = tmp_path / "people.csv"
    file.write_text(f"{header}\nnew@example.com,New\n")

    result = vertel("employees", "import", file)

    assert (result.exit_code, result.stdout) == (1, "")
    assert "The first line names the columns" in result.stderr


def test_a_steering_character_in_a_file_does_not_reach_the_terminal(vertel, world: World, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("email,name\n\x1b[2Jx,New\n")

    assert "\x1b" not in vertel("employees", "import", file).output


def test_progress_is_shown_on_request_and_not_mixed_with_results(vertel, world: World, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("email,name\nnew@example.com,New\n")

    result = vertel("employees", "import", file, "--progress")

    assert "Reading" in result.stderr
    assert "Reading" not in result.stdout


def test_somebody_who_left_is_disabled_and_enabled_by_address(vertel, world: World) -> None:
    me = world.sign_in(email="noor@example.com")

    disabled = vertel("employee", "disable", "Noor@example.com")
    refused = world.client.get("/api/v1/me", headers=me).status_code
    enabled = vertel("employee", "enable", "noor@example.com")

    assert (disabled.exit_code, disabled.stderr) == (0, "noor@example.com may no longer sign in.\n")
    assert refused == 401
    assert (enabled.exit_code, enabled.stderr) == (0, "noor@example.com may sign in again.\n")
    assert world.client.get("/api/v1/me", headers=world.sign_in(_find(world, "noor@example.com"))).status_code == 200


def test_the_server_itself_may_disable_the_last_administrator_and_says_what_that_means(vertel, world: World) -> None:
    world.employee(email="boss@example.com", role="admin")

    result = vertel("employee", "disable", "boss@example.com")

    assert result.exit_code == 0
    assert "Nobody is an active administrator now. `vertel employee enable` takes this back." in result.stderr


def test_nobody_is_disabled_whom_nobody_knows(vertel) -> None:
    result = vertel("employee", "disable", "nobody@example.com")

    assert (result.exit_code, result.stderr) == (1, "Error: Nobody here has the address nobody@example.com.\n")


def test_an_import_disables_who_left_and_says_before_how_many(vertel, world: World, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"

    def write(*numbers: int) -> None:
        rows = "".join(f"p{number}@example.com,P {number},hr-{number}\n" for number in numbers)
        file.write_text(f"email,name,external_id\n{rows}")

    write(*range(10))
    vertel("employees", "import", file)
    write(*range(2, 10))

    refused = vertel("employees", "import", file, "--missing", "disable")
    dry = vertel("employees", "import", file, "--missing", "disable", "--disable-at-most", "2", "--dry-run")
    done = vertel("employees", "import", file, "--missing", "disable", "--disable-at-most", "2")

    assert refused.exit_code == 1
    assert "2 of the 10 colleagues whom imports brought are missing" in refused.stderr
    assert dry.stdout == done.stdout
    assert [line.split() for line in done.stdout.splitlines()[-2:]] == [
        ["disabled", "p0@example.com"], ["disabled", "p1@example.com"],
    ]  # fmt: skip
    assert dry.stderr == "Dry run, nothing was stored: 0 created, 0 updated, 8 unchanged, 0 refused, 2 disabled.\n"
    assert done.stderr == "0 created, 0 updated, 8 unchanged, 0 refused, 2 disabled.\n"
    with pytest.raises(NotFoundError):
        _find(world, "p0@example.com")


def test_what_the_command_line_does_to_people_is_recorded(vertel, world: World) -> None:
    vertel("employee", "invite", "noor@example.com")
    for command in ("disable", "disable", "enable"):
        vertel("employee", command, "noor@example.com")

    with world.session() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.at, AuditEntry.id)).all()
    assert [entry.action for entry in entries] == [
        "employee.created", "employee.invited", "employee.disabled", "employee.enabled",
    ]  # fmt: skip
    assert {entry.actor for entry in entries} == {"cli"}


def test_everybody_is_signed_out_when_that_is_meant(vertel, world: World) -> None:
    with world.session() as session:
        code = sign_ins.invite(session, world.employee(), world.keys)
        own = sign_ins.enrol(session, code, world.keys).sign_in_id

    def is_open() -> bool:
        with world.session() as session:
            return sign_ins.find(session.connection(), own) is not None

    assert vertel("employees", "sign-out", typed="n\n").exit_code == 1
    assert is_open()
    result = vertel("employees", "sign-out", typed="y\n")
    assert (result.exit_code, result.stdout) == (0, "")
    assert not is_open()
    assert vertel("employees", "sign-out", "--yes").exit_code == 0
    with world.session() as session:
        assert session.scalars(select(AuditEntry.action)).all() == ["employees.signed_out"] * 2
