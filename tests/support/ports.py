"""Free ports below the range from which the kernel takes those of outgoing connections."""

import random
import socket

LOWEST, HIGHEST = 20000, 32000


def free_port() -> int:
    """A port of 127.0.0.1 that nothing listened on a moment ago."""
    while True:
        port = random.SystemRandom().randint(LOWEST, HIGHEST)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
