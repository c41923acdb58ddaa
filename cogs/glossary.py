"""/redbridge glossary: the words that moderators teach RedBridge."""

from dataclasses import replace
from functools import partial
from typing import Any

import discord
from discord import app_commands

from bot.access.access import Area
from bot.client import render
from bot.client.bot import RedBridgeBot
from bot.client.curating.glossary_form import WordForm
from bot.client.curating.glossary_list import TurnWords, line
from bot.client.errors import tell
from bot.client.files import Import, file_of, written
from bot.client.marks import T_
from bot.client.moderators import ModeratorGroup, guild_of, is_moderator
from bot.client.readers import reader
from bot.errors import N_
from bot.services import Services
from bot.words.checking import LONGEST_MEANING, LONGEST_RENDERING, LONGEST_WORD, variants_of
from bot.words.files import sheets, tables
from bot.words.files.wording import LAYOUT, row_of
from bot.words.word import Kind, Word

_MOST_CHOICES = 25
_FILES = Import({"csv": partial(sheets.read, layout=LAYOUT), "toml": partial(tables.read, layout=LAYOUT)}, 512 * 1024)
_FORMS = [
    app_commands.Choice(name=T_("choice-name", "CSV, for spreadsheets"), value="csv"),
    app_commands.Choice(name=T_("choice-name", "TOML, for text editors"), value="toml"),
]
_KINDS = [
    app_commands.Choice(
        name=T_("choice-name", "term: always said the same way in the other language"), value=Kind.TERM
    ),
    app_commands.Choice(name=T_("choice-name", "keep: never translated"), value=Kind.KEEP),
    app_commands.Choice(name=T_("choice-name", "slang: explained in a note"), value=Kind.SLANG),
]
_NAMES = {
    "word": T_("option-name", "word"),
    "translation": T_("option-name", "translation"),
    "kind": T_("option-name", "kind"),
    "spellings": T_("option-name", "spellings"),
    "english": T_("option-name", "explanation-en"),
    "chinese": T_("option-name", "explanation-zh"),
}
_ABOUT = {
    "translation": T_("option-description", "How the other language says it"),
    "kind": T_("option-description", "What is done with it"),
    "spellings": T_("option-description", "Other spellings, with commas between"),
    "english": T_("option-description", "What it means, in English"),
    "chinese": T_("option-description", "What it means, in Chinese"),
}
Text = app_commands.Range[str, 1, LONGEST_WORD]
Rendering = app_commands.Range[str, 1, LONGEST_RENDERING]
Meaning = app_commands.Range[str, 1, LONGEST_MEANING]
Spellings = app_commands.Range[str, 1, 600]
_ADDED = N_("Done. From the next message on RedBridge knows: {line}")
_REMOVED = N_("Done. “{word}” is no longer a word of this server.")


