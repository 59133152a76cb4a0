"""A company whose links were followed millions of times, stored within minutes on either database.

Of the clicks, the raw records are there too. They are spread evenly over a year, and unevenly over the links: the n-th
has one n-th of the clicks of the first. The counts beside them are made from them by the database itself.
"""

import random
import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, insert, text
from sqlalchemy.engine import make_url

from vertel.clock import now
from vertel.db.engine import make_session
from vertel.db.models import Application, Caption, Employee, Link, Organisation, Share, Suggestion, Team
from vertel.domain.privacy.retention import make_partition
from vertel.ids import new_id
from vertel_schema.words import KINDS

PLACES = ["Zwolle", "Tiel", "Groningen", "Assen", "Breda"]
DAYS = 365
LINKS = 2000

POSTGRESQL = [
    "CREATE TEMPORARY TABLE ranks AS SELECT row_number() OVER (ORDER BY code) AS rank, id FROM links",
    """
    INSERT INTO clicks
    SELECT '{begin} 00:00+00'::timestamptz + interval '15 minutes' * (n * {quarters} / {clicks}),
           lpad(to_hex(n), 32, '0')::uuid, id
    FROM (SELECT n::bigint, floor(exp(random() * ln({links}))) AS rank FROM generate_series(0, {clicks} - 1) n) drawn
    JOIN ranks USING (rank)
    """,
    """
    INSERT INTO click_hours
    SELECT date_trunc('hour', clicked_at, 'UTC'), link_id, count(*) FROM clicks GROUP BY 1, 2
    """,
    """
    INSERT INTO click_days
    SELECT (hour AT TIME ZONE 'UTC')::date, link_id, sum(clicks) FROM click_hours GROUP BY 1, 2
    """,
]

# "+ 0 * n" has a link drawn for each click instead of one for all.
SQLITE = [
    "PRAGMA synchronous = OFF",
    "PRAGMA cache_size = -400000",
    "BEGIN",
    "CREATE TEMPORARY TABLE ranks (rank INTEGER PRIMARY KEY, id TEXT)",
    "INSERT INTO ranks SELECT row_number() OVER (ORDER BY code), id FROM links",
    """
    INSERT INTO clicks
    WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers LIMIT {clicks})
    SELECT strftime('%Y-%m-%d %H:%M:00.000000', '{begin}', (15 * (n * {quarters} / {clicks})) || ' minutes'),
           printf('%032x', n),
           (SELECT id FROM ranks
            WHERE rank = CAST(exp(ln({links}) * (abs(random()) % 1000000) / 1000000.0) AS INTEGER) + 0 * n)
    FROM numbers
    """,
    """
    INSERT INTO click_hours
    SELECT substr(clicked_at, 1, 14) || '00:00.000000', link_id, count(*) FROM clicks GROUP BY 1, 2
    """,
    "INSERT INTO click_days SELECT date(hour), link_id, sum(clicks) FROM click_hours GROUP BY 1, 2",
]


def fill(engine: Engine, clicks: int) -> None:
    """Store a company and what it shared, and so many clicks of the last year."""
    chance = random.Random(2026)  # noqa: S311  the same data on every run
    begin = datetime.combine(now().date() - timedelta(days=DAYS - 1), datetime.min.time(), UTC)
    with make_session(engine, writes=True) as session:
        session.add(Organisation(name="Bench", languages=["nl", "en"], time_zone="UTC"))
        for model, documents in _company(chance, begin).items():
            session.execute(insert(model), documents)
        session.commit()
    if engine.dialect.name == "postgresql":
        _fill_postgresql(engine, clicks, begin.date())
    else:
        _fill_sqlite(str(make_url(engine.url).database), clicks, begin.date())
    with make_session(engine, writes=False) as session:
        for table, number in (("clicks", "count(*)"), ("click_hours", "sum(clicks)"), ("click_days", "sum(clicks)")):
            if session.execute(text(f"SELECT {number} FROM {table}")).scalar_one() != clicks:  # noqa: S608
                raise RuntimeError(f"not all clicks are in {table}")


