"""Answers about mails that people ask for, in which nothing is empty."""

from __future__ import annotations

from support.answers.common import Answers
from support.world import API, World
from vertel.clock import now
from vertel.db.models import MailSubscription
from vertel.domain.mails import outbox


def mails(world: World) -> Answers:
    """Of an editor whose address was refused, and who then asks again; of a colleague who asked for none."""
    editor = world.employee(role="editor")
    me, colleague = world.sign_in(editor), world.sign_in()
    with world.session() as session:
        for kind in (outbox.DIGEST, outbox.WAITING):
            session.add(MailSubscription(employee_id=editor.id, kind=kind, sent_at=now(), refused_at=now()))
    path = f"{API}/me/mails"
    read = [world.client.get(path, headers=headers) for headers in (me, colleague)]
    own = {"active": True, "hour": 8, "time_zone": "Europe/Amsterdam"}
    wishes = {"digest": own | {"weekday": 3, "personal": True}, "waiting": own}
    return [*read, world.client.patch(path, json=wishes, headers=me)]


def mail_preview(world: World) -> Answers:
    me, path = world.sign_in(), f"{API}/me/mails/digest/preview"
    empty = world.client.get(path, headers=me)
    world.suggestion()
    return [empty, world.client.get(path, headers=me)]
