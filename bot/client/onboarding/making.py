"""Making the roles of languages for a server whose moderators ask for it: all that it lacks, or none."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Collection, Iterable
from contextlib import suppress
from functools import partial
from typing import Any, Final

import discord

from bot.client.onboarding.roles import powerless
from bot.client.onboarding.tongues import SETTINGS, LanguageRoles
from bot.client.readers import LANGUAGES
from bot.client.trouble import TROUBLE, reason
from bot.errors import N_, UserError
from bot.onboarding.arrivals import Arrivals

_log = logging.getLogger(__name__)
_FULL: Final = 30005
# Seconds in which the gateway tells of a new role; usually none.
_PATIENCE: Final = 5.0
_NO_ROOM: Final = N_(
    "Discord lets this server have no more roles. Delete one that nobody needs under Server Settings → Roles, then "
    "press again. Nothing was changed."
)
_REFUSED: Final = N_(
    "Discord did not let RedBridge make all the roles, so those that it had made are gone again. Nothing was changed: "
    "try again in a minute, or make them yourself under Server Settings → Roles and choose them here."
)


class RoleMaker:
    """Makes roles that are named after their languages and allow nothing."""

    def __init__(self, client: discord.Client, arrivals: Arrivals, tongues: LanguageRoles) -> None:
        self._client = client
        self._arrivals = arrivals
        self._tongues = tongues
        self._turns: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    def lacking(self, guild: discord.Guild) -> list[str]:
        """The locales for which a server has no role, or has one no more."""
        chosen = self._tongues.of(guild.id)
        return [locale for locale in SETTINGS if guild.get_role(chosen.get(locale, 0)) is None]

    async def make(self, guild: discord.Guild, by: int) -> None:
        """Make the roles that are lacking, and choose them. by: the moderator's id.

        Raises UserError or StoreError, and leaves nothing half made.
        """
        if error := powerless(guild):
            raise error
        async with self._turns[guild.id]:
            made: dict[str, int] = {}
            try:
                for locale in self.lacking(guild):
                    # Not by Guild.create_role, which sends the number of no permissions as a text.
                    role = await self._client.http.create_role(guild.id, name=LANGUAGES[locale], permissions=0)
                    made[locale] = int(role["id"])
                await self._heard_of(guild, made.values())
                changes: dict[str, Any] = {SETTINGS[locale]: role_id for locale, role_id in made.items()}
                await self._arrivals.decide(guild.id, by, **changes)
            except Exception as error:
                await self._unmake(guild.id, made.values())
                if isinstance(error, TROUBLE):
                    is_full = isinstance(error, discord.HTTPException) and error.code == _FULL
                    raise UserError(_NO_ROOM if is_full else _REFUSED) from error
                raise

    async def unchoose(self, guild_id: int, roles: Collection[int], by: int) -> None:
        """Let these be no language's roles any more; the roles stay. by: the moderator's id. Raises StoreError."""
        chosen = self._tongues.of(guild_id)
        changes: dict[str, Any] = {SETTINGS[locale]: None for locale, role_id in chosen.items() if role_id in roles}
        if changes:
            await self._arrivals.decide(guild_id, by, **changes)

    async def _heard_of(self, guild: discord.Guild, roles: Iterable[int]) -> None:
        """Wait until the gateway has told of these roles: only then they are known here."""
        for role_id in roles:
            if guild.get_role(role_id) is None:
                is_it = partial(_is_it, role_id)
                with suppress(TimeoutError):
                    await self._client.wait_for("guild_role_create", check=is_it, timeout=_PATIENCE)

    async def _unmake(self, guild_id: int, roles: Iterable[int]) -> None:
        for role_id in roles:
            try:
                await self._client.http.delete_role(guild_id, role_id)
            except TROUBLE as error:
                _log.warning("role %s was made in vain and could not be deleted: %s", role_id, reason(error))


def _is_it(role_id: int, role: discord.Role) -> bool:
    return role.id == role_id
