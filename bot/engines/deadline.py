"""An end to connections whose server drips: a socket timeout only limits each silence."""

import socket
import threading
from contextlib import suppress
from typing import Any, Self, cast

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection
from urllib3.connectionpool import HTTPConnectionPool


class Deadline:
    """Cuts every connection of a session after so many seconds, whatever its thread waits for."""

    def __init__(self, session: requests.Session, seconds: float) -> None:
        self._opened: list[socket.socket] = []
        self._lock = threading.Lock()
        self._is_over = False
        self._timer = threading.Timer(max(seconds, 0.0), self._cut)
        self._timer.daemon = True
        for scheme in ("http://", "https://"):
            session.mount(scheme, _Adapter(self))

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        with self._lock:
            for opened in self._opened:
                opened.close()
            self._opened.clear()

    def watch(self, opened: socket.socket) -> None:
        """Cut this connection, too. A duplicate is kept, because TLS takes the socket itself over."""
        with self._lock:
            self._opened.append(opened.dup())
        if self._is_over:
            self._cut()

    def _cut(self) -> None:
        with self._lock:
            self._is_over = True
            for opened in self._opened:
                with suppress(OSError):
                    opened.shutdown(socket.SHUT_RDWR)


class _Adapter(HTTPAdapter):
    """Hands every connection it opens to a deadline."""

    def __init__(self, deadline: Deadline) -> None:
        super().__init__()
        self._deadline = deadline

    def get_connection_with_tls_context(self, *args: Any, **more: Any) -> HTTPConnectionPool:
        pool = super().get_connection_with_tls_context(*args, **more)
        # urllib3 declares its attribute narrower than what it is made for: another class of connection.
        vars(pool)["ConnectionCls"] = _watched(cast("type[HTTPConnection]", pool.ConnectionCls), self._deadline)
        return pool


def _watched(kind: type[HTTPConnection], deadline: Deadline) -> type[HTTPConnection]:
    class Watched(kind):
        def _new_conn(self) -> socket.socket:
            opened = super()._new_conn()
            deadline.watch(opened)
            return opened

    return Watched
