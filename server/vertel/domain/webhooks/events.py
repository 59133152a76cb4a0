"""Events: one function for each type, to be called in the transaction in which the thing happens.

An event is stored once, when an active webhook subscribes to its type, with a delivery for each such webhook. Nothing
in it identifies an employee who did not sign, and nothing tells when somebody did something, but for the day: what
colleagues say is sent at the next full hour, under ids that hold no time. ``docs/webhooks.md`` says so to receivers.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row, delete, insert, select
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.models import AuditEntry, Caption, Delivery, Employee, Event, Prompt, Suggestion, Webhook
from vertel.db.models.suggestions import listed_texts
from vertel.domain.people import organisations
from vertel.ids import new_id, start_of_day

TYPES = (
    "suggestion.published",
    "share.created",
    "idea.received",
    "feedback.received",
    "application.reported",
    "audit.recorded",
    "datasheet.changed",
)
TEST = "webhook.test"
LONGEST_TEXT = 5000
Values = dict[str, Any]
"""Values of a row, by column."""

_PUBLISHED = ("id", "origin_id", "kind", "title", "titles", "destination_url", "audience", "live_from", "expires_at")


@dataclass(frozen=True)
class EventDraft:
    """An event that is to be stored.

    :ivar data: ready for JSON.
    :ivar signed_by: the employee whose name is in the data; erasing them deletes the event.
    :ivar of_employee: an employee did it, so it is held back until the next full hour.
    :ivar idea_id: the idea that it came from, with which it goes.
    :ivar feedback_id: likewise, the feedback.
    :ivar event_id: None for a new one.
    """

    data: dict[str, Any]
    occurred_at: datetime
    signed_by: UUID | None = None
    of_employee: bool = False
    idea_id: UUID | None = None
    feedback_id: UUID | None = None
    event_id: UUID | None = None


def suggestions_published(session: Session, suggestion_ids: Sequence[UUID]) -> list[UUID]:
    """Emit ``suggestion.published`` for suggestions that employees see from now on, without the people in them."""
    if not suggestion_ids:
        return []

    def drafts() -> list[EventDraft]:
        # Columns alone: an import publishes many at a time while it holds the write lock.
        columns = (getattr(Suggestion, name) for name in _PUBLISHED)
        rows = session.execute(select(*columns).where(Suggestion.id.in_(suggestion_ids)).order_by(Suggestion.id))
        languages = _languages(session, suggestion_ids)
        return [_published(row, languages[row.id]) for row in rows]

    return _emit(session, "suggestion.published", drafts)


def shares_created(
    session: Session, *, suggestion_id: UUID, since: datetime, until: datetime, shares: int
) -> list[UUID]:
    """Emit ``share.created``: how often a suggestion was shared, as far as it was counted."""
    data = {"suggestion_id": str(suggestion_id), "since": _text(since), "until": _text(until), "shares": shares}
    return _emit(session, "share.created", lambda: [EventDraft(data, until)])


def idea_received(
    session: Session, *, idea_id: UUID, text: str | None, signed_by: UUID | None, question_id: UUID | None = None
) -> list[UUID]:
    """Emit ``idea.received``, without the id of an idea that is unsigned, since that holds the day.

    :param text: None for a photo alone.
    :param signed_by: the employee, if they signed.
    :param question_id: the question that it answers.
    """

    def draft() -> list[EventDraft]:
        named, asked = str(idea_id) if signed_by else None, str(question_id) if question_id else None
        data = {"id": named, "text": _short(text), "question_id": asked, "signed_by": _signature(session, signed_by)}
        return [EventDraft(data, _today(session), signed_by, of_employee=True, idea_id=idea_id)]

    return _emit(session, "idea.received", draft)


def feedback_received(  # noqa: PLR0913  each is a part of the event, by name
    session: Session,
    *,
    suggestion_id: UUID,
    reaction: str,
    reason: str | None,
    comment: str | None,
    signed_by: UUID | None,
    feedback_id: UUID | None = None,
) -> list[UUID]:
    """Emit ``feedback.received``. The caller knows that editors may read it.

    :param signed_by: the employee, if they signed.
    :param feedback_id: the stored feedback; the event is deleted with it.
    """

    def draft() -> list[EventDraft]:
        data = {"suggestion_id": str(suggestion_id), "reaction": reaction, "reason": reason, "comment": _short(comment)}
        data["signed_by"] = _signature(session, signed_by)
        return [EventDraft(data, _today(session), signed_by, of_employee=True, feedback_id=feedback_id)]

    return _emit(session, "feedback.received", draft)


def take_back_feedback(session: Session, feedback_id: UUID) -> None:
    """Delete the events about what somebody said before they said something else; what was sent stays sent."""
    session.execute(delete(Event).where(Event.feedback_id == feedback_id))


def application_reported(session: Session, *, suggestion_id: UUID | None, day: date) -> list[UUID]:
    """Emit ``application.reported``. The caller knows that the link is counted.

    :param suggestion_id: of the link; None for a link that belongs to none.
    :param day: as the careers site reported.
    """

    def draft() -> list[EventDraft]:
        named = str(suggestion_id) if suggestion_id else None
        return [EventDraft({"suggestion_id": named, "day": f"{day:%Y-%m-%d}"}, now())]

    return _emit(session, "application.reported", draft)


def audit_recorded(session: Session, entries: Sequence[AuditEntry], *, by_day: bool) -> list[UUID]:
    """Emit ``audit.recorded``, without names. An event has its entry's id, so that both are found together.

    :param by_day: whether colleagues caused it, so that it is told as late as what they do.
    """
    return _emit(session, "audit.recorded", lambda: [_about_entry(entry, by_day) for entry in entries])


def data_sheet_changed(session: Session, data: dict[str, Any]) -> list[UUID]:
    """Emit ``datasheet.changed``.

    :param data: as ``ChangedDataSheet`` has it, ready for JSON.
    """
    return _emit(session, "datasheet.changed", lambda: [EventDraft(data, now())])


def _about_entry(entry: AuditEntry, by_day: bool) -> EventDraft:
    subject = ":".join(filter(None, (entry.subject_kind, entry.subject_id))) or None
    data = {"id": str(entry.id), "action": entry.action, "actor": entry.actor, "subject": subject}
    return EventDraft(data, entry.at, of_employee=by_day, event_id=entry.id)


def test(session: Session, webhook: Webhook) -> Delivery:
    """Store a ``webhook.test`` for one webhook, whatever types it subscribes to."""
    moment = now()
    event = Event(id=new_id(), type=TEST, occurred_at=moment, data={"webhook_id": str(webhook.id)}, created_at=moment)
    delivery = Delivery(
        id=uuid4(), webhook_id=webhook.id, event=event, state="waiting", tries=0, next_at=moment, created_at=moment,
        attempts=[],
    )  # fmt: skip
    session.add(delivery)
    return delivery


def _languages(session: Session, suggestion_ids: Sequence[UUID]) -> dict[UUID, set[str]]:
    """Return in which languages each suggestion is written."""
    found: dict[UUID, set[str]] = {suggestion_id: set() for suggestion_id in suggestion_ids}
    for text in (Caption, Prompt):
        query = select(text.suggestion_id, text.language).where(text.suggestion_id.in_(suggestion_ids)).distinct()
        for suggestion_id, language in session.execute(query):
            found[suggestion_id].add(language)
    return found


def _published(row: Row[Any], languages: Collection[str]) -> EventDraft:
    data = {
        "id": str(row.id),
        "external_id": row.origin_id,
        "kind": row.kind,
        "title": row.title,
        "titles": listed_texts(row.titles),
        "destination_url": row.destination_url,
        "languages": sorted(languages),
        "audience": dict(row.audience),
        "live_from": _text(row.live_from),
        "expires_at": _text(row.expires_at) if row.expires_at else None,
    }
    return EventDraft(data, now())


def subscribers(session: Session, kind: str) -> list[UUID]:
    """Return the active webhooks that subscribe to a type of events."""
    active = session.execute(select(Webhook.id, Webhook.types).where(Webhook.active).order_by(Webhook.id))
    return [webhook_id for webhook_id, types in active if kind in types]


def _emit(session: Session, kind: str, drafts: Callable[[], Sequence[EventDraft]]) -> list[UUID]:
    """Store events with a delivery for each subscriber, and return their ids.

    :param drafts: makes the events; not called without subscribers.
    """
    webhook_ids = subscribers(session, kind)
    if not webhook_ids:
        return []
    emitted = [_event(kind, draft) for draft in drafts()]
    if emitted:
        session.flush()  # what they came from is there before them
        session.execute(insert(Event), emitted)
        session.execute(insert(Delivery), [_delivery(event, webhook) for event in emitted for webhook in webhook_ids])
    return [event["id"] for event in emitted]


def _event(kind: str, draft: EventDraft) -> Values:
    moment = now()
    event = {
        "id": draft.event_id or new_id(), "type": kind, "occurred_at": draft.occurred_at, "data": draft.data,
        "employee_id": draft.signed_by, "idea_id": draft.idea_id, "feedback_id": draft.feedback_id,
        "created_at": moment,
    }  # fmt: skip
    if draft.of_employee:
        # A random id: a UUIDv7 would hold the moment.
        event |= {"id": draft.event_id or uuid4(), "created_at": _next_hour(moment)}
    return event


def _delivery(event: Values, webhook_id: UUID) -> Values:
    due = event["created_at"]
    return {
        "id": uuid4(), "webhook_id": webhook_id, "event_id": event["id"], "state": "waiting", "tries": 0,
        "next_at": due, "created_at": due,
    }  # fmt: skip


def _signature(session: Session, employee_id: UUID | None) -> str | None:
    return session.scalars(select(Employee.name).where(Employee.id == employee_id)).one() if employee_id else None


def _short(text: str | None) -> str | None:
    """Return a text cut to 5,000 characters; None when it is blank."""
    whole = (text or "").strip()
    return (whole if len(whole) <= LONGEST_TEXT else f"{whole[: LONGEST_TEXT - 1]}…") or None


def _today(session: Session) -> datetime:
    """Return the moment that stands for the organisation's present day."""
    return start_of_day(organisations.today(session))


def _next_hour(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
