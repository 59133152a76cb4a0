"""Pages of the list of colleagues: 100 each, the first page and one from the middle, by every filter, of 50,000.

Two connections ask at once; each page that is read is put down in the audit log. The reference is the same with a tenth
of the colleagues.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import Engine, insert

from bench import pages
from vertel.clock import now
from vertel.db.models import Employee, Team
from vertel.domain.people import directory
from vertel.http import cursors

SIZES = (5_000, 50_000)
TEAMS = 500


def run() -> list[dict[str, Any]]:
    """Measure on both databases."""
    return pages.rows(SIZES, fill, paths)


def paths(people: int) -> dict[str, str]:
    """Return what is asked for: a name, and the path."""
    middle = colleague(people // 2)
    cursor = cursors.encode([middle["search_text"], middle["id"]])
    queries = {
        "the first page": "",
        "a page from the middle": f"&cursor={cursor}",
        "a search that finds one": f"&q={middle['name']}",
        "a search that finds nobody": "&q=nobody+at+all",
        "a search that finds everybody": "&q=example",
        "of a team": "&team=team-7",
        "of those who may not sign in": "&active=false",
    }
    return {name: f"/api/v1/employees?limit=100{query}" for name, query in queries.items()}


def colleague(number: int) -> dict[str, Any]:
    """Return a row; every hundredth may not sign in."""
    name, email = f"Colleague{number:05}", f"colleague{number}@example.com"
    return {
        "id": UUID(int=number + 1), "name": name, "email": email, "search_text": directory.search_text(name, email),
        "role": "employee", "team_id": UUID(int=number % TEAMS + 1), "location": "Zwolle", "languages": ["nl"],
        "active": number % 100 != 0, "created_at": now(),
    }  # fmt: skip


def fill(engine: Engine, people: int) -> None:
    """Store teams and colleagues."""
    teams = [
        {"id": UUID(int=number + 1), "slug": f"team-{number}", "name": f"Team {number}"} for number in range(TEAMS)
    ]
    rows = [colleague(number) for number in range(people)]
    with engine.begin() as connection:
        connection.execute(insert(Team), teams)
        for start in range(0, people, 1000):
            connection.execute(insert(Employee), rows[start : start + 1000])
        connection.exec_driver_sql("ANALYZE")
