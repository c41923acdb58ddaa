"""Words of the glossary explained to one reader, and buttons for the words they may have meant."""

import asyncio
import re
from collections.abc import Sequence
from typing import Any, Final, Self

import discord
from discord import ui

from bot.client import render
from bot.client.errors import tell
from bot.client.readers import reader
from bot.client.views import PersistentItem, view_of
from bot.errors import N_
from bot.glossary import Entry, Kind
from bot.glossary.types import Closeness, Register
from bot.i18n import TRADITIONAL, Catalogues
from bot.language.convert import to_traditional
from bot.markup import split
from bot.services import Services
from bot.translation.notes import note

_UNKNOWN: Final = N_("I don't know “{term}”. If you learn what it means, tell a moderator: they can teach it to me.")
_NEAR: Final = N_("I don't know “{term}”. Did you mean one of these?")
_KEPT: Final = N_("{term}: stays as it is in translations here.")
_TONE: Final = N_("-# Tone: {tone}")
_TONES: Final = {
    Register.AFFECTIONATE: N_("affectionate"),
    Register.PLAYFUL: N_("playful"),
    Register.IRONIC: N_("ironic"),
    Register.MOCKING: N_("mocking"),
    Register.RUDE: N_("rude"),
    Register.VULGAR: N_("vulgar, better not used"),
    Register.SENSITIVE: N_("a sensitive matter, to be used with care"),
}
_LONGEST_ID: Final = 100
_LONGEST_SHOWN: Final = 80
_QUOTES: Final = str.maketrans("“”‘’", "「」『』")


class Meant(PersistentItem[ui.Button[Any]], template=r"explain:1:(?P<term>.{1,80})"):
    """A button with a word; pressing it explains the word."""

    def __init__(self, term: str) -> None:
        super().__init__(ui.Button(label=term[:_LONGEST_SHOWN], custom_id=f"explain:1:{term}"))
        self._term = term

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls(match["term"])

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Explain the word."""
        await explain(interaction, self._term)


async def explain(interaction: discord.Interaction[Any], term: str) -> None:
    """Tell whoever asks what a word means; or which words are near it; or that nobody here knows."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    services: Services = interaction.client.services
    locale = await reader(interaction)
    glossary = services.words.glossary(interaction.guild_id or 0)
    # Looking for what is near reads the pinyin of all words once, which takes a moment.
    found = await asyncio.to_thread(glossary.look_up, term)
    shown = discord.utils.escape_markdown(" ".join(term.split())[:_LONGEST_SHOWN])
    if not found:
        await tell(interaction, services.catalogues.text(locale, _UNKNOWN, term=shown))
    elif found[0].closeness is Closeness.NEAR:
        buttons = _buttons([each.entry for each in found])
        await tell(interaction, services.catalogues.text(locale, _NEAR, term=shown), view=view_of(*buttons))
    else:
        # Slang that both languages use is an entry of each.
        texts = dict.fromkeys(explained(each.entry, locale, services.catalogues) for each in found)
        text = "\n\n".join(texts)
        for part in split(text, render.LIMIT):
            await tell(interaction, part)


def explained(entry: Entry, locale: str, catalogues: Catalogues) -> str:
    """All that is known of a word, for readers of `locale`: what it means, then the rest in small print."""
    return "\n".join([_meaning(entry, locale, catalogues), *_more(entry, locale, catalogues)])


def _meaning(entry: Entry, locale: str, catalogues: Catalogues) -> str:
    if entry.kind is Kind.NEVER and not entry.meaning.of(locale):
        return catalogues.text(locale, _KEPT, term=f"**{entry.headword}**")
    line = note(entry, locale)
    return catalogues.text(locale, line.message_id, **line.params | {"term": f"**{line.params['term']}**"})


def _more(entry: Entry, locale: str, catalogues: Catalogues) -> list[str]:
    said = N_("-# To say it in English: {rendering}") if entry.language == "zh" else N_("-# In Chinese: {rendering}")
    other = entry.rendering.of("en" if entry.language == "zh" else "zh")
    told = [
        (N_("-# Short for: {expansion}"), "expansion", entry.expansion),
        (said, "rendering", other),
        (N_("-# Also written: {variants}"), "variants", ", ".join(entry.variants)),
        (_TONE, "tone", catalogues.text(locale, _TONES.get(entry.register, ""))),
        (N_("-# Not slang: {when}"), "when", entry.not_slang_when.of(locale)),
    ]
    return [catalogues.text(locale, line, **{name: _own(text, locale)}) for line, name, text in told if text]


def _own(text: str, locale: str) -> str:
    """A text of the glossary, whose Chinese is Simplified, in the characters of the reader."""
    return to_traditional(text).translate(_QUOTES) if locale == TRADITIONAL else text


def _buttons(entries: Sequence[Entry]) -> list[ui.Item[Any]]:
    words = dict.fromkeys(entry.headword for entry in entries)
    return [Meant(word) for word in words if len(word) <= _LONGEST_SHOWN and len(f"explain:1:{word}") <= _LONGEST_ID]
