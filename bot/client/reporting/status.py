"""`/redbridge status`: what is wrong right now, and what RedBridge does about it by itself."""

from collections.abc import Sequence
from typing import Any, Final

import discord

from bot.client.bridge_setup import checks
from bot.client.checking.page import findings
from bot.client.errors import tell
from bot.client.readers import reader
from bot.client.sentences import Sentence, said
from bot.engines.breaker import Health
from bot.errors import N_
from bot.services import Services

_WELL: Final = N_("🟢 **Nothing is wrong right now.**")
_WRONG: Final = N_("🔴 **Right now not everything works.**")
_DISCORD: Final = N_("- Discord answers within {ms} ms.")
_SLOW: Final = N_("- Discord is slow: it answers within {ms} ms. Everything comes later; nothing is lost.")
_RESTING: Final = N_("- The engine {engine} does not answer. Others are asked, and it is tried again by itself.")
_BROKEN: Final = N_(
    "- The engine {engine} refuses its key or address, and is not asked any more. Only whoever hosts RedBridge can "
    "mend that, with `redbridge doctor`."
)
_NONE: Final = N_(
    "- No engine that translates whole sentences answers. Messages wait for up to 15 minutes and are translated as "
    "soon as one does; approved translations and what is remembered go on."
)
_SPENT: Final = N_(
    "- Today's budget of this server is used up. What is remembered is still translated; at midnight (UTC) it goes on."
)
_LEFT: Final = N_("- Characters left for today: {count}")
_FAILED: Final = N_("- Today {count} messages could not be translated, {done} were.")
_DONE: Final = N_("- Today {done} messages were translated.")
_CANNOT: Final = N_("- {count} things that were set up cannot work: `/redbridge check` says which, and why.")
_LATE: Final = N_("- {count} things that were due are late. They are tried again and again, and come once.")
_OUT: Final = (Health.RESTING, Health.TRIAL, Health.TRYING, Health.BROKEN)
_SLOW_FROM: Final = 1000
_WORD_FOR_WORD: Final = "gloss"
# Seconds after which what is due counts as late.
_PATIENCE: Final = 300


class StatusPage:
    """Answers what is wrong. Raises StoreError."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def show(self, interaction: discord.Interaction[Any]) -> None:
        """Tell it to whoever acts. The interaction is deferred already."""
        guild, locale = checks.home(interaction), await reader(interaction)
        wrong = [
            *self._engines(guild.id),
            *await self._budget(guild.id),
            *await self._late(guild.id),
            *await _broken(interaction, guild),
        ]
        latency = round(interaction.client.latency * 1000)
        is_slow = latency >= _SLOW_FROM
        facts = [Sentence(_SLOW if is_slow else _DISCORD, {"ms": latency}), *await self._today(guild.id)]
        head = Sentence(_WRONG if wrong or is_slow else _WELL, {})
        await tell(interaction, said([head, *wrong, *facts], locale, self._services.catalogues))

    def _engines(self, guild_id: int) -> Sequence[Sentence]:
        health = self._services.pipeline.health(self._services.preferences.engines(guild_id))
        lines = [
            Sentence(_BROKEN if state is Health.BROKEN else _RESTING, {"engine": name})
            for name, state in health.items()
            if state in _OUT
        ]
        whole = [state for name, state in health.items() if name != _WORD_FOR_WORD]
        return [*lines, *([Sentence(_NONE, {})] if whole and all(state in _OUT for state in whole) else [])]

    async def _budget(self, guild_id: int) -> Sequence[Sentence]:
        return [Sentence(_SPENT, {})] if await self._services.translation.chain.left(guild_id) == 0 else []

    async def _late(self, guild_id: int) -> Sequence[Sentence]:
        count = await self._services.due.late(guild_id, _PATIENCE)
        return [Sentence(_LATE, {"count": count})] if count else []

    async def _today(self, guild_id: int) -> Sequence[Sentence]:
        done, failed = await self._services.stats.today(guild_id)
        left = await self._services.translation.chain.left(guild_id)
        facts = [Sentence(_FAILED if failed else _DONE, {"count": failed, "done": done})]
        return [*facts, *([Sentence(_LEFT, {"count": f"{left:,}"})] if left else [])]


async def _broken(interaction: discord.Interaction[Any], guild: discord.Guild) -> Sequence[Sentence]:
    found = await findings(interaction.client, guild, with_engines=False)
    count = sum(each.trouble is not None for each in found)
    return [Sentence(_CANNOT, {"count": count})] if count else []
