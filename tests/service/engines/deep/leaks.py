"""The ways in which engines through deep-translator fail, for tests.service.engines.test_leaks."""

import asyncio
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from functools import partial

from tests.service.engines.deep.kinds import KINDS, Kind
from tests.service.engines.leaks import LeakCase, Staged

STATUSES = (400, 401, 403, 404, 413, 414, 429, 456, 500, 503, 529)
WAYS = ("hang", "drip", "reset", "redirect", "garbage", "other json", "empty", "blank", "null")
# A line that is no header: urllib3 warns of it, and names the URL.
_ODD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nthis is no header\r\nConnection: close\r\n\r\n{}"


@asynccontextmanager
async def failing(kind: Kind, how: str) -> AsyncGenerator[Staged]:
    async with kind.fake() as fake:
        fake.fail(how)
        yield Staged(kind.engine(fake.url, 0.1 if how in ("hang", "drip") else 5), fake.url)


@asynccontextmanager
async def answering(kind: Kind) -> AsyncGenerator[Staged]:
    async with kind.fake() as fake:
        yield Staged(kind.engine(fake.url, 5), fake.url)


@asynccontextmanager
async def out_of_reach(kind: Kind) -> AsyncGenerator[Staged]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound but not listening: connections are refused
        url = f"http://127.0.0.1:{taken.getsockname()[1]}{kind.fake().path}"
        yield Staged(kind.engine(url, 5), url)


@asynccontextmanager
async def nowhere(kind: Kind, url: str) -> AsyncGenerator[Staged]:
    yield Staged(kind.engine(url, 5), url)


@asynccontextmanager
async def odd_headers(kind: Kind) -> AsyncGenerator[Staged]:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(65_536)
        writer.write(_ODD)
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}{kind.fake().path}"
        yield Staged(kind.engine(url, 5), url)


def _cases(kind: Kind) -> list[LeakCase]:
    special = kind.fake().special
    ways = [how for how in (*map(str, STATUSES), *WAYS, *special) if (kind.name, how) != ("google", "null")]
    return [
        LeakCase(kind.name, "no failure", partial(answering, kind), fails=False),
        *(LeakCase(kind.name, how, partial(failing, kind, how)) for how in ways),
        LeakCase(kind.name, "out of reach", partial(out_of_reach, kind)),
        LeakCase(kind.name, "no such host", partial(nowhere, kind, "http://name.invalid/v2")),
        LeakCase(kind.name, "no address", partial(nowhere, kind, "http://")),
        LeakCase(kind.name, "odd headers", partial(odd_headers, kind)),
    ]


DEEP_LEAKS = [case for kind in KINDS for case in _cases(kind)]
