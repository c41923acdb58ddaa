"""Lists that are too long for one message: a page at a time, turned by buttons that survive a restart."""

import re
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Self

import discord
from discord import ui
from discord.utils import escape_markdown

from bot.access.access import Area
from bot.client.errors import tell
from bot.client.moderators import require_moderator
from bot.client.readers import reader
from bot.client.views import PersistentItem, view_of
from bot.errors import N_
from bot.i18n import Catalogues

PAGE: Final = 10
LONGEST_REST: Final = 60


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a list. number: from 0. pages: how many there are."""

    text: str
    number: int = 0
    pages: int = 1


class Turn(PersistentItem[ui.Button[Any]], template="unused"):
    """A button to another page of a moderators' list. A subclass says which list, and writes its pages.

    book: what its custom ids begin with. area: what its readers must be allowed to change. rest: what else is needed to
    write a page, such as what was searched for.
    """

    book: ClassVar[str]
    area: ClassVar[Area] = Area.ALL

    def __init__(self, number: int, rest: str = "", label: str = "-") -> None:
        super().__init__(ui.Button(label=label, custom_id=f"{self.book}:1:{number}:{rest}"))
        self._number = number
        self._rest = rest

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls(int(match["number"]), match["rest"])

    @classmethod
    async def leaf(cls, interaction: discord.Interaction[Any], number: int, rest: str) -> Leaf:
        """A page for whoever acts; the last one where there are fewer."""
        raise NotImplementedError

    @classmethod
    async def show(cls, interaction: discord.Interaction[Any], rest: str = "") -> None:
        """Answer with the first page."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        leaf = await cls.leaf(interaction, 0, rest)
        await tell(interaction, leaf.text, view=await cls.turns(interaction, leaf, rest))

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Show the page in place of the present one."""
        require_moderator(interaction, self.area)
        await interaction.response.defer()
        leaf = await self.leaf(interaction, self._number, self._rest)
        view = await self.turns(interaction, leaf, self._rest)
        await interaction.edit_original_response(content=leaf.text, view=view)

    @classmethod
    async def turns(cls, interaction: discord.Interaction[Any], leaf: Leaf, rest: str = "") -> ui.View:
        """The buttons below a page."""
        catalogues: Catalogues = interaction.client.services.catalogues
        locale = await reader(interaction)
        # Translators: buttons that turn the pages of a list.
        turns = ((leaf.number - 1, N_("Previous page")), (leaf.number + 1, N_("Next page")))
        return view_of(
            *(cls(number, rest, catalogues.text(locale, text)) for number, text in turns if 0 <= number < leaf.pages)
        )


def cut(count: int, number: int, size: int = PAGE) -> tuple[int, int, slice]:
    """Which page of a list of `count` is shown if `number` is asked for, how many there are, and what stands on it."""
    pages = max(1, -(-count // size))
    shown = max(0, min(number, pages - 1))
    return shown, pages, slice(shown * size, (shown + 1) * size)


def excerpt(text: str, most: int) -> str:
    """What somebody wrote, in one line of at most `most` characters, in which nothing formats."""
    line = " ".join(text.split())
    written = escape_markdown(line)
    if len(written) <= most:
        return written
    end = most - 1
    while len(escape_markdown(line[:end])) > most - 1:
        end -= 1
    return f"{escape_markdown(line[:end])}…"
