"""Mentions with names in them, which people write, and with ids, which Discord knows."""

import re
from collections.abc import Callable

from bot.sandbox.world.channel import Channel
from bot.sandbox.world.guild import Guild
from bot.sandbox.world.member import Member
from bot.sandbox.world.user import Role

Mentionable = Role | Member | Channel
# Code comes first: what it holds mentions nobody, so it is skipped as a whole.
_WITH_NAME = re.compile(r"```.*?```|`[^`\n]+`|<(@&|@|#)(?!!?\d+>)([^<>\s][^<>\n]*)>", re.DOTALL)
_WITH_ID = re.compile(
    r"<(@&|@!?|#)(\d{1,20})>|<(/[^:<>\n]+):\d{1,20}>|<a?(:\w+:)\d{1,20}>|<t:-?\d+(?::\w)?>"
    r"|https://discord\.com/channels/\d{1,20}/(?P<place>\d{1,20})/\d{1,20}"
)


def to_ids(text: str, find: Callable[[str, str], Mentionable]) -> str:
    """`<@Lin>`, `<@&cooks>` and `<#cats>` as Discord's mentions. Code and mentions with ids stay as they stand.

    `find` gets the sign (@, @& or #) and the name, and raises where it means nobody.
    """

    def replace(match: re.Match[str]) -> str:
        return find(match[1], match[2]).mention if match[1] else match[0]

    return _WITH_NAME.sub(replace, text)


def to_names(text: str, guild: Guild | None) -> str:
    """The text as a reader sees it: names for ids, and "(a time)" for timestamps, which each reader sees otherwise.

    The address of a message becomes `#cats › 💬`, as Discord shows it.
    """

    def replace(match: re.Match[str]) -> str:
        if match["place"]:
            return f"{_name('#', int(match['place']), guild)} › 💬"
        if command_or_emoji := match[3] or match[4]:
            return command_or_emoji
        return _name(match[1], int(match[2]), guild) if match[1] else "(a time)"

    return _WITH_ID.sub(replace, text)


def scene(channel: Channel | None) -> Guild | None:
    """The server whose names mean something in a channel; in direct messages the first one."""
    if channel is None:
        return None
    return channel.guild or next(iter(channel.world.guilds.values()), None)


def _name(sign: str, found: int, guild: Guild | None) -> str:
    named = None
    if guild is not None:
        things = {"#": guild.channels, "@&": guild.roles}.get(sign, guild.members)
        named = things.get(found)
    if named is None:
        return {"#": "#unknown", "@&": "@unknown-role"}.get(sign, "@unknown-user")
    return f"{sign[0]}{named.name}"
