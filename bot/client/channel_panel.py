"""The panel of one channel: how it is translated, and a menu to change that."""

import re
from typing import Any, Self, cast

import discord
from discord import ui

from bot.client import permissions, render
from bot.client.errors import tell
from bot.client.moderators import require_moderator
from bot.client.places import Place
from bot.client.views import PersistentItem, view_of
from bot.client.wheres import where_of
from bot.errors import N_, UserError
from bot.i18n import Catalogues, negotiate
from bot.services import Services
from bot.translation.types import Mode

_STATE = {
    Mode.OFF: N_("{channel} is not translated. Choose how it shall be:"),
    Mode.REPLY: N_("In {channel} RedBridge answers each message with its translation. Choose how it shall be:"),
}
_DONE = {
    Mode.OFF: N_("Done. RedBridge no longer translates {channel}."),
    Mode.REPLY: N_("Done. From now on RedBridge answers each message in {channel} with its translation."),
}
_LABELS = {
    Mode.REPLY: N_("Reply: a translation under each message"),
    Mode.OFF: N_("Off: no translation"),
}


class ModeSelect(PersistentItem[ui.Select[Any]], template=r"mode:1:(?P<channel>\d{1,20})"):
    """A menu of modes. Its custom id names the channel; everything else is read anew when it is used."""

    def __init__(self, channel_id: int, options: list[discord.SelectOption] | None = None) -> None:
        super().__init__(ui.Select(custom_id=f"mode:1:{channel_id}", options=options or []))
        self._channel_id = channel_id

    @classmethod
    def of(cls, channel_id: int, mode: Mode, locale: str, catalogues: Catalogues) -> Self:
        """The menu for a channel that is now in `mode`."""
        options = [
            discord.SelectOption(label=catalogues.text(locale, label), value=value, default=value == mode)
            for value, label in _LABELS.items()
        ]
        return cls(channel_id, options)

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the menu back to life, maybe after a restart."""
        return cls(int(match["channel"]), item.options if isinstance(item, ui.Select) else None)

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Set the mode that was chosen."""
        require_moderator(interaction)
        guild = interaction.guild
        place = guild.get_channel_or_thread(self._channel_id) if guild else None
        if place is None:
            raise UserError(
                N_("This channel is gone. Nothing was changed; choose another one with `/redbridge channel`.")
            )
        await set_mode(interaction.client.services, interaction, place, Mode(self.item.values[0]))


async def show(services: Services, interaction: discord.Interaction[Any], place: Place) -> None:
    """Tell how a channel is translated, and offer the other modes."""
    locale = negotiate(str(interaction.locale))
    mode = services.preferences.mode(where_of(place))
    text = services.catalogues.text(locale, _STATE[mode], channel=place.mention)
    menu = ModeSelect.of(place.id, mode, locale, services.catalogues)
    await tell(interaction, text, view=view_of(menu))


async def set_mode(services: Services, interaction: discord.Interaction[Any], place: Place, mode: Mode) -> None:
    """Store a channel's mode and say so; if the bot lacks permissions there, say which, and store nothing."""
    locale = negotiate(str(interaction.locale))
    if mode is not Mode.OFF:
        _require_permissions(interaction, place, mode)
    # The database may be busy for longer than the three seconds that Discord waits.
    await interaction.response.defer(ephemeral=True, thinking=True)
    await services.preferences.set_mode(place.guild.id, place.id, mode, interaction.user.id)
    await tell(interaction, render.bilingual(locale, services.catalogues, _DONE[mode], channel=place.mention))


def _require_permissions(interaction: discord.Interaction[Any], place: Place, mode: Mode) -> None:
    # Discord's types promise a member here, but a server may have added the commands without the bot.
    if cast("discord.Member | None", place.guild.me) is None:
        raise UserError(
            N_("RedBridge's commands are on this server, but RedBridge itself is not. Invite it: {url}"),
            url=permissions.invitation(interaction.application_id),
        )
    if missing := permissions.missing_for(mode, place):
        raise UserError(
            N_(
                "RedBridge can't answer in {channel} yet: it lacks {permissions}. "
                "Give them to it under Edit Channel → Permissions, then try again. Nothing was changed."
            ),
            channel=place.mention,
            permissions=tuple(missing),
        )
