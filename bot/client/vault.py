"""Files that members bring, fetched from Discord's CDN and from nowhere else."""

import asyncio
import logging
from typing import Final

import aiohttp
from yarl import URL

_log = logging.getLogger(__name__)
# Where links to files lead by themselves; with another base in the settings, a proxy stands before it.
_DISCORD: Final = URL("https://cdn.discordapp.com")
_PATIENCE: Final = 30.0
_AT_ONCE: Final = 4
_CHUNK: Final = 65_536


class UnfetchedError(Exception):
    """A file that cannot be had, in a few words for the log. is_too_large: it has more bytes than were wanted."""

    def __init__(self, reason: str, *, is_too_large: bool = False) -> None:
        super().__init__(reason)
        self.is_too_large = is_too_large


class Vault:
    """Fetches a few files at a time, each in a session without cookies, credentials or redirects."""

    def __init__(self, base: str, patience: float = _PATIENCE) -> None:
        """base: the address of the CDN, from the settings. patience: seconds for a whole file."""
        self._base = URL(base.rstrip("/"))
        self.patience = patience
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def fetch(self, url: str, most: int) -> bytes | None:
        """The file behind an address; None if it is not on the CDN, has more than `most` bytes, or cannot be had."""
        try:
            return await self.take(url, most)
        except UnfetchedError as error:
            _log.warning("a file is linked, not copied: %s", error)
            return None

    async def take(self, url: str, most: int) -> bytes:
        """The file behind an address. Raises UnfetchedError, for more than `most` bytes as soon as they have come."""
        address = self._on_cdn(url)
        if address is None:
            raise UnfetchedError("its address is not on Discord's CDN")
        async with self._turns:
            try:
                async with asyncio.timeout(self.patience), aiohttp.ClientSession() as session:
                    return await _read(session, address, most)
            except (aiohttp.ClientError, OSError, TimeoutError) as error:
                reason = type(error).__name__
        raise UnfetchedError(reason)

    def _on_cdn(self, url: str) -> URL | None:
        """The address on the CDN of the settings; None for any other place. A signature in it stays as it is."""
        try:
            wanted = URL(url, encoded=True)
            origin = wanted.origin()
        except ValueError:
            return None
        if ".." in wanted.path.split("/"):
            return None
        below = self._base.path.rstrip("/")
        if origin == self._base.origin() and wanted.path.startswith(f"{below}/"):
            return wanted
        if origin == _DISCORD:
            return URL(f"{self._base.origin()}{below}{wanted.raw_path_qs}", encoded=True)
        return None


async def _read(session: aiohttp.ClientSession, address: URL, most: int) -> bytes:
    async with session.get(address, allow_redirects=False) as response:
        if response.status != 200:
            raise UnfetchedError(f"the CDN says {response.status}")
        found = bytearray()
        async for chunk in response.content.iter_chunked(_CHUNK):
            found += chunk
            if len(found) > most:
                raise UnfetchedError("it is larger than it may be", is_too_large=True)
        return bytes(found)
