"""What a reader sees who asked about a message: its translation or why there is none, and buttons."""

import io
from dataclasses import dataclass
from typing import Any, Final

import discord
from discord import ui

from bot.client import render
from bot.client.errors import tell
from bot.client.on_demand.asked import Asked
from bot.client.on_demand.buttons import Another, PostForEveryone, ReadIn, ThisIsWrong
from bot.client.readers import LANGUAGES, reader
from bot.client.views import view_of
from bot.client.wording import silence
from bot.errors import N_
from bot.services import Services
from bot.translation.decide import NO_ANSWER, SAME_LANGUAGE, UNSUPPORTED
from bot.translation.pipeline import CHARACTERS
from bot.translation.types import Outcome

_ALREADY: Final = N_("It is in {language} already.")
_ORIGINAL_ALREADY: Final = N_("That is a translation of {link}, which is in {language} already.")
_ORIGINAL: Final = N_("-# What it translates: {link}")
_REASONS: Final = {
    NO_ANSWER: N_("No usable translation came back. Try again in a minute."),
    UNSUPPORTED: N_("RedBridge translates between English and Chinese, and this looks like another language."),
}
# Where members bring the bot along, Discord takes five answers to one question; a longer text comes as a file.
_MOST_PARTS: Final = 4


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be done with a translation. others: the engines to pass over for another one; empty: there is none."""

    others: frozenset[str] = frozenset()
    may_post: bool = False
    may_improve: bool = False


class Answers:
    """Shows outcomes to one reader."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._catalogues = services.catalogues

    async def show(self, interaction: discord.Interaction[Any], asked: Asked, outcome: Outcome, offer: Offer) -> None:
        """Show a translation with its buttons, or say why there is none."""
        if outcome.text is None:
            await self._explain(interaction, asked, outcome)
            return
        parts = render.translation(outcome, self._catalogues)
        locale = await reader(interaction)
        extras: dict[str, Any] = {}
        if buttons := self._buttons(locale, asked, outcome, offer, is_whole=len(parts) == 1):
            extras["view"] = view_of(*buttons)
        if len(parts) > _MOST_PARTS:
            extras["file"] = discord.File(io.BytesIO(outcome.text.encode()), "translation.txt")
            parts = parts[:1]
        if asked.original:
            parts = _below(parts, self._say(locale, _ORIGINAL, link=asked.original))
        for part in parts[:-1]:
            await tell(interaction, part)
        await tell(interaction, parts[-1], **extras)

    def _buttons(
        self, locale: str, asked: Asked, outcome: Outcome, offer: Offer, *, is_whole: bool
    ) -> list[ui.Item[Any]]:
        target = outcome.target or locale
        place = asked.message.channel_id, asked.message.id
        buttons: list[ui.Item[Any]] = []
        if Another.fits(offer.others):
            buttons.append(Another(place, target, offer.others, self._say(locale, N_("Another rendering"))))
        if offer.may_post:
            buttons.append(PostForEveryone(place, target, self._say(locale, N_("Post it for everyone"))))
        # What bots say is not remembered, nor what is only written in other characters; and the form takes one post.
        if offer.may_improve and asked.is_members and is_whole and outcome.engine != CHARACTERS:
            buttons.append(ThisIsWrong(place, target, self._say(locale, N_("This is wrong"))))
        return buttons

    async def _explain(self, interaction: discord.Interaction[Any], asked: Asked, outcome: Outcome) -> None:
        locale = await reader(interaction)
        if outcome.skipped != SAME_LANGUAGE:
            reason = _REASONS.get(outcome.skipped or "") or silence(outcome.skipped)
            await tell(interaction, render.bilingual(locale, self._catalogues, reason))
            return
        language = LANGUAGES[outcome.target or locale]
        other = self._services.preferences.chinese(interaction.guild_id) if outcome.target == "en" else "en"
        place = asked.message.channel_id, asked.message.id
        button = ReadIn(place, other, self._say(locale, N_("Read it in {language}"), language=LANGUAGES[other]))
        said = self._say(locale, _ALREADY, language=language)
        if asked.original:
            said = self._say(locale, _ORIGINAL_ALREADY, language=language, link=asked.original)
        await tell(interaction, said, view=view_of(button))

    def _say(self, locale: str, message_id: str, **params: str) -> str:
        return self._catalogues.text(locale, message_id, **params)


def _below(parts: list[str], line: str) -> list[str]:
    last = f"{parts[-1]}\n{line}"
    return [*parts[:-1], last] if len(last) <= render.LIMIT else [*parts, line]
