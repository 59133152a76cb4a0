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
from vertel.db.models import AuditEntry, Click
from vertel.domain import audit
from vertel.domain.audit import AuditAction


def test_a_server_deletes_clicks_and_audit_entries_that_are_older_than_their_retention(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'vertel.sqlite3'}"
    with filled(url) as (engine, _config):

        def stored() -> tuple[int, int]:
            with make_session(engine, writes=False) as session:
                clicks, entries = (select(func.count()).select_from(table) for table in (Click, AuditEntry))
                return session.execute(clicks).scalar_one(), session.execute(entries).scalar_one()

        # Before the start: the server looks once, and then an hour later.
        with make_session(engine, writes=True) as session:
            for days in (40, 31, 29):
                session.add(Click(clicked_at=now() - timedelta(days=days), id=uuid4(), link_id=uuid4()))
            for days in (70, 61, 59, 31):
                entry = audit.record(session, audit.CLI, AuditAction.SETTINGS_CHANGED)
                entry.at = now() - timedelta(days=days)
            session.commit()
        kept = {"VERTEL_CLICK_RETENTION_DAYS": "30", "VERTEL_AUDIT_RETENTION_DAYS": "60"}
        with running(tmp_path, url, migrated=True, **kept):
            wait_for(lambda: stored() == (1, 2), "old clicks and entries deleted")
