"""Answers in the database, where nobody can read which text was asked."""

import asyncio
import logging
import re
import secrets
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.clock import Clock
from bot.engines.engine import Answer, Quality
from bot.errors import StoreError
from bot.store import answers, meta
from bot.store.answers import CachedAnswer
from bot.store.database import Database
from bot.translation.key import Key

_log = logging.getLogger(__name__)

_SECRET: Final = "cache_secret"  # noqa: S105 - the name under which it is kept
# Nobody waits longer for the database than for a quick engine; one that is in trouble is left alone for a while.
_PATIENCE: Final = 0.25
_TROUBLE: Final = 10.0
_MOST_UNWRITTEN: Final = 1_000
# What one database or the other refuses as text; it must not cost the answers that are written along with it.
_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")


class Archive:
    """Keeps answers in the database. Whatever is wrong with it, an answer is then simply not there.

    A text is known by its keyed hash alone; the secret is random, made once, and stands in the table `meta`.
    """

    def __init__(self, database: Database, clock: Clock, *, most: int, kept: timedelta, write_behind: float) -> None:
        """most: how many answers stay after `prune`. write_behind: after how many seconds an answer is written."""
        self._database = database
        self._clock = clock
        self._most = most
        self._kept = kept
        self._write_behind = write_behind
        self._secret: bytes | None = None
        self._unwritten: dict[Key, tuple[Answer, datetime]] = {}
        self._unpruned = 0
        self._trouble_until = float("-inf")
        self._closing = asyncio.Event()
        self._writer: asyncio.Task[None] | None = None
        self._searches: set[asyncio.Task[CachedAnswer | None]] = set()

    async def find(self, key: Key) -> tuple[Answer, datetime] | None:
        """An answer and when it expires."""
        if self._clock.monotonic() < self._trouble_until:
            return None
        search = asyncio.create_task(self._search(key))
        self._searches.add(search)
        search.add_done_callback(self._searches.discard)
        done, _ = await asyncio.wait({search}, timeout=_PATIENCE)
        if not done:
            self._leave_alone("too slow")
            return None
        return _read(search.result())

    def keep(self, key: Key, answer: Answer) -> None:
        """Write an answer soon; the caller does not wait for it. Nothing that gives the text away is written."""
        tells = bool(answer.pinyin) or key.text.strip() in answer.text
        if tells or _UNSTORABLE.search(answer.text) or len(self._unwritten) >= _MOST_UNWRITTEN:
            return
        self._unwritten[key] = answer, self._clock.now()
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write_later(), name="write cached answers")

    async def prune(self) -> None:
        """Forget what has expired, and the oldest of what is too much. Raises StoreError."""
        await self._database.write(answers.prune, _ms(self._clock.now()), self._most)
        self._unpruned = 0

    async def close(self) -> None:
        """Write what is not yet written, unless the database is in trouble."""
        self._closing.set()
        if self._writer:
            await asyncio.wait({self._writer})
        if self._searches:
            await asyncio.wait(self._searches)

    async def _search(self, key: Key) -> CachedAnswer | None:
        try:
            secret = await self._key()
            return await self._database.read(answers.find, key.digest(secret), _ms(self._clock.now()))
        except Exception as error:  # noqa: BLE001 - a row that cannot be read is no reason to leave a reader waiting
            if isinstance(error, StoreError):
                self._leave_alone(str(error))
            else:
                _log.warning("a cached answer cannot be read: %s", type(error).__name__)
            return None

    async def _key(self) -> bytes:
        """The secret of this installation, made by whichever process is the first."""
        if self._secret is None:
            found = await self._database.read(meta.get, _SECRET)
            found = found or await self._database.write(meta.keep, _SECRET, secrets.token_hex(32))
            self._secret = found.encode()[:64]
        return self._secret

    async def _write_later(self) -> None:
        while self._unwritten:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._write_behind):
                    await self._closing.wait()
            unwritten, self._unwritten = self._unwritten, {}
            if self._clock.monotonic() >= self._trouble_until:
                await self._write(unwritten)

    async def _write(self, unwritten: dict[Key, tuple[Answer, datetime]]) -> None:
        try:
            secret = await self._key()
            rows = [self._row(key.digest(secret), *kept) for key, kept in unwritten.items()]
            await self._database.write(answers.put_all, rows)
            self._unpruned += len(rows)
            if self._unpruned > self._most / 10:
                await self.prune()
        except Exception as error:  # noqa: BLE001 - what is not written will be asked again, and that is all
            self._leave_alone(str(error) if isinstance(error, StoreError) else type(error).__name__)

    def _row(self, key: bytes, answer: Answer, at: datetime) -> CachedAnswer:
        return CachedAnswer(key, answer.text, answer.engine, answer.quality.value, _ms(at), _ms(at + self._kept))

    def _leave_alone(self, reason: str) -> None:
        _log.warning("cached answers are left alone for a while: %s", reason)
        self._trouble_until = self._clock.monotonic() + _TROUBLE


def _read(row: CachedAnswer | None) -> tuple[Answer, datetime] | None:
    """What a row holds, or None if it makes no sense: SQLite keeps anything in any column."""
    try:
        if row and _is_text(row.answer):
            answer = Answer(row.answer, row.engine, Quality(row.quality))
            return answer, datetime.fromtimestamp(row.expires_at / 1000, UTC)
    except (OverflowError, OSError, ValueError, TypeError):
        pass
    return None


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
