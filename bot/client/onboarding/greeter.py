"""Greets newcomers in the channel that their server chose: one by one, or a whole wave in one post."""

import asyncio
import hashlib
import logging
from collections.abc import Callable, Sequence
from typing import Any, Final

import discord

from bot.client.errors import tell
from bot.client.inflight import BACKGROUND
from bot.client.moderators import guild_of
from bot.client.onboarding.buttons import Start, StartAs
from bot.client.pacer import Pacer
from bot.client.readers import LANGUAGES
from bot.client.trouble import TROUBLE, reason
from bot.client.views import view_of
from bot.errors import N_, StoreError
from bot.members.members import MemberPreference
from bot.services import Services
from bot.store.arrivals import Arrival

_log = logging.getLogger(__name__)
# Seconds to wait for others who arrive at the same time.
_GATHER: Final = 3.0
_ONE: Final = N_("👋 **Welcome, {member}!**")
_BACK: Final = N_("👋 **Welcome back, {member}!**")
_MANY: Final = N_("👋 **Welcome, all of you!**")
_CHOOSE: Final = N_("Pick your language, and I'll show you around. It takes two minutes.")
_KNOWN: Final = N_("I'll show you around, if you like. It takes two minutes.")


class Greeter:
    """Posts welcomes, each once, in the order in which people came; what goes wrong is a line in the log."""

    def __init__(self, client: discord.Client, services: Services) -> None:
        self._client = client
        self._services = services
        self._arrivals = services.arrivals
        self._pacer = Pacer(services.clock)
        self._wanted: set[int] = set()
        self._at_work: dict[int, asyncio.Task[None]] = {}

    async def resume(self, serves: Callable[[int], bool]) -> None:
        """Greet those who have waited since before a restart. serves: whether a server is this process's own."""
        for guild_id in await self._arrivals.guilds_to_greet():
            if serves(guild_id):
                self.wake(guild_id)

    def wake(self, guild_id: int) -> None:
        """Somebody waits in a server."""
        self._wanted.add(guild_id)
        if guild_id not in self._at_work:
            task = asyncio.create_task(self._work(guild_id), name=f"{BACKGROUND}greet in {guild_id}")
            self._at_work[guild_id] = task
            task.add_done_callback(lambda _: self._at_work.pop(guild_id, None))

    async def rehearse(self, interaction: discord.Interaction[Any]) -> None:
        """Greet whoever acts, for their eyes only. The interaction is deferred already."""
        arrival = Arrival(guild_of(interaction), interaction.user.id, 0, "")
        content, view, _ = await self.welcome([arrival])
        await tell(interaction, content, view=view)

    async def _work(self, guild_id: int) -> None:
        while guild_id in self._wanted:
            self._wanted.discard(guild_id)
            await self._services.clock.sleep(_GATHER)
            try:
                await self._greet_all(guild_id)
            except StoreError as error:
                _log.warning("newcomers of server %s wait for their welcome: %s", guild_id, error)

    async def _greet_all(self, guild_id: int) -> None:
        while batch := await self._arrivals.next(guild_id):
            channel_id = self._arrivals.welcome(guild_id).channel_id
            if channel_id is not None and not await self._post(channel_id, batch):
                return
            await self._arrivals.greeted(batch)

    async def _post(self, channel_id: int, batch: Sequence[Arrival]) -> bool:
        """Post a welcome; whether it stands. By the nonce Discord tells a second attempt from a second welcome."""
        content, view, mentions = await self.welcome(batch)
        channel = self._client.get_partial_messageable(channel_id, guild_id=batch[0].guild_id)
        nonce = hashlib.blake2b(
            f"hello {batch[0].member_id} {batch[0].arrived_at}".encode(), digest_size=12
        ).hexdigest()
        try:
            async with self._pacer.post(channel_id):
                await channel.send(content, view=view, allowed_mentions=mentions, nonce=nonce)
        except TROUBLE as error:
            _log.warning("newcomers of server %s could not be greeted: %s", batch[0].guild_id, reason(error))
            return False
        return True

    async def welcome(self, batch: Sequence[Arrival]) -> tuple[str, discord.ui.View, discord.AllowedMentions]:
        """What newcomers are greeted with, in both languages of their server. Nobody is pinged in a wave."""
        first, known = batch[0], MemberPreference(0)
        if len(batch) == 1:
            known = await self._services.members.of(first.member_id)
        mentions = " ".join(f"<@{each.member_id}>" for each in batch)
        title = _MANY if len(batch) > 1 else _BACK if first.is_back else _ONE
        line = _KNOWN if known.confirmed else _CHOOSE
        locales = ("en", self._services.preferences.chinese(first.guild_id))
        head = " · ".join(self._say(locale, title, member=mentions) for locale in locales)
        lines = [head, *([mentions] if len(batch) > 1 else []), *(self._say(locale, line) for locale in locales)]
        pinged: list[discord.abc.Snowflake] = [discord.Object(first.member_id)] if len(batch) == 1 else []
        return "\n".join(lines), self._view(known), discord.AllowedMentions(everyone=False, roles=False, users=pinged)

    def _view(self, known: MemberPreference) -> discord.ui.View:
        """The languages, or only the beginning for somebody who chose theirs long ago."""
        if known.confirmed and known.locale:
            return view_of(Start(self._say(known.locale, N_("Show me around"))))
        return view_of(*(StartAs(locale) for locale in LANGUAGES))

    def _say(self, locale: str, message_id: str, **params: Any) -> str:
        return self._services.catalogues.text(locale, message_id, **params)
