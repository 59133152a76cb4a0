"""Makes documents for the schema classes: valid ones by drawing a value for every field, hostile ones by mutation.

Everything is drawn from one ``Random``, so that a seed reproduces a run. A number that Python cannot hold is written as
``raw("1e400")`` and stands in the JSON text as it is.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from random import Random
from typing import Any

from support.schema_values import ADDRESSES, ANYTHING, CHARACTERS, IDS, NAMES, RAW, TIMES, URLS, WORDS
from vertel_schema import Document, ListOf, OneOf, fields
from vertel_schema.base import portable_fields
from vertel_schema.datasheet import ContentHash
from vertel_schema.fields import Portable

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789 éïßñøłжд日本語العربية 😀🏳️‍🌈{link}#\u0301"
LINES = ["", "\n", "\t", "\r\n", "\n\n"]


def valid(schema: type[Document], random: Random) -> Any:
    """Return a document that the class accepts."""
    if issubclass(schema, OneOf):
        return valid(random.choice(list(schema.forms.values())), random)
    if issubclass(schema, ListOf):
        return [valid(schema.item, random) for _ in range(random.choice([schema.min_items, 2, 3]))]
    document = {
        name: value(field, random)
        for name, field in portable_fields(schema).items()
        if field.required or random.random() < 0.6
    }
    if schema.opts.unknown == "exclude" and random.random() < 0.2:
        newer = random.choice([name for name in NAMES if name not in portable_fields(schema)])
        document[newer] = random.choice(ANYTHING)
    return document


def value(field: Portable, random: Random) -> Any:
    """Return a value that the field accepts."""
    if field.nullable and random.random() < 0.2:
        return None
    return MAKERS[type(field)](field, random)


def _text(field: Any, random: Random) -> str:
    longest = field.max_length if random.random() < 0.02 else min(field.max_length, 30)
    size = random.randint(1, longest) if random.random() < 0.9 else longest
    letters = random.choices(LETTERS, k=size)
    if not isinstance(field, fields.Line):
        letters[random.randrange(size)] = random.choice(LINES)
    return "x" + "".join(letters)[: size - 1]


def _integer(field: Any, random: Random) -> Any:
    number = random.choice([field.minimum, field.maximum, random.randint(field.minimum, field.maximum)])
    return raw(f"{number}.0") if random.random() < 0.1 else number


def _items(field: Any, random: Random) -> list[Any]:
    size = random.randint(field.min_items, min(field.max_items, field.min_items + 3))
    items = [value(field.item, random) for _ in range(size)]
    return list(dict.fromkeys(items)) if field.unique else items


def _number(field: Any, random: Random) -> Any:
    return random.choice([field.minimum, field.maximum, random.uniform(field.minimum, field.maximum), raw("1E-7")])


def _date(_: Any, random: Random) -> str:
    return f"{random.randint(1900, 2999)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"


def _date_time(field: Any, random: Random) -> str:
    clock = f"{random.randint(0, 23):02}:{random.randint(0, 59):02}:{random.randint(0, 59):02}"
    return f"{_date(field, random)}T{clock}{random.choice(['', '.1', '.123456'])}Z"


def _uuid(_: Any, random: Random) -> str:
    digits = f"{random.getrandbits(128):032x}"
    version, variant = random.choice("12345678"), random.choice("89abAB")
    text = f"{digits[:8]}-{digits[8:12]}-{version}{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}"
    return random.choice([text, text.upper()])


def _one_of(*texts: str) -> Callable[[Any, Random], str]:
    return lambda _, random: random.choice(texts)


MAKERS: dict[type[Portable], Callable[[Any, Random], Any]] = {
    fields.Text: _text,
    fields.Line: _text,
    fields.BlankOrText: lambda field, random: random.choice(["", " ", "\n", _text(field, random)]),
    fields.Integer: _integer,
    fields.Number: _number,
    fields.Boolean: lambda _, random: random.random() < 0.5,
    fields.Choice: lambda field, random: random.choice(field.choices),
    fields.Items: _items,
    fields.Object: lambda field, random: valid(field.schema_class, random),
    fields.Date: _date,
    fields.DateTime: _date_time,
    fields.Id: _uuid,
    fields.Language: _one_of("nl", "en", "EN-us", "pt-BR", "zh-Hant-TW", "es-419", "fil"),
    fields.Email: _one_of("noor@example.nl", "A.B+c@x-y.co", f"{'a' * 64}@example.nl", "o'neil@a.b.c"),
    fields.HttpsUrl: _one_of("https://a.nl", "https://a.nl:8443/x?y=%20#z", "https://A-b.c/[x]", URLS[-5]),
    fields.WebUrl: _one_of("http://localhost:8000/r/x", "https://a.nl/~x", "http://127.0.0.1"),
    fields.Color: _one_of("#1b6b4f", "#FFFFFF", "#0a4F9e"),
    fields.Code: _one_of("k7qm4tr", "A", "x-y-z", "9" * 64),
    fields.Slug: _one_of("techniek", "a", "x-1", "s" * 64),
    ContentHash: _one_of("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "0" * 64, "a" * 64),
    fields.Token: _one_of("!", "a b", "~" * 512, "vr_9f8e"),
}  # fmt: skip
"""A maker for every class of field; a new class without one fails the agreement test with its name."""


def mutated(document: Any, random: Random) -> Any:
    """Return a copy with one thing changed somewhere; the result may be valid all the same."""
    holder = [copy.deepcopy(document)]
    container, key = random.choice(list(_places(holder)))
    random.choice(CHANGES)(container, key, random)
    return holder[0] if holder else None


def _places(container: Any) -> Any:
    """Yield (container, key) of every value in a document, the whole included."""
    pairs = container.items() if isinstance(container, dict) else enumerate(container)
    for key, below in list(pairs):
        yield container, key
        if isinstance(below, dict | list):
            yield from _places(below)


def _replace(container: Any, key: Any, random: Random) -> None:
    container[key] = random.choice(ANYTHING)


def _nearly(container: Any, key: Any, random: Random) -> None:
    """Put something that looks like what stood there."""
    text = str(container[key])
    looks = {"@": ADDRESSES, "://": URLS, "-": IDS if len(text) == 36 else TIMES}
    container[key] = random.choice(next((near for sign, near in looks.items() if sign in text), WORDS))


def _remove(container: Any, key: Any, _: Random) -> None:
    del container[key]


def _add(container: Any, key: Any, random: Random) -> None:
    if isinstance(container[key], dict):
        container[key][random.choice(NAMES)] = random.choice(ANYTHING)
    elif isinstance(container[key], list):
        container[key].append(random.choice(container[key] or ANYTHING))
    else:
        _replace(container, key, random)


def _repeat(container: Any, key: Any, random: Random) -> None:
    below = container[key]
    container[key] = (below or [1]) * random.choice([2, 51, 501]) if isinstance(below, list) else [below]


def _disturb(container: Any, key: Any, random: Random) -> None:
    text = container[key]
    if not isinstance(text, str) or text.startswith(RAW):
        text = "x"
    at = random.randint(0, len(text))
    extra = random.choice(CHARACTERS)
    changed = [text[:at] + extra + text[at:], text[:at], text.swapcase(), extra + text, text + extra, text * 3]
    container[key] = random.choice(changed)


CHANGES = [_replace, _nearly, _nearly, _remove, _add, _add, _repeat, _disturb, _disturb]


def raw(text: str) -> str:
    """Return a value that :func:`written` writes as it stands, such as a number of 400 digits."""
    return f"{RAW}{text}"


def written(document: Any) -> str:
    """Return the JSON text of a document, in ASCII on one line."""
    return re.sub(rf'"{re.escape(json.dumps(RAW)[1:-1])}([^"]*)"', r"\1", json.dumps(document))
