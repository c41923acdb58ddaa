"""A newcomer's tour: which one it is, and its cards one after the other, all in one message that only they see."""

from typing import Any, Final

import discord
from discord import ui

from bot.client.errors import tell
from bot.client.moderators import guild_of
from bot.client.onboarding.buttons import Choose, Done, Take, Try
from bot.client.readers import reader
from bot.client.views import view_of
from bot.errors import N_
from bot.onboarding.journeys import Card
from bot.services import Services

_WHO: Final = N_("Who are you? Each answer is a short tour, and you can take another one at any time.")
_THE_END: Final = N_("That was the tour. Make yourself at home. `/tips` brings every card back.")
_DONE, _TODO = "●", "○"
_Screen = tuple[str, ui.View]


class Tour:
    """Shows cards, and remembers where their reader stands. Raises what the table of errors explains."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._journeys = services.journeys

    async def open(self, interaction: discord.Interaction[Any]) -> None:
        """Show a member the card at which they stand, or ask who they are if they never began.

        The interaction is deferred already.
        """
        known = await self._journeys.where(guild_of(interaction), interaction.user.id)
        if known is None:
            text, view = await self._question(interaction)
        else:
            text, view = await self._card(interaction, known.journey, known.step)
        await tell(interaction, text, view=view)

    async def ask(self, interaction: discord.Interaction[Any]) -> None:
        """Show the journeys in the place of a card."""
        await interaction.response.defer()
        await _redraw(interaction, await self._question(interaction))

    async def turn_to(self, interaction: discord.Interaction[Any], journey: str, number: int) -> None:
        """Show a card in the place of another one, and remember that its reader stands there."""
        await interaction.response.defer()
        await _redraw(interaction, await self._card(interaction, journey, number))

    async def finish(self, interaction: discord.Interaction[Any], journey: str, number: int) -> None:
        """Say good-bye after the last card, and remember that it was read."""
        await interaction.response.defer()
        await self._journeys.finish(guild_of(interaction), interaction.user.id, journey, number)
        locale = await reader(interaction)
        again = Take(journey, 0, self._say(locale, N_("From the beginning")))
        await _redraw(interaction, (self._say(locale, _THE_END), view_of(again, self._another(locale))))

    async def _question(self, interaction: discord.Interaction[Any]) -> _Screen:
        locale = await reader(interaction)
        journeys = self._journeys.offered(locale)
        lines = [f"**{journey.name}**\n-# {journey.about}" for journey in journeys]
        text = "\n".join([self._say(locale, _WHO), "", *lines])
        return text, view_of(*(Take(journey.key, 0, journey.name) for journey in journeys))

    async def _card(self, interaction: discord.Interaction[Any], journey: str, number: int) -> _Screen:
        guild_id, locale = guild_of(interaction), await reader(interaction)
        known = facts(interaction.guild, self._services.arrivals.welcome(guild_id).cat_channel_id)
        card = self._journeys.card(locale, journey, number, known)
        await self._journeys.stand(guild_id, interaction.user.id, card.journey, card.number)
        return _text(card), view_of(*self._buttons(locale, card))

    def _buttons(self, locale: str, card: Card) -> list[ui.Item[Any]]:
        buttons: list[ui.Item[Any]] = []
        if card.number:
            buttons.append(Take(card.journey, card.number - 1, self._say(locale, N_("Back"))))
        if card.is_last:
            buttons.append(Done(card.journey, card.number, self._say(locale, N_("Done"))))
        else:
            buttons.append(Take(card.journey, card.number + 1, self._say(locale, N_("Next")), is_first=True))
        if card.step.demo:
            buttons.append(Try(self._say(locale, N_("Try it"))))
        return [*buttons, self._another(locale)]

    def _another(self, locale: str) -> Choose:
        return Choose(self._say(locale, N_("Another tour")))

    def _say(self, locale: str, message_id: str) -> str:
        return self._services.catalogues.text(locale, message_id)


def facts(guild: discord.Guild | None, cat_channel_id: int | None) -> dict[str, str]:
    """What stands for the placeholders of texts in a server; what the server does not have is left out."""
    known = {"server": discord.utils.escape_markdown(guild.name) if guild else ""}
    if guild and guild.rules_channel:
        known["rules"] = guild.rules_channel.mention
    if cat_channel_id:
        known["cats"] = f"<#{cat_channel_id}>"
    return known


async def _redraw(interaction: discord.Interaction[Any], screen: _Screen) -> None:
    text, view = screen
    await interaction.edit_original_response(content=text, view=view)


def _text(card: Card) -> str:
    dots = _DONE * (card.number + 1) + _TODO * (card.count - card.number - 1)
    return f"-# {dots} {card.number + 1} / {card.count}\n### {card.step.title}\n{card.step.text}"
