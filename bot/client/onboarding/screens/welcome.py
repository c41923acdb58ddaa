"""The screen on which moderators decide where newcomers are greeted, and who is."""

import re
from collections.abc import Sequence
from typing import Any, Final, Self

import discord
from discord import ui

from bot.access.access import Area
from bot.client.moderators import guild_of, require_moderator
from bot.client.onboarding import editor
from bot.client.onboarding.direct import EVERY
from bot.client.onboarding.screens.places import ChooseChannel, EndIt, silent
from bot.client.readers import reader
from bot.client.sentences import Sentence, said
from bot.client.views import PersistentItem, PlainMenu
from bot.errors import N_
from bot.i18n import Catalogues
from bot.services import Services
from bot.store.welcomes import Welcome

_TITLE: Final = N_("**How newcomers are greeted**")
_OFF: Final = N_("- Nobody is greeted. Choose a channel below.")
_ON: Final = N_("- They are greeted in {channel}, as soon as Discord's own rules screening lets them in.")
_DIRECT: Final = N_(
    "- They are greeted by direct message, as soon as Discord's own rules screening lets them in; in {channel} where "
    "they take none, and when many come at once."
)
_ONLY_DIRECT: Final = N_(
    "- They are greeted by direct message, as soon as Discord's own rules screening lets them in; when many come at "
    "once, one every {seconds} seconds. Who takes none is not greeted, unless you choose a channel for them."
)
_NO_CHANNEL: Final = N_("⚠️ The channel is gone, and nobody is greeted there. Choose another one.")
_LEFT_OUT: Final = N_("⚠️ This server has nothing for {placeholders}, so lines of your welcome with that are left out.")
_PREVIEW: Final = N_("A newcomer reads:")
_SWITCH: Final = {True: N_("Greet by direct message"), False: N_("No direct messages")}
_ANY_AGE: Final = N_("- However new their account is.")
_AGE: Final = N_("- Only if their account is {days} days old.")
_DEAF: Final = N_(
    "⚠️ RedBridge does not hear who joins: on {url}, page “Bot”, whoever hosts it has to switch on "
    "“Server Members Intent”, save, and start it again."
)
# Of what a screen shows.
_LONGEST: Final = 1850
_PORTAL: Final = "https://discord.com/developers/applications"
_AGES: Final = (0, 1, 7, 30)
_WELCOME: Final = "channel"
# The screen, and what its texts are called.
_SCREEN: Final = "welcome"


class RequireAge(PlainMenu, template=r"onboard:1:age"):
    """A menu of how old an account has to be."""

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Remember it."""
        require_moderator(interaction, Area.ONBOARDING)
        services: Services = interaction.client.services
        await interaction.response.defer()
        days = int(self.item.values[0])
        await services.arrivals.decide(guild_of(interaction), interaction.user.id, minimum_age_days=days)
        await interaction.client.hub.redraw(interaction, "welcome")


class SeeIt(PersistentItem[ui.Button[Any]], template=r"onboard:1:test"):
    """A button that greets the moderator who presses it, for their eyes only."""

    def __init__(self, label: str = "-") -> None:
        super().__init__(ui.Button(label=label, style=discord.ButtonStyle.primary, custom_id="onboard:1:test"))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls()

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Show what a newcomer would see."""
        require_moderator(interaction, Area.ONBOARDING)
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.client.greeter.rehearse(interaction, is_new=True)


