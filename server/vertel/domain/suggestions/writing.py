"""From a document to rows: what changes is worked out first, and stored by a few statements for many suggestions.

Working it out needs no transaction that writes, so nobody waits for it. Storing goes past the ORM, which takes twice as
long for many rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Executable, Table, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.models import AudienceEntry, Caption, Link, Person, Prompt, Suggestion
from vertel.db.models.suggestions import listed_texts
from vertel.domain.audience import audience_index
from vertel.domain.counting import cells, parts
from vertel.domain.links import links
from vertel.domain.suggestions import generation, revisions, standing, texts_by_language
from vertel.domain.suggestions.standing import Rules
from vertel.domain.webhooks import publishing
from vertel.errors import StaleError
from vertel.ids import new_id
from vertel.translations.active import gettext as _

Document = dict[str, Any]
Values = dict[str, Any]
"""Values of a row, by column."""

PLAIN = ("external_id", "kind", "title", "destination_url", "utm", "guidance", "publish_at", "expires_at", "status")
TEXTS = {
    "captions": ("language", "tone", "text"),
    "prompts": ("language", "question", "opening"),
    "people": ("name", "consent_until"),
}
"""What a suggestion has several of, each a row of its own: name in a document -> fields."""

SAME = TEXTS | {"people": ("name",)}
"""By which fields a row stays the same row: whoever is shown keeps their consent when an editor notes another day."""

ORIGIN = ("external_id", "source", "source_id", "uploaded")
"""Columns that say where a suggestion comes from."""

AT_ONCE = 500
"""Suggestions in one statement; SQLite takes 32,766 values in a list."""

_SUGGESTIONS, _ENTRIES = cast("Table", Suggestion.__table__), cast("Table", AudienceEntry.__table__)
_TABLES = {name: cast("Table", model.__table__) for name, model in zip(TEXTS, (Caption, Prompt, Person), strict=True)}

# Statements are built once: what is built anew for each batch is built while others wait for the lock.
_ADD = insert(_SUGGESTIONS)
_REWRITE = (
    update(_SUGGESTIONS)
    .where(_SUGGESTIONS.c.id == bindparam("stored"), _SUGGESTIONS.c.version == bindparam("based_on"))
    .values(version=_SUGGESTIONS.c.version + 1)
)
_TAKE_ENTRIES, _FILE = delete(_ENTRIES).where(_ENTRIES.c.suggestion_id == bindparam("stored")), insert(_ENTRIES)
_STORE_TEXTS = {
    name: {
        "removed": delete(table).where(table.c.id == bindparam("stored")),
        "moved": update(table).where(table.c.id == bindparam("stored")),
        "added": insert(table),
    }
    for name, table in _TABLES.items()
}


@dataclass(frozen=True, slots=True)
class TextChange:
    """What becomes of a suggestion's captions, prompts or people."""

    added: list[Values]
    moved: list[Values]
    removed: list[Values]


@dataclass(frozen=True, slots=True)
class Change:
    """What storing a document changes.

    :ivar version: the version of the suggestion that it is based on; None for a new one.
    :ivar texts: what becomes of captions, prompts and people, of those of which something does.
    :ivar leads_elsewhere: whether links to the suggestion have to follow.
    :ivar is_for_others: whether its audience is another.
    :ivar is_news: whether employees may see it from now on who never did.
    :ivar written: the revision that it becomes.
    :ivar before: the revision that it is based on; None for a new one.
    """

    id: UUID
    version: int | None
    values: Values
    texts: dict[str, TextChange]
    leads_elsewhere: bool
    is_for_others: bool
    is_news: bool
    written: Values
    before: Values | None