async def _suggest(interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
    """Words that hold what was typed, those that begin with it first; only for moderators."""
    if interaction.guild_id is None or not is_moderator(interaction, Area.TRANSLATION):
        return []
    services: Services = interaction.client.services
    wanted = typed.strip().casefold()
    found = [word for word in services.words.list(interaction.guild_id) if _holds(word, wanted)]
    found.sort(key=lambda word: not word.text.casefold().startswith(wanted))
    return [app_commands.Choice(name=_label(word), value=word.text) for word in found[:_MOST_CHOICES]]


def _holds(word: Word, wanted: str) -> bool:
    return any(wanted in text.casefold() for text in (*word.spellings, word.rendering))


def _label(word: Word) -> str:
    return (f"{word.text} ⇄ {word.rendering}" if word.rendering else word.text)[:100]


class Glossary(ModeratorGroup):
    """Adding, changing, removing, listing words; files of them."""

    area = Area.TRANSLATION

    def __init__(self, bot: RedBridgeBot) -> None:
        super().__init__(
            name=T_("command-name", "glossary"),
            description=T_("command-description", "This server's own words"),
        )
        self._services: Services = bot.services

    @app_commands.command(
        name=T_("command-name", "add"),
        description=T_("command-description", "Teach RedBridge a word"),
    )
    @app_commands.rename(**_NAMES)
    @app_commands.describe(word=T_("option-description", "The word; leave it out for a form"), **_ABOUT)
    @app_commands.choices(kind=_KINDS)
    async def add(  # noqa: PLR0913, PLR0917 - one for each option
        self,
        interaction: discord.Interaction[Any],
        word: Text | None = None,
        translation: Rendering | None = None,
        kind: str | None = None,
        spellings: Spellings | None = None,
        english: Meaning | None = None,
        chinese: Meaning | None = None,
    ) -> None:
        """Add a word at once, or ask for what is missing in a form."""
        given = Word(
            word or "",
            Kind(kind) if kind else Kind.SLANG if english and chinese and not translation else Kind.TERM,
            translation or "",
            variants_of(spellings or ""),
            english or "",
            chinese or "",
        )
        if word and (translation or given.kind is Kind.KEEP or (english and chinese)):
            await self._add(interaction, given)
        else:
            form = WordForm(given, await reader(interaction), self._services.catalogues, self._add)
            await interaction.response.send_modal(form)

    @app_commands.command(
        name=T_("command-name", "edit"),
        description=T_("command-description", "Change a word of this server"),
    )
    @app_commands.rename(**_NAMES)
    @app_commands.describe(word=T_("option-description", "Which word; alone, it opens a form"), **_ABOUT)
    @app_commands.choices(kind=_KINDS)
    @app_commands.autocomplete(word=_suggest)
    async def edit(  # noqa: PLR0913, PLR0917 - one for each option
        self,
        interaction: discord.Interaction[Any],
        word: str,
        translation: Rendering | None = None,
        kind: str | None = None,
        spellings: Spellings | None = None,
        english: Meaning | None = None,
        chinese: Meaning | None = None,
    ) -> None:
        """Change what is given, or everything in a form."""
        former = self._services.words.get(guild_of(interaction), word)
        changed = replace(
            former,
            kind=Kind(kind) if kind else former.kind,
            rendering=translation or former.rendering,
            variants=variants_of(spellings) if spellings else former.variants,
            meaning_en=english or former.meaning_en,
            meaning_zh=chinese or former.meaning_zh,
        )
        if changed.kind is Kind.KEEP and not translation:
            changed = replace(changed, rendering="")

        async def change(interaction: discord.Interaction[Any], new: Word) -> None:
            await interaction.response.defer(ephemeral=True, thinking=True)
            kept = await self._services.words.edit(guild_of(interaction), former.text, new, interaction.user.id)
            await self._confirm(interaction, kept)

        if changed == former:
            form = WordForm(former, await reader(interaction), self._services.catalogues, change)
            await interaction.response.send_modal(form)
        else:
            await change(interaction, changed)

    @app_commands.command(
        name=T_("command-name", "remove"),
        description=T_("command-description", "Forget a word of this server"),
    )
    @app_commands.rename(word=_NAMES["word"])
    @app_commands.describe(word=T_("option-description", "Which word"))
    @app_commands.autocomplete(word=_suggest)
    async def remove(self, interaction: discord.Interaction[Any], word: str) -> None:
        """Remove a word."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        gone = await self._services.words.remove(guild_of(interaction), word, interaction.user.id)
        locale = await reader(interaction)
        await tell(interaction, render.bilingual(locale, self._services.catalogues, _REMOVED, word=gone.text))

    @app_commands.command(
        name=T_("command-name", "list"),
        description=T_("command-description", "Show the words of this server"),
    )
    @app_commands.rename(kind=_NAMES["kind"])
    @app_commands.describe(kind=T_("option-description", "Only words of this kind"))
    @app_commands.choices(kind=_KINDS)
    async def list(self, interaction: discord.Interaction[Any], kind: str | None = None) -> None:
        """Show the first page."""
        await TurnWords.show(interaction, kind or "")

    @app_commands.command(
        name=T_("command-name", "import"),
        description=T_("command-description", "Read words from a file"),
    )
    @app_commands.rename(file=T_("option-name", "file"), preview=T_("option-name", "preview"))
    @app_commands.describe(
        file=T_("option-description", "A .csv or .toml file, up to 512 kB"),
        preview=T_("option-description", "Only show what it would change"),
    )
    async def take(
        self,
        interaction: discord.Interaction[Any],
        file: discord.Attachment,
        preview: bool = False,  # noqa: FBT001, FBT002 - an option
    ) -> None:
        """Take what can be taken, and list what cannot."""
        await _FILES.take(interaction, file, self._services.words.take, dry=preview)

    @app_commands.command(
        name=T_("command-name", "export"),
        description=T_("command-description", "Take the words home in a file"),
    )
    @app_commands.rename(form=T_("option-name", "format"))
    @app_commands.describe(form=T_("option-description", "The kind of file; else CSV"))
    @app_commands.choices(form=_FORMS)
    async def export(self, interaction: discord.Interaction[Any], form: str = "csv") -> None:
        """Send all words in a file."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        rows = [row_of(word) for word in self._services.words.list(guild_of(interaction))]
        text = self._services.catalogues.text(await reader(interaction), N_("Words: {count}"), count=len(rows))
        await tell(interaction, text, file=file_of(written(rows, form, LAYOUT), f"redbridge-words.{form}"))

    async def _add(self, interaction: discord.Interaction[Any], word: Word) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        kept = await self._services.words.add(guild_of(interaction), word, interaction.user.id)
        await self._confirm(interaction, kept)

    async def _confirm(self, interaction: discord.Interaction[Any], word: Word) -> None:
        locale, catalogues = await reader(interaction), self._services.catalogues
        await tell(interaction, catalogues.text(locale, _ADDED, line=line(word, locale, catalogues)))


async def setup(bot: RedBridgeBot) -> None:
    """Load this extension."""
    bot.add_dynamic_items(TurnWords)
    bot.moderators.add_command(Glossary(bot))
