"""A reminder on a schedule as moderators see it, with what can be done; and all of them, a line each."""

import re
from dataclasses import replace
from typing import Any, Final, Self

import discord
from discord import ui

from bot.access.access import Area
from bot.client.moderators import guild_of, require_moderator
from bot.client.onboarding.roles import Chosen
from bot.client.onboarding.screens.places import lacking
from bot.client.readers import reader
from bot.client.rules.answering import answer
from bot.client.rules.timed_form import KINDS, NEEDED, RhythmForm, TextForm, Typed, blank, meant, usable
from bot.client.sentences import Sentence, said
from bot.client.views import PersistentItem, PlainButton, view_of
from bot.errors import N_
from bot.i18n import LANGUAGES
from bot.markup import split
from bot.rules import reminders as kinds
from bot.rules import timing
from bot.services import Services
from bot.store.reminders import Reminder

_HEAD: Final = N_("**Reminder {number}** in {channel}")
_HOURLY: Final = N_("- It comes every hour.")
_HOURS: Final = N_("- It comes every {count} hours.")
_DAILY: Final = N_("- It comes every day at the same time ({zone}).")
_DAYS: Final = N_("- It comes every {count} days at the same time ({zone}).")
_CRON: Final = N_("- It comes by the cron expression {cron} ({zone}).")
_NEXT: Final = N_("- Next: {at}")
_PAUSED: Final = N_("- ⏸️ Paused.")
_QUIET: Final = N_("- Quiet from {begin} to {end} ({zone}). What falls into it comes at the end.")
_TALK: Final = N_("- Only if somebody has written since the last one.")
_TALKS: Final = N_("- Only after {count} messages since the last one.")
SHOWS: Final = {
    kinds.TURN: N_("the rules in turn"),
    kinds.RANDOM: N_("a rule at random"),
    kinds.NEEDED: N_("a rule, more often one that was needed lately"),
    kinds.TEXT: N_("a text of its own"),
}
_SHOWS: Final = N_("It shows …")
_MACHINE: Final = N_("- 🤖 Written by a machine, and not checked yet: {languages}")
_SAYS: Final = N_("- Next it says:")
_NOTHING: Final = N_("- ⚠️ It has nothing to say: the rule book is empty.")
_GONE: Final = N_("⚠️ The channel is gone. Choose another one.")
_SILENT: Final = N_("⚠️ RedBridge can't write there: it lacks {permissions}. Edit Channel → Permissions.")
_REMOVED: Final = N_("Done. Reminder {number} is gone.")
_EMPTY: Final = N_("There are no reminders yet. `/redbridge reminders add` makes one.")
_LINE: Final = N_("{mark} **{number}** in {channel}: {when}")
_NEVER: Final = N_("paused")
_ACTS: Final = "when|text|fine|on|off|remove"
_SHOWN: Final = 900
_ALL: Final = N_("All reminders")
# The screen of the panel that shows all.
SCREEN: Final = "timed"


class AtReminder(PersistentItem[ui.Button[Any]], template=rf"timed:1:(?P<act>{_ACTS}):(?P<id>\d{{1,9}})"):
    """A button about one reminder."""

    def __init__(self, act: str, reminder_id: int, label: str = "-", style: str = "secondary") -> None:
        custom_id = f"timed:1:{act}:{reminder_id}"
        super().__init__(ui.Button(label=label, style=discord.ButtonStyle[style], custom_id=custom_id))
        self._act, self._reminder_id = act, reminder_id

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
        if self._act in {"when", "text"}:
            reminder = await services.reminders.get(guild_id, self._reminder_id)
            form = RhythmForm if self._act == "when" else TextForm
            await interaction.response.send_modal(form(services, await reader(interaction), reminder, show))
            return
        await interaction.response.defer()
        if self._act == "remove":
            await show_removed(interaction, await services.reminders.remove(guild_id, self._reminder_id, by))
            return
        changes: dict[str, Any] = {"machine": ""} if self._act == "fine" else {"is_on": self._act == "on"}
        await show(interaction, await services.reminders.edit(guild_id, self._reminder_id, by, changes))


class ReminderChannel(PersistentItem[ui.ChannelSelect[Any]], template=r"timed:1:channel:(?P<id>\d{1,9})"):
    """The menu of channels in which a reminder could come."""

    def __init__(self, reminder_id: int, channel_id: int | None = None) -> None:
        chosen = [Chosen(id=channel_id, type=discord.SelectDefaultValueType.channel)] if channel_id else []
        custom_id = f"timed:1:channel:{reminder_id}"
        super().__init__(ui.ChannelSelect(custom_id=custom_id, channel_types=KINDS, default_values=chosen))
        self._reminder_id = reminder_id

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the menu back to life, maybe after a restart."""
        return cls(int(match["id"]))

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Let it come there, if the bot may write there."""
        require_moderator(interaction, Area.RULES)
        changes = {"channel_id": usable(interaction, self.item.values[0].id)}
        await _change(interaction, self._reminder_id, changes)