def prepare(document: Document, stored: Suggestion | None, rules: Rules, origin: Values | None = None) -> Change:
    """Return what storing a document changes.

    :param document: one that was completed and checked.
    :param stored: the suggestion that it is about; None when it is new.
    :param rules: what the consent of people in it is held against.
    :param origin: where an upload has it from, by column; None when it is written by hand.
    """
    moment = now()
    image = document["image"] or {"id": None, "alt": None}
    values = {name: document[name] for name in PLAIN} | (origin or _origin(document, stored))
    values |= {
        "image_id": image["id"],
        "image_alt": image["alt"],
        "titles": texts_by_language.stored(document["titles"]),
        "alt_texts": texts_by_language.stored(image.get("alt_texts", ())),
        "focal_point": image.get("focal_point"),
        "audience": document["audience"],
        "consent_ends_at": standing.ends_at(document, stored.people if stored else (), rules),
        "consent_rules": rules.version,
        "live_from": document["publish_at"] or (stored.created_at if stored else moment),
        "updated_at": moment,
        "search_text": _search_text(document),
    }
    is_published = values["status"] == "published"
    if stored is None:
        suggestion_id = new_id()
        texts = {name: _text_change(suggestion_id, name, document[name], ()) for name in TEXTS if document[name]}
        written = revisions.row(suggestion_id, 1, moment, document, _shown(texts, ()))
        values |= {"created_at": moment}
        return Change(
            suggestion_id, None, values, texts,
            leads_elsewhere=False, is_for_others=False, is_news=is_published, written=written, before=None,
        )  # fmt: skip
    texts = {name: _text_change(stored.id, name, document[name], getattr(stored, name)) for name in TEXTS}
    elsewhere = (stored.destination_url, stored.utm) != (values["destination_url"], values["utm"])
    others = parts.audience_key(stored.audience) != parts.audience_key(values["audience"])
    written = revisions.row(stored.id, stored.version + 1, moment, document, _shown(texts, stored.people))
    return Change(
        stored.id, stored.version, values, texts,
        leads_elsewhere=elsewhere, is_for_others=others, is_news=is_published and stored.announced_at is None,
        written=written, before=revision_of(stored),
    )  # fmt: skip


def as_document(suggestion: Suggestion) -> Document:
    """Return a stored suggestion as the document that would write it."""
    plain = {name: getattr(suggestion, name) for name in PLAIN} | {"external_id": suggestion.origin_id}
    texts = {
        name: [{field: getattr(row, field) for field in fields} for row in getattr(suggestion, name)]
        for name, fields in TEXTS.items()
    }
    titles, image = listed_texts(suggestion.titles), _image_of(suggestion)
    return plain | texts | {"titles": titles, "image": image, "audience": dict(suggestion.audience)}


def revision_of(suggestion: Suggestion) -> Values:
    """Return the revision, by column, that a stored suggestion is; nobody knows any more who wrote it."""
    people = (person.id for person in suggestion.people)
    return revisions.row(suggestion.id, suggestion.version, suggestion.updated_at, as_document(suggestion), people)


def store(session: Session, changes: Iterable[Change], author: str) -> None:
    """Store prepared changes: the rows, where employees find them, where links lead, the history, and the events.

    :param author: who wrote them, as the audit log has it.

    Raises ``StaleError`` when a suggestion was changed since its change was prepared, ``IntegrityError`` when another
    has its external_id by now. Suggestions that the session holds are not refreshed.
    """
    waiting = iter(changes)
    while some := list(islice(waiting, AT_ONCE)):
        known = [change for change in some if change.version is not None]
        new = (change.values | {"id": change.id, "version": 1} for change in some if change.version is None)
        _execute(session, _ADD, new)
        _update(session, known)
        for name, statements in _STORE_TEXTS.items():
            changed = [change.texts[name] for change in some if name in change.texts]
            for what, statement in statements.items():
                _execute(session, statement, (row for change in changed for row in getattr(change, what)))
        _execute(session, _TAKE_ENTRIES, ({"stored": change.id} for change in known))
        entries = (entry for change in some for entry in audience_index.entries_for(change.id, change.values))
        _execute(session, _FILE, entries)
        _lead_links(session, [change for change in known if change.leads_elsewhere])
        parts.retire_links(session, [change.id for change in known if change.is_for_others])
        cells.refile(session, [change.id for change in known])
        revisions.store(session, [change.written for change in some], _bases(known), author)
        revisions.forget_shown(session, _taken_out(known))
        publishing.emit_published(session, [change.id for change in some if change.is_news])
        generation.changed(session)


