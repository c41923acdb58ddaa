"""The forms in which a trigger is written: what it looks for, and when it speaks."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

import discord
from discord import ui

from bot.access.access import Area
from bot.client.moderators import guild_of, require_moderator
from bot.client.readers import reader
from bot.client.rules.answering import defer
from bot.client.views import Modal
from bot.errors import N_, UserError
from bot.rules.book import Book
from bot.rules.triggers.checking import LONGEST_PATTERN
from bot.services import Services
from bot.store.triggers import BOTH, CHANNEL, NOTE, Trigger

Then = Callable[[discord.Interaction[Any], Trigger], Awaitable[None]]
_TITLE: Final = N_("What calls for a rule")
_RULE: Final = N_("Rule")
_RULES: Final = N_("Rules {first} to {last}")
_WORDS: Final = N_("Words and phrases, a line each")
_WORDS_HINT: Final = N_("In any language. `elect*` is all that begins so. 政*治 and p o l… are found, too.")
_PATTERN: Final = N_("Pattern, if you need one")
_PATTERN_HINT: Final = N_("A regular expression in RE2's dialect, in small letters.")
_EXCEPTIONS: Final = N_("Where it is all right, a line each")
_EXCEPTIONS_HINT: Final = N_("Phrases in which a word does not count, such as: office politics")
_ONE: Final = N_("Choose one rule. Nothing was changed.")
_NONE: Final = N_(
    "This server's rule book is empty, so there is no rule to remind of. `/redbridge rules list` offers books to begin "
    "with."
)
_WHEN: Final = N_("When, and what happens")
_ACTION: Final = N_("What happens?")
ACTIONS: Final[Mapping[str, str]] = {
    BOTH: N_("a kind line in the channel, and a note to moderators"),
    CHANNEL: N_("only a kind line in the channel"),
    NOTE: N_("only a note to moderators"),
}
_NUMBERS: Final = {
    "count": (N_("How many messages?"), N_("With 2 or more, they must be of several people.")),
    "minutes": (N_("Within how many minutes?"), None),
    "channel_rest": (N_("Then quiet in the channel, in minutes"), None),
    "member_rest": (N_("And about the same people, in minutes"), None),
}
_NO_NUMBER: Final = N_("“{text}” is no number of messages or minutes. Nothing was changed.")
_IN_A_MENU: Final = 25
_LONGEST_LABEL: Final = 100
_HINT: Final = 100
_LONGEST: Final = 4000


class WordsForm(Modal):
    """What a trigger looks for, and the rule it calls for; for a new one as well."""

    def __init__(self, services: Services, locale: str, book: Book, trigger: Trigger | None, then: Then) -> None:
        """Raises UserError for a book without rules."""
        if not book.rules:
            raise UserError(_NONE)
        say = services.catalogues.text
        super().__init__(say(locale, _TITLE))
        self._services, self._trigger, self._then = services, trigger, then
        self._rules = _menus(book, locale, trigger.rule_id if trigger else None)
        for menu in self._rules:
            menu.required = len(self._rules) == 1
            numbers = [each.label.partition(".")[0] for each in menu.options]
            some = say(locale, _RULES, first=numbers[0], last=numbers[-1])
            self.add_item(ui.Label(text=say(locale, _RULE) if menu.required else some, component=menu))
        known = trigger or Trigger(0, 0, 0)
        self._words = self._field(locale, _WORDS, _WORDS_HINT, "\n".join(known.words))
        self._pattern = self._field(locale, _PATTERN, _PATTERN_HINT, known.pattern, most=LONGEST_PATTERN)
        self._exceptions = self._field(locale, _EXCEPTIONS, _EXCEPTIONS_HINT, "\n".join(known.exceptions))

    def _field(self, locale: str, label: str, hint: str, text: str, most: int = _LONGEST) -> ui.TextInput[Any]:
        style = discord.TextStyle.paragraph if most == _LONGEST else discord.TextStyle.short
        field: ui.TextInput[Any] = ui.TextInput(
            style=style, required=False, max_length=most, default=text[:most] or None
        )
        say = self._services.catalogues.text
        self.add_item(ui.Label(text=say(locale, label), description=say(locale, hint)[:_HINT], component=field))
        return field

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Keep it, and show what came of it."""
        require_moderator(interaction, Area.RULES)
        chosen = [int(value) for menu in self._rules for value in menu.values]
        if len(chosen) != 1:
            raise UserError(_ONE)
        await defer(interaction)
        guild_id, by, triggers = guild_of(interaction), interaction.user.id, self._services.triggers
        rule = await self._services.rules.rule(guild_id, chosen[0])
        found: dict[str, Any] = {
            "words": tuple(self._words.value.splitlines()),
            "pattern": self._pattern.value,
            "exceptions": tuple(self._exceptions.value.splitlines()),
        }
        if self._trigger is None:
            kept = await triggers.add(guild_id, rule.rule_id, by, **found)
        else:
            known = guild_id, self._trigger.trigger_id, by, self._trigger
            kept = await triggers.change(*known, rule_id=rule.rule_id, **found)
        await self._then(interaction, kept)

    async def anew(self, interaction: discord.Interaction[Any]) -> "WordsForm":
        """The same form, with the rules that there are by now."""
        require_moderator(interaction, Area.RULES)
        book = await self._services.rules.book(guild_of(interaction))
        return WordsForm(self._services, await reader(interaction), book, self._trigger, self._then)


