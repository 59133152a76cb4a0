"""Every file of the state folder damaged at random, and a disk that is full, under load: visitors go on, and afterwards
counting goes on by itself."""

from __future__ import annotations

import os
import random
import resource
import time
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from support import postgres
from support.clicks import counted
from support.server import Server, running
from support.visitors import (
    SETTINGS,
    Visitors,
    ask,
    database_with_links,
    make_links,
    metric,
    parse_address,
    part_of,
    total,
    visiting,
    wait_for,
)
from vertel.redirect.link_replica import LinkReplica

SECONDS = float(os.environ.get("VERTEL_TEST_DAMAGE", "6"))
"""How long files are damaged; 60 when there is more time."""

UNLIMITED = resource.RLIM_INFINITY


def damage(path: Path, chance: random.Random) -> None:
    """Overwrite, cut short, empty or remove a file, or put something of another kind beside it."""
    size = path.stat().st_size
    how = chance.randrange(5)
    if how == 0:
        path.unlink()
    elif how == 1:
        os.truncate(path, chance.randrange(size + 1))
    elif how == 2:
        (path.parent / f"{chance.randbytes(40).hex()}.clicks").mkdir()
    else:
        with path.open("r+b") as file:
            file.seek(chance.randrange(size + 1))
            file.write(chance.randbytes(chance.choice([1, 50, 5000])))


def is_well(server: Server) -> bool:
    return ask(parse_address(server.url), "/readyz").startswith(b"HTTP/1.1 200 ")


def answered(accounts: list[Visitors]) -> int:
    return total([account.answered for account in accounts]).total()


@pytest.mark.parametrize("seed", [1, 2])
def test_files_damaged_under_load_stop_no_visitor_and_counting_heals(tmp_path: Path, seed: int) -> None:
    url, codes = database_with_links(tmp_path, 20)
    chance = random.Random(seed)  # noqa: S311  the same damage each time
    state = tmp_path / "state"
    with running(tmp_path, url, migrated=True, **SETTINGS) as server:
        with visiting(server.url, codes) as accounts:
            wait_for(lambda: answered(accounts) > 50, "redirects")
            end = time.monotonic() + SECONDS
            while time.monotonic() < end:
                files = sorted(path for path in state.iterdir() if path.is_file())
                with suppress(FileNotFoundError):  # the recorder may be faster
                    damage(chance.choice(files or [state / "none"]), chance)
                before = answered(accounts)
                wait_for(lambda before=before: answered(accounts) > before + 20, "more redirects")
        assert [other for account in accounts for other in account.others] == []
        heals(server, tmp_path, codes)


def heals(server: Server, folder: Path, codes: list[str]) -> None:
    """Wait until the node is well; then each click of a new visitor counts, and the replica has all links."""
    wait_for(lambda: is_well(server) and metric(server.url, "vertel_recorder_up") == 1, "a node that is well")
    wait_for(lambda: all(LinkReplica(folder / "state").find(code) for code in codes), "all links in the replica")
    wait_for(lambda: settled(server, folder), "clicks of the time before")
    before, lost = counted(folder).total(), metric(server.url, "vertel_clicks_unrecorded_total")
    with visiting(server.url, codes) as accounts:
        wait_for(lambda: answered(accounts) > 200, "redirects")
    new = answered(accounts)
    wait_for(lambda: counted(folder).total() - before >= new, "each new click counted")
    assert counted(folder).total() - before == new
    assert metric(server.url, "vertel_clicks_unrecorded_total") == lost


def settled(server: Server, folder: Path) -> bool:
    """Return whether two steps of the recorder after each other had nothing to take in."""
    before = metric(server.url, "vertel_clicks_taken_in_total"), counted(folder).total()
    moment = (folder / "state" / "recorder.lock").stat().st_mtime
    wait_for(lambda: (folder / "state" / "recorder.lock").stat().st_mtime > moment + 1, "two steps")
    return before == (metric(server.url, "vertel_clicks_taken_in_total"), counted(folder).total())


def test_a_full_disk_keeps_no_click_that_is_there_from_being_taken_in_and_says_what_fails() -> None:
    with TemporaryDirectory(prefix="vertel-full-") as name, postgres.controlled(Path(name) / "postgres") as database:
        folder, (code, *_) = Path(name), make_links(database.url, 3)
        with running(folder, database.url, migrated=True, **SETTINGS) as server:
            address = parse_address(server.url)
            wait_for(lambda: LinkReplica(folder / "state").find(code), "a copy of the links")
            assert b" 302 " in ask(address, f"/r/{code}")
            wait_for(lambda: clicks(database.url) == 1, "a recorder that has made all of its files")
            recorder = part_of(server.process.pid, "record")
            resource.prlimit(recorder, resource.RLIMIT_FSIZE, (0, UNLIMITED))  # not another byte
            (late,) = make_links(database.url, 1)
            assert b" 302 " in ask(address, f"/r/{late}"), "looked up in the database"
            wait_for(lambda: metric(server.url, "vertel_recorder_failures_total") > 1, "failures in the metrics")
            wait_for(lambda: clicks(database.url) == 2, "the click")
            for number in range(3, 13):
                assert b" 302 " in ask(address, f"/r/{code}")
                wait_for(lambda number=number: clicks(database.url) == number, "the next click")
            resource.prlimit(recorder, resource.RLIMIT_FSIZE, (UNLIMITED, UNLIMITED))
            wait_for(lambda: LinkReplica(folder / "state").find(late), "the new link in the copy")
            assert part_of(server.process.pid, "record") == recorder, "it did not end"


def clicks(url: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT count(*) FROM clicks").fetchone()
    assert row is not None
    return int(row[0])