def _origin(document: Document, stored: Suggestion | None) -> Values:
    """Return where a suggestion that is written by hand comes from: as before, unless it gets another name."""
    if stored is not None and document["external_id"] == stored.origin_id:
        return {name: getattr(stored, name) for name in ORIGIN}
    return {"external_id": document["external_id"], "source": None, "source_id": None, "uploaded": None}


def _image_of(suggestion: Suggestion) -> Document | None:
    if suggestion.image_id is None:
        return None
    # Left out where there are none: an upload's digest of an image from before there were any stays the same.
    alt_texts = {"alt_texts": listed_texts(suggestion.alt_texts)} if suggestion.alt_texts else {}
    focal_point = {"focal_point": suggestion.focal_point} if suggestion.focal_point else {}
    return {"id": suggestion.image_id, "alt": suggestion.image_alt} | alt_texts | focal_point


def _search_text(document: Document) -> str:
    # The title first: reports are sorted by it.
    words = [document["title"], *(title["text"] for title in document["titles"])]
    words += [caption["text"] for caption in document["captions"]]
    words += [prompt["question"] for prompt in document["prompts"]]
    return "\n".join(words).casefold()


def _text_change(suggestion_id: UUID, name: str, wanted: Sequence[Document], stored: Iterable[Any]) -> TextChange:
    """Return what becomes of rows; one that says the same as before keeps its id, and a caption its count."""
    unused: dict[tuple[Any, ...], list[Any]] = {}
    for row in stored:
        unused.setdefault(tuple(getattr(row, field) for field in SAME[name]), []).append(row)
    change = TextChange([], [], [])
    for position, text in enumerate(wanted):
        same = unused.get(tuple(text[field] for field in SAME[name]))
        if not same:
            change.added.append({"id": new_id(), "suggestion_id": suggestion_id, "position": position, **text})
            continue
        row = same.pop(0)
        if row.position != position or any(getattr(row, field) != text[field] for field in TEXTS[name]):
            change.moved.append({"stored": row.id, "position": position, **text})
    change.removed.extend({"stored": row.id} for rows in unused.values() for row in rows)
    return change


def _shown(texts: Mapping[str, TextChange], stored: Iterable[Person]) -> list[UUID]:
    """Return the ids of those who are in a suggestion once its people changed."""
    change = texts.get("people", TextChange([], [], []))
    removed = {row["stored"] for row in change.removed}
    return [person.id for person in stored if person.id not in removed] + [row["id"] for row in change.added]


def _bases(changes: Sequence[Change]) -> list[Values]:
    return [change.before for change in changes if change.before is not None]


def _taken_out(changes: Sequence[Change]) -> dict[UUID, list[str]]:
    """Return who was taken out of which suggestion."""
    removed = {change.id: [str(row["stored"]) for row in change.texts["people"].removed] for change in changes}
    return {suggestion_id: people for suggestion_id, people in removed.items() if people}


def _update(session: Session, changes: Sequence[Change]) -> None:
    rows = [change.values | {"stored": change.id, "based_on": change.version} for change in changes]
    if _execute(session, _REWRITE, rows) != len(rows):
        message = _("A suggestion was changed by somebody else meanwhile. Read it again, then repeat your change.")
        raise StaleError(message)


def _lead_links(session: Session, changes: Sequence[Change]) -> None:
    """Have links follow. A link that is being made meanwhile waits for the suggestion's row, which is ours by now."""
    ids = [change.id for change in changes]
    linked = set(session.scalars(select(Link.suggestion_id).where(Link.suggestion_id.in_(ids)))) if ids else set()
    for change in changes:
        if change.id in linked:
            links.update_destination(session, change.id, change.values["destination_url"], change.values["utm"])


def _execute(session: Session, statement: Executable, rows: Iterable[Values]) -> int:
    """Execute a statement for each row; return how many rows of the table it matched."""
    values = list(rows)
    return int(session.connection().execute(statement, values).rowcount) if values else 0
