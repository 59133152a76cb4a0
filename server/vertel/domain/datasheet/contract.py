"""What the contract and the permission table disclose about people: ``contract.json``, which `make generate` writes."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import orjson

FILE = Path(__file__).with_name("contract.json")


class DisclosedField(NamedTuple):
    """A field that says something about people.

    :ivar about: ``group``, ``everyone``, ``signed`` or ``words`` as in the contract, or ``person``.
    """

    name: str
    meaning: str
    category: str
    about: str


class Disclosed(NamedTuple):
    """A document that others than the person read."""

    name: str
    meaning: str
    calls: list[str]
    readers: list[str]
    fields: list[DisclosedField]


class Contract(NamedTuple):
    """All such documents, and calls that tell about people in another form: call -> roles."""

    documents: list[Disclosed]
    other_reads: dict[str, list[str]]

    def calls_of(self, role: str) -> list[str]:
        """Return the calls that tell a role something about others, sorted; events of webhooks are not among them."""
        found = {
            call
            for document in self.documents
            if role in document.readers
            for call in document.calls
            if not call.startswith("webhook ")
        }
        return sorted(found | {call for call, roles in self.other_reads.items() if role in roles})


@cache
def contract() -> Contract:
    """Return what the file of this version says."""
    written = orjson.loads(FILE.read_bytes())
    documents = [
        Disclosed(**one | {"fields": [DisclosedField(**field) for field in one["fields"]]})
        for one in written["documents"]
    ]
    return Contract(documents, {read["call"]: read["roles"] for read in written["other_reads"]})
