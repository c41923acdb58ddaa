"""The screen on which moderators decide where and when a question of the day is asked, and which."""

import re
from collections.abc import Sequence
from typing import Any, Final, Self

import discord
from discord import ui

from bot.access.access import Area
from bot.client.moderators import guild_of, require_moderator
from bot.client.onboarding import editor
from bot.client.onboarding.editor import EditText
from bot.client.onboarding.screens.places import LACKING, USES, lacking, silent
from bot.client.readers import reader
from bot.client.sentences import Sentence, said
from bot.client.views import Modal, PersistentItem, PlainButton, PlainMenu
from bot.errors import N_, UserError
from bot.onboarding.icebreakers import PREFIX, Question
from bot.services import Services
from bot.store.icebreakers import Icebreaker

_ICEBREAKER: Final = "icebreaker"
_TITLE: Final = N_("**The question of the day**")
_OFF: Final = N_("- Nothing is asked. Choose a channel for it below.")
_ON: Final = N_("- Each day at {time} ({zone}) one question is asked in {channel}, with a thread for the answers.")
_NEXT_AT: Final = N_("- The next one comes {when}, unless nobody answered the one of the day before.")
_NEXT: Final = N_("- This one comes next:")
_NONE: Final = N_("- There is no question left to ask. Write one, or bring back those that are left out.")
_OWN: Final = N_("- Questions of this server's own, which come first: {count}")
_HIDDEN: Final = N_("- Questions of RedBridge's that are left out here: {count}")
_UNHEARD: Final = N_("- Nobody has answered the last one yet.")
_TIME: Final = re.compile(r"([01]?[0-9]|2[0-3])[:：h.]([0-5][0-9])")
_NO_TIME: Final = N_("“{typed}” is no time of day. Write it like 20:00. Nothing was changed.")
_NO_ZONE: Final = N_(
    "“{typed}” is no time zone that RedBridge knows. Write a large city, or a name such as Asia/Shanghai. "
    "Nothing was changed."
)
_MOST_OWN: Final = 25
_LONGEST_LABEL: Final = 100


class ChooseChannel(PersistentItem[ui.ChannelSelect[Any]], template=r"ask:1:channel"):
    """A menu of channels to ask in."""

    def __init__(self, placeholder: str | None = None) -> None:
        kinds = [discord.ChannelType.text, discord.ChannelType.news]
        super().__init__(ui.ChannelSelect(custom_id="ask:1:channel", channel_types=kinds, placeholder=placeholder))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the menu back to life, maybe after a restart."""
        return cls()

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Ask there from now on, if the bot may."""
        require_moderator(interaction, Area.ONBOARDING)
        chosen = self.item.values[0]
        channel = interaction.guild.get_channel(chosen.id) if interaction.guild else None
        if channel is None:
            raise UserError(N_("This channel is gone. Choose another one; nothing was changed."))
        if missing := lacking(channel, USES[_ICEBREAKER].needed):
            raise UserError(LACKING, channel=channel.mention, permissions=missing)
        await interaction.response.defer()
        await _decide(interaction, channel_id=channel.id)


class AskNothing(PlainButton, template=r"ask:1:off"):
    """A button that ends it."""

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Ask nothing any more."""
        require_moderator(interaction, Area.ONBOARDING)
        await interaction.response.defer()
        await _decide(interaction, channel_id=None)


class ChangeTime(PlainButton, template=r"ask:1:time"):
    """A button that opens a form for the time."""

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Open it."""
        require_moderator(interaction, Area.ONBOARDING)
        await interaction.response.send_modal(await _time_form(interaction))


class TimeForm(Modal):
    """The time of day, and in which time zone."""

    def __init__(self, services: Services, locale: str, setting: Icebreaker) -> None:
        say = services.catalogues.text
        super().__init__(say(locale, N_("When to ask")))
        self._services = services
        self._time: ui.TextInput[Any] = ui.TextInput(default=_clock(setting.minute), max_length=5)
        self._zone: ui.TextInput[Any] = ui.TextInput(default=setting.zone, max_length=64)
        self.add_item(ui.Label(text=say(locale, N_("Time of day")), component=self._time))
        hint = say(locale, N_("A large city, or a name such as Asia/Shanghai"))
        self.add_item(ui.Label(text=say(locale, N_("Time zone")), description=hint, component=self._zone))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Ask at that time from now on."""
        require_moderator(interaction, Area.ONBOARDING)
        found = _TIME.fullmatch(self._time.value.strip())
        if found is None:
            raise UserError(_NO_TIME, typed=self._time.value)
        zone = self._services.zones.find(self._zone.value)
        if zone is None:
            raise UserError(_NO_ZONE, typed=self._zone.value)
        await interaction.response.defer()
        await _decide(interaction, minute=int(found[1]) * 60 + int(found[2]), zone=zone)

    async def anew(self, interaction: discord.Interaction[Any]) -> "TimeForm":
        """The same form, about how it is by now."""
        require_moderator(interaction, Area.ONBOARDING)
        return await _time_form(interaction)


class LeaveOut(PersistentItem[ui.Button[Any]], template=r"ask:1:hide:(?P<name>[a-z0-9-]{1,60})"):
    """A button that leaves a question of the pack out, in this server."""

    def __init__(self, name: str, label: str = "-") -> None:
        super().__init__(ui.Button(label=label, custom_id=f"ask:1:hide:{name}"))
        self._name = name

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls(match["name"])

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Leave it out, and show which comes next then."""
        require_moderator(interaction, Area.ONBOARDING)
        services: Services = interaction.client.services
        await interaction.response.defer()
        await services.icebreakers.hide(guild_of(interaction), self._name, interaction.user.id)
        await interaction.client.hub.redraw(interaction, _ICEBREAKER)


