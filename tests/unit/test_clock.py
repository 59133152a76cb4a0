"""The clock that the demo company's past is lived through by."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest

from vertel import clock
from vertel.ids import new_id

LONG_AGO = datetime(2020, 3, 1, 12, tzinfo=UTC)


def test_it_is_another_moment_until_the_block_ends_even_by_an_error() -> None:
    def fail() -> None:
        with clock.at(LONG_AGO):
            assert clock.now() == LONG_AGO
            raise LookupError

    with pytest.raises(LookupError):
        fail()

    assert datetime.now(UTC) - clock.now() < timedelta(minutes=1)


def test_other_threads_keep_the_real_time() -> None:
    seen: list[datetime] = []
    with clock.at(LONG_AGO):
        thread = Thread(target=lambda: seen.append(clock.now()))
        thread.start()
        thread.join()

    assert seen[0] > LONG_AGO + timedelta(days=365)


def test_an_id_is_of_the_moment_that_was_set() -> None:
    with clock.at(LONG_AGO):
        found = new_id()

    assert found.int >> 80 == int(LONG_AGO.timestamp() * 1000)
    assert found.version == 7
    assert new_id() > found


def test_nothing_but_the_demo_company_sets_the_clock() -> None:
    server = Path(clock.__file__).parent
    setting = {path.relative_to(server) for path in server.rglob("*.py") if "clock.at(" in path.read_text("utf-8")}

    assert setting == {Path("seed/diary.py"), Path("seed/conversations.py")}
