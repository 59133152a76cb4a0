"""`vertel doctor`: what it finds in a set-up, and that it says how to mend it."""

import fcntl
import json
import os
import secrets
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from support.certificates import write_certificate
from support.hostile_provider import hostile_provider
from support.mail_server import ELSEWHERE, mail_server
from support.ports import free_port
from support.tables import make_tables
from vertel.cli import diagnosis
from vertel.db.engine import make_engine


@pytest.fixture
def healthy(tmp_path: Path) -> dict[str, str]:
    """The settings of a set-up without any fault."""
    url = f"sqlite:///{tmp_path / 'vertel.sqlite3'}"
    engine = make_engine(url)
    make_tables(engine)
    engine.dispose()
    for browser in ("chrome", "firefox"):
        (tmp_path / "extension/dist" / browser).mkdir(parents=True)
        (tmp_path / "extension/dist" / browser / "manifest.json").touch()
    (tmp_path / "extension/manifest.json").touch()
    (tmp_path / "state").mkdir()
    return {
        "VERTEL_STATE_DIR": str(tmp_path / "state"),
        "VERTEL_DATABASE_URL": url,
        "VERTEL_SECRET_KEYS": secrets.token_hex(32),
        "VERTEL_PUBLIC_URL": "https://vertel.example.com",
        "VERTEL_DESTINATION_HOSTS": "careers.example.com",
    }


def _findings(settings: dict[str, str], root: Path) -> dict[str, diagnosis.Finding]:
    return {finding.check: finding for finding in diagnosis.examine(settings, root)}


def _faults(settings: dict[str, str], root: Path) -> dict[str, str]:
    found = _findings(settings, root)
    faulty = {name: finding for name, finding in found.items() if finding.status != "ok"}
    assert all(finding.mend for finding in faulty.values()), "make sure that each fault says how to mend it"
    return {name: finding.status for name, finding in faulty.items()}


def test_a_healthy_set_up_has_no_faults(healthy: dict[str, str], tmp_path: Path) -> None:
    assert _faults(healthy, tmp_path) == {}


def test_a_wrong_setting_is_the_only_finding(healthy: dict[str, str], tmp_path: Path) -> None:
    found = _findings(healthy | {"VERTEL_PUBLIC_URL": "vertel"}, tmp_path)

    assert list(found) == ["settings"]
    assert "VERTEL_PUBLIC_URL" in found["settings"].detail


@pytest.mark.parametrize("key", ["a" * 40, "please-change-this-key-before-going-live", "abcdefgh" * 5])
def test_a_key_that_can_be_guessed(healthy: dict[str, str], tmp_path: Path, key: str) -> None:
    assert _faults(healthy | {"VERTEL_SECRET_KEYS": key}, tmp_path) == {"secret keys": "fail"}


def test_a_database_that_does_not_answer(healthy: dict[str, str], tmp_path: Path) -> None:
    settings = healthy | {"VERTEL_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/vertel"}

    assert _faults(settings, tmp_path) == {"database": "fail"}


