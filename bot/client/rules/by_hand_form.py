"""The form in which a moderator says of which rule to remind, where, and with which words of their own."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import discord
from discord import ui

from bot.access.access import Area
from bot.client.moderators import guild_of, require_moderator
from bot.client.readers import reader
from bot.client.views import Modal
from bot.errors import N_, UserError
from bot.rules.book import Book, Rule
from bot.services import Services

LONGEST_NOTE: Final = 300
# As many as Discord takes into one menu; a book may have twice as many rules.
_IN_A_MENU: Final = 25
_LONGEST_LABEL: Final = 100
_CHANNEL: Final = "channel"
_PRIVATELY: Final = "privately"
_TITLE: Final = N_("Remind of a rule")
_WHICH: Final = N_("Which rule?")
_SOME: Final = N_("Which rule? {first} to {last}")
_WHERE: Final = N_("Where?")
_IN_CHANNEL: Final = N_("In the channel, naming nobody")
_BY_MESSAGE: Final = N_("Privately, with the line quoted")
_NOTE: Final = N_("A word of your own")
_NOTE_HINT: Final = N_("If you like. It is translated, too.")
_ONE: Final = N_("Choose one rule. Nothing was sent.")
_NONE: Final = N_(
    "This server's rule book is empty, so there is no rule to remind of. `/redbridge rules list` offers books to begin "
    "with."
)


@dataclass(frozen=True, slots=True)
class Order:
    """What a moderator wants. channel_id, message_id: of the message that it is about. note: "" for none."""

    channel_id: int
    message_id: int
    rule_id: int
    is_private: bool
    note: str


Then = Callable[[discord.Interaction[Any], Order], Awaitable[None]]


class RemindForm(Modal):
    """Opened by the menu of a message; what it says is done by whoever opened it."""

    def __init__(self, services: Services, locale: str, book: Book, place: tuple[int, int], then: Then) -> None:
        """place: the ids of the message's channel and its own. Raises UserError for a book without rules."""
        if not book.rules:
            raise UserError(_NONE)
        say = services.catalogues.text
        super().__init__(say(locale, _TITLE))
        self._services, self._place, self._then = services, place, then
        self._rules = [_menu(rules, locale) for rules in _parts(book.rules)]
        for menu, rules in zip(self._rules, _parts(book.rules), strict=True):
            menu.required = len(self._rules) == 1
            some = say(locale, _SOME, first=rules[0].number, last=rules[-1].number)
            self.add_item(ui.Label(text=say(locale, _WHICH) if menu.required else some, component=menu))
        self._where: ui.Select[Any] = ui.Select(
            required=True,
            options=[
                discord.SelectOption(label=say(locale, _IN_CHANNEL), value=_CHANNEL, default=True),
                discord.SelectOption(label=say(locale, _BY_MESSAGE), value=_PRIVATELY),
            ],
        )
        self.add_item(ui.Label(text=say(locale, _WHERE), component=self._where))
        self._note: ui.TextInput[Any] = ui.TextInput(
            style=discord.TextStyle.paragraph, required=False, max_length=LONGEST_NOTE
        )
        self.add_item(ui.Label(text=say(locale, _NOTE), description=say(locale, _NOTE_HINT), component=self._note))

    @property
    def is_offered_again(self) -> bool:
        """What was chosen would have to be chosen again, too."""
        return True

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Hand on what is wanted, if it is wanted by somebody who may."""
        require_moderator(interaction, Area.RULES)
        chosen = [value for menu in self._rules for value in menu.values]
        if len(chosen) != 1:
            raise UserError(_ONE)
        await interaction.response.defer(ephemeral=True, thinking=True)
        is_private = _PRIVATELY in self._where.values
        await self._then(interaction, Order(*self._place, int(chosen[0]), is_private, self._note.value.strip()))

    async def anew(self, interaction: discord.Interaction[Any]) -> "RemindForm":
        """The same form, with the rules that there are by now."""
        require_moderator(interaction, Area.RULES)
        book = await self._services.publishing.known(guild_of(interaction))
        return RemindForm(self._services, await reader(interaction), book, self._place, self._then)

    def fill(self, former: Modal) -> None:
        """Choose what was chosen, and write what was written."""
        super().fill(former)
        if isinstance(former, RemindForm):
            chosen = {value for menu in former.menus for value in menu.values}
            for option in (option for menu in self.menus for option in menu.options):
                option.default = option.value in chosen

    @property
    def menus(self) -> list[ui.Select[Any]]:
        """All in which one chooses."""
        return [*self._rules, self._where]


def _menu(rules: Sequence[Rule], locale: str) -> ui.Select[Any]:
    labels = [(f"{rule.number}. {rule.texts[locale].name}"[:_LONGEST_LABEL], str(rule.rule_id)) for rule in rules]
    return ui.Select(options=[discord.SelectOption(label=label, value=value) for label, value in labels])


def _parts(rules: Sequence[Rule]) -> list[Sequence[Rule]]:
    return [rules[first : first + _IN_A_MENU] for first in range(0, len(rules), _IN_A_MENU)]
