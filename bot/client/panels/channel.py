"""The panel of one channel, or of the whole server: how it is translated, and a menu to change that."""

import re
from typing import Any, Final, Self, cast

import discord
from discord import ui

from bot.access.access import Area
from bot.client import permissions
from bot.client.errors import tell
from bot.client.moderators import require_moderator
from bot.client.panels import mode_words
from bot.client.panels.mode_words import INHERIT, LABELS
from bot.client.places import Place
from bot.client.readers import reader
from bot.client.sentences import Sentence, said, said_to_both
from bot.client.views import PersistentItem, view_of
from bot.client.wheres import where_of
from bot.errors import N_, UserError
from bot.i18n import Catalogues
from bot.services import Services
from bot.translation.modes import Origin
from bot.translation.types import Mode

INHERITED: Final = "inherit"
# Stands for the whole server where a channel's id stands otherwise.
_SERVER: Final = 0
_CHOOSE: Final = N_("Choose how it shall be:")
_GONE: Final = N_("This channel is gone. Nothing was changed; choose another one with `/redbridge channel`.")


class ModeSelect(PersistentItem[ui.Select[Any]], template=r"mode:1:(?P<channel>\d{1,20})"):
    """A menu of modes. Its custom id names the channel; everything else is read anew when it is used."""

    def __init__(self, channel_id: int, options: list[discord.SelectOption] | None = None) -> None:
        super().__init__(ui.Select(custom_id=f"mode:1:{channel_id}", options=options or []))
        self._channel_id = channel_id

    @classmethod
    def of(cls, channel_id: int, chosen: str, locale: str, catalogues: Catalogues) -> Self:
        """The menu for a channel where `chosen` is chosen now: a mode, or `inherit`."""
        words = {mode.value: label for mode, label in LABELS.items()}
        if channel_id != _SERVER:
            words[INHERITED] = INHERIT
        options = [
            discord.SelectOption(label=catalogues.text(locale, label), value=value, default=value == chosen)
            for value, label in words.items()
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
        require_moderator(interaction, Area.TRANSLATION)
        mode, services = mode_of(self.item.values[0]), interaction.client.services
        if self._channel_id == _SERVER:
            await set_default(services, interaction, mode)
        else:
            await set_mode(services, interaction, await self._place(interaction), mode)

    async def _place(self, interaction: discord.Interaction[Any]) -> Place:
        """The channel itself; an archived thread is not in the cache."""
        guild = interaction.guild
        place = guild.get_channel_or_thread(self._channel_id) if guild else None
        if place is None and guild is not None:
            try:
                place = await guild.fetch_channel(self._channel_id)
            except (discord.NotFound, discord.Forbidden):
                raise UserError(_GONE) from None
        if place is None:
            raise UserError(_GONE)
        return place


def mode_of(value: str) -> Mode | None:
    """The mode that an option of a menu or command stands for; None: no mode of its own."""
    return None if value == INHERITED else Mode(value)


async def show(services: Services, interaction: discord.Interaction[Any], place: Place) -> None:
    """Tell how a channel is translated and why, and offer the other modes."""
    standing = services.preferences.standing(where_of(place))
    chosen = standing.mode.value if standing.origin is Origin.OWN else INHERITED
    await _offer(services, interaction, mode_words.state(services, place), (place.id, chosen))


async def show_default(services: Services, interaction: discord.Interaction[Any]) -> None:
    """Tell the mode of the whole server, and offer the other ones."""
    mode = services.preferences.default_mode(_home(interaction).id)
    await _offer(services, interaction, [mode_words.default(mode, is_new=False)], (_SERVER, mode.value))


async def set_mode(services: Services, interaction: discord.Interaction[Any], place: Place, mode: Mode | None) -> None:
    """Store a channel's mode and say so; if the bot lacks permissions there, say which, and store nothing.

    Many channels follow a category: which of them lack permissions is said afterwards.
    """
    if mode not in (None, Mode.OFF):
        _home(interaction)
        if not isinstance(place, discord.CategoryChannel):
            _require_permissions(place, mode)
    # The database may be busy for longer than the three seconds that Discord waits.
    await interaction.response.defer(ephemeral=True, thinking=True)
    await services.preferences.set_mode(place.guild.id, place.id, mode, interaction.user.id)
    lacking = mode_words.lacking(services, place.guild, place)
    await _say(services, interaction, [*mode_words.done(services, place, mode), *lacking])


async def set_default(services: Services, interaction: discord.Interaction[Any], mode: Mode | None) -> None:
    """Store the mode of the whole server and say so, and in which channels it cannot work yet."""
    guild = _home(interaction)
    await interaction.response.defer(ephemeral=True, thinking=True)
    await services.preferences.set_default_mode(guild.id, mode, interaction.user.id)
    lacking = mode_words.lacking(services, guild, None)
    await _say(services, interaction, [mode_words.default(mode or Mode.OFF, is_new=True), *lacking])


async def _offer(
    services: Services, interaction: discord.Interaction[Any], state: list[Sentence], menu: tuple[int, str]
) -> None:
    locale = await reader(interaction)
    text = said([*state, Sentence(_CHOOSE, {})], locale, services.catalogues)
    await tell(interaction, text, view=view_of(ModeSelect.of(*menu, locale, services.catalogues)))


async def _say(services: Services, interaction: discord.Interaction[Any], sentences: list[Sentence]) -> None:
    await tell(interaction, said_to_both(sentences, await reader(interaction), services.catalogues))


def _home(interaction: discord.Interaction[Any]) -> discord.Guild:
    """The server. Raises UserError if it has the commands and not the bot."""
    guild = interaction.guild
    # Discord's types promise a member here, but a server may have added the commands without the bot.
    if guild is None or cast("discord.Member | None", guild.me) is None:
        raise UserError(
            N_("RedBridge's commands are on this server, but RedBridge itself is not. Invite it: {url}"),
            url=permissions.invitation(interaction.application_id),
        )
    return guild


def _require_permissions(place: Place, mode: Mode) -> None:
    if missing := permissions.missing_for(mode, place):
        raise UserError(
            N_(
                "RedBridge can't answer in {channel} yet: it lacks {permissions}. "
                "Give them to it under Edit Channel → Permissions, then try again. Nothing was changed."
            ),
            channel=place.mention,
            permissions=tuple(missing),
        )
