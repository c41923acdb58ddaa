"""Changes of settings in the moderators' channel, as they happen, and what cannot work since."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable
from typing import Any, Final

import discord

from bot.audit.trail import Change
from bot.client.checking.page import findings
from bot.client.inflight import BACKGROUND
from bot.client.panels.log_lines import line
from bot.client.sentences import Sentence
from bot.client.trouble import TROUBLE, reason
from bot.errors import N_, StoreError
from bot.i18n import ENGLISH
from bot.markup import units
from bot.services import Services

_log = logging.getLogger(__name__)
# Seconds in which more of them are gathered into one post.
GATHERED: Final = 2.0
_LONGEST: Final = 1900
_MOST_TROUBLE: Final = 3
_TROUBLE: Final = N_("⚠️ {what}: {trouble}")
_MORE: Final = N_("… and more: {count}. `/redbridge log` shows all of them.")


class ChangeFeed:
    """Hears what was changed and tells it where a server wants that. What is lost in a crash is still in the log."""

    def __init__(self, client: discord.Client, services: Services, serves: Callable[[int], bool]) -> None:
        """serves: whether a guild is this process's own."""
        self._client = client
        self._services = services
        self._serves = serves
        self._waiting: defaultdict[int, list[Change]] = defaultdict(list)
        self._tasks: set[asyncio.Task[None]] = set()
        # What was broken when it was last looked at: only what is new is told.
        self._broken: dict[int, frozenset[str]] = {}

    def heard(self, what: Any) -> None:
        """A unit of work was committed that noted this."""
        if not isinstance(what, Change) or not self._serves(what.guild_id):
            return
        self._waiting[what.guild_id].append(what)
        if len(self._waiting[what.guild_id]) == 1:
            task = asyncio.create_task(self._tell(what.guild_id), name=f"{BACKGROUND}tell of changes")
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _tell(self, guild_id: int) -> None:
        changes: list[Change] = []
        try:
            if await self._channel(guild_id):
                await self._services.clock.sleep(GATHERED)
            # Meanwhile it may have been switched off.
            channel_id, guild = await self._channel(guild_id), self._client.get_guild(guild_id)
            changes = self._waiting.pop(guild_id, [])
            if channel_id is None or guild is None:
                return
            channel = self._client.get_partial_messageable(channel_id, guild_id=guild_id)
            await channel.send(await self._content(guild, changes), silent=True)
        except (StoreError, *TROUBLE) as error:
            why = str(error) if isinstance(error, StoreError) else reason(error)
            _log.warning("changes of server %s could not be shown to its moderators: %s", guild_id, why)
        finally:
            if not changes:
                self._waiting.pop(guild_id, None)

    async def _channel(self, guild_id: int) -> int | None:
        """Where changes are told; None where nobody wants it."""
        setting = await self._services.rule_settings.of(guild_id)
        return setting.log_channel_id if setting.log_changes else None

    async def _content(self, guild: discord.Guild, changes: list[Change]) -> str:
        catalogues = self._services.catalogues
        locales = (ENGLISH, self._services.preferences.chinese(guild.id))
        broken = await self._new_trouble(guild)
        lines: list[str] = []
        for number, change in enumerate(changes):
            own, other = (line(change, locale, catalogues) for locale in locales)
            both = f"{own}\n-# {other}"
            if units("\n".join([*lines, both, *broken])) > _LONGEST:
                more = [catalogues.text(locale, _MORE, count=len(changes) - number) for locale in locales]
                lines.append(f"{more[0]}\n-# {more[1]}")
                break
            lines.append(both)
        return "\n".join([*lines, *broken])

    async def _new_trouble(self, guild: discord.Guild) -> list[str]:
        """What `/redbridge check` finds now and did not find after the change before."""
        catalogues = self._services.catalogues
        red = [each for each in await findings(self._client, guild) if each.trouble is not None]
        told = {each.what.said(ENGLISH, catalogues): each for each in red}
        former, self._broken[guild.id] = self._broken.get(guild.id, frozenset()), frozenset(told)
        lines: list[str] = []
        for what, each in list(told.items())[:_MOST_TROUBLE]:
            if what not in former:
                sentence = Sentence(_TROUBLE, {"what": each.what, "trouble": each.trouble})
                chinese = self._services.preferences.chinese(guild.id)
                lines.append(f"{sentence.said(ENGLISH, catalogues)}\n-# {sentence.said(chinese, catalogues)}")
        return lines