def test_a_database_that_was_not_made_yet_is_not_made_by_looking(healthy: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "new" / "vertel.sqlite3"

    found = _findings(healthy | {"VERTEL_DATABASE_URL": f"sqlite:///{path}"}, tmp_path)

    assert (found["database"].status, found["database"].mend) == ("fail", "Run: vertel db upgrade")
    assert not path.parent.exists()


def test_tables_of_another_version(healthy: dict[str, str], tmp_path: Path) -> None:
    engine = make_engine(healthy["VERTEL_DATABASE_URL"])
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    engine.dispose()

    found = _findings(healthy, tmp_path)

    assert found["migrations"].status == "fail"
    assert "vertel db upgrade" in found["migrations"].detail


def test_a_database_that_takes_no_changes(
    healthy: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # File permissions stop nobody who runs as root, so the file is opened read-only by its address.
    read_only = f"sqlite:///file:{tmp_path / 'vertel.sqlite3'}?mode=ro&uri=true"
    monkeypatch.setattr(diagnosis, "make_engine", lambda _url: make_engine(read_only))

    assert _faults(healthy, tmp_path) == {"writing": "fail"}


def test_looking_leaves_the_database_as_it_was(healthy: dict[str, str], tmp_path: Path) -> None:
    _findings(healthy, tmp_path)
    before = (tmp_path / "vertel.sqlite3").read_bytes()

    _findings(healthy, tmp_path)

    assert (tmp_path / "vertel.sqlite3").read_bytes() == before


def test_an_address_that_only_this_machine_has(healthy: dict[str, str], tmp_path: Path) -> None:
    settings = healthy | {"VERTEL_PUBLIC_URL": "http://localhost:8000"}

    assert _faults(settings, tmp_path) == {"public URL": "warn"}


def test_links_that_nobody_else_could_open(healthy: dict[str, str], tmp_path: Path) -> None:
    settings = healthy | {"VERTEL_LINK_BASE_URL": "http://127.0.0.1:8000/r"}

    assert _faults(settings, tmp_path) == {"link URL": "fail"}


@pytest.mark.parametrize("hosts", ["", "*.nl", "careers.example.com,*.com"])
def test_no_destinations_or_too_many(healthy: dict[str, str], tmp_path: Path, hosts: str) -> None:
    assert _faults(healthy | {"VERTEL_DESTINATION_HOSTS": hosts}, tmp_path) == {"destination hosts": "fail"}


@pytest.mark.parametrize(("free", "status"), [(50_000_000, "fail"), (500_000_000, "warn")])
def test_a_disk_that_fills_up(
    healthy: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, status: str
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=free))

    assert _faults(healthy, tmp_path) == {"disk space": status}


def test_a_clock_that_stands_in_the_past(
    healthy: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(diagnosis, "now", lambda: datetime(1970, 1, 1, tzinfo=UTC))

    assert _faults(healthy, tmp_path) == {"clock": "fail"}


def test_an_extension_that_was_not_built(healthy: dict[str, str], tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "extension/dist/firefox")

    assert _faults(healthy, tmp_path) == {"extension": "warn"}


def test_a_server_without_a_checkout_needs_no_extension(healthy: dict[str, str], tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "extension")

    assert _faults(healthy, tmp_path) == {}


def test_a_copy_from_a_store_is_said_to_need_its_own_id_until_one_is_named(
    healthy: dict[str, str], tmp_path: Path
) -> None:
    store = "chrome-extension://" + "a" * 32

    assert "VERTEL_EXTENSION_ORIGINS" in _findings(healthy, tmp_path)["extension ids"].detail
    named = _findings(healthy | {"VERTEL_EXTENSION_ORIGINS": store}, tmp_path)["extension ids"]
    assert named.detail == f"Admitted: {store}."


def test_the_command_fails_only_when_something_does(vertel, healthy: dict[str, str]) -> None:
    fine = vertel("doctor", **healthy)
    wrong = vertel("doctor", **healthy | {"VERTEL_DESTINATION_HOSTS": ""})

    assert fine.exit_code == 0
    assert fine.stdout.startswith("ok    settings: ")
    assert wrong.exit_code == 1
    assert "fail  destination hosts: None are allowed" in wrong.stdout


PROVIDER = {"VERTEL_PUBLIC_URL": "http://127.0.0.1:8000", "VERTEL_OIDC_CLIENT_ID": "vertel"}
"""Settings with which a provider on this machine may be asked by http."""


def test_a_mail_server_that_answers_is_tried_and_sent_nothing(
    healthy: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = write_certificate(tmp_path, ELSEWHERE)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with mail_server(ELSEWHERE, certificate, auth_required=True) as mails:
        url = f"smtp://us%40er:p%40ss%3Aword@{ELSEWHERE}:{mails.port}"
        found = _findings(healthy | {"VERTEL_MAIL_URL": url}, tmp_path)["mail"]
        assert (found.status, "with TLS and takes user name and password" in found.detail) == ("ok", True)
        assert (mails.signed_in, mails.received) == (["us@er"], [])


@pytest.mark.parametrize(
    ("user", "query", "reason"),
    [("us%40er:wrong@", "", "did not accept the user name"), ("", "", "offers no STARTTLS"), ("", "?starttls=no", "")],
)
def test_what_is_wrong_with_the_mail_server_is_said(
    healthy: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, user: str, query: str, reason: str
) -> None:
    certificate = write_certificate(tmp_path, ELSEWHERE)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with mail_server(ELSEWHERE, certificate if user else None) as mails:
        url = f"smtp://{user}{ELSEWHERE}:{mails.port}{query}"
        found = _findings(healthy | {"VERTEL_MAIL_URL": url}, tmp_path)["mail"]
    assert (found.status, reason in found.detail) == ("fail" if reason else "ok", True)
    assert "wrong" not in found.detail


def test_a_mail_server_that_is_not_there(healthy: dict[str, str], tmp_path: Path) -> None:
    settings = healthy | {"VERTEL_MAIL_URL": f"smtp://127.0.0.1:{free_port()}"}
    assert _faults(settings, tmp_path) == {"mail": "fail"}
    assert "refused" in _findings(settings, tmp_path)["mail"].detail


def test_mails_that_go_to_the_terminal_only(healthy: dict[str, str], tmp_path: Path) -> None:
    assert _faults(healthy | {"VERTEL_MAIL_URL": "console:"}, tmp_path) == {"mail": "warn"}


def test_a_provider_that_answers(healthy: dict[str, str], tmp_path: Path) -> None:
    with hostile_provider() as provider:
        settings = healthy | PROVIDER | {"VERTEL_OIDC_ISSUER": provider.url}
        assert _findings(settings, tmp_path)["OpenID Connect"].status == "ok"


@pytest.mark.parametrize("fault", ["issuer", "keys", "away"])
def test_what_is_wrong_with_the_provider_is_said(healthy: dict[str, str], tmp_path: Path, fault: str) -> None:
    with hostile_provider() as provider:
        if fault == "issuer":
            provider.discovery["issuer"] = "https://other.example.com"
        elif fault == "keys":
            provider.published = {"keys": "none"}
        else:
            provider.statuses["/.well-known/openid-configuration"] = 503
        settings = healthy | PROVIDER | {"VERTEL_OIDC_ISSUER": provider.url}
        assert _faults(settings, tmp_path)["OpenID Connect"] == "fail"


def test_the_real_command_fails_with_one_line_that_says_what_to_mend(healthy: dict[str, str]) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("VERTEL_")}
    settings = healthy | {"VERTEL_MAIL_URL": f"smtp://127.0.0.1:{free_port()}"}
    command = [Path(sys.executable).with_name("vertel"), "doctor"]
    done = subprocess.run(command, env=clean | settings, capture_output=True, encoding="utf-8", check=False)
    lines = done.stdout.splitlines()
    (wrong,) = [number for number, line in enumerate(lines) if line.startswith("fail")]
    assert (done.returncode, done.stderr) == (1, "")
    assert lines[wrong].startswith("fail  mail: 127.0.0.1, port ")
    assert lines[wrong + 1].strip().startswith("See VERTEL_MAIL_URL")


def test_what_is_safe_is_mended_and_what_was_done_is_said(vertel, healthy: dict[str, str], tmp_path: Path) -> None:
    state, database = tmp_path / "node" / "state", tmp_path / "new" / "vertel.sqlite3"
    settings = healthy | {"VERTEL_STATE_DIR": str(state), "VERTEL_DATABASE_URL": f"sqlite:///{database}"}
    fixed = vertel("doctor", "--fix", **settings)
    assert fixed.exit_code == 0, fixed.stdout
    assert "fix   database: brought the tables to this version" in fixed.stdout
    assert f"fix   folder: made {state}" in fixed.stdout
    assert (database.stat().st_mode & 0o777, state.stat().st_mode & 0o777) == (0o600, 0o700)
    again = vertel("doctor", "--fix", **settings)
    assert "fix " not in again.stdout


def test_files_that_others_can_read_are_closed_and_half_ones_removed(
    vertel, healthy: dict[str, str], tmp_path: Path
) -> None:
    state, file = tmp_path / "state", tmp_path / "settings.env"
    file.write_text("VERTEL_PROXIES=1\n")
    for path, mode in ((file, 0o644), (tmp_path / "vertel.sqlite3", 0o640)):
        path.chmod(mode)
    for name in ("left.clicks", "links-new.sqlite3", "erasures.txt.part"):
        (state / name).touch(mode=0o644)
    seen = json.loads(vertel("--settings", file, "doctor", "--json", **healthy).stdout)
    assert {one["check"] for one in seen["findings"] if one["fixable"]} == {"private files", "leftovers"}
    fixed = json.loads(vertel("--settings", file, "doctor", "--fix", "--json", **healthy).stdout)
    assert [one["check"] for one in fixed["fixed"]] == ["private files", "leftovers"]
    assert not any(one["fixable"] for one in fixed["findings"])
    assert file.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in state.iterdir()) == ["left.clicks"], "a click is never removed"


def test_what_a_process_at_work_writes_is_no_leftover(vertel, healthy: dict[str, str], tmp_path: Path) -> None:
    part = tmp_path / "state" / "erasures.txt.part"
    with part.open("w") as file:
        part.chmod(0o600)
        fcntl.flock(file, fcntl.LOCK_EX)
        assert _findings(healthy, tmp_path)["leftovers"].status == "ok"


def test_tables_of_a_newer_version_are_left_alone(vertel, healthy: dict[str, str], tmp_path: Path) -> None:
    engine = make_engine(healthy["VERTEL_DATABASE_URL"])
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    refused = vertel("doctor", "--fix", **healthy)
    assert refused.exit_code == 1
    assert "fix   migrations: could not be mended: the tables are of a newer version" in refused.stdout
