"""About which server a press is that happens in direct messages, where Discord does not say it: custom ids carry it."""

import re
from typing import Any, Final, cast

import discord
from discord import ui

# What a custom id may end in.
CARRIED: Final = r"(?:@(?P<guild>[0-9]{15,20}))?"
_CARRIED: Final = re.compile(r"@([0-9]{15,20})\Z")


def carried(interaction: discord.Interaction[Any]) -> int | None:
    """The id of the server that the pressed button carries along, if it does."""
    data = cast("dict[str, Any]", interaction.data or {})
    found = _CARRIED.search(str(data.get("custom_id", "")))
    return int(found[1]) if found else None


def about(guild_id: int, view: ui.View) -> ui.View:
    """Let all buttons and menus of a view carry a server along, for direct messages."""
    for item in view.children:
        if isinstance(item, ui.DynamicItem):
            carrying = cast("ui.DynamicItem[Any]", item)
            carrying.custom_id = f"{carrying.custom_id}@{guild_id}"
    return view
