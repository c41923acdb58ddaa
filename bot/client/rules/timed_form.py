"""The forms in which a reminder on a schedule is written: where and when it comes, and what it says."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any, Final
from zoneinfo import ZoneInfo

import discord
from discord import ui

from bot.access.access import Area
from bot.client.moderators import guild_of, require_moderator
from bot.client.onboarding.screens.places import LACKING, lacking
from bot.client.readers import reader
from bot.client.rules.answering import defer
from bot.client.views import Modal
from bot.errors import N_, UserError
from bot.i18n import LANGUAGES, LOCALES
from bot.onboarding.zones import guess
from bot.onboarding.zones import zone as zone_of
from bot.rules import timing
from bot.rules.files.markdown import OTHER_TONGUE
from bot.rules.files.naming import locale_of
from bot.rules.reminders import LONGEST, own_text
from bot.services import Services
from bot.store.reminders import Reminder

Then = Callable[[discord.Interaction[Any], Reminder], Awaitable[None]]
NEEDED: Final = ("view_channel", "send_messages", "read_message_history")
KINDS: Final = [discord.ChannelType.text, discord.ChannelType.news]
_NEW: Final = N_("A new reminder")
_WHEN: Final = N_("When it comes")
_CHANNEL: Final = N_("In which channel?")
_HOW_OFTEN: Final = N_("How often?")
_HOW_OFTEN_HINT: Final = N_("12h, 3 days, weekly, or a cron expression such as 0 20 * * 5: Fridays at 20:00")
_ZONE: Final = N_("Time zone")
_ZONE_HINT: Final = N_("A large city, or a name such as Asia/Shanghai")
_QUIET: Final = N_("Quiet hours")
_QUIET_HINT: Final = N_("Such as 22:00-08:00; none if left empty")
_MESSAGES: Final = N_("After how many messages?")
_MESSAGES_HINT: Final = N_("So many must have been written since the last one. At least one, in any case.")
_NO_ZONE: Final = N_(
    "“{typed}” is no time zone that RedBridge knows. Write a large city, or a name such as Asia/Shanghai. "
    "Nothing was changed."
)
_NO_NUMBER: Final = N_("“{text}” is no number of messages or minutes. Nothing was changed.")
_LOST: Final = N_("This channel is gone. Choose another one; nothing was changed.")
_TEXT: Final = N_("A text of its own")
_EMPTY: Final = N_("Left empty, it is translated from the others.")
_LONGEST_WHEN: Final = 100
_LONGEST_ZONE: Final = 64
_HINT: Final = 100


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody wrote about when a reminder comes; None: nothing, so that it stays as it is."""

    when: str | None = None
    zone: str | None = None
    quiet: str | None = None
    messages: int | None = None
    shows: str | None = None
    text: str | None = None


async def meant(services: Services, typed: Typed, former: Reminder, by: int) -> dict[str, Any]:
    """As `understood` has it, with what it says; a text is translated into the other languages. Raises UserError."""
    changes = understood(services, typed, former)
    if typed.shows is not None:
        changes["choice"] = typed.shows
    if typed.text is not None:
        locale = locale_of([typed.text], services.pipeline.read)
        if not locale:
            raise UserError(OTHER_TONGUE)
        changes |= await services.reminders.write(former.guild_id, {locale: typed.text}, by)
    return changes


def understood(services: Services, typed: Typed, former: Reminder) -> dict[str, Any]:
    """The fields of a reminder that were meant. Raises UserError."""
    changes: dict[str, Any] = {}
    if typed.zone is not None:
        zone = services.zones.find(typed.zone)
        if zone is None:
            raise UserError(_NO_ZONE, typed=typed.zone)
        changes["zone"] = zone
    if typed.when is not None:
        there = ZoneInfo(changes.get("zone", former.zone))
        every, cron = timing.when(typed.when, there, services.clock.now())
        changes |= {"every_minutes": every, "cron": cron}
    if typed.quiet is not None:
        begin, end = timing.quiet(typed.quiet) or (None, None)
        changes |= {"quiet_from": begin, "quiet_until": end}
    if typed.messages is not None:
        changes["least_messages"] = typed.messages
    return changes


def usable(interaction: discord.Interaction[Any], channel_id: int) -> int:
    """A channel, by its id, in which the bot may do what a reminder needs. Raises UserError."""
    channel = interaction.guild.get_channel(channel_id) if interaction.guild else None
    if channel is None:
        raise UserError(_LOST)
    if missing := lacking(channel, NEEDED):
        raise UserError(LACKING, channel=channel.mention, permissions=missing)
    return channel_id


async def blank(interaction: discord.Interaction[Any], channel_id: int = 0) -> Reminder:
    """A new reminder as it begins: weekly, by the clocks of whoever makes it, as far as they are known."""
    preference = await interaction.client.readers.preference(interaction)
    zone = zone_of(preference.zone, guess(interaction.locale.value)).key
    return Reminder(guild_of(interaction), 0, channel_id, every_minutes=7 * timing.DAY, zone=zone)