class GreetDirectly(PersistentItem[ui.Button[Any]], template=r"onboard:1:direct:(?P<wanted>on|off)"):
    """A button that lets newcomers be greeted by direct message, or not."""

    def __init__(self, *, wanted: bool, label: str = "-") -> None:
        super().__init__(ui.Button(label=label, custom_id=f"onboard:1:direct:{'on' if wanted else 'off'}"))
        self._wanted = wanted

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls(wanted=match["wanted"] == "on")

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Remember it."""
        require_moderator(interaction, Area.ONBOARDING)
        services: Services = interaction.client.services
        await interaction.response.defer()
        await services.arrivals.decide(guild_of(interaction), interaction.user.id, is_direct=self._wanted)
        await interaction.client.hub.redraw(interaction, "welcome")


ITEMS: Final = (RequireAge, SeeIt, GreetDirectly)


class WelcomeScreen:
    """How newcomers are greeted."""

    key = "welcome"
    label = N_("The welcome")

    async def draw(self, interaction: discord.Interaction[Any]) -> tuple[str, Sequence[ui.Item[Any]]]:
        """Tell how, and let it be changed."""
        services: Services = interaction.client.services
        locale, catalogues = await reader(interaction), services.catalogues
        welcome = services.arrivals.welcome(guild_of(interaction))
        items: list[ui.Item[Any]] = [
            ChooseChannel(_WELCOME, catalogues.text(locale, N_("Greet newcomers in …"))),
            RequireAge(_ages(welcome, locale, catalogues)),
            SeeIt(catalogues.text(locale, N_("As a newcomer sees it"))),
            GreetDirectly(wanted=not welcome.is_direct, label=catalogues.text(locale, _SWITCH[not welcome.is_direct])),
        ]
        if welcome.channel_id:
            end = N_("Not in the channel") if welcome.is_direct else N_("Greet nobody")
            items.append(EndIt(_WELCOME, catalogues.text(locale, end)))
        items += editor.of_welcomes(catalogues, locale, _SCREEN)
        sentences = [
            Sentence(_TITLE, {}),
            *_state(interaction, welcome),
            *await editor.unapproved(interaction, _SCREEN),
        ]
        if absent := await interaction.client.greeter.hello.left_out(welcome.guild_id):
            sentences.append(Sentence(_LEFT_OUT, {"placeholders": " ".join(absent)}))
        state = said(sentences, locale, catalogues)
        preview = await self._preview(interaction, welcome, _LONGEST - len(state))
        return f"{state}\n{preview}", items

    async def _preview(self, interaction: discord.Interaction[Any], welcome: Welcome, room: int) -> str:
        """What a newcomer would read; as much of it as there is room for."""
        greeting = await interaction.client.greeter.preview(interaction)
        catalogues: Catalogues = interaction.client.services.catalogues
        quoted = "\n".join(f"> {line}" for line in greeting.content.splitlines())
        head = catalogues.text(await reader(interaction), _PREVIEW)
        room -= len(head) + 2
        return f"{head}\n{quoted if len(quoted) <= room else quoted[: room - 1] + '…'}"


def _ages(welcome: Welcome, locale: str, catalogues: Catalogues) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(
            label=catalogues.plural(
                locale, "Greet accounts that are {n} day old", "Greet accounts that are {n} days old", days
            )
            if days
            else catalogues.text(locale, N_("Greet every account, however new")),
            value=str(days),
            default=days == welcome.minimum_age_days,
        )
        for days in _AGES
    ]


def _state(interaction: discord.Interaction[Any], welcome: Welcome) -> list[Sentence]:
    if not welcome.greets:
        return [Sentence(_OFF, {})]
    days = welcome.minimum_age_days
    state = [_place(welcome), Sentence(_AGE, {"days": days}) if days else Sentence(_ANY_AGE, {})]
    if not interaction.client.hears_of_members:
        state.append(Sentence(_DEAF, {"url": f"<{_PORTAL}>"}))
    if welcome.channel_id is None:
        return state
    if interaction.guild and interaction.guild.get_channel(welcome.channel_id) is None:
        return [*state, Sentence(_NO_CHANNEL, {})]
    return [*state, *silent(interaction, welcome.channel_id, _WELCOME)]


def _place(welcome: Welcome) -> Sentence:
    if welcome.channel_id is None:
        return Sentence(_ONLY_DIRECT, {"seconds": round(EVERY)})
    return Sentence(_DIRECT if welcome.is_direct else _ON, {"channel": f"<#{welcome.channel_id}>"})
