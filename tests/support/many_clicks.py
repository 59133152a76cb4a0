"""A company whose suggestions were shared and clicked millions of times, stored within minutes on either database.

Each share and each click is drawn by itself: its day evenly over a year, its suggestion so that the n-th has one n-th
of the first one's, its hour, and the team of the colleague whose link it was. What is stored is what they add up to, as
:mod:`vertel.domain.counting.cells` would have: reports read nothing else. Of what nobody reads for a report, the single
clicks and shares, there is nothing.
"""

import random
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from typing import Any

from sqlalchemy import Engine, func, insert, select
from sqlalchemy.engine import make_url

from vertel.clock import now
from vertel.db.engine import make_session
from vertel.db.models import AudienceEntry, Caption, DaySum, Employee, Organisation, ReportGroup, Suggestion, Team
from vertel.domain.analytics.reports.period import HOURS_KEPT
from vertel.domain.audience import audience_index
from vertel.ids import new_id
from vertel_schema.words import KINDS

PLACES = ["Zwolle", "Tiel", "Groningen", "Assen", "Breda"]
LANGUAGES = [["nl", "en"], ["nl"], ["en"]]
DAYS = 365
TEAMS, EMPLOYEES, SUGGESTIONS = 500, 50_000, 10_000
SMALL = 0.3
"""Of the suggestions, those for a team of three people, of which nothing is counted, or for one team."""

FEW = 20
"""Teams of three people."""

Row = tuple[Any, ...]
Sums = Counter[tuple[str, Any, int]]


