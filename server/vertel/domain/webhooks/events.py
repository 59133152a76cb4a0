"""Events: one function for each type, to be called in the transaction in which the thing happens.

An event is stored once, when an active webhook subscribes to its type, with a delivery for each such webhook. Nothing
in it identifies an employee who did not sign, neither its data nor its time: what was done unsigned is sent at the next
full hour, under ids that hold no time. ``docs/webhooks.md`` says so to receivers.
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
from vertel.ids import new_id

TYPES = ("suggestion.published", "share.created", "idea.received", "feedback.received", "application.reported")
TEST = "webhook.test"
LONGEST_TEXT = 5000


@dataclass(frozen=True)
class EventDraft:
    """An event that is to be stored.

    :ivar data: ready for JSON.
    :ivar signed_by: the employee whose name is in the data; erasing them deletes the event.
    :ivar unsigned: an employee did it who did not sign, so it gets the time of the next full hour.
    """

    data: dict[str, Any]
    occurred_at: datetime
    signed_by: UUID | None = None
    unsigned: bool = False


def suggestions_published(session: Session, suggestion_ids: Sequence[UUID]) -> list[Event]:
    """Emit ``suggestion.published`` for suggestions that employees see from now on, without the people in them."""
    if not suggestion_ids:
        return []

    def drafts() -> list[EventDraft]:
        query = select(Suggestion).where(Suggestion.id.in_(suggestion_ids)).order_by(Suggestion.id)
        # They were written past the ORM, and the session may hold one as it was before.
        found = session.scalars(query.execution_options(populate_existing=True))
        return [_published(suggestion) for suggestion in found]

    return _emit(session, "suggestion.published", drafts)


def shares_created(
    session: Session, *, suggestion_id: UUID, since: datetime, until: datetime, shares: int
) -> list[Event]:
    """Emit ``share.created``: how often a suggestion was shared, as far as it was counted."""
    data = {"suggestion_id": str(suggestion_id), "since": _text(since), "until": _text(until), "shares": shares}
    return _emit(session, "share.created", lambda: [EventDraft(data, until)])


def idea_received(session: Session, *, idea_id: UUID, text: str | None, signed_by: UUID | None) -> list[Event]:
    """Emit ``idea.received``, without the id of an idea that is unsigned, since that holds the day.

    :param text: None for a photo alone.
    :param signed_by: the employee, if they signed.
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
    """Emit ``feedback.received``. The caller knows that editors may read it.

    :param signed_by: the employee, if they signed.
    """

    def draft() -> list[EventDraft]:
        data = {"suggestion_id": str(suggestion_id), "reaction": reaction, "reason": reason, "comment": _short(comment)}
        data["signed_by"] = _signature(session, signed_by)
        return [EventDraft(data, now(), signed_by, unsigned=signed_by is None)]

    return _emit(session, "feedback.received", draft)


def application_reported(session: Session, *, suggestion_id: UUID | None, day: date) -> list[Event]:
    """Emit ``application.reported``. The caller knows that the link is counted.

    :param suggestion_id: of the link; None for a link that belongs to none.
    :param day: as the careers site reported.
    """

    def draft() -> list[EventDraft]:
        named = str(suggestion_id) if suggestion_id else None
        return [EventDraft({"suggestion_id": named, "day": f"{day:%Y-%m-%d}"}, now())]

    return _emit(session, "application.reported", draft)


def test(session: Session, webhook: Webhook) -> Delivery:
    """Store a ``webhook.test`` for one webhook, whatever types it subscribes to."""
    moment = now()
    event = Event(id=new_id(), type=TEST, occurred_at=moment, data={"webhook_id": str(webhook.id)}, created_at=moment)
    session.add(event)
    return _deliver(session, event, webhook.id)


def _published(suggestion: Suggestion) -> EventDraft:
    languages = {caption.language for caption in suggestion.captions}
    languages |= {prompt.language for prompt in suggestion.prompts}
    data = {
        "id": str(suggestion.id),
        "external_id": suggestion.external_id,
        "kind": suggestion.kind,
        "title": suggestion.title,
        "destination_url": suggestion.destination_url,
        "languages": sorted(languages),
        "audience": dict(suggestion.audience),
        "live_from": _text(suggestion.live_from),
        "expires_at": _text(suggestion.expires_at) if suggestion.expires_at else None,
    }
    return EventDraft(data, now())


def subscribers(session: Session, kind: str) -> list[UUID]:
    """Return the active webhooks that subscribe to a type of events."""
    active = session.execute(select(Webhook.id, Webhook.types).where(Webhook.active).order_by(Webhook.id))
    return [webhook_id for webhook_id, types in active if kind in types]


def _emit(session: Session, kind: str, drafts: Callable[[], Sequence[EventDraft]]) -> list[Event]:
    """Store events with a delivery for each subscriber, and return them.

    :param drafts: makes the events; not called without subscribers.
    """
    webhook_ids = subscribers(session, kind)
    if not webhook_ids:
        return []
    emitted = [_event(kind, draft) for draft in drafts()]
    for event in emitted:
        session.add(event)
        for webhook_id in webhook_ids:
            _deliver(session, event, webhook_id)
    session.flush()
    return emitted


def _event(kind: str, draft: EventDraft) -> Event:
    moment = now()
    if not draft.unsigned:
        return Event(
            id=new_id(), type=kind, occurred_at=draft.occurred_at, data=draft.data, employee_id=draft.signed_by,
            created_at=moment,
        )  # fmt: skip
    # A random id: a UUIDv7 would hold the moment.
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


def _short(text: str | None) -> str | None:
    """Return a text cut to 5,000 characters; None when it is blank."""
    whole = (text or "").strip()
    return (whole if len(whole) <= LONGEST_TEXT else f"{whole[: LONGEST_TEXT - 1]}…") or None


def _next_hour(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
