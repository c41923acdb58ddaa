"""All that a server has decided, as files: taken home together, and each read by what wrote it."""

import asyncio
import json
from collections.abc import Awaitable, Mapping
from typing import Any, Final, Protocol, cast

import discord
from discord.asset import Asset

from bot.client.errors import tell
from bot.client.files import fetched, file_of, written
from bot.client.moderators import guild_of
from bot.client.readers import reader
from bot.client.vault import Vault
from bot.config.files import FORMAT as SETTINGS
from bot.errors import N_
from bot.onboarding.files.document import FORMAT as ONBOARDING
from bot.rules.files.document import FORMAT as RULES
from bot.rules.reminder_files.document import FORMAT as REMINDERS
from bot.services import Services
from bot.words.files import pairing, wording

_EXPORTED: Final = N_(
    "All that this server has decided, a file for each part: settings, and what there is of texts for newcomers, "
    "rules, reminders, words and translations. `/redbridge import` reads each `.json` of them, here or in another "
    "server; `/redbridge glossary import` and `/redbridge memory import` read the `.csv`. Bridges, and who may change "
    "what, are in none, because they hold for this server alone."
)
# More than any of the files may have; what is larger is refused by who would read it.
_MOST: Final = 2 << 20


class Exchange(Protocol):
    """What writes and reads the file of one part."""

    async def file(self, interaction: discord.Interaction[Any]) -> discord.File | None:
        """The file, or None if there is nothing to be kept."""
        ...

    def propose(self, interaction: discord.Interaction[Any], attachment: discord.Attachment, /) -> Awaitable[None]:
        """Show what a file would change; change nothing yet."""
        ...


class Parcel:
    """Hands out all files, and hands a file to whoever reads it. Raises what the table of errors explains."""

    def __init__(
        self, services: Services, settings: Exchange, onboarding: Exchange, rules: Exchange, reminders: Exchange
    ) -> None:
        self._services = services
        self._exchanges: Mapping[str, Exchange] = {
            SETTINGS: settings,
            ONBOARDING: onboarding,
            RULES: rules,
            REMINDERS: reminders,
        }
        self._vault = Vault(str(Asset.BASE), 10.0)

    async def export(self, interaction: discord.Interaction[Any]) -> None:
        """Hand over the files of a server. The interaction is deferred already."""
        files = [await exchange.file(interaction) for exchange in self._exchanges.values()]
        files += [await self._words(interaction), await self._memory(interaction)]
        text = self._services.catalogues.text(await reader(interaction), _EXPORTED)
        await tell(interaction, text, files=[file for file in files if file])

    async def propose(self, interaction: discord.Interaction[Any], attachment: discord.Attachment) -> None:
        """Show what a file would change; change nothing yet. The interaction is deferred already."""
        exchange = self._exchanges.get(await self._format(attachment), self._exchanges[SETTINGS])
        await exchange.propose(interaction, attachment)

    async def _format(self, attachment: discord.Attachment) -> str:
        """What a file says that it is; nothing if it cannot be read, which its reader then explains."""
        if attachment.size > _MOST:
            return ""
        return await asyncio.to_thread(_named, await fetched(self._vault, attachment, _MOST))

    async def _words(self, interaction: discord.Interaction[Any]) -> discord.File | None:
        rows = [wording.row_of(word) for word in self._services.words.list(guild_of(interaction))]
        return file_of(written(rows, "csv", wording.LAYOUT), "redbridge-words.csv") if rows else None

    async def _memory(self, interaction: discord.Interaction[Any]) -> discord.File | None:
        rows = [pairing.row_of(each.pair) for each in await self._services.curator.approved(guild_of(interaction))]
        return file_of(written(rows, "csv", pairing.LAYOUT), "redbridge-memory.csv") if rows else None


def _named(data: bytes) -> str:
    try:
        given = json.loads(data)
    except (ValueError, RecursionError):
        return ""
    name = cast("dict[str, object]", given).get("format") if isinstance(given, dict) else None
    return name if isinstance(name, str) else ""
