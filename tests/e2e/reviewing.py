"""A town whose #general is translated, with a channel in which suggestions are reviewed."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from bot.store import audit, suggestions
from bot.suggestions.suggestions import Suggestion
from tests.e2e.town import Town

TEXT = "my cat is lovely"
BETTER = "我家猫可招人爱了"
OURS = "我家猫咪真可爱"


@dataclass
class Desk:
    """The town, its channel for suggestions, and one message with its translation."""

    town: Town
    mods: Any
    source: Any
    post: Any

    async def suggest(self, words: str = BETTER, on: Any = None, who: Any = None) -> Any:
        """A member sends the form; what they are told."""
        member = who or self.town.amy
        opened = member.menu("Improve", on or self.source)
        assert (await opened.answered()).kind == "modal"
        return await member.submit(opened, {self.field(opened): words}).answered()

    @staticmethod
    def field(opened: Any) -> str:
        return opened.modal["components"][1]["component"]["custom_id"]

    async def press(self, who: Any, button: str, message: Any = None) -> Any:
        interaction = who.press(message or self.mods.messages[-1], button)
        await interaction.acknowledgement()
        await self.town.idle()
        return interaction

    async def said(self) -> list[str]:
        await self.town.idle()
        return [content for name, content in self.town.talk() if name == "RedBridge"]

    async def rows(self) -> list[Suggestion]:
        found = [await self.town.running.services.database.read(suggestions.get, n) for n in range(1, 9)]
        return [each for each in found if each]

    async def actions(self) -> list[tuple[str, int]]:
        found = await self.town.running.services.database.read(audit.latest, self.town.guild.id, 99)
        return [(each.action, each.member_id) for each in reversed(found) if each.action != "mode"]


@asynccontextmanager
async def reviewing(town: Town) -> AsyncGenerator[Desk]:
    """The bot of a lively town is told where suggestions are reviewed, and Amy's message has its translation."""
    mods = town.guild.add_channel("mods")
    await town.idle()
    await town.lin.slash(town.general, "redbridge review", channel=mods).answered()
    town.amy.say(town.general, TEXT)
    await town.idle()
    yield Desk(town, mods, *town.general.messages)
