"""/redbridge memory: the translations that this server approved."""

from functools import partial
from typing import Any

import discord
from discord import app_commands

from bot.access.access import Area
from bot.client import render
from bot.client.bot import RedBridgeBot
from bot.client.curating.memory_list import TurnMemory
from bot.client.curating.memory_review import Judge, begin
from bot.client.errors import tell
from bot.client.files import Import, file_of, written
from bot.client.marks import T_
from bot.client.moderators import ModeratorGroup, guild_of, is_moderator
from bot.client.paging import LONGEST_REST, excerpt
from bot.client.readers import reader
from bot.errors import N_, UserError
from bot.services import Services
from bot.words.curator import Approval
from bot.words.files import sheets, tables, tmx
from bot.words.files.pairing import LAYOUT, row_of

_MOST_CHOICES = 25
_FILES = Import(
    {"csv": partial(sheets.read, layout=LAYOUT), "toml": partial(tables.read, layout=LAYOUT), "tmx": tmx.read},
    4 * 1024 * 1024,
)
_FORMS = [
    app_commands.Choice(name=T_("choice-name", "CSV, for spreadsheets"), value="csv"),
    app_commands.Choice(name=T_("choice-name", "TOML, for text editors"), value="toml"),
    app_commands.Choice(name=T_("choice-name", "TMX, for translators' tools"), value="tmx"),
]
_REMOVED = N_("Done. RedBridge forgot this translation: {source}")


async def _suggest(interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
    """Translations that hold what was typed, the newest first; only for moderators."""
    if interaction.guild_id is None or not is_moderator(interaction, Area.TRANSLATION):
        return []
    services: Services = interaction.client.services
    found = await services.curator.approved(interaction.guild_id, typed)
    return [app_commands.Choice(name=_label(each), value=each.handle) for each in found[: -_MOST_CHOICES - 1 : -1]]


def _label(approval: Approval) -> str:
    source, rendering = (" ".join(text.split()) for text in (approval.pair.source_text, approval.pair.rendering))
    return f"{source[:48]} → {rendering[:48]}"


class Memory(ModeratorGroup):
    """Listing, reviewing, removing; files of translations."""

    area = Area.TRANSLATION

    def __init__(self, bot: RedBridgeBot) -> None:
        super().__init__(
            name=T_("command-name", "memory"),
            description=T_("command-description", "Approved translations"),
        )
        self._services: Services = bot.services

    @app_commands.command(
        name=T_("command-name", "list"),
        description=T_("command-description", "Show what this server approved"),
    )
    @app_commands.rename(search=T_("option-name", "search"))
    @app_commands.describe(search=T_("option-description", "Only those that hold this text"))
    async def list(
        self, interaction: discord.Interaction[Any], search: app_commands.Range[str, 1, LONGEST_REST] | None = None
    ) -> None:
        """Show the first page."""
        await TurnMemory.show(interaction, search or "")

    @app_commands.command(
        name=T_("command-name", "review"),
        description=T_("command-description", "Go through them, the oldest first"),
    )
    async def review(self, interaction: discord.Interaction[Any]) -> None:
        """Show the oldest, with buttons to keep or remove it."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        text, view = await begin(interaction)
        await tell(interaction, text, view=view)

    @app_commands.command(
        name=T_("command-name", "remove"),
        description=T_("command-description", "Forget an approved translation"),
    )
    @app_commands.rename(translation=T_("option-name", "translation"))
    @app_commands.describe(translation=T_("option-description", "Type a part of it, then choose"))
    @app_commands.autocomplete(translation=_suggest)
    async def remove(self, interaction: discord.Interaction[Any], translation: str) -> None:
        """Remove the one that was chosen, or that alone holds what was typed."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        guild, curator = guild_of(interaction), self._services.curator
        handle = translation
        if translation not in {each.handle for each in await curator.approved(guild)}:
            found = await curator.approved(guild, translation)
            if len(found) != 1:
                raise UserError(N_("That could be several translations, or none. Type a part of it and choose one."))
            handle = found[0].handle
        gone = await curator.remove(guild, handle, interaction.user.id)
        source = excerpt(gone.pair.source_text, 200)
        locale = await reader(interaction)
        await tell(interaction, render.bilingual(locale, self._services.catalogues, _REMOVED, source=source))

    @app_commands.command(
        name=T_("command-name", "import"),
        description=T_("command-description", "Read translations from a file"),
    )
    @app_commands.rename(file=T_("option-name", "file"), preview=T_("option-name", "preview"))
    @app_commands.describe(
        file=T_("option-description", "A .csv, .toml or .tmx file, up to 4 MB"),
        preview=T_("option-description", "Only show what it would change"),
    )
    async def take(
        self,
        interaction: discord.Interaction[Any],
        file: discord.Attachment,
        preview: bool = False,  # noqa: FBT001, FBT002 - an option
    ) -> None:
        """Take what can be taken, and list what cannot."""
        await _FILES.take(interaction, file, self._services.curator.take, dry=preview)

    @app_commands.command(
        name=T_("command-name", "export"),
        description=T_("command-description", "Take them home in a file"),
    )
    @app_commands.rename(form=T_("option-name", "format"))
    @app_commands.describe(form=T_("option-description", "The kind of file; else CSV"))
    @app_commands.choices(form=_FORMS)
    async def export(self, interaction: discord.Interaction[Any], form: str = "csv") -> None:
        """Send all of them in a file."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        rows = [row_of(each.pair) for each in await self._services.curator.approved(guild_of(interaction))]
        data = tmx.write(rows) if form == "tmx" else written(rows, form, LAYOUT)
        text = self._services.catalogues.text(await reader(interaction), N_("Translations: {count}"), count=len(rows))
        await tell(interaction, text, file=file_of(data, f"redbridge-memory.{form}"))


async def setup(bot: RedBridgeBot) -> None:
    """Load this extension."""
    bot.add_dynamic_items(TurnMemory, Judge)
    bot.moderators.add_command(Memory(bot))
