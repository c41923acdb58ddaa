"""A trigger as moderators see it, with what can be done; and all of them, a line each."""

import re
from typing import Any, Final, Self

import discord
from discord import ui
from discord.utils import escape_markdown

from bot.access.access import Area
from bot.client.errors import tell
from bot.client.moderators import guild_of, require_moderator
from bot.client.onboarding.roles import Chosen
from bot.client.paging import excerpt
from bot.client.readers import reader
from bot.client.rules.answering import answer
from bot.client.rules.trigger_form import ACTIONS, WhenForm, WordsForm
from bot.client.sentences import Sentence, Word, said
from bot.client.views import PersistentItem, PlainButton, view_of
from bot.errors import N_
from bot.services import Services
from bot.store.rule_settings import RuleSetting
from bot.store.triggers import CHANNEL, Trigger

_HEAD: Final = N_("**Trigger {number}**, for rule {rule}, {name}")
_LOST: Final = N_("**Trigger {number}**: its rule is not in the book any more, so it says nothing. ⚠️")
_WORDS: Final = N_("- Words: {words}")
_PATTERN: Final = N_("- Pattern: {pattern}")
_EXCEPTIONS: Final = N_("- All right: {phrases}")
_ONE: Final = N_("- When: at once. What: {what}.")
_MANY: Final = N_("- When: {count} messages of several people within {minutes} minutes. What: {what}.")
_RESTS: Final = N_("- Then quiet in the channel for {channel} minutes, and about the same people for {member}.")
_CHANNELS: Final = N_("- Not in {channels}.")
_ROLES: Final = N_("- Not for {roles}.")
_OFF: Final = N_("- ⏸️ Switched off.")
_SNOOZED: Final = N_("- 💤 Quiet until {until}.")
_NO_LOG: Final = N_("- ⚠️ No channel was chosen for notes to moderators: `/redbridge rules panel`")
_REMOVED: Final = N_("Done. Trigger {number} is gone: {words}")
_EMPTY: Final = N_("There are no triggers yet. `/redbridge triggers add` makes one.")
_LINE: Final = N_("{mark} **{number}** → rule {rule}: {words}")
_SHOWN: Final = 300
_SHORT: Final = 80
_MOST: Final = 25
_MENTIONS: Final = 12
_ALL: Final = N_("All triggers")
# The screen of the panel that shows all.
SCREEN: Final = "triggers"


class AtTrigger(
    PersistentItem[ui.Button[Any]], template=r"trigger:1:(?P<act>words|when|on|off|remove):(?P<id>\d{1,9})"
):
    """A button about one trigger."""

    def __init__(self, act: str, trigger_id: int, label: str = "-", style: str = "secondary") -> None:
        custom_id = f"trigger:1:{act}:{trigger_id}"
        super().__init__(ui.Button(label=label, style=discord.ButtonStyle[style], custom_id=custom_id))
        self._act, self._trigger_id = act, trigger_id

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls(match["act"], int(match["id"]))

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Open a form, or do it at once."""
        require_moderator(interaction, Area.RULES)
        services: Services = interaction.client.services
        guild_id, by = guild_of(interaction), interaction.user.id
        if self._act in {"words", "when"}:
            await self._open(interaction, services.triggers.get(guild_id, self._trigger_id))
            return
        await interaction.response.defer()
        if self._act == "remove":
            await show_removed(interaction, await services.triggers.remove(guild_id, self._trigger_id, by))
            return
        changes: dict[str, Any] = {"is_on": self._act == "on", "snoozed_until": None}
        await show(interaction, await services.triggers.change(guild_id, self._trigger_id, by, **changes))

    async def _open(self, interaction: discord.Interaction[Any], trigger: Trigger) -> None:
        services: Services = interaction.client.services
        locale = await reader(interaction)
        if self._act == "when":
            await interaction.response.send_modal(WhenForm(services, locale, trigger, show))
            return
        book = await services.rules.book(trigger.guild_id)
        await interaction.response.send_modal(WordsForm(services, locale, book, trigger, show))


class _Spared(PersistentItem[ui.ChannelSelect[Any] | ui.RoleSelect[Any]], template="unused"):
    """A menu of what a trigger does not apply to."""

    field = ""

    def __init__(self, item: ui.ChannelSelect[Any] | ui.RoleSelect[Any], trigger_id: int) -> None:
        super().__init__(item)
        self._trigger_id = trigger_id

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Remember it."""
        require_moderator(interaction, Area.RULES)
        await interaction.response.defer()
        services: Services = interaction.client.services
        who = guild_of(interaction), self._trigger_id, interaction.user.id
        changes: dict[str, Any] = {self.field: tuple(each.id for each in self.item.values)}
        await show(interaction, await services.triggers.change(*who, **changes))


