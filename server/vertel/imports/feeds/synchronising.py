"""What becomes of a feed's items: drafts, within the feed's three caps, and never twice the same.

All of it is worked out and stored in one transaction that holds the feed's row, so that no two nodes count past a cap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from vertel.db.models import Feed, FeedItem, Suggestion
from vertel.domain.feeds.feeds import SOURCE
from vertel.domain.people import organisations
from vertel.domain.people.calendar import Calendar
from vertel.domain.suggestions import standing, writing
from vertel.imports import ownership
from vertel.imports.feeds.drafts import Draft
from vertel.imports.feeds.entries import Reading
from vertel.translations import LANGUAGES, N_
from vertel.translations.active import InEachLanguage, gettext, in_each_language

AT_ONCE = 40
"""Suggestions that one look changes at most: SQLite's other writers wait meanwhile. The next look does the rest."""

MOST_REASONS = 20
THERE, LEFT, LAPSED = "there", "left", "lapsed"
EDITED = ""
"""In place of a digest: the suggestion had an editor's words when it was ended, so the feed writes none any more."""

CLOSED = N_("It is closed already.")
OLD = N_("It is older than the days that a draft of this feed waits.")
KNOWN_ELSEWHERE = N_("A suggestion leads there already.")


@dataclass
class Outcome:
    """What a look made of a feed; a ``FeedOutcome``.

    :ivar waiting: items that no cap leaves room for yet.
    :ivar left_out: items that become no draft; ``reasons`` has the first of them.
    """

    items: int = 0
    drafted: int = 0
    changed: int = 0
    ended: int = 0
    lapsed: int = 0
    waiting: int = 0
    left_out: int = 0
    whole: bool = True
    reasons: list[dict[str, Any]] = field(default_factory=list)

    def leave_out(self, title: str, reason: InEachLanguage) -> None:
        """Count an item that becomes no draft."""
        self.left_out += 1
        if len(self.reasons) < MOST_REASONS:
            self.reasons.append({"title": title or "—", "message": reason[LANGUAGES[0]], "messages": reason})


class Verdict(NamedTuple):
    """What becomes of an item that is new: ``drafted``, ``waiting``, or ``left_out`` for a reason."""

    word: str
    reason: InEachLanguage | None = None


class _State(NamedTuple):
    """A suggestion's status, version, and where it leads."""

    status: str
    version: int
    url: str | None


