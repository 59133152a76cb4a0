"""Programs that write through the API without a pause, and what each was told."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from support.visitors import PATIENCE, parse_address
from support.world import HOST


@dataclass
class Writer:
    """Makes links: which were acknowledged, when the last one was, and what came instead.

    :ivar began: when the last acknowledged call was begun, in seconds of the monotonic clock.
    """

    address: tuple[str, int]
    headers: dict[str, str]
    name: str
    acknowledged: list[str] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)
    began: float = 0.0

    def write(self, number: int) -> None:
        """Make a link with a code of its own."""
        code = f"{self.name}-{number}"
        began = time.monotonic()
        connection = http.client.HTTPConnection(*self.address, timeout=PATIENCE)
        try:
            body = json.dumps({"destination_url": f"https://{HOST}/{code}", "code": code})
            connection.request("POST", "/api/v1/links", body, self.headers | {"Content-Type": "application/json"})
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException) as error:
            self.others[type(error).__name__] += 1
            return
        finally:
            connection.close()
        if status == 201:
            self.acknowledged.append(code)
            self.began = began
        else:
            self.others[str(status)] += 1


@contextmanager
def writing(url: str, key: str, *, writers: int = 2) -> Iterator[list[Writer]]:
    """Have so many programs make links until the block ends."""
    headers = {"Authorization": f"Bearer {key}"}
    every = [Writer(parse_address(url), headers, f"written-{number}") for number in range(writers)]
    stop = threading.Event()

    def write(writer: Writer) -> None:
        number = 0
        while not stop.is_set():
            number += 1
            writer.write(number)

    threads = [threading.Thread(target=write, args=[writer]) for writer in every]
    for thread in threads:
        thread.start()
    try:
        yield every
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def acknowledged(writers: list[Writer]) -> list[str]:
    """Return all codes that were acknowledged so far."""
    return [code for writer in writers for code in writer.acknowledged]
