"""Who does what on a Monday morning, for `monday.py`: a company of 50,000 and the requests of its people."""

import itertools
import json
import random
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, insert, select

from bench import library
from support.open_load import Act, Arrivals, Client
from support.server import Server
from support.world import API, BROWSER
from vertel.clock import now
from vertel.credentials import REFRESH_TOKEN, new_secret, secret_hash
from vertel.db.engine import make_session
from vertel.db.models import Employee, RefreshToken, SignIn, Team
from vertel.domain.people.sign_ins import REFRESH_LIFETIME
from vertel.ids import new_id

PEOPLE = 50_000
SIGNED_IN = 20_000
QUARTER = 15 * 60
"""Seconds."""

OPEN = PEOPLE * 0.3 / QUARTER
"""Three in ten open the panel within a quarter of an hour."""

SHARE = PEOPLE / 20 / QUARTER
"""One in twenty shares."""

CLICKS_PER_SHARE = 20
DIRECTORY = PEOPLE / 100 / QUARTER
"""One in a hundred changed since Friday, in the directory that provisions by SCIM."""

EDITORS, SECONDS_PER_VIEW = 20, 5
IMPORT_ROWS, IMPORT_SECONDS = 500, 15
"""A recruitment system sends its vacancies; more often than any would, so that each stage has some."""

CHANGES = ("rename",) * 6 + ("move",) * 2 + ("come", "leave")
JSON = {"Content-Type": "application/json"}
CSV = {"Content-Type": "text/csv"}
VIEWS = (
    *("waiting", "suggestions?view=manage&limit=25", "reports/overview", "reports/suggestions", "links?limit=25"),
    *("employees?q=colleague%201234", "suggestions?view=manage&q=team&limit=25", "questions?view=all"),
)


