"""What is no longer kept goes by itself, on a server as people run it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from sqlalchemy import func, select

from support.server import running
from support.visitors import filled, wait_for
from vertel.clock import now
from vertel.db.engine import make_session
from vertel.db.models import Click


def test_a_server_deletes_clicks_that_are_older_than_the_retention(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'vertel.sqlite3'}"
    with filled(url) as (engine, _config):

        def stored() -> int:
            with make_session(engine, writes=False) as session:
                return session.execute(select(func.count()).select_from(Click)).scalar_one()

        # Before the start: the server looks once, and then an hour later.
        with make_session(engine, writes=True) as session:
            for days in (40, 31, 29):
                session.add(Click(clicked_at=now() - timedelta(days=days), id=uuid4(), link_id=uuid4()))
            session.commit()
        with running(tmp_path, url, migrated=True, VERTEL_CLICK_RETENTION_DAYS="30"):
            wait_for(lambda: stored() == 1, "old clicks deleted")