class WhenForm(Modal):
    """When a trigger speaks, and what happens then."""

    def __init__(self, services: Services, locale: str, trigger: Trigger, then: Then) -> None:
        say = services.catalogues.text
        super().__init__(say(locale, _WHEN))
        self._services, self._trigger, self._then = services, trigger, then
        options = [
            discord.SelectOption(label=say(locale, text), value=action, default=action == trigger.action)
            for action, text in ACTIONS.items()
        ]
        self._action: ui.Select[Any] = ui.Select(options=options, required=True)
        self.add_item(ui.Label(text=say(locale, _ACTION), component=self._action))
        self._fields: dict[str, ui.TextInput[Any]] = {}
        for name, (label, hint) in _NUMBERS.items():
            self._fields[name] = ui.TextInput(default=str(getattr(trigger, name)), max_length=6)
            description = say(locale, hint) if hint else None
            self.add_item(ui.Label(text=say(locale, label), description=description, component=self._fields[name]))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Keep it, and show what came of it."""
        require_moderator(interaction, Area.RULES)
        found: dict[str, Any] = {name: _number(field.value) for name, field in self._fields.items()}
        await defer(interaction)
        changes = found | {"action": self._action.values[0]}
        known = guild_of(interaction), self._trigger.trigger_id, interaction.user.id, self._trigger
        await self._then(interaction, await self._services.triggers.change(*known, **changes))

    async def anew(self, interaction: discord.Interaction[Any]) -> "WhenForm":
        """The same form, about the trigger as it is by now."""
        require_moderator(interaction, Area.RULES)
        trigger = self._services.triggers.get(guild_of(interaction), self._trigger.trigger_id)
        return WhenForm(self._services, await reader(interaction), trigger, self._then)


def _number(text: str) -> int:
    if not text.strip().isdecimal():
        raise UserError(_NO_NUMBER, text=text)
    return int(text)


def _menus(book: Book, locale: str, chosen: int | None) -> list[ui.Select[Any]]:
    options = [
        discord.SelectOption(
            label=f"{rule.number}. {rule.texts[locale].name}"[:_LONGEST_LABEL],
            value=str(rule.rule_id),
            default=rule.rule_id == chosen,
        )
        for rule in book.rules
    ]
    return [ui.Select(options=options[at : at + _IN_A_MENU]) for at in range(0, len(options), _IN_A_MENU)]
