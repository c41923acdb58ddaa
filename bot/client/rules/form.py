"""The form in which a rule is written: a field for each language; what is left empty is translated."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

import discord
from discord import ui

from bot.access.access import Area
from bot.client.moderators import guild_of, require_moderator
from bot.client.readers import reader
from bot.client.views import Modal
from bot.errors import N_
from bot.i18n import LANGUAGES, LOCALES
from bot.rules import wording
from bot.rules.book import Rule, RuleText
from bot.services import Services

Then = Callable[[discord.Interaction[Any], Rule], Awaitable[None]]
# Translators: the title of a form.
_NEW: Final = N_("A new rule")
_TITLE: Final = N_("Rule {number}")
_HOW: Final = N_("First line: name. Below: text, “# keywords”, “> example”, and under “---” an explanation.")
_EMPTY: Final = N_("Left empty, it is translated from the others.")
_FOLLOWS: Final = N_("Machine-made. If you leave it as it is, it follows your changes to the others.")
_HINT: Final = 100
_NOTHING: Final = RuleText("", "")


class RuleForm(Modal):
    """Keeps what is written, if nobody has changed the rule since the form was opened."""

    def __init__(self, services: Services, locale: str, rule: Rule | None, then: Then) -> None:
        """rule: None for a new one. then: shows what came of it."""
        title = services.catalogues.text(locale, _TITLE, number=rule.number) if rule else None
        super().__init__(title or services.catalogues.text(locale, _NEW))
        self._services, self._rule, self._then = services, rule, then
        self._shown = dict(rule.texts) if rule else {}
        self._fields: dict[str, ui.TextInput[Any]] = {}
        for each in LOCALES:
            text = self._shown.get(each, _NOTHING)
            self._fields[each] = ui.TextInput(
                style=discord.TextStyle.paragraph,
                required=False,
                max_length=wording.LONGEST,
                default=wording.joined(text) or None,
            )
            hint = _FOLLOWS if text.is_machine else _HOW if each == LOCALES[0] else _EMPTY
            label = f"{LANGUAGES[each]} 🤖" if text.is_machine else LANGUAGES[each]
            description = services.catalogues.text(locale, hint)[:_HINT]
            self.add_item(ui.Label(text=label, description=description, component=self._fields[each]))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Keep the rule, and show it."""
        require_moderator(interaction, Area.RULES)
        if interaction.message:
            await interaction.response.defer()
        else:
            await interaction.response.defer(ephemeral=True, thinking=True)
        guild_id, by, rules = guild_of(interaction), interaction.user.id, self._services.rules
        written = self._written()
        if self._rule is None:
            kept = await rules.add(guild_id, written, by)
        else:
            kept = await rules.edit(guild_id, self._rule.rule_id, written, self._rule.revision, by)
        await self._then(interaction, kept)

    async def anew(self, interaction: discord.Interaction[Any]) -> "RuleForm":
        """The same form, about what the rule says by now."""
        require_moderator(interaction, Area.RULES)
        rules = self._services.rules
        rule = await rules.rule(guild_of(interaction), self._rule.rule_id) if self._rule else None
        return RuleForm(self._services, await reader(interaction), rule, self._then)

    def _written(self) -> dict[str, RuleText]:
        """What was written, by locale; of the machine's texts only those that need not follow a change."""
        typed = {locale: wording.split(field.value) for locale, field in self._fields.items()}
        same = {locale for locale, text in self._shown.items() if typed[locale] == wording.split(wording.joined(text))}
        given = {locale: self._shown[locale] if locale in same else text for locale, text in typed.items()}
        there = {locale: text for locale, text in given.items() if text != _NOTHING}
        if there.keys() <= same:
            return there
        return {locale: text for locale, text in there.items() if not text.is_machine}
