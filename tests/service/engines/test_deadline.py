"""A server that sends a byte now and then holds no thread longer than the deadline."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import deep_translator.google
import pytest

from bot.engines.guard import guard

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.fixture
def server() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening


def drip(listening: socket.socket, first: bytes, over: threading.Event) -> None:
    connection, _ = listening.accept()
    with connection, suppress(OSError):
        connection.recv(65_536)
        connection.sendall(first)
        while not over.wait(0.05):
            connection.sendall(b"x")


@pytest.mark.parametrize("first", [b"", HEAD, HEAD + b"Content-Length: 9000\r\n\r\n", HEAD + b"\r\n"])
def test_a_thread_ends_at_its_deadline(server: socket.socket, first: bytes):
    over = threading.Event()
    thread = threading.Thread(target=drip, args=(server, first, over))
    thread.start()
    requests = guard(deep_translator.google)
    begin = time.monotonic()
    try:
        with requests.within(0.3), pytest.raises(TimeoutError):
            requests.get(f"http://127.0.0.1:{server.getsockname()[1]}/")
        assert time.monotonic() - begin < 1.3
    finally:
        over.set()
        thread.join()
