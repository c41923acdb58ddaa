"""The screens on which moderators see what reminds of the rules: on a schedule, and because of what is written."""

from collections.abc import Sequence
from typing import Any, Final

import discord
from discord import ui

from bot.access.access import Area
from bot.client.moderators import guild_of, require_moderator
from bot.client.readers import reader
from bot.client.rules import timed_card, trigger_card
from bot.client.sentences import Sentence, said
from bot.client.views import PlainButton, PlainMenu
from bot.errors import N_
from bot.markup import units
from bot.services import Services

_TIMED: Final = N_("**Reminders on a schedule**")
_TRIGGERS: Final = N_("**What calls for a rule**")
_MORE: Final = N_("- … and more. `/redbridge triggers list` shows all.")
_CHOOSE: Final = N_("See and change one …")
_LONGEST: Final = 1700
_IN_A_MENU: Final = 25
_LONGEST_LABEL: Final = 100


class ChooseTimed(PlainMenu, template=r"rulebook:1:timed"):
    """The menu of reminders."""

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Show one in the place of the panel."""
        require_moderator(interaction, Area.RULES)
        await interaction.response.defer()
        services: Services = interaction.client.services
        found = await services.reminders.get(guild_of(interaction), int(self.item.values[0]))
        await timed_card.show(interaction, found)


class NewTimed(PlainButton, template=r"rulebook:1:new-timed"):
    """A button that opens an empty form."""

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Open it."""
        require_moderator(interaction, Area.RULES)
        await timed_card.open_new(interaction)


class _ChooseTrigger(PlainMenu, template="unused"):
    """A menu of triggers."""

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Show one in the place of the panel."""
        require_moderator(interaction, Area.RULES)
        await interaction.response.defer()
        services: Services = interaction.client.services
        found = services.triggers.get(guild_of(interaction), int(self.item.values[0]))
        await trigger_card.show(interaction, found)


class FirstTriggers(_ChooseTrigger, template=r"rulebook:1:trigger"):
    """The menu of the first triggers."""


class OtherTriggers(_ChooseTrigger, template=r"rulebook:1:trigger-more"):
    """The menu of those for which the first has no room."""


class NewTrigger(PlainButton, template=r"rulebook:1:new-trigger"):
    """A button that opens an empty form."""

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Open it."""
        require_moderator(interaction, Area.RULES)
        await trigger_card.open_new(interaction)


ITEMS: Final = (ChooseTimed, NewTimed, FirstTriggers, OtherTriggers, NewTrigger)


class TimedScreen:
    """What comes on a schedule."""

    key = timed_card.SCREEN
    label = N_("Reminders on a schedule")

    async def draw(self, interaction: discord.Interaction[Any]) -> tuple[str, Sequence[ui.Item[Any]]]:
        """Tell of all, and let one be chosen or made."""
        services: Services = interaction.client.services
        locale, say = await reader(interaction), services.catalogues.text
        told = [Sentence(_TIMED, {}), *await timed_card.lines(interaction)]
        options = await timed_card.options(interaction)
        items: list[ui.Item[Any]] = [ChooseTimed(options, say(locale, _CHOOSE))] if options else []
        items.append(NewTimed(say(locale, N_("A new reminder"))))
        return said(told, locale, services.catalogues), items


class TriggerScreen:
    """What calls for a rule."""

    key = trigger_card.SCREEN
    label = N_("What calls for a rule")

    async def draw(self, interaction: discord.Interaction[Any]) -> tuple[str, Sequence[ui.Item[Any]]]:
        """Tell of as many as there is room for, and let one be chosen or made."""
        services: Services = interaction.client.services
        locale, say = await reader(interaction), services.catalogues.text
        found = services.triggers.of(guild_of(interaction))
        head, *lines = [
            sentence.said(locale, services.catalogues)
            for sentence in (Sentence(_TRIGGERS, {}), *await trigger_card.lines(interaction))
        ]
        text = head
        for line in lines:
            if units(text) + units(line) > _LONGEST:
                text += "\n" + say(locale, _MORE)
                break
            text += f"\n{line}"
        options = [
            discord.SelectOption(
                label=f"{each.trigger_id}. {' · '.join(each.words) or each.pattern}"[:_LONGEST_LABEL],
                value=str(each.trigger_id),
            )
            for each in found
        ]
        menus = zip((FirstTriggers, OtherTriggers), (options[:_IN_A_MENU], options[_IN_A_MENU:]), strict=True)
        items: list[ui.Item[Any]] = [menu(part, say(locale, _CHOOSE)) for menu, part in menus if part]
        items.append(NewTrigger(say(locale, N_("A new trigger"))))
        return text, items
