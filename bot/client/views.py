"""What buttons and menus have in common: they survive a restart. Their errors, and those of forms, have one table."""

import re
from typing import Any, Self, TypeVar, cast

import discord
from discord import ui

from bot.client.about import CARRIED
from bot.client.errors import ErrorTable, turned_away

ItemT = TypeVar("ItemT", bound=ui.Item[Any])


def _table(interaction: discord.Interaction[Any]) -> ErrorTable:
    return cast("ErrorTable", interaction.client.errors)


class PersistentItem(ui.DynamicItem[ItemT], template="unused"):
    """A component whose short custom id says all there is to know; a subclass implements `used`.

    discord.py only logs what a dynamic item raises, so the way to the error table is here. In direct messages the id
    ends in the server that it is about.
    """

    def __init_subclass__(cls, *, template: str) -> None:
        """template: of the custom id, as a regular expression."""
        super().__init_subclass__(template=template + CARRIED)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Run `used`, and explain what goes wrong to whoever pressed."""
        try:
            if await turned_away(interaction):
                return
            await self.used(interaction)
        except Exception as error:  # noqa: BLE001 - the table decides which errors are known
            await _table(interaction).report(interaction, error)

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Act on a press or a choice; check permissions anew, for they may have changed since it was shown."""
        raise NotImplementedError


class PlainButton(PersistentItem[ui.Button[Any]], template="unused"):
    """A button that always means the same: its template is its custom id, letter by letter."""

    def __init__(self, label: str = "-") -> None:
        super().__init__(ui.Button(label=label, custom_id=self.template.pattern.removesuffix(CARRIED)))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls()


class PlainMenu(PersistentItem[ui.Select[Any]], template="unused"):
    """A menu that always means the same: its template is its custom id, letter by letter."""

    def __init__(self, options: list[discord.SelectOption] | None = None, placeholder: str | None = None) -> None:
        custom_id = self.template.pattern.removesuffix(CARRIED)
        super().__init__(ui.Select(custom_id=custom_id, options=options or [], placeholder=placeholder))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the menu back to life, maybe after a restart."""
        return cls(item.options if isinstance(item, ui.Select) else None)


class Modal(ui.Modal):
    """A form whose errors are explained to whoever sent it. Unlike the items above it ends with the process."""

    def __init__(self, title: str) -> None:
        # Discord does not tell when a form is dismissed, and its token lives for fifteen minutes.
        super().__init__(title=title, timeout=15 * 60)

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Begin nothing while the bot is about to stop."""
        return not await turned_away(interaction, self.written())

    async def on_error(self, interaction: discord.Interaction[Any], error: Exception, /) -> None:
        """Explain what went wrong, and give back what was written: Discord has closed the form."""
        extras: dict[str, Any] = {}
        if self.is_offered_again:
            locale = await interaction.client.readers.locale(interaction)
            extras["view"] = interaction.client.drafts.offer(self, interaction.user.id, locale)
        await _table(interaction).report(interaction, error, self.written(), **extras)

    @property
    def is_offered_again(self) -> bool:
        """Whether there is anything in the form that would have to be done once more."""
        return bool(self.written())

    async def anew(self, interaction: discord.Interaction[Any]) -> "Modal":
        """The same form once more, for whoever acts. Raises what the table explains where it has no use any more."""
        raise NotImplementedError

    def fill(self, former: "Modal") -> None:
        """Write into the fields what a form of the same kind was sent with."""
        for mine, theirs in zip(_labels(self), _labels(former), strict=True):
            mine.component.default = theirs.component.value or None

    def written(self) -> str:
        """What stands in the form's fields, each below its label if there are several."""
        fields = [(each.text, each.component.value) for each in _labels(self) if each.component.value.strip()]
        if len(fields) == 1:
            return fields[0][1]
        return "\n\n".join(f"{name}\n{text}" for name, text in fields)


def _labels(form: Modal) -> list[Any]:
    """The labels of the fields in which one writes, in their order."""
    return [item for item in form.children if isinstance(item, ui.Label) and isinstance(item.component, ui.TextInput)]


def view_of(*items: ui.Item[Any]) -> ui.View:
    """A view that holds only persistent items, and so needs no time-out."""
    view = ui.View(timeout=None)
    for item in items:
        view.add_item(item)
    return view
