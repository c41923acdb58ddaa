"""One change of one setting: whether it can work, the change itself, and the screen that shows what came of it."""

from typing import Any, Final

import discord

from bot.client.bridge_setup import checks
from bot.client.moderators import require_moderator
from bot.client.onboarding.roles import refusal
from bot.client.onboarding.screens.places import LACKING, lacking
from bot.config.kinds import Channel, Role, Value
from bot.config.setting import Setting
from bot.errors import N_, UserError
from bot.services import Services

_NO_CHANNEL: Final = N_("This channel is gone. Choose another one; nothing was changed.")
_NO_ROLE: Final = N_("This role is gone. Choose another one; nothing was changed.")
_NO_SETTING: Final = N_("There is no such setting any more. `/redbridge settings` shows those there are.")


def setting_of(interaction: discord.Interaction[Any], key: str) -> Setting:
    """A setting that whoever acts may change. Raises UserError if there is none of that key; MissingPermissions."""
    services: Services = interaction.client.services
    setting = services.configuration.find(key)
    if setting is None:
        raise UserError(_NO_SETTING)
    require_moderator(interaction, setting.area)
    return setting


def doubt(guild: discord.Guild, setting: Setting, value: Value) -> UserError | None:
    """Why this could not work in a server: a channel or a role that is gone, or out of RedBridge's reach."""
    if isinstance(setting.kind, Channel) and isinstance(value, int):
        channel = guild.get_channel(value)
        if channel is None:
            return UserError(_NO_CHANNEL)
        if missing := lacking(channel, setting.kind.needed):
            return UserError(LACKING, channel=channel.mention, permissions=missing)
    if isinstance(setting.kind, Role) and isinstance(value, int):
        role = guild.get_role(value)
        return refusal(guild, role) if role else UserError(_NO_ROLE)
    return None


async def change(interaction: discord.Interaction[Any], key: str, value: Value) -> None:
    """Let the server do this from now on, and show the page. Raises UserError where that could not work; StoreError."""
    setting = setting_of(interaction, key)
    guild = checks.home(interaction)
    if error := doubt(guild, setting, value):
        raise error
    accepted = setting.kind.accept(value)
    if not interaction.response.is_done():
        await interaction.response.defer()
    services: Services = interaction.client.services
    await services.configuration.change(guild.id, interaction.user.id, setting, accepted)
    page = services.configuration.page(key)
    await interaction.client.settings_hub.redraw(interaction, page.key if page else "")
