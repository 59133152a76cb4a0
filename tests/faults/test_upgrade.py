"""From the version before to this one under load: the tables first, then a node of each side by side, then the old one
goes. Visitors notice nothing, and what was acknowledged is there."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from support import postgres, previous, proxies, replicas
from support.ports import free_port
from support.server import running
from support.visitors import SETTINGS, Visitors, ask, metric, parse_address, total, visiting, wait_for
from support.writers import Writer, acknowledged, writing

REFUSALS = {"502", "503"}


def test_old_and_new_code_side_by_side_while_the_tables_change(repository: Path) -> None:
    with (
        TemporaryDirectory(prefix="vertel-upgrade-") as name,
        postgres.controlled(Path(name) / "postgres") as database,
        ExitStack() as old,
        ExitStack() as new,
    ):
        code, folders = Path(name) / "code", [Path(name) / "old", Path(name) / "new"]
        for folder in (code, *folders):
            folder.mkdir()
        previous.unpack(repository, code)
        ports = [free_port(), free_port()]
        earlier = old.enter_context(previous.serving(code, folders[0], database.url, ports[0], **SETTINGS))
        assert replicas.value(database.url, "SELECT version_num FROM alembic_version") == "0001"
        key = earlier.vertel("key", "create", "--role", "editor", "--name", "writer")
        url = new.enter_context(proxies.haproxy(ports))
        with writing(url, key) as writers:
            wait_for(lambda: len(acknowledged(writers)) > 20, "links of the version before")
            with visiting(url, acknowledged(writers)) as accounts:
                goes_on(accounts, writers)
                later = new.enter_context(
                    running(folders[1], database.url, port=ports[1], **SETTINGS)
                )  # and the tables
                goes_on(accounts, writers)
                assert metric(earlier.url, "vertel_clicks_unrecorded_total") == 0
                old.close()
                goes_on(accounts, writers)
        newest = acknowledged(writers)[-1]
        assert b" 302 " in ask(parse_address(later.url), f"/r/{newest}")
        new.close()
        later.vertel("db", "recount")

        assert [other for account in accounts for other in account.others] == []
        assert all(set(writer.others) <= REFUSALS for writer in writers)
        assert set(acknowledged(writers)) - replicas.column(database.url, "SELECT code FROM links") == set()
        answered = total([account.answered for account in accounts]).total() + 1
        assert replicas.value(database.url, "SELECT count(*) FROM clicks") == answered
        assert replicas.value(database.url, "SELECT sum(clicks) FROM click_days") == answered


def goes_on(accounts: list[Visitors], writers: list[Writer]) -> None:
    """Wait for some more redirects and writes."""
    answered, written = sum(account.answered.total() for account in accounts) + 200, len(acknowledged(writers)) + 20
    wait_for(
        lambda: (
            sum(account.answered.total() for account in accounts) > answered and len(acknowledged(writers)) > written
        ),
        "redirects and writes",
    )
