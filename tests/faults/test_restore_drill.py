"""The server and its database are lost and restored, by the very commands of docs/operations.md."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import text

from support import postgres
from support.nodes import kill
from support.server import Server, running
from support.visitors import SETTINGS, ask, make_links, parse_address, wait_for
from vertel.clock import now
from vertel.config import Config
from vertel.db.engine import make_engine
from vertel.domain.privacy import erasure_list

BEFORE, AFTER = 40, 25
"""Clicks before the backup, and between it and the loss."""


@dataclass
class AudienceEntry:
    """A machine of the drill: where its folders are, which database it has, and how that one is lost."""

    folder: Path
    kind: str
    url: str
    lose: Callable[[], str]

    def do(self, title: str, repository: Path, server: Server) -> None:
        """Perform the page's command to do something, with this place's folders and database."""
        page = (repository / "docs" / "operations.md").read_text()
        found = re.search(rf"^```sh\n(vertel {title} .*?)^```", page, re.MULTILINE | re.DOTALL)
        assert found, f"the page does not say how to {title}"
        commands = found[1].replace("/var/backups", str(self.folder / "b"))
        programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        settings = server.environment | {"PATH": programs, "VERTEL_DATABASE_URL": self.url}
        done = subprocess.run(["sh", "-eu", "-c", commands], env=settings, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def place(request: pytest.FixtureRequest) -> Iterator[AudienceEntry]:
    with TemporaryDirectory(prefix="vertel-drill-") as name, on(request.param, Path(name)) as made:
        (made.folder / "b" / "vertel").mkdir(parents=True)
        yield made


def test_a_restored_server_has_its_links_and_counts_each_click_once(place: AudienceEntry, repository: Path) -> None:
    codes = make_links(place.url, 10)
    with running(place.folder, place.url, migrated=True, **SETTINGS) as server:
        before = {code: destination(server, code) for code in codes}
        visit(server, codes, BEFORE)
        wait_for(lambda: counted(place.url) == BEFORE, "the clicks in the database")
        server.vertel("employee", "invite", "leaving@example.com")
        place.do("backup", repository, server)
        server.vertel("erase", "leaving@example.com", "--yes")
        visit(server, codes, AFTER)
        wait_for(lambda: counted(place.url) == BEFORE + AFTER, "the later clicks in the database")
        keep_list(place)
        kill(server)
    place.url = place.lose()
    place.do("restore", repository, server)
    assert counted(place.url) == BEFORE, "what the backup has"
    assert counted(place.url, "SELECT count(*) FROM employees") == 0, "nobody who left is back"
    for _ in range(2):  # the second time there is nothing left to take in
        with running(place.folder, place.url, migrated=True, **SETTINGS) as server:
            assert {code: destination(server, code) for code in codes} == before
            wait_for(lambda: counted(place.url) >= BEFORE + AFTER, "the clicks of the node's folder")
    assert counted(place.url) == BEFORE + AFTER
    assert counted(place.url, "SELECT sum(clicks) FROM click_days") == BEFORE + AFTER
    assert counted(place.url, "SELECT sum(clicks) FROM sums_by_day WHERE facet = 'total'") == BEFORE + AFTER
    assert list(place.folder.glob("state/*.clicks")) == []


def keep_list(place: AudienceEntry) -> None:
    """Do what housekeeping does each minute: copy who was erased to the node's folder."""
    engine = make_engine(place.url.replace("postgresql:", "postgresql+psycopg:"))
    erasure_list.keep_copy(engine, place.folder / "state", 400, now())
    engine.dispose()


@contextmanager
def on(kind: str, folder: Path) -> Iterator[AudienceEntry]:
    """Prepare a place with one of the two databases."""
    if kind == "SQLite":
        url = f"sqlite:///{folder / 'vertel.sqlite3'}"

        def lose() -> str:
            for file in folder.glob("vertel.sqlite3*"):
                file.unlink()
            return url

        yield AudienceEntry(folder, kind, url, lose)
        return
    with postgres.controlled(folder / "first") as first, postgres.controlled(folder / "second") as second:
        make_database(first)

        def lose() -> str:
            first.stop()
            shutil.rmtree(first.folder / "data")
            make_database(second)
            return vertel(second)

        yield AudienceEntry(folder, kind, vertel(first), lose)


def vertel(cluster: postgres.Cluster) -> str:
    return cluster.url.removesuffix("/postgres") + "/vertel"


def make_database(cluster: postgres.Cluster) -> None:
    postgres.run("createdb", f"--maintenance-db={cluster.url}", "vertel")


def destination(server: Server, code: str) -> str | None:
    return server.follow(f"{server.url}/r/{code}", "a program, which is not counted")[1]


def visit(server: Server, codes: list[str], times: int) -> None:
    for number in range(times):
        assert b" 302 " in ask(parse_address(server.url), f"/r/{codes[number % len(codes)]}")


def counted(url: str, query: str = "SELECT count(*) FROM clicks") -> int:
    settings = {"VERTEL_DATABASE_URL": url, "VERTEL_SECRET_KEYS": "a key that is only good for the tests"}
    engine = make_engine(Config.from_environment(settings).database_url)
    with engine.connect() as connection:
        number = int(connection.execute(text(query)).scalar_one() or 0)
    engine.dispose()
    return number