class RhythmForm(Modal):
    """When a reminder comes; for a new one also where."""

    def __init__(self, services: Services, locale: str, reminder: Reminder, then: Then) -> None:
        """reminder: a new one has the number 0."""
        self._is_new = reminder.reminder_id == 0
        super().__init__(services.catalogues.text(locale, _NEW if self._is_new else _WHEN))
        self._services, self._reminder, self._then, self._locale = services, reminder, then, locale
        self._channel: ui.ChannelSelect[Any] = ui.ChannelSelect(channel_types=KINDS)
        if self._is_new:
            self.add_item(ui.Label(text=services.catalogues.text(locale, _CHANNEL), component=self._channel))
        when = reminder.cron or timing.short(reminder.every_minutes or 0)
        quiet = ""
        if reminder.quiet_from is not None and reminder.quiet_until is not None:
            quiet = f"{timing.clock(reminder.quiet_from)}-{timing.clock(reminder.quiet_until)}"
        self._when = self._field(_HOW_OFTEN, _HOW_OFTEN_HINT, when, _LONGEST_WHEN)
        self._zone = self._field(_ZONE, _ZONE_HINT, reminder.zone, _LONGEST_ZONE)
        self._quiet = self._field(_QUIET, _QUIET_HINT, quiet, 24, required=False)
        self._messages = self._field(_MESSAGES, _MESSAGES_HINT, str(max(1, reminder.least_messages)), 3)

    def _field(self, label: str, hint: str, text: str, most: int, *, required: bool = True) -> ui.TextInput[Any]:
        say = self._services.catalogues.text
        field: ui.TextInput[Any] = ui.TextInput(default=text or None, max_length=most, required=required)
        description = say(self._locale, hint)[:_HINT]
        self.add_item(ui.Label(text=say(self._locale, label), description=description, component=field))
        return field

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Keep it, and show what came of it."""
        require_moderator(interaction, Area.RULES)
        messages = self._messages.value.strip()
        if not messages.isdecimal():
            raise UserError(_NO_NUMBER, text=messages)
        typed = Typed(self._when.value, self._zone.value, self._quiet.value, int(messages))
        changes = understood(self._services, typed, self._reminder)
        guild_id, by, reminders = guild_of(interaction), interaction.user.id, self._services.reminders
        if self._is_new:
            changes["channel_id"] = usable(interaction, self._channel.values[0].id)
        await defer(interaction)
        if self._is_new:
            kept = await reminders.add(replace(self._reminder, **changes), by)
        else:
            kept = await reminders.edit(guild_id, self._reminder.reminder_id, by, changes)
        await self._then(interaction, kept)

    async def anew(self, interaction: discord.Interaction[Any]) -> "RhythmForm":
        """The same form, about the reminder as it is by now."""
        require_moderator(interaction, Area.RULES)
        reminder = self._reminder
        if not self._is_new:
            reminder = await self._services.reminders.get(guild_of(interaction), reminder.reminder_id)
        return RhythmForm(self._services, await reader(interaction), reminder, self._then)


class TextForm(Modal):
    """A text of a reminder's own, in each language; what is left empty is translated."""

    def __init__(self, services: Services, locale: str, reminder: Reminder, then: Then) -> None:
        super().__init__(services.catalogues.text(locale, _TEXT))
        self._services, self._reminder, self._then = services, reminder, then
        self._fields: dict[str, ui.TextInput[Any]] = {}
        for each in LOCALES:
            self._fields[each] = ui.TextInput(
                style=discord.TextStyle.paragraph,
                required=False,
                max_length=LONGEST,
                default=own_text(reminder, each) or None,
            )
            hint = services.catalogues.text(locale, _EMPTY)
            self.add_item(ui.Label(text=LANGUAGES[each], description=hint, component=self._fields[each]))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Keep it, and show what came of it. What somebody saw and sent is theirs, also if a machine wrote it."""
        require_moderator(interaction, Area.RULES)
        await defer(interaction)
        guild_id, by, reminders = guild_of(interaction), interaction.user.id, self._services.reminders
        texts = {locale: field.value for locale, field in self._fields.items()}
        changes = await reminders.write(guild_id, texts, by)
        await self._then(interaction, await reminders.edit(guild_id, self._reminder.reminder_id, by, changes))

    async def anew(self, interaction: discord.Interaction[Any]) -> "TextForm":
        """The same form, about what the reminder says by now."""
        require_moderator(interaction, Area.RULES)
        reminder = await self._services.reminders.get(guild_of(interaction), self._reminder.reminder_id)
        return TextForm(self._services, await reader(interaction), reminder, self._then)
