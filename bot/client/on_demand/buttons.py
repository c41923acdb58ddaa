"""The buttons below a translation that only its reader sees. A custom id names the message; all else is read anew."""

import re
from typing import Any, Final, Self

import discord
from discord import ui

from bot.client.improving.improve import open_form
from bot.client.views import PersistentItem

# The ids of a channel and of a message in it.
Place = tuple[int, int]
_MESSAGE: Final = r"(?P<target>en|zh-CN|zh-TW):(?P<channel>\d{1,20}):(?P<message>\d{1,20})"
_LONGEST_ID: Final = 100


class _OfMessage(PersistentItem[ui.Button[Any]], template=r"unused"):
    """A button about one message and one language."""

    _name = ""

    def __init__(self, place: Place, target: str, label: str = "-", more: str = "") -> None:
        custom_id = f"ask:1:{self._name}:{target}:{place[0]}:{place[1]}{more}"
        super().__init__(ui.Button(label=label[:80], custom_id=custom_id))
        self._place = place
        self._target = target

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls((int(match["channel"]), int(match["message"])), match["target"])


class ReadIn(_OfMessage, template=rf"ask:1:in:{_MESSAGE}"):
    """Shows the message in the button's language."""

    _name = "in"

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Translate it."""
        await interaction.client.on_demand.translate_into(interaction, self._place, self._target)


class PostForEveryone(_OfMessage, template=rf"ask:1:post:{_MESSAGE}"):
    """Posts the translation in the channel."""

    _name = "post"

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Post it, if the channel still allows that."""
        await interaction.client.on_demand.post(interaction, self._place, self._target)


class ThisIsWrong(_OfMessage, template=rf"ask:1:wrong:{_MESSAGE}"):
    """Opens the form in which a member says it better."""

    _name = "wrong"

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form, with what stands above the button."""
        asked = await interaction.client.on_demand.source(interaction, self._place)
        shown = interaction.message.content if interaction.message else ""
        await open_form(interaction, asked.message, _without_notes(shown), self._target)


class Another(_OfMessage, template=rf"ask:1:more:{_MESSAGE}:(?P<seen>[\w.-]*)"):
    """Asks an engine that has not been asked yet. seen: the names of those that have."""

    _name = "more"

    def __init__(self, place: Place, target: str, seen: frozenset[str], label: str = "-") -> None:
        super().__init__(place, target, label, f":{_listed(seen)}")
        self._seen = seen

    @classmethod
    def fits(cls, seen: frozenset[str]) -> bool:
        """Whether there is anything to ask for, and what was seen has room in a custom id beside the longest ids."""
        return bool(seen) and len(f"ask:1:more:zh-CN:{'9' * 20}:{'9' * 20}:{_listed(seen)}") <= _LONGEST_ID

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        seen = frozenset(filter(None, match["seen"].split(".")))
        return cls((int(match["channel"]), int(match["message"])), match["target"], seen)

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Show another rendering."""
        await interaction.client.on_demand.another(interaction, self._place, self._target, self._seen)


def _listed(seen: frozenset[str]) -> str:
    return ".".join(sorted(seen))


def _without_notes(content: str) -> str:
    """What was shown, without its small print."""
    return "\n".join(line for line in content.splitlines() if not line.startswith("-# ")).strip()


# All of them, to be added to the bot.
BUTTONS: Final = (ReadIn, PostForEveryone, ThisIsWrong, Another)
