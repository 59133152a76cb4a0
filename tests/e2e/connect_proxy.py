"""A proxy that leads the host names of a test to ports of this machine, and every other name nowhere.

Firefox has no equivalent of Chromium's `--host-resolver-rules`; it does ask a proxy for every TLS connection.
"""

import contextlib
import socket
import socketserver
import threading
from collections.abc import Mapping

from support.ports import free_port


class _Handler(socketserver.StreamRequestHandler):
    server: "ConnectProxy"

    def handle(self) -> None:
        words = self.rfile.readline().decode("latin-1").split()
        while self.rfile.readline().strip():
            pass
        host = words[1].rpartition(":")[0] if words and words[0] == "CONNECT" else ""
        port = self.server.hosts.get(host)
        if port is None:
            self.wfile.write(b"HTTP/1.1 502 Not in this test\r\nContent-Length: 0\r\n\r\n")
            return
        with socket.create_connection(("127.0.0.1", port)) as behind:
            self.wfile.write(b"HTTP/1.1 200 Connected\r\n\r\n")
            back = threading.Thread(target=_pump, args=(behind, self.connection), daemon=True)
            back.start()
            _pump(self.connection, behind)
            back.join()


class ConnectProxy(socketserver.ThreadingTCPServer):
    """Listens on `port` from the start, until `close`."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True

    def __init__(self, hosts: Mapping[str, int]) -> None:
        self.hosts = hosts
        super().__init__(("127.0.0.1", free_port()), _Handler)
        self.port: int = self.server_address[1]
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up is no news."""

    def close(self) -> None:
        """Stops listening."""
        self.shutdown()
        self.server_close()


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
    with contextlib.suppress(OSError):
        sink.shutdown(socket.SHUT_WR)
