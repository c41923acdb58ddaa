"""When no engine answers: one notice a channel, and what was missed is made up for when one is back."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Final

from bot.client.inflight import BACKGROUND
from bot.client.replying.history import History
from bot.client.replying.notices import Notices
from bot.client.trouble import TROUBLE, is_gone, reason
from bot.client.wheres import Wheres
from bot.clock import Clock
from bot.errors import BudgetSpent, NoEngineAnswered, Purse, StoreError
from bot.locks import KeyedLocks
from bot.store.outages import Notice
from bot.telemetry.traces import trace
from bot.translation.conversation import Conversation
from bot.translation.outage import OutageBook
from bot.translation.preferences import Preferences
from bot.translation.record import Incoming
from bot.translation.types import Where

_log = logging.getLogger(__name__)

# Of what was missed, the last so many messages are translated late.
MOST: Final = 50
# Seconds between two looks whether an engine is back: ever longer ones, as engines rest a minute after a failure.
_SOON: Final = 5.0
_LATER: Final = 60.0
# Seconds between two attempts that members ask for, in one channel.
_COOLDOWN: Final = 10.0

# Translates messages, in order, or follows their edits, and tells how many were answered; raises NoEngineAnswered.
Answer = Callable[[Sequence[Incoming]], Awaitable[int]]


class Outages:
    """Tells channels of an outage, and ends it."""

    def __init__(  # noqa: PLR0913, PLR0917 - what an outage touches
        self,
        book: OutageBook,
        notices: Notices,
        history: History,
        wheres: Wheres,
        conversation: Conversation,
        preferences: Preferences,
        clock: Clock,
    ) -> None:
        self._book = book
        self._notices = notices
        self._history = history
        self._wheres = wheres
        self._conversation = conversation
        self._preferences = preferences
        self._clock = clock
        self._answer: Answer | None = None
        self._locks = KeyedLocks()
        self._news = asyncio.Event()
        self._tried: dict[int, float] = {}
        self._woken = -_COOLDOWN

    async def begin(self, message: Incoming, error: NoEngineAnswered, since: datetime) -> None:
        """Tell a message's channel that no engine answers, unless it was told.

        since: when it was written, or edited. That a member has used up what is theirs is told to nobody else.
        """
        if is_own(error):
            return
        try:
            # What fails while an outage is being ended begins another one, once it is known whether that ended.
            async with self._locks(message.channel_id):
                is_spent = isinstance(error, BudgetSpent)
                if await self._book.begin(message.guild_id, message.channel_id, since, is_spent=is_spent):
                    self._news.set()
                    await self._tell(message, error)
        except StoreError as trouble:
            _log.error("channel %s is not told that no engine answers: %s", message.channel_id, trouble)

    async def answered(self, channel_id: int) -> None:
        """An engine answered a message of this channel: make up for what was missed there, and look after others."""
        if channel_id in self._book.open:
            await self._catch_up_in(channel_id, is_back=True)
        if self._book.open:
            self._news.set()

    async def retry(self, channel_id: int) -> bool:
        """Try at once, as a member asks; whether nothing is missing any more. Too soon after another try: False."""
        if channel_id not in self._book.open:
            return True
        now = self._clock.monotonic()
        self._tried = {place: at for place, at in self._tried.items() if now - at < _COOLDOWN}
        if channel_id in self._tried:
            return False
        self._tried[channel_id] = now
        self.wake()
        return await self._catch_up_in(channel_id)

    def wake(self) -> None:
        """Let engines be tried that failed a moment ago, as a member asks; not more often than every few seconds."""
        now = self._clock.monotonic()
        if now - self._woken >= _COOLDOWN:
            self._woken = now
            self._book.wake()

    async def watch(self, answer: Answer, is_mine: Callable[[int], bool]) -> None:
        """Look whether an engine is back as long as one is out of reach; runs until it is cancelled.

        is_mine: whether this process serves a guild, given its id.
        """
        self._answer = answer
        delay = 0.0
        while True:
            await self._pause(delay)
            task = asyncio.create_task(self._round(is_mine), name=f"{BACKGROUND}look for engines")
            await asyncio.wait({task})
            if error := task.exception():
                _log.error("the look for engines failed\n%s", trace(error))
            if not self._book.open:
                await self._news.wait()
                delay = 0.0
            delay = min(max(_SOON, delay * 2), _LATER)

    async def _tell(self, message: Incoming, error: NoEngineAnswered) -> None:
        chinese = self._preferences.chinese(message.guild_id)
        post_id = await self._notices.post(message.guild_id, message.channel_id, chinese, error)
        if post_id is not None:
            await self._book.shown(message.channel_id, post_id)

    async def _pause(self, seconds: float) -> None:
        """Wait so long, or until there is news."""
        self._news.clear()
        waiting = [
            asyncio.create_task(work, name="nap: engines") for work in (self._news.wait(), self._clock.sleep(seconds))
        ]
        try:
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in waiting:
                task.cancel()

    async def _round(self, is_mine: Callable[[int], bool]) -> None:
        """Try every channel; those of servers with the same engines only until one of them had no answer."""
        silent: set[tuple[str, ...] | None] = set()
        for notice in await self._notices_of(is_mine):
            engines = self._preferences.engines(notice.guild_id)
            if engines not in silent and not await self._catch_up(notice):
                silent.add(engines)

    async def _notices_of(self, is_mine: Callable[[int], bool]) -> list[Notice]:
        try:
            return [notice for notice in await self._book.load() if is_mine(notice.guild_id)]
        except StoreError as error:
            _log.warning("what was missed is unknown: %s", error)
            return []

    async def _catch_up_in(self, channel_id: int, *, is_back: bool = False) -> bool:
        found = [notice for notice in await self._notices_of(lambda _: True) if notice.channel_id == channel_id]
        return await self._catch_up(found[0], is_back=is_back) if found else True

    async def _catch_up(self, notice: Notice, *, is_back: bool = False) -> bool:
        """Translate what was missed in a channel and take the notice away; whether that is done.

        is_back: an engine just answered there.
        """
        async with self._locks(notice.channel_id):
            if notice.channel_id not in self._book.open:
                return True
            try:
                if not await self._made_up(notice, is_back=is_back):
                    return False
                if not await self._notices.remove(notice, self._preferences.chinese(notice.guild_id)):
                    return False
                await self._book.end(notice.channel_id)
            except NoEngineAnswered:
                return False
            except (*TROUBLE, StoreError) as error:
                if is_gone(error):
                    await self._book.end(notice.channel_id)
                _log.warning("what was missed in channel %s waits: %s", notice.channel_id, reason(error))
                return is_gone(error)
        return True

    async def _made_up(self, notice: Notice, *, is_back: bool) -> bool:
        """Whether all that was missed is translated, or nothing has to be."""
        where = await self._wheres.of(notice.channel_id)
        if where is None or not self._conversation.listens(where) or self._answer is None:
            return True
        if await self._answer(await self._missed(notice, where)) > 0 or is_back:
            return True
        # Where there is nothing to try it with, a sign of life must do; what is used up stays so for the day.
        engines = self._preferences.engines(notice.guild_id)
        return not self._book.is_spent(notice.channel_id) and await self._book.is_back(engines)

    async def _missed(self, notice: Notice, where: Where) -> list[Incoming]:
        """What was written and not answered, and what was answered before it was edited."""
        latest = await self._history.latest(where)
        known = set(await self._conversation.record.known([message.id for message in latest]))
        since, after = self._book.began(notice), self._book.missed_since(notice)
        written = [message.id for message in latest if message.written_at >= after][-MOST:]
        edited = {message.id for message in latest if message.edited_at and message.edited_at >= since}
        wanted = (set(written) - known) | (edited & known)
        return [message for message in latest if message.id in wanted]


def is_own(error: NoEngineAnswered) -> bool:
    """Whether it is only that the author of a message has used up what may be translated for them today."""
    return isinstance(error, BudgetSpent) and error.whose is Purse.MEMBER
