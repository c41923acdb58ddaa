"""New messages of bridged channels: claimed, worded for every other channel at once, posted there in order."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import Final

from bot.bridges.mirrors import Mirrors
from bot.bridges.order import Lines, Turn
from bot.bridges.registry import Bridge, Channel
from bot.bridges.types import Said
from bot.bridges.wording import Worded
from bot.client.bridging.copying import Copying, Order, Tools
from bot.client.bridging.late import Late
from bot.client.bridging.more import More
from bot.client.bridging.underway import Underway
from bot.client.inflight import BACKGROUND
from bot.clock import Clock
from bot.errors import StoreError

_log = logging.getLogger(__name__)
# Seconds for which what was said later waits for a translation; then the original stands in for it.
PATIENCE: Final = 5.0


class Mirroring:
    """Mirrors what is said. What happens to one message happens in order, and so does what is posted in one channel."""

    def __init__(
        self, tools: Tools, clock: Clock, underway: Underway, late: Late, tell: Callable[[int, str], None]
    ) -> None:
        """tell: is told what a new message, by its id, says in translation."""
        self._tools = tools
        self._tell = tell
        self._mirrors: Mirrors = tools.mirrors
        self._copying = Copying(tools)
        self._clock = clock
        self._underway = underway
        self._late = late
        self._lines = Lines()

    async def new(self, said: Said, bridge: Bridge, more: More | None = None) -> None:
        """Mirror a message that was just written. Up to the first `await`, calls come in the order of messages."""
        if bridge.paused or not (said.text.strip() or more):
            return
        others = bridge.others(said.channel_id)
        with self._lines.stand(channel.channel_id for channel in others) as turns:
            async with self._underway.lock(said.id):
                claimed = await self._claim(said, bridge, others)
                if claimed:
                    self._tools.wording.heard(said, bridge.bridge_id)
                    self._tools.quotes.remember(said.id, said.text)
                orders = [Order(said, bridge, each, more) for each in others if each.channel_id in claimed]
                await asyncio.gather(*(self._copy(order, turns[order.target.channel_id]) for order in orders))

    async def _copy(self, order: Order, turn: Turn) -> None:
        """One copy. Its translation begins at once; it is posted when those before it are."""
        asked = asyncio.create_task(self._word(order), name=f"{BACKGROUND}bridge translation")
        patience = asyncio.create_task(self._clock.sleep(PATIENCE), name="patience")
        try:
            await turn.come()
            await asyncio.wait({asked, patience}, return_when=asyncio.FIRST_COMPLETED)
            worded = asked.result() if asked.done() else Worded(order.said.text, pending=True)
            stands = await self._copying.post(order, worded, lambda: self._underway.is_going(order.said.id))
        finally:
            patience.cancel()
            turn.give_up()
        if stands and worded.pending:
            self._late.add(order, asked)
        elif worded.is_answered:
            self._late.answered()

    async def _word(self, order: Order) -> Worded:
        worded = await self._tools.wording.word(order.said, order.bridge.bridge_id, order.target)
        if worded.is_answered:
            self._tell(order.said.id, worded.text)
        return worded

    async def _claim(self, said: Said, bridge: Bridge, others: Sequence[Channel]) -> set[int]:
        try:
            return await self._mirrors.claim(said, bridge, others)
        except StoreError as error:
            if await self._may_be_out(said.author_id):
                _log.error("message %s is not mirrored, nobody knows if its author wants that: %s", said.id, error)
                return set()
            # A conversation goes on while the disk is full or the file is locked.
            _log.error("message %s is mirrored without being noted: %s", said.id, error)
            return {channel.channel_id for channel in others}

    async def _may_be_out(self, author_id: int) -> bool:
        """Whether an author wants nothing mirrored, or it cannot be known: a locked database can still be read."""
        try:
            return await self._mirrors.is_out(author_id)
        except StoreError:
            return True
