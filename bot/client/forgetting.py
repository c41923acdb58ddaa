"""Hears who leaves, and forgets them when it is time; but first asks Discord whether they are gone."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime

import discord

from bot.client.trouble import TROUBLE, is_gone, reason
from bot.due.worker import Handler, NotNow
from bot.errors import StoreError
from bot.members.forgetting import DEPARTED, LEAVER, Forgetting
from bot.store.due import Due

_log = logging.getLogger(__name__)


class Departures:
    """Handles due items of the kinds `leaver` and `departed`."""

    def __init__(self, client: discord.Client, forgetting: Forgetting, serves: Callable[[int], bool]) -> None:
        """serves: whether a server is this process's own."""
        self._client = client
        self._forgetting = forgetting
        self._serves = serves

    @property
    def dealing(self) -> Mapping[str, Handler]:
        """Who handles which kind."""
        return {LEAVER: self._member, DEPARTED: self._server}

    async def compare(self) -> None:
        """Note what became of servers while the bot was away; what goes wrong is a line in the log."""
        present = {guild.id for guild in self._client.guilds}
        try:
            await self._forgetting.compare(present, self._serves)
        except StoreError as error:
            _log.warning("which servers are gone is not noted: %s", error)

    async def _member(self, item: Due) -> datetime | None:
        if not await self._is_there(item.guild_id, item.subject_id):
            await self._forgetting.forget_member(item)
            _log.info("a member who left server %s is forgotten", item.guild_id)
        return None

    async def _server(self, item: Due) -> datetime | None:
        if not await self._is_there(item.guild_id):
            await self._forgetting.forget_server(item.guild_id)
            _log.info("server %s is forgotten", item.guild_id)
        return None

    async def _is_there(self, guild_id: int, member_id: int | None = None) -> bool:
        """Whether Discord knows the bot in a server, and that member. Raises NotNow if it does not say."""
        http = self._client.http
        try:
            if member_id is None:
                await http.get_guild(guild_id, with_counts=False)
            else:
                await http.get_member(guild_id, member_id)
        except TROUBLE as error:
            if is_gone(error):
                return False
            raise NotNow(reason(error)) from error
        return True
