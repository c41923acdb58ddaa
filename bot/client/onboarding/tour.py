"""A newcomer's tour: which one it is, and its cards one after the other, all in one message that only they see."""

from collections.abc import Sequence
from typing import Any, Final

import discord
from discord import ui

from bot.client.errors import tell
from bot.client.moderators import guild_of
from bot.client.onboarding.buddies import OpenBuddies
from bot.client.onboarding.buttons import Choose, Done, Take, Try
from bot.client.onboarding.roles import give
from bot.client.onboarding.whereabouts import member_of, server_of, staying
from bot.client.readers import reader
from bot.client.rules.agreeing import Agree
from bot.client.views import view_of
from bot.errors import N_
from bot.onboarding.journeys import Card, GoneError
from bot.services import Services

_WHO: Final = N_("Who are you? Each answer is a short tour, and you can take another one at any time.")
_MOVED: Final = N_("The tour that you took is no longer here. These are:")
_THE_END: Final = N_("That was the tour. Make yourself at home. `/tips` brings every card back.")
_RULES: Final = N_(
    "-# One more thing: this server has rules. `/rules` shows them; if you agree, press the green button."
)
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
            text, view, _ = await self._card(interaction, known.journey, known.step)
        await tell(interaction, text, view=staying(interaction, view))

    async def ask(self, interaction: discord.Interaction[Any]) -> None:
        """Show the journeys in the place of a card."""
        await interaction.response.defer()
        await _redraw(interaction, await self._question(interaction))

    async def turn_to(self, interaction: discord.Interaction[Any], journey: str, number: int) -> None:
        """Show a card in the place of another one, and remember that its reader stands there."""
        await interaction.response.defer()
        text, view, card = await self._card(interaction, journey, number)
        await _redraw(interaction, (text, view))
        if card and card.earned:
            await self._reward(interaction, [card.earned])
        if card and number == 0:
            await interaction.client.tips.began(interaction, journey)

    async def finish(self, interaction: discord.Interaction[Any], journey: str, number: int) -> None:
        """Say good-bye after the last card, and remember that it was read."""
        await interaction.response.defer()
        guild_id, locale = guild_of(interaction), await reader(interaction)
        try:
            roles = await self._journeys.rewards(guild_id, locale, journey, await self._facts(interaction))
        except GoneError:
            await _redraw(interaction, await self._question(interaction, _MOVED))
            return
        await self._journeys.finish(guild_id, interaction.user.id, journey, number)
        again = Take(journey, 0, self._say(locale, N_("From the beginning")))
        buttons: list[ui.Item[Any]] = [again, self._another(locale)]
        if self._services.arrivals.welcome(guild_id).has_buddies:
            buttons.append(OpenBuddies(self._say(locale, N_("Find a buddy"))))
        await _redraw(interaction, (self._say(locale, _THE_END), view_of(*buttons)))
        await self._reward(interaction, roles)

    async def _question(self, interaction: discord.Interaction[Any], head: str = _WHO) -> _Screen:
        locale = await reader(interaction)
        journeys = await self._journeys.offered(guild_of(interaction), locale)
        lines = [f"**{journey.name}**\n-# {journey.about}" for journey in journeys]
        text = "\n".join([self._say(locale, head), "", *lines])
        return text, view_of(*(Take(journey.key, 0, journey.name) for journey in journeys))

    async def _card(
        self, interaction: discord.Interaction[Any], journey: str, number: int
    ) -> tuple[str, ui.View, Card | None]:
        """A card, at which its reader stands from now on; or the question, and None, if its journey is gone."""
        guild_id, locale = guild_of(interaction), await reader(interaction)
        try:
            card = await self._journeys.card(guild_id, locale, journey, number, await self._facts(interaction))
        except GoneError:
            return *await self._question(interaction, _MOVED), None
        await self._journeys.stand(guild_id, interaction.user.id, card.journey, card.number)
        text, buttons = card_text(card), self._buttons(locale, card)
        if card.is_last and (await self._services.agreements.standing(guild_id, interaction.user.id)).is_asked:
            text, buttons = f"{text}\n\n{self._say(locale, _RULES)}", [Agree(), *buttons]
        return text, view_of(*buttons), card

    async def _facts(self, interaction: discord.Interaction[Any]) -> dict[str, str]:
        cats = self._services.arrivals.welcome(guild_of(interaction)).cat_channel_id
        return facts(await server_of(interaction), cats)

    async def _reward(self, interaction: discord.Interaction[Any], roles: Sequence[int]) -> None:
        """Give a member roles that they have not yet; nobody gets one before Discord's own screening lets them in."""
        member = await member_of(interaction) if roles else None
        if member is None or member.pending:
            return
        for role_id in roles:
            if member.get_role(role_id) is None:
                await give(member.guild, member.id, role_id, interaction.client)

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
    await interaction.edit_original_response(content=text, view=staying(interaction, view))


def card_text(card: Card) -> str:
    """A card as it stands in a message: how far it is, its title, its text."""
    dots = _DONE * (card.number + 1) + _TODO * (card.count - card.number - 1)
    return f"-# {dots} {card.number + 1} / {card.count}\n### {card.step.title}\n{card.step.text}"