class Synchronising:
    """One look at one feed, in a transaction in which its row is locked."""

    def __init__(self, session: Session, feed: Feed, moment: datetime) -> None:
        self._session, self._feed, self._moment = session, feed, moment
        self._calendar: Calendar = organisations.calendar(session)
        self._rules = standing.rules(session)
        self._items = {item.key: item for item in session.scalars(select(FeedItem).where(FeedItem.feed_id == feed.id))}
        self._changes: list[tuple[writing.Change, FeedItem]] = []
        self._states = self._load_states()
        self._ending: set[UUID] = set()
        self.outcome = Outcome()
        self.verdicts: dict[str, Verdict] = {}

    @property
    def is_done(self) -> bool:
        """Whether there was room for all changes in this transaction."""
        return len(self._changes) < AT_ONCE

    def lapse(self) -> None:
        """End drafts that nobody took up in the days that the feed gives them."""
        oldest = self._moment - timedelta(days=self._feed.days_alive)
        for item in self._items.values():
            if item.state == THERE and item.drafted_at <= oldest and self._is_untouched(item, "draft"):
                self.outcome.lapsed += self._write(item, {"status": "archived"}, LAPSED)

    def follow(self, reading: Reading, drafts: Sequence[Draft]) -> None:
        """Follow what a feed says: what left it, what changed, what is new."""
        self.outcome.items, self.outcome.whole = len(drafts), reading.whole
        self._adopt_renamed(drafts)
        if reading.whole and drafts and self._feed.kind == "vacancy":
            self._end_missing({draft.item.key for draft in drafts})
        new = []
        for draft in drafts:
            item = self._items.get(draft.item.key)
            if item is None or item.state == LEFT:
                new.append(draft)
            elif item.state == THERE and item.digest not in {EDITED, draft.digest}:
                self._update(item, draft)
        self._add(new)

    def store(self) -> None:
        """Store what was worked out."""
        writing.store(self._session, [change for change, _ in self._changes], f"{SOURCE}{self._feed.id}")
        for change, item in self._changes:
            item.suggestion_id, item.version = change.id, (change.version or 0) + 1
            self._session.add(item)
        self._session.flush()

    def _load_states(self) -> dict[UUID, _State]:
        query = select(Suggestion.id, Suggestion.status, Suggestion.version, Suggestion.destination_url)
        made = query.join(FeedItem, FeedItem.suggestion_id == Suggestion.id).where(FeedItem.feed_id == self._feed.id)
        return {row[0]: _State(*row[1:]) for row in self._session.execute(made)}

    def _is_untouched(self, item: FeedItem, status: str) -> bool:
        """Return whether an item's suggestion has a status, and nobody but the feed wrote it."""
        state = self._states.get(item.suggestion_id)
        return state is not None and (state.status, state.version) == (status, item.version)

    def _adopt_renamed(self, drafts: Sequence[Draft]) -> None:
        """Know items again by where they lead, when the site gave them other names."""
        named = {draft.item.key for draft in drafts}
        gone = [one for one in self._items.values() if one.key not in named and one.suggestion_id not in self._ending]
        gone.sort(key=lambda item: item.state == THERE)
        by_url = {self._states[item.suggestion_id].url: item for item in gone}
        for draft in drafts:
            item = by_url.pop(draft.item.url, None) if draft.item.key not in self._items and draft.item.url else None
            if item is not None:
                self._rename(item, draft)

    def _rename(self, item: FeedItem, draft: Draft) -> None:
        del self._items[item.key]
        item.key = draft.item.key
        self._items[item.key] = item
        # Where it comes from is no change of what it says: its version stays.
        origin = update(Suggestion).where(Suggestion.id == item.suggestion_id).values(self._origin(draft))
        self._session.execute(origin, execution_options={"synchronize_session": False})

    def _end_missing(self, keys: set[str]) -> None:
        for item in self._items.values():
            if item.state != THERE or item.key in keys:
                continue
            status, version, _ = self._states[item.suggestion_id]
            if version != item.version:
                item.digest = EDITED
            if status == "archived":
                item.state = LEFT
            else:
                self.outcome.ended += self._write(item, {"status": "archived"}, LEFT)

    def _update(self, item: FeedItem, draft: Draft) -> None:
        """Have an item's draft say what the item says now, unless somebody touched it."""
        if draft.document is not None and self._is_untouched(item, "draft"):
            self.outcome.changed += self._write(item, draft.document, THERE, draft.digest)

    def _add(self, drafts: Sequence[Draft]) -> None:
        taken = self._taken([draft.item.url for draft in drafts if draft.item.url])
        fit = []
        for draft in drafts:
            reason = draft.reason or self._why_not_told(draft, taken)
            if reason is None:
                fit.append(draft)
                taken.add(draft.item.url)
            elif draft.item.key not in self._items:
                self.outcome.leave_out(draft.item.title, reason)
                self.verdicts[draft.item.key] = Verdict("left_out", reason)
        fit.sort(key=lambda draft: draft.item.published_at or self._moment, reverse=True)
        room = self._room()
        for place, draft in enumerate(fit):
            is_drafted = place < room and self._draft(draft)
            self.outcome.drafted += is_drafted
            self.verdicts[draft.item.key] = Verdict("drafted" if is_drafted else "waiting")
        self.outcome.waiting = len(fit) - self.outcome.drafted

    def _why_not_told(self, draft: Draft, taken: set[str | None]) -> InEachLanguage | None:
        reason = self._why_not(draft, taken)
        return None if reason is None else in_each_language(lambda: gettext(reason))

    def _why_not(self, draft: Draft, taken: set[str | None]) -> str | None:
        """Return why an item that could become a draft is to become none; None when it is to."""
        item, published = self._items.get(draft.item.key), draft.item.published_at
        if draft.item.expires_at is not None and draft.item.expires_at <= self._moment:
            return CLOSED
        if item is not None:  # it left, and is there again: its own suggestion comes back, if nobody touched that
            return None if self._is_untouched(item, "archived") else KNOWN_ELSEWHERE
        if draft.item.url in taken:
            return KNOWN_ELSEWHERE
        oldest = self._moment - timedelta(days=self._feed.days_alive)
        return OLD if self._feed.kind != "vacancy" and published is not None and published < oldest else None

    def _taken(self, urls: Sequence[str]) -> set[str | None]:
        """Return where suggestions lead already: all of this feed, and of these addresses those that did not end."""
        query = select(Suggestion.destination_url).where(Suggestion.destination_url.in_(urls))
        others = self._session.scalars(query.where(Suggestion.status != "archived")) if urls else ()
        return {*others, *(state.url for state in self._states.values())}

    def _room(self) -> int:
        """Return how many drafts the caps leave room for."""
        today = self._calendar.day(self._moment)
        of_today = sum(self._calendar.day(item.drafted_at) == today for item in self._items.values())
        drafts = {own for own, state in self._states.items() if state.status == "draft"}
        at_once = len(drafts - self._ending)
        return max(0, min(self._feed.drafts_per_day - of_today, self._feed.drafts_at_once - at_once))

    def _draft(self, draft: Draft) -> bool:
        """Make a draft of an item, or of the suggestion that it had when it left."""
        if draft.document is None:
            return False
        item = self._items.get(draft.item.key)
        if item is not None:
            is_edited = item.digest == EDITED
            values = {"status": "draft"} if is_edited else draft.document
            done = self._write(item, values, THERE, None if is_edited else draft.digest)
        elif self.is_done:
            change = writing.prepare(draft.document, None, self._rules, self._origin(draft))
            item = FeedItem(feed_id=self._feed.id, key=draft.item.key, digest=draft.digest, state=THERE)
            self._changes.append((change, item))
            done = True
        else:
            done = False
        if done and item is not None:
            item.drafted_at = self._moment
        return done

    def _write(self, item: FeedItem, values: dict[str, Any], state: str, digest: str | None = None) -> bool:
        """Work out a change of an item's suggestion; return whether there was room for it in this transaction."""
        suggestion = self._session.get(Suggestion, item.suggestion_id) if self.is_done else None
        if suggestion is None:
            return False
        if values["status"] == "archived":
            self._ending.add(suggestion.id)
        origin = {name: getattr(suggestion, name) for name in writing.ORIGIN}
        change = writing.prepare(writing.as_document(suggestion) | values, suggestion, self._rules, origin)
        self._changes.append((change, item))
        item.state = state
        item.digest = item.digest if digest is None else digest
        return True

    def _origin(self, draft: Draft) -> dict[str, Any]:
        """Return where an item's suggestion comes from. The database refuses a second one from there."""
        source = f"{SOURCE}{self._feed.id}"
        key = ownership.unique_name(source, draft.item.key)
        return {"external_id": key, "source": source, "source_id": draft.item.name, "uploaded": None}