@dataclass
class Company:
    """What its people and programs know, and what was acknowledged to them."""

    keys: Mapping[str, dict[str, str]]
    refresh_tokens: Iterator[str]
    strangers: Iterator[uuid.UUID]
    teams: list[uuid.UUID]
    chance: random.Random
    codes: list[str] = field(default_factory=list)
    shares: set[str] = field(default_factory=set)
    clicks: int = 0
    clicks_asked: int = 0
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def acts(self) -> dict[str, Act]:
        """Return everything that is done, by what it is called."""
        return {
            "open": self.open, "share": self.open_and_share, "click": self.click, "directory": self.provision,
            "console": self.look, "import": self.send_vacancies,
        }  # fmt: skip

    def rates(self) -> dict[str, float]:
        """Return how often in a second each is done, at 1x."""
        return {
            "open": OPEN - SHARE, "share": SHARE, "click": SHARE * CLICKS_PER_SHARE, "directory": DIRECTORY,
            "console": EDITORS / SECONDS_PER_VIEW, "import": 1 / IMPORT_SECONDS,
        }  # fmt: skip

    def arrivals(self, factor: float) -> list[Arrivals]:
        """Return how often each is done when everything is so many times as much."""
        rates = self.rates()
        return [Arrivals(act, rates[name] * factor, evenly=name == "import") for name, act in self.acts().items()]

    async def open(self, client: Client) -> None:
        """Open the panel after the weekend: the access token of Friday is no good any more."""
        await self._open(client)

    async def open_and_share(self, client: Client) -> None:
        """Open the panel, choose one of the first suggestions, insert it and tell so."""
        token, page = await self._open(client)
        chosen = self.chance.choice(page["items"][:5])
        wish = _json({"suggestion_id": chosen["id"], "scope": "campaign"})
        answer = await client.ask("link", "POST", f"{API}/links", token | JSON, wish, (200, 201))
        code = json.loads(answer)["code"]
        share = {
            "id": str(uuid.uuid4()), "suggestion_id": chosen["id"], "caption_id": chosen["captions"][0]["id"],
            "link_code": code, "method": "insert", "occurred_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        }  # fmt: skip
        result = json.loads(await client.ask("share", "POST", f"{API}/shares", token | JSON, _json([share])))
        if result["accepted"] != 1:
            raise RuntimeError(f"a share was not accepted: {result}")
        self.shares.add(share["id"])
        self.codes.append(code)

    async def _open(self, client: Client) -> tuple[dict[str, str], dict[str, Any]]:
        grant = _json({"grant_type": "refresh_token", "refresh_token": next(self.refresh_tokens)})
        answer = await client.ask("sign-in renewed", "POST", f"{API}/auth/token", JSON, grant)
        token = _bearer(json.loads(answer)["access_token"])
        page = await client.ask("list of 50", "GET", f"{API}/suggestions?limit=50", token)
        return token, json.loads(page)

    async def click(self, client: Client) -> None:
        """Follow a link, one of those that were shared last as often as any of the others."""
        code = self.chance.choice(self.codes[-50:] if self.chance.random() < 0.5 else self.codes)
        self.clicks_asked += 1
        await client.ask("click", "GET", f"/r/{code}", {"User-Agent": BROWSER}, expected=(302,))
        self.clicks += 1

    async def provision(self, client: Client) -> None:
        """Have the directory tell of a change, after it looked whom it is about."""
        number, change = next(self.numbers), CHANGES[self.chance.randrange(len(CHANGES))]
        filter_ = f"userName%20eq%20%22colleague{number}@example.com%22"
        headers = self.keys["scim"] | {"Content-Type": "application/scim+json"}
        await client.ask("SCIM look-up", "GET", f"/scim/v2/Users?filter={filter_}", headers)
        method, path, document = self._change(change, number)
        await client.ask("SCIM change", method, f"/scim/v2{path}", headers, _json(document), (200, 201, 204))

    def _change(self, change: str, number: int) -> tuple[str, str, dict[str, Any]]:
        if change == "come":
            return "POST", "/Users", {"userName": f"new{number}@example.com", "displayName": f"New {number}"}
        person = next(self.strangers)
        if change == "move":
            value = [{"value": str(person)}]
            path, operation = f"/Groups/{self.chance.choice(self.teams)}", {"op": "add", "path": "members"}
            return "PATCH", path, {"Operations": [operation | {"value": value}]}
        path, value = ("displayName", f"Renamed {number}") if change == "rename" else ("active", False)
        operation = {"op": "replace", "path": path, "value": value}
        return "PATCH", f"/Users/{person}", {"Operations": [operation]}

    async def look(self, client: Client) -> None:
        """Open a view of the console."""
        view = VIEWS[next(self.numbers) % len(VIEWS)]
        await client.ask("console", "GET", f"{API}/{view}", self.keys["admin"])

    async def send_vacancies(self, client: Client) -> None:
        """Upload vacancies, most of which were there and have another title now."""
        part = next(self.numbers)
        lines = ["external_id,kind,title,destination_url,status,teams,caption_nl_personal,caption_en_short"]
        lines += [
            f"monday-{n},vacancy,Monteur {part}-{n},https://{library.HOST}/{n},published,team-{n},"
            "Wij zoeken een monteur. {link},We are hiring. {link}"
            for n in range(IMPORT_ROWS)
        ]
        headers, body = self.keys["editor"] | CSV, "\n".join(lines).encode()
        answer = await client.ask("import of 500", "POST", f"{API}/suggestions/import", headers, body)
        refused = [row for row in json.loads(answer)["rows"] if row["status"] == "refused"]
        if refused:
            raise RuntimeError(f"rows were refused: {refused[0]}")


def company_on(server: Server, engine: Engine) -> Company:
    """Return the company that ``library.fill`` made, with many signed in and with keys for its programs."""
    chance = random.Random(2026)  # noqa: S311  the same on every run
    with make_session(engine, writes=True) as session:
        ids = [*session.scalars(select(Employee.id).order_by(Employee.id))]
        teams = [*session.scalars(select(Team.id))]
        tokens = [new_secret(REFRESH_TOKEN) for _ in range(SIGNED_IN)]
        sign_ins = [{"id": new_id(), "employee_id": one, "created_at": now()} for one in ids[:SIGNED_IN]]
        until = now() + REFRESH_LIFETIME
        rows = [
            {"token_hash": secret_hash(token), "sign_in_id": sign_in["id"], "expires_at": until}
            for token, sign_in in zip(tokens, sign_ins, strict=True)
        ]
        session.execute(insert(SignIn), sign_ins)
        session.execute(insert(RefreshToken), rows)
        session.commit()
    keys = {
        role: _bearer(server.vertel("key", "create", "--role", role, "--name", f"bench {role}"))
        for role in ("admin", "editor", "scim")
    }
    chance.shuffle(tokens)
    return Company(keys, iter(tokens), iter(ids[SIGNED_IN:]), teams, chance)


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def _json(document: Any) -> bytes:
    return json.dumps(document).encode()
