"""The form for a word of the server."""

from collections.abc import Awaitable, Callable
from typing import Any

import discord
from discord import ui

from bot.access.access import Area
from bot.client.moderators import require_moderator
from bot.client.readers import reader
from bot.client.views import Modal
from bot.errors import N_
from bot.i18n import Catalogues
from bot.words.checking import LONGEST_MEANING, LONGEST_RENDERING, LONGEST_WORD, variants_of
from bot.words.word import Kind, Word

Then = Callable[[discord.Interaction[Any], Word], Awaitable[None]]
_LONGEST_SPELLINGS = 600
# Discord takes no longer label.
_LONGEST_LABEL = 45


class WordForm(Modal):
    """Asks for what a word of its kind needs, and hands it on."""

    def __init__(self, word: Word, locale: str, catalogues: Catalogues, then: Then) -> None:
        """word: what is filled in already. then: what is done with what was sent."""
        super().__init__(catalogues.text(locale, N_("A word of this server")))
        self._word = word
        self._catalogues = catalogues
        self._kind = word.kind
        self._then = then
        self._fields: dict[str, ui.TextInput[Any]] = {}
        slang = word.kind is Kind.SLANG
        self._ask("text", catalogues.text(locale, N_("The word")), word.text, LONGEST_WORD, needed=True)
        if word.kind is not Kind.KEEP:
            label = catalogues.text(locale, N_("In the other language"))
            self._ask("rendering", label, word.rendering, LONGEST_RENDERING, needed=not slang)
        label = catalogues.text(locale, N_("Other spellings, with commas between them"))
        self._ask("variants", label, ", ".join(word.variants), _LONGEST_SPELLINGS)
        if word.kind is not Kind.KEEP:
            label = catalogues.text(locale, N_("What it means, in English"))
            self._ask("meaning_en", label, word.meaning_en, LONGEST_MEANING, needed=slang, long=True)
            label = catalogues.text(locale, N_("What it means, in Chinese"))
            self._ask("meaning_zh", label, word.meaning_zh, LONGEST_MEANING, needed=slang, long=True)

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Hand the word on."""
        said = {name: field.value for name, field in self._fields.items()}
        await self._then(
            interaction,
            Word(
                said["text"],
                self._kind,
                said.get("rendering", ""),
                variants_of(said["variants"]),
                said.get("meaning_en", ""),
                said.get("meaning_zh", ""),
            ),
        )

    async def anew(self, interaction: discord.Interaction[Any]) -> "WordForm":
        """The same form."""
        require_moderator(interaction, Area.TRANSLATION)
        return WordForm(self._word, await reader(interaction), self._catalogues, self._then)

    def _ask(  # noqa: PLR0913 - each says one thing of a field
        self, name: str, label: str, filled: str, most: int, *, needed: bool = False, long: bool = False
    ) -> None:
        style = discord.TextStyle.paragraph if long else discord.TextStyle.short
        field: ui.TextInput[Any] = ui.TextInput(
            style=style, default=filled[:most] or None, required=needed, max_length=most
        )
        self._fields[name] = field
        self.add_item(ui.Label(text=label[:_LONGEST_LABEL], component=field))
