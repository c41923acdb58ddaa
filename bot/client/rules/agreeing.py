"""The button under published rules with which members agree to them."""

import re
from typing import Any, Final, Self

import discord
from discord import ui

from bot.client.errors import tell
from bot.client.moderators import guild_of
from bot.client.onboarding.roles import give, refusal
from bot.client.onboarding.whereabouts import member_of
from bot.client.readers import reader
from bot.client.views import PersistentItem
from bot.errors import N_
from bot.rules.agreements import Agreed, Standing
from bot.services import Services

# Read by everybody, whichever language they read.
LABEL: Final = "I agree · 我同意"
_NOTED: Final = N_("Thank you. It is noted that you agree to these rules (version {number}).")
_AGAIN: Final = N_("Thank you. It is noted that you agree to the rules as they are now (version {number}).")
_BEFORE: Final = N_("You agreed to these rules on {date} (version {number}). Thank you, that holds.")
_NO_ROLE: Final = N_("The role that comes with it could not be given: tell a moderator.")
_ASKED: Final = N_("-# You have not agreed to these rules yet: the button below does it.")
_ASKED_AGAIN: Final = N_(
    "-# These rules changed in an important way since you agreed (version {number}). Please read them and agree again."
)
_ROLE: Final = N_("Whoever agrees to the rules from now on gets {role}.")
_NONE: Final = N_("Whoever agrees to the rules gets no role.")
_BEHIND: Final = N_("-# Changed since you agreed (version {number}).")


class Agree(PersistentItem[ui.Button[Any]], template=r"agree:1"):
    """The button."""

    def __init__(self) -> None:
        super().__init__(ui.Button(label=LABEL, style=discord.ButtonStyle.success, custom_id="agree:1"))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after years."""
        return cls()

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Note it, give the role, and say so to whoever pressed, alone."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        services: Services = interaction.client.services
        agreed = await services.agreements.agree(guild_of(interaction), interaction.user.id)
        lines = [_said(agreed, await reader(interaction), services)]
        if agreed.role_id is not None and not await _rewarded(interaction, agreed.role_id):
            lines.append(services.catalogues.text(await reader(interaction), _NO_ROLE))
        await tell(interaction, "\n".join(lines))


ITEMS: Final = (Agree,)


async def decide_role(interaction: discord.Interaction[Any], role: discord.Role | None) -> None:
    """Let whoever agrees get a role from now on, or none. The interaction is deferred already."""
    services: Services = interaction.client.services
    if role is not None and (error := refusal(role.guild, role)):
        raise error
    guild_id, locale = guild_of(interaction), await reader(interaction)
    await services.rule_settings.change(guild_id, interaction.user.id, role_id=role.id if role else None)
    said = (
        services.catalogues.text(locale, _ROLE, role=role.mention) if role else services.catalogues.text(locale, _NONE)
    )
    await tell(interaction, said)


def standing_line(standing: Standing, locale: str, services: Services) -> str:
    """What a reader of the rules is told about their own agreement; "" if all is well or nothing is published."""
    say, number = services.catalogues.text, standing.agreement.version if standing.agreement else 0
    if standing.is_asked:
        return say(locale, _ASKED_AGAIN, number=number) if number else say(locale, _ASKED)
    return say(locale, _BEHIND, number=number) if standing.is_behind else ""


def _said(agreed: Agreed, locale: str, services: Services) -> str:
    say, number = services.catalogues.text, agreed.agreement.version
    if agreed.former == agreed.agreement:
        return say(locale, _BEFORE, number=number, date=f"<t:{agreed.agreement.agreed_at // 1000}:D>")
    return say(locale, _AGAIN if agreed.former else _NOTED, number=number)


async def _rewarded(interaction: discord.Interaction[Any], role_id: int) -> bool:
    """Give whoever agrees the role; whether they have it. Discord's own screening comes first: who is in it waits."""
    member = await member_of(interaction)
    if member is None or member.pending:
        return False
    return member.get_role(role_id) is not None or await give(member.guild, member.id, role_id, interaction.client)
