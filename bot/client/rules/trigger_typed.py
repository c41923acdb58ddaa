"""Triggers from plain options, for moderators who would rather type than fill in a form."""

import re
from dataclasses import dataclass
from typing import Any, Final

import discord

from bot.client.moderators import guild_of
from bot.client.rules import trigger_card
from bot.client.rules.meant import meant
from bot.errors import N_, UserError
from bot.services import Services

_NO_RULE: Final = N_("Say with `rule` which rule it calls for: its number, its name or a keyword. Nothing was changed.")
_APART: Final = re.compile(r"[,，、;；\n]")


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody wrote about a trigger; None: nothing, so that it stays as it is. words: with commas."""

    rule: str | None = None
    words: str | None = None
    pattern: str | None = None


async def add(interaction: discord.Interaction[Any], typed: Typed) -> None:
    """Make a trigger of what was typed, and show it. The interaction is deferred already. Raises UserError."""
    services: Services = interaction.client.services
    changes = await _understood(interaction, typed)
    if "rule_id" not in changes:
        raise UserError(_NO_RULE)
    made = await services.triggers.add(guild_of(interaction), by=interaction.user.id, **changes)
    await trigger_card.show(interaction, made)


async def edit(interaction: discord.Interaction[Any], trigger_id: int, typed: Typed) -> None:
    """Change what was typed, if anything was, and show it. The interaction is deferred already. Raises UserError."""
    services: Services = interaction.client.services
    trigger = services.triggers.get(guild_of(interaction), trigger_id)
    if changes := await _understood(interaction, typed):
        trigger = await services.triggers.change(trigger.guild_id, trigger_id, interaction.user.id, **changes)
    await trigger_card.show(interaction, trigger)


async def _understood(interaction: discord.Interaction[Any], typed: Typed) -> dict[str, Any]:
    """The fields of a trigger that were meant."""
    changes: dict[str, Any] = {}
    if typed.rule is not None:
        changes["rule_id"] = (await meant(interaction, typed.rule)).rule_id
    if typed.words is not None:
        changes["words"] = tuple(_APART.split(typed.words))
    if typed.pattern is not None:
        changes["pattern"] = typed.pattern
    return changes
