"""Events out: one function for each type, to be called in the transaction of what it tells about.

An event is stored when an active webhook wants its type, once, with a delivery for each of them. Nothing in an event
identifies a colleague who did not sign: not its data, and not its time. What somebody did unsigned is told at the next
full hour, under ids that tell no time. ``docs/webhooks.md`` has it for receivers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.models import Delivery, Employee, Event, Suggestion, Webhook
from vertel.domain.audience import reach
from vertel.domain.audience.reach import SMALLEST_GROUP
from vertel.domain.disclosure import suggestion_groups
from vertel.ids import new_id

TYPES = ("suggestion.published", "share.created", "idea.received", "feedback.received", "application.reported")
TEST = "webhook.test"
LONGEST_TEXT = 5000


@dataclass(frozen=True)
class EventDraft:
    """What is told.

    :ivar signed_by: the colleague whose name is in the data, so that erasing them takes the event along.
    :ivar unsigned: somebody did it who did not sign: its time is told to the hour only.
    """

    data: dict[str, Any]
    occurred_at: datetime
    signed_by: UUID | None = None
    unsigned: bool = False


def suggestions_published(session: Session, suggestions: Sequence[Suggestion]) -> list[Event]:
    """Tell that employees see these suggestions from now on. Who is shown in them stays untold."""
    return _emit(session, "suggestion.published", lambda: [_published(suggestion) for suggestion in suggestions])


def shares_created(
    session: Session, *, suggestion_id: UUID, since: datetime, until: datetime, shares: int
) -> list[Event]:
    """Tell how often a suggestion was shared in a time; by five colleagues at least, which the caller has seen to."""
    data = {"suggestion_id": str(suggestion_id), "since": _text(since), "until": _text(until), "shares": shares}
    return _emit(session, "share.created", lambda: [EventDraft(data, until)])


def idea_received(session: Session, *, idea_id: UUID, text: str | None, signed_by: UUID | None) -> list[Event]:
    """Tell that a colleague sent in an idea.

    :param text: what they wrote; None when they sent a photo alone.
    :param signed_by: the employee, if they put their name under it. Otherwise the id is not told either: it holds the
        moment at which it was made.
    """

    def draft() -> list[EventDraft]:
        named = str(idea_id) if signed_by else None
        data = {"id": named, "text": _short(text), "signed_by": _signature(session, signed_by)}
        return [EventDraft(data, now(), signed_by, unsigned=signed_by is None)]

    return _emit(session, "idea.received", draft)


def feedback_received(
    session: Session,
    *,
    suggestion_id: UUID,
    reaction: str,
    reason: str | None,
    comment: str | None,
    signed_by: UUID | None,
) -> list[Event]:
    """Tell how a colleague reacted to a suggestion. Of one that is meant for fewer than five, only what was signed.

    :param signed_by: the employee, if they put their name under it.
    """

    def draft() -> list[EventDraft]:
        if signed_by is None and _meant_for_few(session, suggestion_id):
            return []
        data = {"suggestion_id": str(suggestion_id), "reaction": reaction, "reason": reason, "comment": _short(comment)}
        data["signed_by"] = _signature(session, signed_by)
        return [EventDraft(data, now(), signed_by, unsigned=signed_by is None)]

    return _emit(session, "feedback.received", draft)


def application_reported(session: Session, *, suggestion_id: UUID | None, day: date) -> list[Event]:
    """Tell that somebody who had followed a link applied. A suggestion that reports withhold is not named.

    :param suggestion_id: the suggestion of the link; None for a link that belongs to none.
    :param day: when, as the careers site reported.
    """

    def draft() -> list[EventDraft]:
        shown = suggestion_id is not None and suggestion_id not in suggestion_groups.load(session).withheld
        return [EventDraft({"suggestion_id": str(suggestion_id) if shown else None, "day": f"{day:%Y-%m-%d}"}, now())]

    return _emit(session, "application.reported", draft)


def test(session: Session, webhook: Webhook) -> Delivery:
    """Tell one webhook that it can be reached, whatever types it wants."""
    moment = now()
    event = Event(id=new_id(), type=TEST, occurred_at=moment, data={"webhook_id": str(webhook.id)}, created_at=moment)
    session.add(event)
    return _deliver(session, event, webhook.id)


def _published(suggestion: Suggestion) -> EventDraft:
    names = ("external_id", "kind", "title", "destination_url")
    ends, tags = suggestion.expires_at, {text.language for text in suggestion.captions}
    data = {name: getattr(suggestion, name) for name in names} | {
        "id": str(suggestion.id),
        "languages": sorted(tags | {text.language for text in suggestion.prompts}),
        "audience": dict(suggestion.audience),
        "live_from": _text(suggestion.live_from),
        "expires_at": _text(ends) if ends else None,
    }
    return EventDraft(data, now())


def subscribers(session: Session, kind: str) -> list[UUID]:
    """Return the webhooks that want to hear of a type of events now."""
    active = session.execute(select(Webhook.id, Webhook.types).where(Webhook.active).order_by(Webhook.id))
    return [webhook_id for webhook_id, types in active if kind in types]


def _emit(session: Session, kind: str, find_out: Callable[[], Sequence[EventDraft]]) -> list[Event]:
    """Store what is told for those who want it; nothing, and nothing is found out, when nobody does."""
    wanted_by = subscribers(session, kind)
    told = [_event(kind, draft) for draft in find_out()] if wanted_by else []
    for event in told:
        session.add(event)
        for webhook_id in wanted_by:
            _deliver(session, event, webhook_id)
    session.flush()
    return told


def _event(kind: str, draft: EventDraft) -> Event:
    moment = now()
    if not draft.unsigned:
        return Event(
            id=new_id(), type=kind, occurred_at=draft.occurred_at, data=draft.data, employee_id=draft.signed_by,
            created_at=moment,
        )  # fmt: skip
    # A random id: the usual ones hold the millisecond at which they were made.
    hour = _next_hour(moment)
    return Event(id=uuid4(), type=kind, occurred_at=hour, data=draft.data, employee_id=None, created_at=hour)


def _deliver(session: Session, event: Event, webhook_id: UUID) -> Delivery:
    due = event.created_at
    delivery = Delivery(
        id=uuid4(),
        webhook_id=webhook_id,
        event=event,
        state="waiting",
        tries=0,
        next_at=due,
        created_at=due,
        attempts=[],
    )
    session.add(delivery)
    return delivery


def _signature(session: Session, employee_id: UUID | None) -> str | None:
    return session.scalars(select(Employee.name).where(Employee.id == employee_id)).one() if employee_id else None


def _meant_for_few(session: Session, suggestion_id: UUID) -> bool:
    audience = session.scalars(select(Suggestion.audience).where(Suggestion.id == suggestion_id)).one()
    return reach.counter(session)(audience).number < SMALLEST_GROUP


def _short(text: str | None) -> str | None:
    """Return a text as an event carries it: not too long for a receiver, and None when there is nothing to read."""
    whole = (text or "").strip()
    return (whole if len(whole) <= LONGEST_TEXT else f"{whole[: LONGEST_TEXT - 1]}…") or None


def _next_hour(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