class SpareChannels(_Spared, template=r"trigger:1:channels:(?P<id>\d{1,9})"):
    """The menu of channels and categories."""

    field = "channels"

    @classmethod
    def of(cls, trigger: Trigger, placeholder: str | None = None) -> Self:
        """The menu, with those that are chosen."""
        chosen = [Chosen(id=each, type=discord.SelectDefaultValueType.channel) for each in trigger.channels[:_MOST]]
        item: ui.ChannelSelect[Any] = ui.ChannelSelect(
            custom_id=f"trigger:1:channels:{trigger.trigger_id}",
            placeholder=placeholder,
            min_values=0,
            max_values=_MOST,
            default_values=chosen,
        )
        return cls(item, trigger.trigger_id)

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the menu back to life, maybe after a restart."""
        return cls.of(Trigger(0, int(match["id"]), 0))


class SpareRoles(_Spared, template=r"trigger:1:roles:(?P<id>\d{1,9})"):
    """The menu of roles."""

    field = "roles"

    @classmethod
    def of(cls, trigger: Trigger, placeholder: str | None = None) -> Self:
        """The menu, with those that are chosen."""
        chosen = [Chosen(id=each, type=discord.SelectDefaultValueType.role) for each in trigger.roles[:_MOST]]
        item: ui.RoleSelect[Any] = ui.RoleSelect(
            custom_id=f"trigger:1:roles:{trigger.trigger_id}",
            placeholder=placeholder,
            min_values=0,
            max_values=_MOST,
            default_values=chosen,
        )
        return cls(item, trigger.trigger_id)

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the menu back to life, maybe after a restart."""
        return cls.of(Trigger(0, int(match["id"]), 0))


