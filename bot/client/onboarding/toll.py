"""The toll-house: thanks for the first picture in the channel of cats."""

import hashlib
import logging
from typing import Any

import discord

from bot.client.onboarding.roles import give, take
from bot.client.pacer import Pacer
from bot.client.posts import QUIETLY, Reference
from bot.client.trouble import TROUBLE, reason
from bot.errors import N_
from bot.onboarding.cats import is_picture
from bot.services import Services

_log = logging.getLogger(__name__)
_PAID = N_("🐱 Cat tax paid! Welcome home, {member}. (cat no. {number})")
_CAT = "🐱"


class Toll:
    """Looks at what is posted in channels of cats."""

    def __init__(self, client: discord.Client, services: Services) -> None:
        self._client = client
        self._services = services
        self._pacer = Pacer(services.clock)

    async def seen(self, message: discord.Message) -> None:
        """Take a member's first picture as their tax, and thank for it. Raises StoreError."""
        if message.guild is None or not self._is_toll(message) or not _has_picture(message):
            return
        tax = await self._services.cats.pay(message.guild.id, message.author.id, message.channel.id, message.id)
        if tax is not None:
            await self._reward(message.guild, message.author.id)
            await self._thank(message, tax.number)

    async def undo(self, guild_id: int, member_id: int, by: int) -> bool:
        """Give a member's tax back, and take the role for it; whether they had paid. Raises StoreError."""
        if not await self._services.cats.undo(guild_id, member_id, by):
            return False
        role_id = self._services.arrivals.welcome(guild_id).cat_role_id
        if role_id is not None:
            await take(discord.Object(guild_id), member_id, role_id, self._client)
        return True

    async def _reward(self, guild: discord.Guild, member_id: int) -> None:
        role_id = self._services.arrivals.welcome(guild.id).cat_role_id
        if role_id is not None:
            await give(guild, member_id, role_id, self._client)

    def _is_toll(self, message: discord.Message) -> bool:
        """Whether a member wrote it, in the channel of cats or in a thread of it."""
        if message.author.bot or message.webhook_id is not None or message.guild is None:
            return False
        cats = self._services.arrivals.welcome(message.guild.id).cat_channel_id
        return cats is not None and cats in {message.channel.id, getattr(message.channel, "parent_id", None)}

    async def _thank(self, message: discord.Message, number: int) -> None:
        guild_id = message.guild.id if message.guild else 0
        locales = ("en", self._services.preferences.chinese(guild_id))
        said = " · ".join(
            self._services.catalogues.text(locale, _PAID, member=message.author.mention, number=number)
            for locale in locales
        )
        channel = self._client.get_partial_messageable(message.channel.id, guild_id=guild_id)
        reference = Reference(message_id=message.id, channel_id=message.channel.id, guild_id=guild_id)
        nonce = hashlib.blake2b(f"cat {message.id}".encode(), digest_size=12).hexdigest()
        extras: dict[str, Any] = {"reference": reference, "mention_author": False}
        try:
            async with self._pacer.post(message.channel.id):
                await channel.send(said, nonce=nonce, **QUIETLY, **extras)
            await message.add_reaction(_CAT)
        except TROUBLE as error:
            _log.warning("nobody could be thanked for the cat of message %s: %s", message.id, reason(error))


def _has_picture(message: discord.Message) -> bool:
    return any(is_picture(each.content_type, each.filename) for each in message.attachments)
