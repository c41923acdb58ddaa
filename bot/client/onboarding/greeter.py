"""Greets newcomers where their server chose: one by one, or a whole wave in one post; in its channel, or directly."""

import asyncio
import hashlib
import logging
from collections.abc import Callable, Sequence
from typing import Any, Final

import discord

from bot.client.errors import tell
from bot.client.inflight import BACKGROUND
from bot.client.moderators import guild_of
from bot.client.onboarding.direct import DirectMessages, Sent
from bot.client.onboarding.hello import Greeting, Hello
from bot.client.pacer import Pacer
from bot.client.trouble import TROUBLE, reason
from bot.errors import StoreError
from bot.services import Services
from bot.store.arrivals import Arrival

_log = logging.getLogger(__name__)
# Seconds to wait for others who arrive at the same time.
_GATHER: Final = 3.0
# Seconds after which those who could not be greeted are tried again.
AGAIN: Final = 600.0


class Greeter:
    """Posts welcomes, each once, in the order in which people came; what goes wrong is a line in the log."""

    def __init__(self, client: discord.Client, services: Services, direct: DirectMessages) -> None:
        self.hello = Hello(client, services)
        self._client = client
        self._services = services
        self._arrivals = services.arrivals
        self._pacer = Pacer(services.clock)
        self._direct = direct
        self._wanted: set[int] = set()
        self._late: set[int] = set()
        self._told: dict[int, str] = {}
        self._at_work: dict[int, asyncio.Task[None]] = {}
        self._arrivals.listen(self.wake)

    async def resume(self, serves: Callable[[int], bool]) -> None:
        """Greet those who have waited since before a restart. serves: whether a server is this process's own."""
        for guild_id in await self._arrivals.guilds_to_greet():
            if serves(guild_id):
                self.wake(guild_id)

    async def watch(self) -> None:
        """Try again, every ten minutes, where newcomers could not be greeted; never returns."""
        while True:
            await self._services.clock.sleep(AGAIN)
            late, self._late = self._late, set()
            for guild_id in late:
                self.wake(guild_id)

    def wake(self, guild_id: int) -> None:
        """Somebody waits in a server, or there is another place to greet them."""
        self._wanted.add(guild_id)
        if guild_id not in self._at_work:
            task = asyncio.create_task(self._work(guild_id), name=f"{BACKGROUND}greet in {guild_id}")
            self._at_work[guild_id] = task
            task.add_done_callback(lambda _: self._at_work.pop(guild_id, None))

    def close(self) -> None:
        """Give up what waits for its turn: it is in the database, and the next process greets them."""
        for task in self._at_work.values():
            task.cancel()

    async def preview(self, interaction: discord.Interaction[Any]) -> Greeting:
        """What whoever acts would be greeted with, if nothing was known of them."""
        guild_id = guild_of(interaction)
        welcome = self._arrivals.welcome(guild_id)
        return await self.hello.to(
            [Arrival(guild_id, interaction.user.id, 0, "")], is_direct=welcome.is_direct, is_new=True
        )

    async def rehearse(self, interaction: discord.Interaction[Any], *, is_new: bool = False) -> None:
        """Greet whoever acts, for their eyes only. The interaction is deferred already.

        is_new: as if nothing was known of them.
        """
        arrival = Arrival(guild_of(interaction), interaction.user.id, 0, "")
        greeting = await self.hello.to([arrival], is_new=is_new)
        await tell(interaction, greeting.content, view=greeting.view)

    async def _work(self, guild_id: int) -> None:
        while guild_id in self._wanted:
            self._wanted.discard(guild_id)
            await self._services.clock.sleep(_GATHER)
            try:
                await self._greet_all(guild_id)
            except StoreError as error:
                self._late.add(guild_id)
                _log.warning("newcomers of server %s wait for their welcome: %s", guild_id, error)

    async def _greet_all(self, guild_id: int) -> None:
        while batch := await self._arrivals.next(guild_id, await self.hello.room(guild_id)):
            if not await self._greet(batch):
                self._late.add(guild_id)
                return
            await self._arrivals.greeted(batch)

    async def _greet(self, batch: Sequence[Arrival]) -> bool:
        """Greet them; whether nothing is left to be done for them."""
        guild_id = batch[0].guild_id
        welcome = self._arrivals.welcome(guild_id)
        if welcome.is_direct and len(batch) == 1:
            sent = await self._write(batch[0])
            if sent in {Sent.YES, Sent.FAILED}:
                return sent is Sent.YES
            if welcome.channel_id is None:
                if sent is Sent.CLOSED:
                    self._tell(guild_id, "their direct messages are closed, and there is no channel")
                return sent is Sent.CLOSED
        return welcome.channel_id is None or await self._post(welcome.channel_id, batch)

    async def _write(self, arrival: Arrival) -> Sent:
        content, view, mentions = await self.hello.to([arrival], is_direct=True)
        extras: dict[str, Any] = {"view": view, "allowed_mentions": mentions, "nonce": _nonce(arrival)}
        return await self._direct.send(arrival.member_id, content, **extras)

    async def _post(self, channel_id: int, batch: Sequence[Arrival]) -> bool:
        """Post a welcome; whether it stands. By the nonce Discord tells a second attempt from a second welcome."""
        guild_id = batch[0].guild_id
        content, view, mentions = await self.hello.to(batch)
        channel = self._client.get_partial_messageable(channel_id, guild_id=guild_id)
        try:
            async with self._pacer.post(channel_id):
                await channel.send(content, view=view, allowed_mentions=mentions, nonce=_nonce(batch[0]))
        except TROUBLE as error:
            self._tell(guild_id, reason(error))
            return False
        self._told.pop(guild_id, None)
        return True

    def _tell(self, guild_id: int, why: str) -> None:
        """Log why newcomers were not greeted, once until it is otherwise."""
        if self._told.get(guild_id) != why:
            self._told[guild_id] = why
            _log.warning("newcomers of server %s could not be greeted: %s", guild_id, why)


def _nonce(arrival: Arrival) -> str:
    return hashlib.blake2b(f"hello {arrival.member_id} {arrival.arrived_at}".encode(), digest_size=12).hexdigest()
