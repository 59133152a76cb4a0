"""`vertel links` on the configured database; tests/api has the same over HTTP."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from support.site import Site, serving
from support.world import HOST, World
from vertel.db.models import Link
from vertel.domain.links import links


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with serving(tmp_path) as found:
        yield found


def _file(folder: Path, *rows: str) -> Path:
    file = folder / "links.csv"
    file.write_text("\n".join(["destination_url,code,title,external_id", *rows]) + "\n")
    return file


def _stored(world: World) -> int:
    with world.session() as session:
        return session.scalar(select(func.count()).select_from(Link)) or 0


def _lead(world: World, *urls: str) -> None:
    with world.session() as session:
        for number, url in enumerate(urls):
            link = links.make_own(session, f"https://{HOST}/", f"code-{number}", [HOST])
            session.get_one(Link, link.id).destination_url = url


def test_each_row_gets_a_verdict_with_its_code_and_reason(vertel, world: World, tmp_path: Path) -> None:
    file = _file(tmp_path, f"https://{HOST}/a,Open-Dag,,", f"https://{HOST}/b,api,,", "https://x.example.net/,,,p-1")

    result = vertel("links", "upload", file)

    assert result.exit_code == 1, "make sure that a script notices a refused row"
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["row", "code", "status", "reasons"]
    assert lines[1].split() == ["2", "open-dag", "created"]
    assert lines[2].split()[:3] == ["3", "-", "refused"]
    assert lines[3].split()[:3] == ["4", "p-1", "refused"]
    assert "code: The code 'api'" in lines[2]
    assert result.stderr == "1 created, 0 updated, 0 unchanged, 2 refused.\n"
    assert _stored(world) == 1


def test_the_same_file_again_changes_nothing(vertel, world: World, tmp_path: Path) -> None:
    file = _file(tmp_path, f"https://{HOST}/a,open-dag,,", f"https://{HOST}/b,,,")

    first = json.loads(vertel("links", "upload", file, "--json").stdout)
    again = json.loads(vertel("links", "upload", file, "--json").stdout)

    assert [row["code"] for row in first["rows"]] == [row["code"] for row in again["rows"]]
    assert (first["created"], again["unchanged"], _stored(world)) == (2, 2, 2)


def test_a_dry_run_and_a_refused_atomic_upload_store_nothing(vertel, world: World, tmp_path: Path) -> None:
    good = _file(tmp_path, f"https://{HOST}/a,open-dag,,")
    dry = vertel("links", "upload", good, "--dry-run")
    atomic = vertel("links", "upload", _file(tmp_path, f"https://{HOST}/a,,,", "x,,,"), "--atomic")

    assert dry.stderr.startswith("Dry run, nothing was stored: 1 created")
    assert atomic.stderr.startswith("Nothing was stored, as rows were refused: ")
    assert _stored(world) == 0


def test_a_file_of_another_kind_or_without_a_key_is_refused(vertel, tmp_path: Path) -> None:
    file = _file(tmp_path, f"https://{HOST}/a,,,")

    assert "needs --key" in vertel("links", "upload", file, "--server", "https://vertel.example.com").stderr
    assert "expected a name that ends in .csv" in vertel("links", "upload", file.rename(tmp_path / "l.xlsx")).stderr


def test_a_check_prints_what_is_not_as_it_was_and_says_so_to_scripts(
    vertel, world: World, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vertel.cli.links.AT_ONCE", 2)
    site.pages = {"/gone": (404, None), "/old": (301, "/new")}
    _lead(world, *map(site.url, ("/fine", "/gone", "/old")), "https://elsewhere.example.net/")
    settings = {"VERTEL_DESTINATION_HOSTS": site.host, "SSL_CERT_FILE": str(site.certificate)}

    result = vertel("links", "check", **settings)

    assert result.exit_code == 1
    assert "/fine" not in result.stdout
    assert f"gone         {site.url('/gone')}" in result.stdout.splitlines()
    assert f"             leads to: {site.url('/new')}" in result.stdout.splitlines()
    assert "             from: code-2" in result.stdout.splitlines()
    assert "not_checked  https://elsewhere.example.net/" in result.stdout.splitlines()
    assert result.stderr == "4 pages: 1 ok, 1 moved, 1 gone, 0 unreachable, 1 not_checked.\n"
    assert site.url("/fine") in vertel("links", "check", "--all", **settings).stdout


def test_a_check_in_which_all_is_well_is_quiet(vertel, world: World, site: Site) -> None:
    _lead(world, site.url("/fine"))
    settings = {"VERTEL_DESTINATION_HOSTS": site.host, "SSL_CERT_FILE": str(site.certificate)}

    result = vertel("links", "check", **settings)
    as_json = vertel("links", "check", "--json", **settings)

    assert (result.exit_code, result.stdout) == (0, "")
    assert json.loads(as_json.stdout)["status"] == "ok"
