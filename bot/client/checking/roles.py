"""The roles that RedBridge gives: whether it can."""

from collections.abc import Sequence
from typing import Final

import discord

from bot.client.checking.finding import Finding
from bot.client.sentences import Sentence, Word
from bot.errors import N_
from bot.i18n import ENGLISH
from bot.services import Services

_ROLE: Final = N_("{what}: {role}")
_LANGUAGE: Final = N_("Role for a language")
_CAT: Final = N_("Role for the cat tax")
_TOUR: Final = N_("Role for a tour or a card of it")
_AGREED: Final = N_("Role for whoever agrees to the rules")
_LOST: Final = N_("the role is gone. Choose another one: {where}")
_POWERLESS: Final = N_("RedBridge lacks {permissions}. Server Settings → Roles → RedBridge")
_TOO_HIGH: Final = N_(
    "it stands above RedBridge's own highest role. Drag RedBridge's role above it under Server Settings → Roles"
)
_MANAGED: Final = N_(
    "it belongs to an app or to those who boost the server, and nobody else can give it. Choose another one: {where}"
)
_ONBOARDING: Final = N_("`/redbridge onboarding panel`")
_RULE_PANEL: Final = N_("`/redbridge rules panel`")


async def roles(services: Services, guild: discord.Guild) -> Sequence[Finding]:
    """All that are chosen to be given."""
    welcome = services.arrivals.welcome(guild.id)
    languages = (welcome.english_role_id, welcome.simplified_role_id, welcome.traditional_role_id)
    tours = await services.journeys.all(guild.id, ENGLISH)
    rewards = [each.role_id for tour in tours for each in (tour, *tour.steps)]
    rules = await services.rule_settings.of(guild.id)
    chosen = [
        *((_LANGUAGE, _ONBOARDING, role_id) for role_id in languages),
        (_CAT, _ONBOARDING, welcome.cat_role_id),
        *((_TOUR, _ONBOARDING, role_id) for role_id in rewards),
        (_AGREED, _RULE_PANEL, rules.role_id),
    ]
    return [_finding(guild, what, where, role_id) for what, where, role_id in chosen if role_id is not None]


def _finding(guild: discord.Guild, what: str, where: str, role_id: int) -> Finding:
    role = guild.get_role(role_id)
    named = Sentence(_ROLE, {"what": Word(what), "role": f"<@&{role_id}>"})
    if role is None:
        return Finding(named, Sentence(_LOST, {"where": Word(where)}))
    if not guild.me.guild_permissions.manage_roles:
        return Finding(named, Sentence(_POWERLESS, {"permissions": ("manage_roles",)}))
    if role.managed:
        return Finding(named, Sentence(_MANAGED, {"where": Word(where)}))
    return Finding(named, Sentence(_TOO_HIGH, {}) if role >= guild.me.top_role else None)
