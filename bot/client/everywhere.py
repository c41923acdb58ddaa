"""Commands that members may install for themselves: they go along into any server and any conversation."""

from typing import TypeVar

from discord import app_commands

T = TypeVar("T")


def everywhere(command: T) -> T:
    """Offer a command, or the callback of a menu, wherever its member is, whether the bot is there or not."""
    placed = app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)(command)
    return app_commands.allowed_installs(guilds=True, users=True)(placed)
