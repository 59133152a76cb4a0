"""Monday morning at a company of 50,000: lists, links, shares, clicks, a directory, the console and an import, at once.

In a quarter of an hour three in ten people open the panel, each with a token to renew and a list of 50 that is new; one
in twenty shares, with a link of their own reporting group, and 20 people follow each share. The directory tells of one
person in a hundred by SCIM: renamed, moved, come or gone, looked up before. 20 editors open a view of the console each
five seconds, and vacancies are uploaded, 500 each 15 seconds. That is 1x; it is then offered several times over, until
the 99th percentile of one kind is above its bar or an answer is not as it should be.

Requests come at their own moments, whether or not those before were answered, so that queues show. Everything shares
two processors: the server with its workers and its recorder, the database, which does not wait for the disk
(`fsync=off`), and the clients. The reference of each kind is the same, one request after the other, on the idle server.
"""

import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, func, select

from bench import library
from bench.monday_mix import Company, company_on
from bench.monday_stage import Parts, Stage, measured
from support import postgres
from support.load import Load
from support.open_load import Client, one_by_one
from support.server import running
from support.visitors import SETTINGS
from vertel.config import Config
from vertel.db import migrations
from vertel.db.engine import make_engine, make_session
from vertel.db.models import Click, DaySum, Share

WORKERS = 4
FACTORS = (1, 2, 3, 4, 6, 8, 12, 16)
SECONDS_OF_FIRST, SECONDS = 30, 12
ALONE = {"share": 100, "open": 100, "click": 500, "directory": 60, "console": 80, "import": 3}
"""How often each is done on the idle server; shares first, since links are followed that were shared."""

NAMES = {
    "share": "to open the panel, get a link and share", "open": "to open the panel", "click": "a click",
    "directory": "a change in the directory", "console": "a view of the console", "import": "an import of 500",
}  # fmt: skip

BARS = {
    "sign-in renewed": 100, "list of 50": 100, "link": 100, "share": 100, "click": 50, "SCIM look-up": 1000,
    "SCIM change": 1000, "console": 200, "import of 500": 10_000,
}  # fmt: skip
"""Milliseconds within which 99 of 100 are answered. Up to a tenth of a second an answer seems to come at once."""

COUNTED_SECONDS = 60
Row = dict[str, Any]
Costs = dict[str, dict[str, float]]
"""What is done -> part -> seconds of processor time."""


@dataclass(frozen=True)
class Counted:
    """What was acknowledged to people, and what of it is not in the database, or not in the sums of reports."""

    shares: int
    clicks: int
    lost_shares: int
    lost_clicks: int
    not_in_sums: int