class AllTriggers(PlainButton, template=r"trigger:1:all"):
    """A button that leads to all triggers, in the panel."""

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Show them in the place of the card."""
        require_moderator(interaction, Area.RULES)
        await interaction.response.defer()
        await interaction.client.rule_hub.redraw(interaction, SCREEN)


ITEMS: Final = (AllTriggers, AtTrigger, SpareChannels, SpareRoles)


async def open_new(interaction: discord.Interaction[Any]) -> None:
    """Open an empty form. Raises UserError for a book without rules."""
    services: Services = interaction.client.services
    book = await services.rules.book(guild_of(interaction))
    await interaction.response.send_modal(WordsForm(services, await reader(interaction), book, None, show))


async def show(interaction: discord.Interaction[Any], trigger: Trigger) -> None:
    """Show a trigger in the place of its card, or as the answer to a command. The interaction is deferred already."""
    services: Services = interaction.client.services
    locale, say = await reader(interaction), services.catalogues.text
    setting = await services.rule_settings.of(trigger.guild_id)
    rule = await services.publishing.known_rule(trigger.guild_id, trigger.rule_id)
    facts = {"number": trigger.trigger_id}
    head = Sentence(_LOST, facts)
    if rule:
        head = Sentence(_HEAD, facts | {"rule": rule.number, "name": rule.texts[locale].name})
    text = said([head, *_state(services, trigger, setting)], locale, services.catalogues)
    number = trigger.trigger_id
    is_awake = services.triggers.is_awake(trigger)
    switch = ("off", N_("Pause")) if is_awake else ("on", N_("Go on"))
    view = view_of(
        AtTrigger("words", number, say(locale, N_("Words")), "primary"),
        AtTrigger("when", number, say(locale, N_("When, and what happens"))),
        AtTrigger(switch[0], number, say(locale, switch[1])),
        AtTrigger("remove", number, say(locale, N_("Remove")), "danger"),
        AllTriggers(say(locale, _ALL)),
        SpareChannels.of(trigger, say(locale, N_("It does not apply in …"))),
        SpareRoles.of(trigger, say(locale, N_("It does not apply to …"))),
    )
    await answer(interaction, text, view)


async def show_removed(interaction: discord.Interaction[Any], trigger: Trigger) -> None:
    """Say that a trigger is gone. The interaction is deferred already."""
    services: Services = interaction.client.services
    facts = {"number": trigger.trigger_id, "words": _called(trigger)}
    locale, say = await reader(interaction), services.catalogues.text
    await answer(interaction, say(locale, _REMOVED, **facts), view_of(AllTriggers(say(locale, _ALL))))


async def show_all(interaction: discord.Interaction[Any]) -> None:
    """Show all triggers, a line each. The interaction is deferred already."""
    services: Services = interaction.client.services
    locale, told = await reader(interaction), await lines(interaction)
    for first in range(0, len(told), _MOST // 2):
        await tell(interaction, said(told[first : first + _MOST // 2], locale, services.catalogues))


async def lines(interaction: discord.Interaction[Any]) -> list[Sentence]:
    """All triggers of a server, a line each."""
    services: Services = interaction.client.services
    guild_id = guild_of(interaction)
    found = services.triggers.of(guild_id)
    told = [] if found else [Sentence(_EMPTY, {})]
    for trigger in found:
        rule = await services.publishing.known_rule(guild_id, trigger.rule_id)
        mark = "⚠️" if rule is None else "🔔" if services.triggers.is_awake(trigger) else "💤"
        facts = {"mark": mark, "number": trigger.trigger_id, "rule": rule.number if rule else "–"}
        told.append(Sentence(_LINE, facts | {"words": _called(trigger)}))
    return told


def _state(services: Services, trigger: Trigger, setting: RuleSetting) -> list[Sentence]:
    """What a trigger is like."""
    what = Word(ACTIONS[trigger.action])
    facts = {"count": trigger.count, "minutes": trigger.minutes, "what": what}
    rests = {"channel": trigger.channel_rest, "member": trigger.member_rest}
    until = trigger.snoozed_until or 0
    channels = " ".join(f"<#{each}>" for each in trigger.channels[:_MENTIONS])
    roles = " ".join(f"<@&{each}>" for each in trigger.roles[:_MENTIONS])
    wanted = [
        (trigger.words, Sentence(_WORDS, {"words": _listed(trigger.words)})),
        (trigger.pattern, Sentence(_PATTERN, {"pattern": f"`{trigger.pattern.replace('`', 'ˋ')}`"})),
        (trigger.exceptions, Sentence(_EXCEPTIONS, {"phrases": _listed(trigger.exceptions)})),
        (True, Sentence(_ONE if trigger.count == 1 else _MANY, facts)),
        (True, Sentence(_RESTS, rests)),
        (channels, Sentence(_CHANNELS, {"channels": channels})),
        (roles, Sentence(_ROLES, {"roles": roles})),
        (not trigger.is_on, Sentence(_OFF, {})),
        (until > services.triggers.now(), Sentence(_SNOOZED, {"until": f"<t:{until // 1000}:t>"})),
        (trigger.action != CHANNEL and setting.log_channel_id is None, Sentence(_NO_LOG, {})),
    ]
    return [sentence for is_so, sentence in wanted if is_so]


def _listed(phrases: tuple[str, ...]) -> str:
    return escape_markdown(excerpt(" · ".join(phrases), _SHOWN))


def _called(trigger: Trigger) -> str:
    return escape_markdown(excerpt(" · ".join(trigger.words) or trigger.pattern, _SHORT))
