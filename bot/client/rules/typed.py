"""Rules from one line, for moderators who would rather type than fill in a form."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import discord

from bot.client.moderators import guild_of
from bot.client.rules import card
from bot.errors import UserError
from bot.rules.book import Rule, RuleText
from bot.rules.files import naming
from bot.rules.files.draft import Draft
from bot.rules.files.markdown import OTHER_TONGUE
from bot.rules.files.plan import kept
from bot.services import Services


async def add(interaction: discord.Interaction[Any], line: str) -> None:
    """Add a rule that says this, and show it. The interaction is deferred already. Raises UserError."""
    services: Services = interaction.client.services
    said = _said(services, line)
    await card.show(interaction, await services.rules.add(guild_of(interaction), said, interaction.user.id))


async def edit(interaction: discord.Interaction[Any], rule: Rule, line: str) -> None:
    """Let a rule say this in the language of the line, and show it; what else belongs to it stays.

    A line without a name (`name: text`) leaves the name as it is. What was translated by machine follows. Raises
    UserError. The interaction is deferred already.
    """
    services: Services = interaction.client.services
    texts = {locale: _put(rule.texts[locale], text, line) for locale, text in _said(services, line).items()}
    whole = kept(rule, Draft("", texts))
    by = interaction.user.id
    await card.show(
        interaction, await services.rules.edit(guild_of(interaction), rule.rule_id, whole, rule.revision, by)
    )


def _said(services: Services, line: str) -> Mapping[str, RuleText]:
    said = naming.texts([line.strip()], None, services.pipeline.read)
    if said is None:
        raise UserError(OTHER_TONGUE)
    return said


def _put(before: RuleText, said: RuleText, line: str) -> RuleText:
    name = before.name if said.text == line.strip() else said.name
    return replace(before, name=name, text=said.text, is_machine=False)