def run() -> list[Row]:
    """Measure on both databases."""
    with tempfile.TemporaryDirectory(prefix="vertel-monday-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with postgres.controlled(folder / "pg") as cluster:
            found = morning(folder / "on-postgresql", "PostgreSQL", cluster.url, cluster)
        return [*found, *morning(folder / "on-sqlite", "SQLite", f"sqlite:///{folder / 'monday.sqlite3'}")]


def morning(folder: Path, title: str, url: str, cluster: postgres.Cluster | None = None) -> list[Row]:
    """Return the rows of one database."""
    folder.mkdir()
    settings = SETTINGS | {"VERTEL_DATABASE_URL": url, "VERTEL_SECRET_KEYS": library.KEY}
    engine = make_engine(Config.from_environment(settings).database_url)
    migrations.upgrade(engine)
    library.fill(engine, 10)
    with running(folder, url, workers=WORKERS, migrated=True, **SETTINGS) as server:
        company = company_on(server, engine)
        parts = Parts.of(server, folder / "server.log", cluster)
        alone, costs = one_at_a_time(parts, company)
        stages = [*offered(parts, company)]
        counted = count(engine, company)
    engine.dispose()
    rows = [*of_first(title, alone, stages[0]), *of_costs(title, company, costs)]
    return [*rows, *of_all(title, stages), *of_counts(title, counted)]


def one_at_a_time(parts: Parts, company: Company) -> tuple[dict[str, Load], Costs]:
    """Do each thing by itself; return how long its requests took, and the processor time of each thing.

    What each worker loads at its first request is done before.
    """
    for client in (Client(parts.server.url), Client(parts.server.url)):
        costs: Costs = {}
        for name, times in ALONE.items():
            before = parts.spent()
            one_by_one(client, company.acts()[name], times)
            spent = parts.spent()
            costs[name] = {part: (spent[part] - before[part]) / times for part in spent}
    if client.failures:
        raise RuntimeError(f"not all was answered as it should: {client.failures}")
    return client.loads, costs


def offered(parts: Parts, company: Company) -> Iterator[Stage]:
    """Yield one stage after the other, until a kind misses its bar."""
    for factor in FACTORS:
        stage = measured(parts, company.arrivals(factor), factor, SECONDS if factor > 1 else SECONDS_OF_FIRST)
        yield stage
        if missed(stage):
            return
        time.sleep(1)


def missed(stage: Stage) -> list[str]:
    """Return what kept no bar: kinds that took too long, and answers that were not as they should be."""
    slow = [
        f"{name} {load.percentile(0.99):.0f} ms"
        for name, load in stage.loads.items()
        if load.percentile(0.99) > BARS[name]
    ]
    return [*slow, *stage.failures]


def of_first(title: str, alone: dict[str, Load], first: Stage) -> Iterator[Row]:
    """Yield how long each kind took at 1x."""
    for name, bar in BARS.items():
        for share in (0.5, 0.99):
            value, base = first.loads[name].percentile(share), alone[name].percentile(share)
            yield {
                "name": f"{title}, 1x: {name}, p{share * 100:.0f}", "value": value, "unit": "ms",
                "bar": bar if share > 0.9 else None,
                "reference": f"alone: {base:.1f} ms", "ratio": value / base,
            }  # fmt: skip


def of_costs(title: str, company: Company, costs: Costs) -> Iterator[Row]:
    """Yield what each thing that is done takes of the processors, and how much of them that is at 1x."""
    rates = company.rates()
    for name, parts in costs.items():
        server = parts["workers"] + parts["recorder"]
        every = (server + parts["PostgreSQL"]) * rates[name]
        yield {
            "name": f"{title}: processor time, {NAMES[name]}", "value": server * 1000, "unit": "ms",
            "reference": f"PostgreSQL: {parts['PostgreSQL'] * 1000:.1f} ms; {rates[name]:.2f} a second at 1x: "
                         f"{every:.3f} processors",
        }  # fmt: skip


def of_all(title: str, stages: list[Stage]) -> Iterator[Row]:
    """Yield what each stage took of the machine, and at which something gave way."""
    for stage in stages:
        yield {
            "name": f"{title}, {stage.factor}x: requests", "value": stage.per_second, "unit": "/s",
            "reference": "; ".join([stage.usage(), *missed(stage)]),
        }  # fmt: skip
    failures = sum(sum(stage.failures.values()) for stage in stages)
    yield {
        "name": f"{title}: answers that were not as they should be", "value": failures, "unit": "", "bar": 0,
        "reference": f"{sum(stage.requests for stage in stages):,} requests",
    }  # fmt: skip
    kept = [stage.factor for stage in stages if not missed(stage)]
    yield {
        "name": f"{title}: the most at which every bar was kept", "value": max(kept, default=0), "unit": "x",
        "reference": f"first missed at {stages[-1].factor}x: {', '.join(missed(stages[-1])) or 'not reached'}",
    }  # fmt: skip


def of_counts(title: str, counted: Counted) -> Iterator[Row]:
    """Yield what was lost."""
    lost = (("shares", counted.lost_shares, counted.shares), ("clicks", counted.lost_clicks, counted.clicks))
    for what, number, acknowledged in lost:
        yield {
            "name": f"{title}: {what} acknowledged and not counted afterwards", "value": number, "unit": what, "bar": 0,
            "reference": f"{acknowledged:,} acknowledged",
        }  # fmt: skip
    yield {
        "name": f"{title}: shares and clicks that are counted and not in reports", "value": counted.not_in_sums,
        "unit": "", "bar": 0,
    }  # fmt: skip


def count(engine: Engine, company: Company) -> Counted:
    """Compare what was acknowledged with what is stored, as soon as every click is or a minute has passed."""
    clicks, end = company.clicks, time.monotonic() + COUNTED_SECONDS
    while (recorded := _number(engine, select(func.count()).select_from(Click))) < clicks and time.monotonic() < end:
        time.sleep(0.5)
    if recorded > company.clicks_asked:
        raise RuntimeError(f"{company.clicks_asked} clicks were made and {recorded} counted")
    with make_session(engine, writes=False) as session:
        stored = {str(one) for one in session.scalars(select(Share.id))}
    counted = _number(engine, select(func.count()).where(Share.counted))
    in_sums = _number(engine, select(func.sum(DaySum.shares)).where(DaySum.facet == "total"))
    lost = len(company.shares - stored), max(0, clicks - recorded)
    return Counted(len(company.shares), clicks, *lost, not_in_sums=abs(counted - in_sums))


def _number(engine: Engine, query: Any) -> int:
    with make_session(engine, writes=False) as session:
        return int(session.scalar(query) or 0)
