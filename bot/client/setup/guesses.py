"""What a server's moderators would answer, as far as the server itself tells."""

from collections.abc import Iterable, Sequence
from typing import Final

import discord

from bot.client.onboarding.screens.places import lacking
from bot.client.rules.publish_page import NEEDED
from bot.services import Services
from bot.setup.answers import FIRST_BOOK, Answers
from bot.translation.types import Mode

WRITING: Final = ("view_channel", "send_messages")
_RULES: Final = ("rules", "rule", "规则", "規則", "守则", "守則")


async def guess(services: Services, guild: discord.Guild) -> Answers:
    """What is decided already, and for the rest what is sensible here."""
    known = await services.configuration.values(guild.id)
    hall = first_writable(guild)
    has_book = bool((await services.rules.book(guild.id)).rules)
    rules = _usable(guild, [known["rules.channel"]], NEEDED) or _rules_channel(guild)
    return Answers(
        chinese=_chinese(str(known["translation.chinese"]), guild),
        mode=Mode.REPLY.value if known["translation.mode"] == "off" else str(known["translation.mode"]),
        welcome=_usable(guild, [known["welcome.channel"], hall.id if hall else None], WRITING),
        direct=bool(known["welcome.direct"]),
        book="" if has_book else FIRST_BOOK,
        rules=rules or _usable(guild, [hall.id if hall else None], NEEDED),
        log=_usable(guild, [known["log.channel"], *_for_moderators(guild)], WRITING),
    )


def first_writable(guild: discord.Guild, *preferred: discord.TextChannel | None) -> discord.TextChannel | None:
    """The first channel that everybody sees and RedBridge can write in, Discord's own place for greetings first."""
    everybody = [each for each in guild.text_channels if each.permissions_for(guild.default_role).view_channel]
    for channel in (*preferred, guild.system_channel, *everybody):
        if channel is not None and not lacking(channel, WRITING):
            return channel
    return None


def _chinese(known: str, guild: discord.Guild) -> str:
    """Traditional where Discord itself is in Traditional Chinese, as long as nobody decided otherwise."""
    return "zh-TW" if guild.preferred_locale is discord.Locale.taiwan_chinese else known


def _rules_channel(guild: discord.Guild) -> int | None:
    named = [channel.id for channel in guild.text_channels if any(word in channel.name.lower() for word in _RULES)]
    return _usable(guild, [guild.rules_channel.id if guild.rules_channel else None, *named], NEEDED)


def _for_moderators(guild: discord.Guild) -> Sequence[int]:
    """Channels that not everybody sees."""
    updates = guild.public_updates_channel
    hidden = [each for each in guild.text_channels if not each.permissions_for(guild.default_role).view_channel]
    return [each.id for each in (*([updates] if updates else []), *hidden)]


def _usable(guild: discord.Guild, channel_ids: Iterable[object], needed: tuple[str, ...]) -> int | None:
    """The first of these channels that is there and in which RedBridge has what it needs."""
    for channel_id in channel_ids:
        channel = guild.get_channel(channel_id) if isinstance(channel_id, int) else None
        if channel is not None and not lacking(channel, needed):
            return channel.id
    return None