def _company(chance: random.Random, begin: datetime) -> dict[Any, list[dict[str, Any]]]:
    """Return teams, colleagues, suggestions with captions and links, shares and applications."""
    teams = [{"id": new_id(), "slug": f"team-{n}", "name": f"Team {n}"} for n in range(41)]
    small, *large = teams
    employees = [
        {
            "id": new_id(), "email": f"colleague{n}@example.com", "name": f"Colleague {n}", "role": "employee",
            "team_id": small["id"] if n < 3 else chance.choice(large)["id"], "location": chance.choice(PLACES),
            "languages": chance.choice([["nl", "en"], ["nl"], ["en"]]), "active": True, "created_at": begin,
        }
        for n in range(5000)
    ]  # fmt: skip
    suggestions = [_suggestion(n, chance, begin, small if n < 10 else chance.choice(large)) for n in range(400)]
    captions = [
        {"id": new_id(), "suggestion_id": each["id"], "position": place, "language": language, "tone": "personal",
         "text": "{link}", "share_count": 0}
        for each in suggestions for place, language in enumerate(chance.choice([["nl", "en"], ["nl"], ["en"]]))
    ]  # fmt: skip
    places = [(each["id"], team) for each in suggestions for team in [None, *chance.sample(large, LINKS // 400 - 1)]]
    chance.shuffle(places)  # the first link has most clicks
    links = [
        {"id": new_id(), "code": f"link-{n}", "scope": "campaign", "destination_url": "https://careers.example.com/",
         "query": "", "suggestion_id": key, "team_id": team and team["id"], "created_at": begin, "changed_at": begin}
        for n, (key, team) in enumerate(places)
    ]  # fmt: skip
    shares = [
        {"id": new_id(), "suggestion_id": link["suggestion_id"], "link_id": link["id"], "team_id": link["team_id"],
         "employee_id": None, "method": "insert", "similarity": 0.5, "recorded_at": begin,
         "occurred_at": begin + timedelta(seconds=chance.randrange(DAYS * 86_400))}
        for link in chance.choices(links, k=100_000)
    ]  # fmt: skip
    applications = [
        {"id": f"application-{n}", "link_id": link["id"], "day": (begin + timedelta(chance.randrange(DAYS))).date(),
         "recorded_at": begin}
        for n, link in enumerate(chance.choices(links, k=20_000))
    ]  # fmt: skip
    return {
        Team: teams, Employee: employees, Suggestion: suggestions, Caption: captions, Link: links, Share: shares,
        Application: applications,
    }  # fmt: skip


def _suggestion(number: int, chance: random.Random, begin: datetime, team: dict[str, Any]) -> dict[str, Any]:
    """Return a suggestion for a team, a location or everyone; the first ten are for a team of three."""
    draw = chance.random()
    audience: dict[str, list[str]] = {"teams": [], "locations": [], "languages": []}
    if draw < 0.3 or number < 10:
        audience["teams"] = [team["slug"]]
    elif draw < 0.5:
        audience["locations"] = [chance.choice(PLACES)]
    return {
        "id": new_id(), "version": 1, "kind": chance.choice(KINDS), "title": f"Suggestion {number}",
        "audience": audience, "destination_url": "https://careers.example.com/", "live_from": begin,
        "status": "published", "search_text": "", "created_at": begin, "updated_at": begin,
    }  # fmt: skip


def _fill_postgresql(engine: Engine, clicks: int, begin: date) -> None:
    month = begin.replace(day=1)
    while month <= now().date():
        make_partition(engine, month)
        month = (month + timedelta(days=31)).replace(day=1)
    with engine.begin() as connection:
        for step in [*POSTGRESQL, *_sums("replace({}::text, '-', '')")]:
            connection.exec_driver_sql(_with(step, clicks, begin))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE")


def _fill_sqlite(path: str, clicks: int, begin: date) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    for step in [*SQLITE, *_sums("{}"), "COMMIT", "ANALYZE"]:
        connection.execute(_with(step, clicks, begin))
    connection.close()


def _with(step: str, clicks: int, begin: date) -> str:
    return step.format(clicks=clicks, begin=begin, quarters=DAYS * 96, links=LINKS)


def _sums(digits: str) -> Iterator[str]:
    """Yield the statements that add the clicks up by suggestion, team and scope."""
    facets = {"suggestion": digits.format("suggestion_id"), "team": digits.format("team_id"), "scope": "scope"}
    for facet, key in facets.items():
        yield (
            f"INSERT INTO click_sums SELECT '{facet}', day, {key}, sum(clicks) FROM click_days"  # noqa: S608
            f" JOIN links ON links.id = link_id WHERE {key} IS NOT NULL GROUP BY day, {key}"
        )
