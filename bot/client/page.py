"""A page that says what becomes of a file, with a file of its own for what it has no room for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.markup.length import units


@dataclass(frozen=True, slots=True)
class Page:
    """A text, and a file with all that the text has no room for."""

    text: str
    file: discord.File | None = None

    def files(self) -> dict[str, Any]:
        """The file as an answer takes it."""
        return {"file": self.file} if self.file else {}


def fitting(lines: Sequence[str], room: int) -> list[str]:
    """The first lines, as many as fit."""
    found: list[str] = []
    for line in lines:
        room -= units(line) + 1
        if room < 0:
            break
        found.append(line)
    return found


async def redraw(interaction: discord.Interaction[Any], page: Page, view: ui.View) -> None:
    """Show a page in the place of the one on which somebody acted."""
    attachments = [page.file] if page.file else []
    await interaction.edit_original_response(content=page.text, view=view, attachments=attachments)
