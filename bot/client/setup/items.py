"""The menus and buttons of the set-up. Each names the revision of the answers that it was shown with."""

import re
from typing import Any, Final, Self

import discord
from discord import ui

from bot.access.access import Area
from bot.client.bridge_setup import checks
from bot.client.moderators import require_moderator
from bot.client.onboarding.roles import Chosen, powerless
from bot.client.onboarding.screens.places import LACKING, lacking
from bot.client.rules.publish_page import NEEDED
from bot.client.setup.guesses import WRITING
from bot.client.views import PersistentItem, PlainButton
from bot.errors import N_, UserError

_REVISION: Final = r"(?P<revision>\d{1,9})"
_LOST: Final = N_("This channel is gone. Choose another one; nothing was changed.")
_NO_CHANNELS: Final = N_(
    "To make channels RedBridge needs {permissions}. Give it to RedBridge's role under Server Settings → Roles, then "
    "choose again. Nothing was changed."
)
# On which step each answer is given.
STEP: Final = {
    "chinese": 1, "mode": 2, "channels": 2, "bridge": 3, "welcome": 4, "direct": 4, "roles": 4, "book": 5, "rules": 5,
    "log": 6,
}  # fmt: skip
_NEEDED: Final = {"welcome": WRITING, "rules": NEEDED, "log": WRITING, "channels": WRITING}
# In place of an empty choice, which menus do not have.
NOTHING: Final = "none"


class Begin(PlainButton, template=r"setup:1:begin"):
    """The button under the greeting."""

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Ask the first question."""
        require_moderator(interaction, Area.ALL)
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.client.setup_pages.open(interaction)


class Go(PersistentItem[ui.Button[Any]], template=rf"setup:1:(?P<act>go|do|end):(?P<step>[1-7]):{_REVISION}"):
    """A button to another step, or to the deed, or out of it."""

    def __init__(self, act: str, step: int, revision: int, label: str = "-", style: str = "secondary") -> None:
        custom_id = f"setup:1:{act}:{step}:{revision}"
        super().__init__(ui.Button(label=label, custom_id=custom_id, style=discord.ButtonStyle[style], row=4))
        self._act, self._step, self._revision = act, step, revision

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls(match["act"], int(match["step"]), int(match["revision"]))

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Go there."""
        require_moderator(interaction, Area.ALL)
        await interaction.response.defer()
        pages = interaction.client.setup_pages
        if self._act == "do":
            await pages.carry_out(interaction, self._revision)
        elif self._act == "end":
            await pages.leave(interaction)
        else:
            await pages.turn(interaction, self._step, self._revision)


class Pick(PersistentItem[ui.Select[Any]], template=rf"setup:1:pick:(?P<field>chinese|mode|bridge|book):{_REVISION}"):
    """A menu of words."""

    def __init__(self, field: str, revision: int, options: list[discord.SelectOption] | None = None) -> None:
        super().__init__(ui.Select(custom_id=f"setup:1:pick:{field}:{revision}", options=options or []))
        self._field, self._revision = field, revision

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the menu back to life, maybe after a restart."""
        return cls(match["field"], int(match["revision"]), item.options if isinstance(item, ui.Select) else None)

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Take the answer."""
        require_moderator(interaction, Area.ALL)
        word = self.item.values[0]
        answer: str | bool = "" if word == NOTHING else word
        if self._field == "bridge":
            answer = word == "make"
            if answer and not checks.home(interaction).me.guild_permissions.manage_channels:
                raise UserError(_NO_CHANNELS, permissions=("manage_channels",))
        await interaction.response.defer()
        await interaction.client.setup_pages.answer(interaction, self._revision, self._field, answer)


class Where(
    PersistentItem[ui.ChannelSelect[Any]], template=rf"setup:1:in:(?P<field>channels|welcome|rules|log):{_REVISION}"
):
    """A menu of channels, of which none may be chosen."""

    def __init__(self, field: str, revision: int, placeholder: str | None = None, chosen: tuple[int, ...] = ()) -> None:
        menu: ui.ChannelSelect[Any] = ui.ChannelSelect(
            custom_id=f"setup:1:in:{field}:{revision}",
            channel_types=[discord.ChannelType.text, discord.ChannelType.news],
            placeholder=placeholder,
            min_values=0,
            max_values=25 if field == "channels" else 1,
            default_values=[Chosen(id=each, type=discord.SelectDefaultValueType.channel) for each in chosen],
        )
        super().__init__(menu)
        self._field, self._revision = field, revision

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the menu back to life, maybe after a restart."""
        return cls(match["field"], int(match["revision"]))

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Take the answer, if RedBridge could work there."""
        require_moderator(interaction, Area.ALL)
        guild = checks.home(interaction)
        for each in self.item.values:
            channel = guild.get_channel(each.id)
            if channel is None:
                raise UserError(_LOST)
            if missing := lacking(channel, _NEEDED[self._field]):
                raise UserError(LACKING, channel=channel.mention, permissions=missing)
        ids = tuple(each.id for each in self.item.values)
        await interaction.response.defer()
        answer = ids if self._field == "channels" else ids[0] if ids else None
        await interaction.client.setup_pages.answer(interaction, self._revision, self._field, answer)


class Turn(PersistentItem[ui.Button[Any]], template=rf"setup:1:(?P<wanted>on|off):(?P<field>direct|roles):{_REVISION}"):
    """A button that says yes or no."""

    def __init__(self, field: str, revision: int, label: str = "-", *, wanted: bool) -> None:
        custom_id = f"setup:1:{'on' if wanted else 'off'}:{field}:{revision}"
        super().__init__(ui.Button(label=label, custom_id=custom_id))
        self._field, self._revision, self._wanted = field, revision, wanted

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls(match["field"], int(match["revision"]), wanted=match["wanted"] == "on")

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Take the answer, if RedBridge could do so."""
        require_moderator(interaction, Area.ALL)
        guild = checks.home(interaction)
        if self._field == "roles" and self._wanted and (error := powerless(guild)):
            raise error
        await interaction.response.defer()
        await interaction.client.setup_pages.answer(interaction, self._revision, self._field, self._wanted)


ITEMS: Final = (Begin, Go, Pick, Where, Turn)
