"""Free ports below the range from which the kernel takes those of outgoing connections."""

import random
import socket
from contextlib import suppress

LOWEST, HIGHEST = 20000, 32000

_reserved: list[socket.socket] = []
"""What tells other processes of tests which ports this one uses; the kernel lets go of it when this process ends."""


def free_port() -> int:
    """A port of 127.0.0.1 that nothing listens on, and that no test gets again while this process runs."""
    while True:
        port = random.SystemRandom().randint(LOWEST, HIGHEST)
        with suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            _reserve(port)
            return port


def _reserve(port: int) -> None:
    """Hold a name that only one process can have: a server takes a second until it listens.

    :raises OSError: when a process of tests has it.
    """
    name = socket.socket(socket.AF_UNIX)
    try:
        name.bind(f"\0vertel-tests-{port}")
    except OSError:
        name.close()
        raise
    _reserved.append(name)
