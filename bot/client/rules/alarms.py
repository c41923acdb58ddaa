"""What moderators can do about a reminder that they see: call it a false alarm, or let its trigger be quiet."""

import re
from typing import Any, Final, Self

import discord
from discord import ui

from bot.access.access import Area
from bot.client.errors import tell
from bot.client.moderators import guild_of, require_moderator
from bot.client.readers import reader
from bot.client.trouble import TROUBLE
from bot.client.views import Modal, PersistentItem, view_of
from bot.errors import N_, UserError
from bot.i18n import ENGLISH, Catalogues
from bot.rules.log import TRIGGER, Reminded
from bot.rules.triggers.checking import LONGEST_WORD
from bot.rules.triggers.sparing import around
from bot.services import Services

_FALSE: Final = N_("False alarm")
_SNOOZE: Final = N_("Quiet for an hour")
_SNOOZED: Final = N_("Trigger {number} says nothing until {until}.")
_FORGOTTEN: Final = N_("This reminder is too old: RedBridge has forgotten it. Nothing was changed.")
_PHRASE: Final = N_("In which phrase is it all right?")
_HINT: Final = N_("From now on it doesn't count there. Leave it empty to change nothing.")
_DONE: Final = N_("Noted as a false alarm. What RedBridge said in the channel is gone.")
_SPARED: Final = N_("Trigger {number} doesn't mind “{phrase}” any more.")
_USELESS: Final = N_("“{phrase}” doesn't hold “{word}”, so it would change nothing. Write the phrase around it.")
_MINUTES: Final = 60


class FalseAlarm(PersistentItem[ui.Button[Any]], template=r"trigger:1:false:(?P<id>\d{15,20})"):
    """A button that proposes an exception."""

    def __init__(self, message_id: int, label: str = "-") -> None:
        super().__init__(ui.Button(label=label, custom_id=f"trigger:1:false:{message_id}"))
        self._message_id = message_id

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls(int(match["id"]))

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form."""
        require_moderator(interaction, Area.RULES)
        services: Services = interaction.client.services
        reminded = await services.reminder_log.get(guild_of(interaction), self._message_id, TRIGGER)
        if reminded is None:
            raise UserError(_FORGOTTEN)
        text = await _written(interaction, reminded)
        phrase = around(text, reminded.word, LONGEST_WORD)
        await interaction.response.send_modal(
            AlarmForm(services.catalogues, await reader(interaction), reminded, phrase)
        )


class AlarmForm(Modal):
    """Notes a false alarm, and keeps an exception."""

    def __init__(self, catalogues: Catalogues, locale: str, reminded: Reminded, phrase: str) -> None:
        super().__init__(catalogues.text(locale, _FALSE))
        self._catalogues, self._reminded, self._phrase = catalogues, reminded, phrase
        self._field: ui.TextInput[Any] = ui.TextInput(default=phrase or None, required=False, max_length=LONGEST_WORD)
        say = catalogues.text
        self.add_item(ui.Label(text=say(locale, _PHRASE), description=say(locale, _HINT), component=self._field))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Do both, and take back what was said."""
        require_moderator(interaction, Area.RULES)
        await interaction.response.defer(ephemeral=True, thinking=True)
        services: Services = interaction.client.services
        locale, phrase, guild_id = await reader(interaction), self._field.value.strip(), guild_of(interaction)
        lines: list[str] = []
        if phrase:
            trigger_id = self._reminded.source_id or 0
            _require_use(services, self._reminded, phrase)
            await services.triggers.spare(guild_id, trigger_id, interaction.user.id, phrase)
            lines.append(services.catalogues.text(locale, _SPARED, number=trigger_id, phrase=phrase))
        await services.reminder_log.mark_false(guild_id, self._reminded.message_id, TRIGGER)
        # What was said for nothing keeps nobody from saying it when it is called for.
        services.triggers.thresholds.forget(guild_id, self._reminded.source_id or 0)
        await _take_back(interaction, self._reminded)
        await tell(interaction, "\n".join([services.catalogues.text(locale, _DONE), *lines]))

    async def anew(self, interaction: discord.Interaction[Any]) -> "AlarmForm":
        """The same form."""
        require_moderator(interaction, Area.RULES)
        return AlarmForm(self._catalogues, await reader(interaction), self._reminded, self._phrase)


class SnoozeTrigger(PersistentItem[ui.Button[Any]], template=r"trigger:1:snooze:(?P<id>\d{1,9})"):
    """A button after which a trigger is quiet for an hour."""

    def __init__(self, trigger_id: int, label: str = "-") -> None:
        super().__init__(ui.Button(label=label, custom_id=f"trigger:1:snooze:{trigger_id}"))
        self._trigger_id = trigger_id

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls(int(match["id"]))

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Let it be quiet."""
        require_moderator(interaction, Area.RULES)
        await interaction.response.defer(ephemeral=True, thinking=True)
        services: Services = interaction.client.services
        who = guild_of(interaction), self._trigger_id, interaction.user.id
        trigger = await services.triggers.snooze(*who, _MINUTES)
        until = f"<t:{(trigger.snoozed_until or 0) // 1000}:t>"
        said = services.catalogues.text(await reader(interaction), _SNOOZED, number=self._trigger_id, until=until)
        await tell(interaction, said)


ITEMS: Final = (FalseAlarm, SnoozeTrigger)


def alarm_buttons(services: Services, reminded: Reminded) -> ui.View:
    """Both buttons, in both languages of a server."""
    false, snooze = (_both(services, reminded.guild_id, text) for text in (_FALSE, _SNOOZE))
    return view_of(FalseAlarm(reminded.message_id, false), SnoozeTrigger(reminded.source_id or 0, snooze))


def _both(services: Services, guild_id: int, text: str) -> str:
    locales = services.preferences.chinese(guild_id), ENGLISH
    return " · ".join(services.catalogues.text(locale, text) for locale in locales)


def _require_use(services: Services, reminded: Reminded, phrase: str) -> None:
    """Raise UserError for an exception in which the trigger's word does not even stand."""
    called = services.triggers.called(reminded.guild_id, phrase)
    if all(each.trigger.trigger_id != reminded.source_id for each in called):
        raise UserError(_USELESS, phrase=phrase, word=reminded.word)


async def _written(interaction: discord.Interaction[Any], reminded: Reminded) -> str:
    """What the message says by now; "" if it is gone."""
    channel = interaction.client.get_partial_messageable(reminded.channel_id, guild_id=reminded.guild_id)
    try:
        return str((await channel.fetch_message(reminded.message_id)).content)
    except TROUBLE:
        return ""


async def _take_back(interaction: discord.Interaction[Any], reminded: Reminded) -> None:
    if reminded.post_id is None:
        return
    channel = interaction.client.get_partial_messageable(reminded.channel_id, guild_id=reminded.guild_id)
    try:
        await channel.get_partial_message(reminded.post_id).delete()
    except TROUBLE:
        return