def fill(engine: Engine, clicks: int, shares: int) -> None:
    """Store a company, and so many clicks and shares of the last year."""
    chance = random.Random(2026)  # noqa: S311  the same data on every run
    begin = datetime.combine(now().date() - timedelta(days=DAYS - 1), datetime.min.time(), UTC)
    with make_session(engine, writes=True) as session:
        session.add(Organisation(name="Bench", languages=["nl", "en"], time_zone="UTC"))
        groups = _company(session, chance, begin)
        session.commit()
    counted: dict[str, dict[str, Sums]] = {table: {} for table in ("month", "day", "hour")}
    for measure, number in (("clicks", clicks), ("shares", shares), ("applications", shares // 50)):
        for table, sums in _drawn(chance, groups, begin.date(), number).items():
            counted[table][measure] = sums
    for table, measures in counted.items():
        _store(engine, f"sums_by_{table}", _rows(measures))
    _analyze(engine)
    with make_session(engine, writes=False) as session:
        total = select(func.sum(DaySum.clicks), func.sum(DaySum.shares))
        for facet in ("total", "suggestion", "team", "kind", "location", "language"):
            if session.execute(total.where(DaySum.facet == facet)).one() != (clicks, shares):
                raise RuntimeError(f"not all is in {facet}")


def _company(session: Any, chance: random.Random, begin: datetime) -> list[tuple[int, int, int, int, int]]:
    """Store people and suggestions; return the rows under which each counted suggestion's sums stand.

    The last of them is that of its team, or 0 when it is for many.
    """
    teams = [{"id": new_id(), "slug": f"team-{n}", "name": f"Team {n}"} for n in range(TEAMS)]
    employees = [
        {
            "id": new_id(), "email": f"colleague{n}@example.com", "name": f"Colleague {n}", "role": "employee",
            "team_id": teams[n // 3 if n < 3 * FEW else chance.randrange(FEW, TEAMS)]["id"], "active": True,
            "location": chance.choice(PLACES), "languages": chance.choice(LANGUAGES), "created_at": begin,
        }
        for n in range(EMPLOYEES)
    ]  # fmt: skip
    names = [("kind", kind) for kind in KINDS] + [("location", place) for place in ["", *PLACES]]
    names += [("language", ", ".join(sorted(languages))) for languages in LANGUAGES]
    rows = [{"facet": facet, "key": name or "-", "name": name or None} for facet, name in names]
    rows += [{"facet": "team", "key": team["id"].hex, "team_id": team["id"]} for team in teams]
    for number, row in enumerate(rows, start=1):
        row["id"] = number
    ids = {(row["facet"], row["key"]): row["id"] for row in rows}
    suggestions, captions, entries, counted = [], [], [], []
    for number in range(SUGGESTIONS):
        place, small = "", chance.random() < SMALL
        team = teams[chance.randrange(FEW) if small and chance.random() < 0.5 else chance.randrange(FEW, TEAMS)]
        if not small and chance.random() < 0.3:
            place = chance.choice(PLACES)
        audience = {"teams": [team["slug"]] if small else [], "locations": [place] if place else [], "languages": []}
        made = _suggestion(number, chance, begin, audience)
        spoken = chance.choice(LANGUAGES)
        captions += [
            {"id": new_id(), "suggestion_id": made["id"], "position": position, "language": language,
             "tone": "personal", "text": "{link}", "share_count": 0}
            for position, language in enumerate(spoken)
        ]  # fmt: skip
        entries += audience_index.entries_for(made["id"], made)
        suggestions.append(made)
        if small and int(team["name"].split()[1]) < FEW:
            continue
        of = {"kind_id": ids["kind", made["kind"]], "location_id": ids["location", place or "-"]}
        of["language_id"] = ids["language", ", ".join(sorted(spoken))]
        row_id = len(rows) + 1
        own = {"id": row_id, "facet": "suggestion", "key": made["id"].hex, "suggestion_id": made["id"], **of}
        rows.append(own)
        counted.append((row_id, *of.values(), ids["team", team["id"].hex] if small else 0))
    blank = dict.fromkeys(("name", "suggestion_id", "team_id", "kind_id", "location_id", "language_id"))
    stored: dict[Any, list[dict[str, Any]]] = {Team: teams, Employee: employees, Suggestion: suggestions}
    stored |= {Caption: captions, AudienceEntry.__table__: entries, ReportGroup: [blank | row for row in rows]}
    for model, documents in stored.items():
        session.execute(insert(model), documents)
    chance.shuffle(counted)  # the first one has most
    return counted


def _suggestion(number: int, chance: random.Random, begin: datetime, audience: dict[str, list[str]]) -> dict[str, Any]:
    return {
        "id": new_id(), "version": 1, "kind": chance.choice(KINDS), "title": f"Suggestion {number}",
        "audience": audience, "destination_url": "https://careers.example.com/", "live_from": begin,
        "status": "published", "search_text": f"suggestion {number}\n", "created_at": begin, "updated_at": begin,
        "expires_at": None, "consent_ends_at": None,
    }  # fmt: skip


def _drawn(
    chance: random.Random, groups: list[tuple[int, int, int, int, int]], begin: date, number: int
) -> dict[str, Sums]:
    """Return what so many events add up to, by interval, facet and group."""
    weights = list(accumulate(1 / rank for rank in range(1, len(groups) + 1)))
    first_team = min(group[4] for group in groups if group[4])
    teams = range(first_team, first_team + TEAMS - FEW)
    sums: dict[str, Sums] = {"month": Counter(), "day": Counter(), "hour": Counter()}
    for passed in range(DAYS):
        day = begin + timedelta(days=passed)
        today = number // DAYS + (passed < number % DAYS)
        drawn = chance.choices(groups, cum_weights=weights, k=today)
        by_suggestion, by_team = Counter(drawn), Counter(group[4] or chance.choice(teams) for group in drawn)
        rows = [*_facets(by_suggestion), *((("team", team), number) for team, number in by_team.items())]
        for (facet, group), events in rows:
            sums["day"][facet, day, group] += events
            sums["month"][facet, day.replace(day=1), group] += events
        if passed >= DAYS - HOURS_KEPT:
            _add_hours(chance, sums["hour"], rows, day)
    return sums


def _facets(by_suggestion: Counter[tuple[int, int, int, int, int]]) -> Iterator[tuple[tuple[str, int], int]]:
    for (own, kind, location, language, _), number in by_suggestion.items():
        yield ("suggestion", own), number
        yield ("total", 0), number
        for facet, group in (("kind", kind), ("location", location), ("language", language)):
            yield (facet, group), number


def _add_hours(chance: random.Random, sums: Sums, rows: list[tuple[tuple[str, int], int]], day: date) -> None:
    together: Counter[tuple[str, int]] = Counter()
    for key, events in rows:
        together[key] += events
    midnight = datetime.combine(day, datetime.min.time(), UTC)
    for (facet, group), events in together.items():
        for hour in chance.choices(range(24), k=events):
            sums[facet, midnight + timedelta(hours=hour), group] += 1


def _rows(measures: dict[str, Sums]) -> Iterator[Row]:
    for facet, start, group in sorted(set().union(*measures.values())):
        numbers = [measures[measure][facet, start, group] for measure in ("shares", "clicks", "applications")]
        yield facet, start, group, *numbers


def _store(engine: Engine, table: str, rows: Iterable[Row]) -> None:
    names = "facet, start, group_id, shares, clicks, applications"
    if engine.dialect.name == "postgresql":
        with (
            engine.begin() as connection,
            connection.connection.cursor() as cursor,
            cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row(row)
        return
    connection = sqlite3.connect(str(make_url(engine.url).database), isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("BEGIN")
    as_stored = ((facet, _stored(start), *numbers) for facet, start, *numbers in rows)
    connection.executemany(f"INSERT INTO {table} ({names}) VALUES (?, ?, ?, ?, ?, ?)", as_stored)  # noqa: S608
    connection.execute("COMMIT")
    connection.close()


def _stored(start: date | datetime) -> str:
    """Return a day or an hour as SQLAlchemy stores it in SQLite."""
    return f"{start:%Y-%m-%d %H:%M:%S.%f}" if isinstance(start, datetime) else start.isoformat()


def _analyze(engine: Engine) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE" if engine.dialect.name == "postgresql" else "ANALYZE")
