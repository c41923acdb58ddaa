"""The network side: the list of records, and files that go on where they stopped."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from io import RawIOBase
from pathlib import Path
from typing import Any, Final, Self, TypeVar

import aiohttp
from yarl import URL

from bot.errors import N_
from bot.models import files
from bot.models.errors import MirrorRefused, MirrorUnreachable, ModelError, writing
from bot.models.records import Part, read_records

T = TypeVar("T")
Advance = Callable[[int], None]

_ATTEMPTS: Final = 4
_MOST_RECORDS: Final = 32 * 1024 * 1024
_PORTION: Final = 64 * 1024
_REDIRECTS: Final = 5
_FULL: Final = 200
_PARTIAL: Final = 206
_RANGE_REFUSED: Final = 416
_SERVER_FAULT: Final = 500
_LATER: Final = frozenset({408, 425, 429})


class _Fault(Exception):
    """An attempt failed; its argument says why, in a word or two.

    again: another attempt may do better. anew: what has come is of no use to it.
    """

    def __init__(self, reason: str, *, again: bool = True, anew: bool = False) -> None:
        super().__init__(reason)
        self.again = again
        self.anew = anew


class Mirror:
    """A server of records and one of attachments; `async with` it. Proxies come from the environment.

    connect, silence: after how many seconds without a connection or without a byte an attempt is given up.
    pause: how many seconds pass between two attempts, doubled each time.
    """

    def __init__(
        self, records: str, attachments: str, *, connect: float = 10.0, silence: float = 30.0, pause: float = 0.5
    ) -> None:
        self._records = URL(records)
        self._attachments = URL(attachments)
        self._timeout = aiohttp.ClientTimeout(total=None, sock_connect=connect, sock_read=silence)
        self._pause = pause

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            timeout=self._timeout,
            trust_env=True,
            auto_decompress=True,
            headers={"User-Agent": "RedBridge", "Accept-Encoding": "identity"},
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()

    @property
    def host(self) -> str:
        """The server of the records, to name it to a person."""
        return self._records.host or ""

    async def records(self) -> list[Any]:
        """Everything that the mirror offers. Raises MirrorUnreachable and MirrorRefused."""
        return read_records(await self._persist(self._records, self._list), self.host)

    async def fetch(self, part: Part, into: Path, advance: Advance) -> Path:
        """Download a file to the folder `into` and check it; the file, which is as the record says.

        What an earlier attempt or process left there is gone on with. advance: told how many bytes are there each time
        that changes. Raises MirrorUnreachable (what came is kept), MirrorRefused and ModelError (nothing is kept).
        """
        path = into / f"{part.packed_sha256}.part"
        url = self._attachments / part.location

        async def attempt() -> None:
            await self._download(url, path, part, advance)

        await self._persist(url, attempt)
        if await _sound(path, part):
            return path
        # What was there before may have been of another file, or damaged: once more, from the first byte on.
        await self._persist(url, attempt)
        if await _sound(path, part):
            return path
        raise MirrorRefused(
            N_("The mirror {host} sends another {file} than its own list promises, so it was thrown away."),
            host=url.host or "",
            file=part.name,
        )

    async def _persist(self, url: URL, attempt: Callable[[], Awaitable[T]]) -> T:
        """Try until it works, a few times, ever more slowly."""
        reason, refused = "", False
        for number in range(_ATTEMPTS):
            if number:
                await asyncio.sleep(self._pause * 2 ** (number - 1))
            try:
                return await attempt()
            except _Fault as fault:
                reason, refused = str(fault), not fault.again
            except TimeoutError:
                reason = "timeout"
            except aiohttp.ClientError as error:
                reason = type(error).__name__
            if refused:
                break
        if refused:
            raise MirrorRefused(
                N_("The mirror {host} refuses ({reason}). Look at FIREFOX_MIRROR and FIREFOX_ATTACHMENTS."),
                host=url.host or "",
                reason=reason,
            )
        raise MirrorUnreachable(host=url.host or "", reason=reason)

    async def _list(self) -> bytes:
        async with self._get(self._records, {}) as response:
            if response.status != _FULL:
                raise _status(response)
            body = bytearray()
            async for portion in response.content.iter_chunked(_PORTION):
                body += portion
                if len(body) > _MOST_RECORDS:
                    raise _Fault("too long a list", again=False)
            return bytes(body)

    async def _download(self, url: URL, path: Path, part: Part, advance: Advance) -> None:
        """Get what is missing of a file. Raises _Fault, aiohttp.ClientError, TimeoutError and ModelError."""
        have = _come(path, part)
        advance(have)
        if have == part.packed_size:
            return
        try:
            async with self._get(url, {"Range": f"bytes={have}-"} if have else {}) as response:
                await _receive(response, path, _start(response, have, part), part.packed_size, advance)
        except (_Fault, ModelError) as error:
            _keep_what_is_of_use(path, error)
            raise

    @asynccontextmanager
    async def _get(self, url: URL, headers: dict[str, str]) -> AsyncGenerator[aiohttp.ClientResponse]:
        async with self._session.get(url, headers=headers, max_redirects=_REDIRECTS) as response:
            steps = [response.url, *(step.url for step in response.history)]
            if url.scheme == "https" and any(step.scheme != "https" for step in steps):
                raise _Fault("redirect to an unencrypted address", again=False)
            yield response


async def _sound(path: Path, part: Part) -> bool:
    """Whether a file came as the record says; one that did not is deleted."""
    sound = await asyncio.to_thread(files.digest, path) == (part.packed_sha256, part.packed_size)
    if not sound:
        _discard(path)
    return sound


def _discard(path: Path) -> None:
    path.unlink(missing_ok=True)


def _come(path: Path, part: Part) -> int:
    """How many bytes of a file an earlier attempt left, as far as they can be of it."""
    have = path.stat().st_size if path.exists() else 0
    return have if have <= part.packed_size else 0


def _keep_what_is_of_use(path: Path, error: _Fault | ModelError) -> None:
    if isinstance(error, ModelError) or error.anew or not error.again:
        _discard(path)


def _start(response: aiohttp.ClientResponse, have: int, part: Part) -> int:
    """At which byte of the file the response begins. Raises _Fault."""
    if response.status == _FULL:
        return 0
    if response.status == _PARTIAL and response.headers.get("Content-Range") == (
        f"bytes {have}-{part.packed_size - 1}/{part.packed_size}"
    ):
        return have
    if response.status in (_PARTIAL, _RANGE_REFUSED):
        # It knows the file in another length than when this began: what is here cannot be gone on with.
        raise _Fault("another length than listed", anew=True)
    raise _status(response)


async def _receive(response: aiohttp.ClientResponse, path: Path, start: int, most: int, advance: Advance) -> None:
    """Write what comes to the file, from byte `start` on. Raises _Fault and ModelError, and what aiohttp raises."""
    needed = files.readable(most)
    with writing(path.parent, needed):
        # Without a buffer, so that a full disk is noticed in `write` and not when the file is closed.
        file = path.open("r+b" if start else "wb", buffering=0)
    with file:
        file.truncate(start)
        file.seek(start)
        async for portion in response.content.iter_chunked(_PORTION):
            with writing(path.parent, needed):
                _write(file, portion)
            advance(file.tell())
            if file.tell() > most:
                raise _Fault("longer than listed", again=False)
        if file.tell() < most:
            raise _Fault("cut off")


def _write(file: RawIOBase, portion: bytes) -> None:
    rest = memoryview(portion)
    while rest:
        rest = rest[file.write(rest) or 0 :]


def _status(response: aiohttp.ClientResponse) -> _Fault:
    return _Fault(f"status {response.status}", again=response.status in _LATER or response.status >= _SERVER_FAULT)