class ReminderShows(PersistentItem[ui.Select[Any]], template=r"timed:1:shows:(?P<id>\d{1,9})"):
    """The menu of what a reminder can show."""

    def __init__(
        self, reminder_id: int, options: list[discord.SelectOption] | None = None, placeholder: str | None = None
    ) -> None:
        custom_id = f"timed:1:shows:{reminder_id}"
        super().__init__(ui.Select(custom_id=custom_id, options=options or [], placeholder=placeholder))
        self._reminder_id = reminder_id

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the menu back to life, maybe after a restart."""
        return cls(int(match["id"]))

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Let it show that."""
        require_moderator(interaction, Area.RULES)
        await _change(interaction, self._reminder_id, {"choice": self.item.values[0]})


class AllTimed(PlainButton, template=r"timed:1:all"):
    """A button that leads to all reminders, in the panel."""

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Show them in the place of the card."""
        require_moderator(interaction, Area.RULES)
        await interaction.response.defer()
        await interaction.client.rule_hub.redraw(interaction, SCREEN)


ITEMS: Final = (AllTimed, AtReminder, ReminderChannel, ReminderShows)


async def open_new(interaction: discord.Interaction[Any]) -> None:
    """Open an empty form."""
    services: Services = interaction.client.services
    form = RhythmForm(services, await reader(interaction), await blank(interaction), show)
    await interaction.response.send_modal(form)


async def add(interaction: discord.Interaction[Any], channel_id: int, typed: Typed) -> None:
    """Make one of what was typed, and show it. The interaction is deferred already. Raises UserError."""
    services: Services = interaction.client.services
    new = await blank(interaction, usable(interaction, channel_id))
    changes = await meant(services, typed, new, interaction.user.id)
    await show(interaction, await services.reminders.add(replace(new, **changes), interaction.user.id))


async def edit(interaction: discord.Interaction[Any], reminder_id: int, channel_id: int | None, typed: Typed) -> None:
    """Change what was typed, if anything was, and show it. The interaction is deferred already. Raises UserError."""
    services: Services = interaction.client.services
    reminder, by = await services.reminders.get(guild_of(interaction), reminder_id), interaction.user.id
    changes = await meant(services, typed, reminder, by)
    if channel_id is not None:
        changes["channel_id"] = usable(interaction, channel_id)
    if changes:
        reminder = await services.reminders.edit(reminder.guild_id, reminder_id, by, changes)
    await show(interaction, reminder)


async def show(interaction: discord.Interaction[Any], reminder: Reminder) -> None:
    """Show a reminder in the place of its card, or as the answer to a command. The interaction is deferred already."""
    services: Services = interaction.client.services
    locale, say = await reader(interaction), services.catalogues.text
    head = Sentence(_HEAD, {"number": reminder.reminder_id, "channel": where(reminder)})
    state = [head, *await _state(services, reminder), *_trouble(interaction, reminder)]
    says: str = await interaction.client.timed.preview(reminder)
    preview = split(says, _SHOWN)[0] if says else ""
    state.append(Sentence(_SAYS if preview else _NOTHING, {}))
    text = "\n".join([said(state, locale, services.catalogues), *(f"> {line}" for line in preview.splitlines())])
    number = reminder.reminder_id
    switch = ("off", N_("Pause")) if reminder.is_on else ("on", N_("Go on"))
    options = [
        discord.SelectOption(label=say(locale, words), value=choice, default=choice == reminder.choice)
        for choice, words in SHOWS.items()
        if choice != kinds.TEXT or reminder.text_en
    ]
    items: list[ui.Item[Any]] = [
        ReminderChannel(number, reminder.channel_id),
        ReminderShows(number, options, say(locale, _SHOWS)),
        AtReminder("when", number, say(locale, N_("When it comes")), "primary"),
        AtReminder("text", number, say(locale, N_("A text of its own"))),
        AtReminder(switch[0], number, say(locale, switch[1])),
        AtReminder("remove", number, say(locale, N_("Remove")), "danger"),
    ]
    if reminder.machine:
        items.append(AtReminder("fine", number, say(locale, N_("Approve")), "success"))
    items.append(AllTimed(say(locale, _ALL)))
    await answer(interaction, text, view_of(*items))


async def show_removed(interaction: discord.Interaction[Any], reminder: Reminder) -> None:
    """Say that a reminder is gone. The interaction is deferred already."""
    services: Services = interaction.client.services
    locale, say = await reader(interaction), services.catalogues.text
    text = say(locale, _REMOVED, number=reminder.reminder_id)
    await answer(interaction, text, view_of(AllTimed(say(locale, _ALL))))


async def lines(interaction: discord.Interaction[Any]) -> list[Sentence]:
    """All reminders of a server, a line each."""
    services: Services = interaction.client.services
    locale, found = await reader(interaction), await services.reminders.every(guild_of(interaction))
    told = [] if found else [Sentence(_EMPTY, {})]
    for reminder in found:
        due_at = await services.due.when(kinds.KIND, reminder.guild_id, reminder.reminder_id)
        mark = "⚠️" if _trouble(interaction, reminder) else "⏰" if reminder.is_on else "⏸️"
        when = discord.utils.format_dt(due_at, "R") if due_at else services.catalogues.text(locale, _NEVER)
        facts = {"mark": mark, "number": reminder.reminder_id, "when": when}
        told.append(Sentence(_LINE, facts | {"channel": where(reminder)}))
    return told


async def options(interaction: discord.Interaction[Any]) -> list[discord.SelectOption]:
    """All reminders of a server, to choose from."""
    services: Services = interaction.client.services
    found: list[discord.SelectOption] = []
    for each in await services.reminders.every(guild_of(interaction)):
        channel = interaction.guild.get_channel(each.channel_id) if interaction.guild else None
        label = f"{each.reminder_id}. #{channel.name if channel else '–'}"
        found.append(discord.SelectOption(label=label[:100], value=str(each.reminder_id)))
    return found


def where(reminder: Reminder) -> str:
    """The channel of a reminder; one that came from a file may not have any yet."""
    return f"<#{reminder.channel_id}>" if reminder.channel_id else "–"


async def _change(interaction: discord.Interaction[Any], reminder_id: int, changes: dict[str, Any]) -> None:
    await interaction.response.defer()
    services: Services = interaction.client.services
    changed = await services.reminders.edit(guild_of(interaction), reminder_id, interaction.user.id, changes)
    await show(interaction, changed)


async def _state(services: Services, reminder: Reminder) -> list[Sentence]:
    """What a reminder is like."""
    due_at = await services.due.when(kinds.KIND, reminder.guild_id, reminder.reminder_id)
    at = f"{discord.utils.format_dt(due_at, 'F')} ({discord.utils.format_dt(due_at, 'R')})" if due_at else ""
    begin, end = (timing.clock(each or 0) for each in (reminder.quiet_from, reminder.quiet_until))
    quiet = {"begin": begin, "end": end, "zone": reminder.zone}
    talk = {"count": reminder.least_messages}
    languages = ", ".join(LANGUAGES[locale] for locale in reminder.machine.split())
    wanted = [
        (True, _rhythm(reminder)),
        (at, Sentence(_NEXT, {"at": at})),
        (not reminder.is_on, Sentence(_PAUSED, {})),
        (reminder.quiet_from is not None, Sentence(_QUIET, quiet)),
        (True, Sentence(_TALKS, talk) if reminder.least_messages > 1 else Sentence(_TALK, {})),
        (languages, Sentence(_MACHINE, {"languages": languages})),
    ]
    return [sentence for is_so, sentence in wanted if is_so]


def _rhythm(reminder: Reminder) -> Sentence:
    zone = {"zone": reminder.zone}
    if reminder.every_minutes is None:
        return Sentence(_CRON, zone | {"cron": f"`{reminder.cron}`"})
    if reminder.every_minutes % timing.DAY:
        hours = reminder.every_minutes // timing.HOUR
        return Sentence(_HOURLY, {}) if hours == 1 else Sentence(_HOURS, {"count": hours})
    days = reminder.every_minutes // timing.DAY
    return Sentence(_DAILY, zone) if days == 1 else Sentence(_DAYS, zone | {"count": days})


def _trouble(interaction: discord.Interaction[Any], reminder: Reminder) -> list[Sentence]:
    """What keeps it from being posted, if anything does."""
    channel = interaction.guild.get_channel(reminder.channel_id) if interaction.guild else None
    if channel is None:
        return [Sentence(_GONE, {})]
    missing = lacking(channel, NEEDED)
    return [Sentence(_SILENT, {"permissions": missing})] if missing else []