class BringBack(PlainButton, template=r"ask:1:all"):
    """A button that brings back all that was left out."""

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Bring them back."""
        require_moderator(interaction, Area.ONBOARDING)
        services: Services = interaction.client.services
        await interaction.response.defer()
        await services.icebreakers.bring_back(guild_of(interaction), interaction.user.id)
        await interaction.client.hub.redraw(interaction, _ICEBREAKER)


class ChooseOwn(PlainMenu, template=r"ask:1:own"):
    """A menu of a server's own questions."""

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Show it, to be changed or removed."""
        require_moderator(interaction, Area.ONBOARDING)
        await interaction.response.defer()
        await editor.show(interaction, self.item.values[0], _ICEBREAKER)


ITEMS: Final = (ChooseChannel, AskNothing, ChangeTime, LeaveOut, BringBack, ChooseOwn)


class IcebreakerScreen:
    """Where, when and what is asked."""

    key = _ICEBREAKER
    label = N_("The question of the day")

    async def draw(self, interaction: discord.Interaction[Any]) -> tuple[str, Sequence[ui.Item[Any]]]:
        """Tell all of it, show the next question, and let it be changed."""
        services: Services = interaction.client.services
        locale, guild_id = await reader(interaction), guild_of(interaction)
        setting = await services.icebreakers.setting(guild_id)
        question = await services.icebreakers.next_question(guild_id)
        own = await services.texts.own(guild_id, PREFIX)
        hidden = await services.icebreakers.hidden(guild_id)
        state = [Sentence(_TITLE, {}), *await _state(interaction, setting)]
        state += [Sentence(_OWN, {"count": len(own)})] if own else []
        state += await editor.unapproved(interaction, PREFIX)
        state += [Sentence(_HIDDEN, {"count": hidden})] if hidden else []
        state.append(Sentence(_NEXT if question else _NONE, {}))
        shown: str = interaction.client.asking.content(guild_id, question) if question else ""
        quoted = [f"> {line}" for line in shown.splitlines()]
        text = "\n".join([said(state, locale, services.catalogues), *quoted])
        options = [_option(name, own[name][locale].text) for name in list(own)[:_MOST_OWN]]
        return text, _items(services, locale, setting, question, options, hidden)


def _items(  # noqa: PLR0913, PLR0917 - all that the items are drawn from
    services: Services,
    locale: str,
    setting: Icebreaker,
    question: Question | None,
    options: list[discord.SelectOption],
    hidden: int,
) -> list[ui.Item[Any]]:
    say = services.catalogues.text
    items: list[ui.Item[Any]] = [ChooseChannel(say(locale, N_("Ask in …")))]
    if options:
        items.append(ChooseOwn(options, say(locale, N_("Change or remove one of yours …"))))
    items.append(ChangeTime(say(locale, N_("When to ask"))))
    if len(options) < _MOST_OWN:
        taken = {int(option.value.removeprefix(PREFIX)) for option in options}
        free = next(number for number in range(1, _MOST_OWN + 2) if number not in taken)
        items.append(EditText(f"{PREFIX}{free}", say(locale, N_("Write one")), screen=_ICEBREAKER))
    if question and not question.name.startswith(PREFIX):
        items.append(LeaveOut(question.name, say(locale, N_("Not this one"))))
    if hidden:
        items.append(BringBack(say(locale, N_("Bring all back"))))
    if setting.channel_id:
        items.append(AskNothing(say(locale, N_("Ask nothing"))))
    return items


async def _state(interaction: discord.Interaction[Any], setting: Icebreaker) -> list[Sentence]:
    if setting.channel_id is None:
        return [Sentence(_OFF, {})]
    services: Services = interaction.client.services
    where = {"time": _clock(setting.minute), "zone": setting.zone, "channel": f"<#{setting.channel_id}>"}
    when = discord.utils.format_dt(services.icebreakers.next_time(setting), "R")
    state = [Sentence(_ON, where), Sentence(_NEXT_AT, {"when": when})]
    if await services.icebreakers.unanswered(setting.guild_id):
        state.append(Sentence(_UNHEARD, {}))
    return [*state, *silent(interaction, setting.channel_id, _ICEBREAKER)]


async def _decide(interaction: discord.Interaction[Any], **changes: int | str | None) -> None:
    services: Services = interaction.client.services
    await services.icebreakers.decide(guild_of(interaction), interaction.user.id, **changes)
    await interaction.client.hub.redraw(interaction, _ICEBREAKER)


async def _time_form(interaction: discord.Interaction[Any]) -> TimeForm:
    services: Services = interaction.client.services
    setting = await services.icebreakers.setting(guild_of(interaction))
    return TimeForm(services, await reader(interaction), setting)


def _option(name: str, text: str) -> discord.SelectOption:
    label = text if len(text) <= _LONGEST_LABEL else f"{text[: _LONGEST_LABEL - 1]}…"
    return discord.SelectOption(label=label, value=name)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
