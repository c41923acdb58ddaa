"""Language roles: given with a language, learnt from, and never before Discord's screening is passed."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncGenerator, Collection
from contextlib import asynccontextmanager
from typing import Any, Final

import discord

from bot.client.about import carried
from bot.client.moderators import guild_of
from bot.client.onboarding.roles import give, take
from bot.client.onboarding.whereabouts import member_of
from bot.services import Services

# Which of a server's settings names the role of a language.
SETTINGS: Final = {"en": "english_role_id", "zh-CN": "simplified_role_id", "zh-TW": "traditional_role_id"}
_MOST_REMEMBERED: Final = 10_000
_Who = tuple[int, int]


class LanguageRoles:
    """Sees to it that a member has the role of the language they read, and no other one."""

    def __init__(self, client: discord.Client, services: Services) -> None:
        self._client = client
        self._services = services
        self._locks: dict[_Who, asyncio.Lock] = {}
        # What was given lately: an interaction that is on its way already does not know of it.
        self._given: OrderedDict[_Who, int] = OrderedDict()

    def of(self, guild_id: int) -> dict[str, int]:
        """The roles of a server, by the locale they stand for."""
        welcome = self._services.arrivals.welcome(guild_id)
        chosen = {locale: getattr(welcome, setting) for locale, setting in SETTINGS.items()}
        return {locale: role_id for locale, role_id in chosen.items() if role_id is not None}

    def told_by(self, guild_id: int, held: Collection[int]) -> str | None:
        """The locale that a member's roles tell; None where they have no language role, or several."""
        mine = self.of(guild_id)
        if len({role_id for role_id in mine.values() if role_id in held}) != 1:
            return None
        told = [locale for locale, role_id in mine.items() if role_id in held]
        chinese = self._services.preferences.chinese(guild_id)
        return chinese if chinese in told else told[0]

    async def meet(self, guild_id: int, member_id: int, held: Collection[int]) -> None:
        """Bring together what is known of a member and their roles; they are past the screening. Raises StoreError.

        What they chose themselves counts more than a role; a role tells the language of those who chose none.
        """
        mine = self.of(guild_id)
        if not mine:
            return
        known = await self._services.members.of(member_id)
        told = self.told_by(guild_id, held)
        if known.confirmed and known.locale and not set(held) & set(mine.values()):
            await self.give(guild_id, member_id, known.locale, held)
        elif told and not known.confirmed:
            await self._services.members.choose_locale(member_id, told, confirmed=True)
            await self._services.counting.chose(guild_id, member_id, told)

    async def keep(self, interaction: discord.Interaction[Any], locale: str) -> None:
        """Give whoever acts the role of their language, unless their roles tell of one already."""
        held = {role.id for role in getattr(interaction.user, "roles", ())}
        if not held & set(self.of(guild_of(interaction)).values()):
            await self.wear(interaction, locale)

    async def wear(self, interaction: discord.Interaction[Any], locale: str) -> None:
        """Give whoever acts the role of a language, on the server where, or about which, they act."""
        guild_id = interaction.guild_id or carried(interaction)
        if guild_id is None or not self.of(guild_id):
            return
        member = await member_of(interaction)
        if member is not None and not member.pending:
            await self.give(member.guild.id, member.id, locale, {role.id for role in member.roles})

    async def give(self, guild_id: int, member_id: int, locale: str, held: Collection[int]) -> None:
        """Give a member the role of a language, and take the other ones. held: the roles they are known to have."""
        mine, who = self.of(guild_id), (guild_id, member_id)
        guild = discord.Object(guild_id)
        async with self._turn(who):
            former = {*held, self._given.get(who, 0)}
            if (role_id := mine.get(locale)) is not None and role_id not in held:
                await give(guild, member_id, role_id, self._client)
                self._remember(who, role_id)
            for other in sorted(set(mine.values()) & former - {role_id}):
                await take(guild, member_id, other, self._client)

    @asynccontextmanager
    async def _turn(self, who: _Who) -> AsyncGenerator[None]:
        """One change of a member's roles at a time."""
        lock = self._locks.setdefault(who, asyncio.Lock())
        try:
            async with lock:
                yield
        finally:
            if not lock.locked():
                self._locks.pop(who, None)

    def _remember(self, who: _Who, role_id: int) -> None:
        self._given[who] = role_id
        self._given.move_to_end(who)
        if len(self._given) > _MOST_REMEMBERED:
            self._given.popitem(last=False)
