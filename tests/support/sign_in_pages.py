"""A colleague's browser on the server's sign-in pages: it keeps cookies and sends forms as they stand there."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

from support.world import World
from vertel.db.models import Employee
from vertel.domain.people import sign_ins


class _Forms(HTMLParser):
    """The forms of a page, each with what its fields hold."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[dict[str, Any]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.forms.append({"action": given["action"], "method": given["method"], "fields": {}})
        elif tag in {"input", "button"} and given.get("name") and self.forms:
            self.forms[-1]["fields"].setdefault(given["name"], given.get("value") or "")


class Visitor:
    """Somebody on the sign-in pages.

    :ivar page: the page that they see.
    """

    def __init__(self, world: World, language: str = "en", source: str = "203.0.113.7") -> None:
        self.client = world.client.application.test_client()
        self._language, self._source = language, source
        self.page: Any = None

    def open(self, path: str) -> Any:
        """Load a page; follow where it leads."""
        return self._request("GET", path)

    def send(self, action: str, **typed: str) -> Any:
        """Send the form that goes there, with what is typed into it; follow where it leads."""
        form = next(one for one in _Forms(self.page.text).forms if one["action"] == action)
        fields = form["fields"] | typed
        if form["method"] == "get":
            return self.open(f"{action}?{urlencode(fields)}")
        return self._request("POST", action, data=fields)

    def _request(self, method: str, path: str, **more: Any) -> Any:
        self.page = self.client.open(
            path,
            method=method,
            headers={"Accept-Language": self._language},
            environ_overrides={"REMOTE_ADDR": self._source},
            **more,
        )
        if self.page.status_code == 303:
            return self._request("GET", self.page.headers["Location"])
        return self.page


def code_for(world: World, employee: Employee) -> str:
    """A one-time code for an employee."""
    with world.session() as session:
        return sign_ins.invite(session, employee, world.keys)


def signed_in(world: World, employee: Employee, path: str = "/sign-in") -> Visitor:
    """Somebody who signed in on the pages with a one-time code."""
    visitor = Visitor(world)
    visitor.open(path)
    assert visitor.send("/sign-in/code", code=code_for(world, employee)).status_code == 200
    return visitor
