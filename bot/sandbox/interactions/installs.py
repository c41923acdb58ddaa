"""Where a command may be run, and for whom the application is installed there: the guild, the user, or both."""

from typing import TYPE_CHECKING

from bot.sandbox.permissions import BITS, bits
from bot.sandbox.wire import Json
from bot.sandbox.world import kinds

if TYPE_CHECKING:
    from bot.sandbox.world.channel import Channel
    from bot.sandbox.world.user import User

GUILD, BOT_DM, PRIVATE = 0, 1, 2
GUILD_INSTALL, USER_INSTALL = 0, 1
# What an application may do where only a user brought it along, as Discord's own example of such an interaction has it.
BROUGHT_ALONG = bits(("embed_links", "attach_files", "mention_everyone", "use_external_emojis"))


def context(channel: "Channel") -> int:
    """Which of Discord's three contexts a channel is."""
    if channel.guild is not None:
        return GUILD
    return PRIVATE if channel.people else BOT_DM


def owners(user: "User", channel: "Channel", types: "list[int] | tuple[int, ...]") -> dict[str, str]:
    """`authorizing_integration_owners` of a command of these integration types; empty where it is not to be had."""
    world, guild = channel.world, channel.guild
    found: dict[str, str] = {}
    if GUILD_INSTALL in types and guild is not None and world.bot.id in guild.members:
        found[str(GUILD_INSTALL)] = str(guild.id)
    if GUILD_INSTALL in types and context(channel) == BOT_DM:
        found[str(GUILD_INSTALL)] = "0"
    if USER_INSTALL in types and user.id in world.application.installed:
        found[str(USER_INSTALL)] = str(user.id)
    return found


def of_command(user: "User", channel: "Channel", command: Json) -> dict[str, str]:
    """The same for a command; one of a guild belongs to that guild only."""
    types = [GUILD_INSTALL] if "guild_id" in command else command.get("integration_types") or [GUILD_INSTALL]
    return owners(user, channel, types)


def of_message(user: "User", channel: "Channel", metadata: Json | None) -> dict[str, str]:
    """The same for a component: as it was for the command whose answer it stands on."""
    known: dict[str, str] | None = (metadata or {}).get("authorizing_integration_owners")
    return dict(known) if known else owners(user, channel, (GUILD_INSTALL,))


def brought_along(found: dict[str, str]) -> bool:
    """Whether the application is here for its user only."""
    return str(GUILD_INSTALL) not in found


def app_permissions(user: "User", channel: "Channel", found: dict[str, str]) -> int:
    """What the application may do in a channel."""
    if not brought_along(found):
        return channel.permissions_of(channel.world.bot)
    return channel.permissions_of(user) & BROUGHT_ALONG


def only_whispers(user: "User", channel: "Channel", found: dict[str, str]) -> bool:
    """Whether every answer is ephemeral: without its permission nobody shows others what they brought along."""
    held = channel.permissions_of(user)
    return brought_along(found) and channel.guild is not None and not held & BITS["use_external_apps"]


def hidden(user: "User", channel: "Channel", command: Json) -> str | None:
    """Why Discord's client does not offer a command to a user in a channel, or None."""
    found = of_command(user, channel, command)
    if not found:
        return "the application is not installed here"
    contexts = command.get("contexts")
    if contexts and context(channel) not in contexts:
        return "it is not offered here"
    if channel.kind == kinds.DM and not channel.people and not command.get("dm_permission", True):
        return "it is not offered in direct messages"
    return _forbidden(channel.permissions_of(user), command, found) if channel.guild is not None else None


def _forbidden(held: int, command: Json, found: dict[str, str]) -> str | None:
    if not held & BITS["use_application_commands"]:
        return "they may not use application commands here"
    needed = command.get("default_member_permissions")
    if needed is None or held & BITS["administrator"] or brought_along(found):
        return None
    if int(needed) == 0 or held & int(needed) != int(needed):
        return "it is for members with other permissions"
    return None
