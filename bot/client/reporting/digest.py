"""The weekly digest: last week's numbers in the moderators' channel, once."""

import hashlib
import logging
from datetime import UTC, datetime, timedelta
from typing import Final

import discord

from bot.client.reporting.numbers import StatsPage, content
from bot.client.trouble import TROUBLE, is_gone, reason
from bot.due.worker import NotNow
from bot.errors import N_
from bot.i18n import ENGLISH
from bot.rules.settings import next_digest
from bot.services import Services
from bot.stats.telling import Telling
from bot.store.due import Due

_log = logging.getLogger(__name__)
_HEAD: Final = N_("📊 Last week on this server")
# What could not be said within a day is left out.
_LATE: Final = timedelta(days=1)
_LOOK_BACK: Final = 30


class Digest:
    """Handles due items of the kind `digest`."""

    def __init__(self, client: discord.Client, services: Services, page: StatsPage) -> None:
        self._client = client
        self._services = services
        self._page = page

    async def deal(self, item: Due) -> datetime | None:
        """Post it; when the next one is due, or None where no more are wanted. Raises NotNow."""
        setting = await self._services.rule_settings.of(item.guild_id)
        if not setting.log_digest or setting.log_channel_id is None:
            return None
        now = self._services.clock.now()
        due_at = datetime.fromtimestamp(item.due_at / 1000, UTC)
        if now - due_at <= _LATE:
            await self._post(item, setting.log_channel_id)
        return next_digest(now)

    async def _post(self, item: Due, channel_id: int) -> None:
        figures = await self._services.stats.of(item.guild_id, 1, back=1)
        chinese = self._services.preferences.chinese(item.guild_id)
        parts: list[str] = []
        for locale in (chinese, ENGLISH):
            telling = Telling(figures, locale, self._services.catalogues)
            parts.append(f"{telling.say(_HEAD)}\n{content(telling, telling.lines())}")
        channel = self._client.get_partial_messageable(channel_id, guild_id=item.guild_id)
        nonce = hashlib.blake2b(f"digest {item.guild_id} {item.due_at}".encode(), digest_size=12).hexdigest()
        try:
            if item.attempts > 1 and await self._stands(channel, parts[0]):
                return
            for number, part in enumerate(parts):
                await channel.send(part, nonce=f"{nonce}{number}", silent=True)
        except TROUBLE as error:
            if is_gone(error):
                _log.warning("the digest of server %s cannot be posted: %s", item.guild_id, reason(error))
                return
            raise NotNow(reason(error)) from error

    async def _stands(self, channel: discord.PartialMessageable, content: str) -> bool:
        """Whether an earlier attempt, of a process that died, was taken by Discord."""
        own = self._client.user
        async for message in channel.history(limit=_LOOK_BACK):
            if own and message.author.id == own.id and message.content == content:
                return True
        return False
