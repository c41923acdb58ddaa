"""A rule as moderators see it: in all languages, with what nobody has looked at yet marked, and what can be done."""

import re
from typing import Any, ClassVar, Final, Self

import discord
from discord import ui

from bot.access.access import Area
from bot.client.errors import tell
from bot.client.moderators import guild_of, require_moderator
from bot.client.readers import reader
from bot.client.rules.form import RuleForm
from bot.client.views import PersistentItem, PlainButton, view_of
from bot.errors import N_
from bot.i18n import LANGUAGES, LOCALES
from bot.markup import split
from bot.rules.book import Rule, RuleText
from bot.rules.rules import Rules
from bot.services import Services

_HEAD: Final = N_("Rule {number}")
_REMOVED: Final = N_("Done. Rule {number} is no longer in the book, and those after it have moved up: {name}")
_MACHINE: Final = N_("🤖 machine-made, and nobody has looked at it yet")
_MORE: Final = N_("-# *Edit* shows all of it, also what is cut off here.")
# Three languages fit into one message.
_SHOWN: Final = 520


class _AtRule(PersistentItem[ui.Button[Any]], template="unused"):
    """A button about one rule. at: its revision, or its place."""

    act: ClassVar[str] = ""

    def __init__(self, rule_id: int, at: int, label: str = "-", style: str = "secondary") -> None:
        custom_id = f"rule:1:{self.act}:{rule_id}:{at}"
        super().__init__(ui.Button(label=label, style=discord.ButtonStyle[style], custom_id=custom_id))
        self._rule_id, self._at = rule_id, at

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls(int(match["id"]), int(match["at"]))


class EditRule(_AtRule, template=r"rule:1:edit:(?P<id>\d{1,9}):(?P<at>\d{1,9})"):
    """A button that opens a rule's form."""

    act = "edit"

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Open it, filled in with what the rule says by now."""
        require_moderator(interaction, Area.RULES)
        await open_form(interaction, self._rule_id)


class ApproveRule(_AtRule, template=r"rule:1:ok:(?P<id>\d{1,9}):(?P<at>\d{1,9})"):
    """A button that takes what the translator wrote for what the moderators mean."""

    act = "ok"

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Remember it, if the rule still says what the moderator sees."""
        require_moderator(interaction, Area.RULES)
        await interaction.response.defer()
        services: Services = interaction.client.services
        await show(
            interaction,
            await services.rules.approve(guild_of(interaction), self._rule_id, self._at, interaction.user.id),
        )


class RestoreRule(_AtRule, template=r"rule:1:back:(?P<id>\d{1,9}):(?P<at>\d{1,9})"):
    """A button that brings a removed rule back to where it was."""

    act = "back"

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Bring it back, and show it."""
        require_moderator(interaction, Area.RULES)
        await interaction.response.defer()
        services: Services = interaction.client.services
        await show(
            interaction,
            await services.rules.restore(guild_of(interaction), self._rule_id, self._at, interaction.user.id),
        )


class MoveRule(_AtRule, template=r"rule:1:to:(?P<id>\d{1,9}):(?P<at>\d{1,9})"):
    """A button that gives a rule another place."""

    act = "to"

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Move it, and show it."""
        require_moderator(interaction, Area.RULES)
        await interaction.response.defer()
        rules: Rules = interaction.client.services.rules
        await show(interaction, await rules.move(guild_of(interaction), self._rule_id, self._at, interaction.user.id))


class RemoveRule(_AtRule, template=r"rule:1:out:(?P<id>\d{1,9}):(?P<at>\d{1,9})"):
    """A button that takes a rule out of the book; another one brings it back."""

    act = "out"

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Take it out, and say so."""
        require_moderator(interaction, Area.RULES)
        await interaction.response.defer()
        rules: Rules = interaction.client.services.rules
        await show_removed(interaction, await rules.remove(guild_of(interaction), self._rule_id, interaction.user.id))


class ToPanel(PlainButton, template=r"rulebook:1:back"):
    """A button that leads from a rule to the panel with all of them."""

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Show it in the place of the rule."""
        require_moderator(interaction, Area.RULES)
        await interaction.response.defer()
        await interaction.client.rule_hub.redraw(interaction, "book")


ITEMS: Final = (EditRule, ApproveRule, RestoreRule, MoveRule, RemoveRule, ToPanel)


async def open_form(interaction: discord.Interaction[Any], rule_id: int | None) -> None:
    """Open the form for a rule, or for a new one. Raises UserError for a rule that is gone."""
    services: Services = interaction.client.services
    rule = await services.rules.rule(guild_of(interaction), rule_id) if rule_id is not None else None
    await interaction.response.send_modal(RuleForm(services, await reader(interaction), rule, show))


async def show(interaction: discord.Interaction[Any], rule: Rule) -> None:
    """Show a rule: in the place of the card on which a moderator acted, or as the answer to a command.

    The interaction is deferred already.
    """
    services: Services = interaction.client.services
    locale, say = await reader(interaction), services.catalogues.text
    lines = [f"**{say(locale, _HEAD, number=rule.number)}**"]
    for each in LOCALES:
        text = rule.texts[each]
        lines += [f"{LANGUAGES[each]} · {say(locale, _MACHINE)}" if text.is_machine else LANGUAGES[each], _said(text)]
    lines.append(say(locale, _MORE))
    items: list[ui.Item[Any]] = [EditRule(rule.rule_id, rule.revision, say(locale, N_("Edit")), "primary")]
    if any(text.is_machine for text in rule.texts.values()):
        items.append(ApproveRule(rule.rule_id, rule.revision, say(locale, N_("Approve")), "success"))
    items += await _places(services, guild_of(interaction), rule, locale)
    items.append(RemoveRule(rule.rule_id, rule.revision, say(locale, N_("Remove")), "danger"))
    items.append(ToPanel(say(locale, N_("All rules"))))
    await _answer(interaction, "\n".join(lines), view_of(*items))


async def show_removed(interaction: discord.Interaction[Any], rule: Rule) -> None:
    """Say that a rule was removed, with a button to bring it back. The interaction is deferred already."""
    services: Services = interaction.client.services
    locale, say = await reader(interaction), services.catalogues.text
    text = say(locale, _REMOVED, number=rule.number, name=rule.texts[locale].name)
    back = RestoreRule(rule.rule_id, rule.position, say(locale, N_("Bring it back")))
    await _answer(interaction, text, view_of(back, ToPanel(say(locale, N_("All rules")))))


async def _answer(interaction: discord.Interaction[Any], text: str, view: ui.View) -> None:
    if interaction.message:
        await interaction.edit_original_response(content=text, view=view)
    else:
        await tell(interaction, text, view=view)


async def _places(services: Services, guild_id: int, rule: Rule, locale: str) -> list[ui.Item[Any]]:
    """Buttons to the places beside a rule's own."""
    last, say = len((await services.rules.book(guild_id)).rules) - 1, services.catalogues.text
    moves = ((rule.position - 1, N_("Further up")), (rule.position + 1, N_("Further down")))
    return [MoveRule(rule.rule_id, place, say(locale, label)) for place, label in moves if 0 <= place <= last]


def _said(text: RuleText) -> str:
    """A rule in one language, quoted, as much of it as there is room for."""
    keywords = f"\n-# {' · '.join(text.keywords)}" if text.keywords else ""
    whole = f"**{text.name}**\n{text.text}{keywords}"
    first, *rest = split("\n".join(f"> {line}" for line in whole.split("\n")), _SHOWN)
    return f"{first}…" if rest else first
