"""What a bridge needs of its channels, and what is the matter where it does not get it."""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple, cast

import discord
from discord import app_commands

from bot.bridges.registry import Bridge, Channel
from bot.client import permissions
from bot.client.wheres import where_of
from bot.errors import N_, UserError
from bot.i18n import Catalogues
from bot.translation.preferences import Preferences
from bot.translation.types import Mode

# Channels that can have a webhook. Threads come along with their channel.
KINDS: Final = (
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.voice,
    discord.ChannelType.forum,
)
_TO_LISTEN: Final = ("view_channel", "read_message_history")
# What is done with the bot's own hands, even where a webhook posts.
_TO_FOLLOW: Final = ("add_reactions", "send_messages_in_threads", "create_public_threads")
# Without a webhook.
_TO_POST: Final = ("send_messages", "attach_files", "embed_links")
# Discord's limit for one channel, those of other bots included.
MOST_WEBHOOKS: Final = 15


class Hint(NamedTuple):
    """A sentence: a msgid and what fills it. A parameter that is a tuple holds flags of permissions."""

    message_id: str
    params: dict[str, Any]

    def said(self, locale: str, catalogues: Catalogues) -> str:
        """The sentence, for a reader of `locale`."""
        words = {
            name: permissions.names(cast("tuple[str, ...]", value), locale, catalogues)
            if isinstance(value, tuple)
            else value
            for name, value in self.params.items()
        }
        return catalogues.text(locale, self.message_id, **words)


def home(interaction: discord.Interaction[Any]) -> discord.Guild:
    """The server of an interaction; raises UserError if it has the commands and not the bot."""
    guild = interaction.guild
    if guild is None:
        raise app_commands.NoPrivateMessage
    # Discord's types promise a member here, but a server may have added the commands without the bot.
    if cast("discord.Member | None", guild.me) is None:
        raise UserError(
            N_("RedBridge's commands are on this server, but RedBridge itself is not. Invite it: {url}"),
            url=permissions.invitation(interaction.application_id),
        )
    return guild


def require_fitting(channel: Any, bridge: Bridge, member: discord.Member) -> discord.abc.GuildChannel:
    """The channel, if it can join a bridge; raises UserError that says why not."""
    if channel is None:
        raise UserError(N_("This channel is gone, or hidden from RedBridge. Choose another one; nothing was changed."))
    if not isinstance(channel, discord.abc.GuildChannel) or channel.type not in KINDS:
        raise UserError(
            N_(
                "A bridge joins text, announcement and voice channels, or forums; their threads come along "
                "by themselves. Choose such a channel; nothing was changed."
            )
        )
    if not channel.permissions_for(member).view_channel:
        raise UserError(
            N_("You can't see {channel} yourself, so you can't open it to others. Nothing was changed."),
            channel=channel.mention,
        )
    _require_one_kind(channel, bridge)
    _require_permissions(channel)
    return channel


def _require_one_kind(channel: discord.abc.GuildChannel, bridge: Bridge) -> None:
    others = (channel.guild.get_channel(each.channel_id) for each in bridge.channels)
    if any(_is_forum(other) != _is_forum(channel) for other in others if other):
        raise UserError(
            N_(
                "A bridge joins either forums or channels, not both, and “{name}” has the other kind. "
                "Nothing was changed."
            ),
            name=bridge.name,
        )


def _require_permissions(channel: discord.abc.GuildChannel) -> None:
    if missing := missing_to_mirror(channel):
        raise UserError(
            N_(
                "RedBridge can't mirror {channel} yet: it lacks {permissions}. "
                "Give them to it under Edit Channel → Permissions, then try again. Nothing was changed."
            ),
            channel=channel.mention,
            permissions=tuple(missing),
        )


def missing_to_mirror(channel: discord.abc.GuildChannel) -> list[str]:
    """Flags of the permissions without which nothing can be mirrored from and to a channel."""
    has = channel.permissions_for(channel.guild.me)
    missing = _missing(has, _TO_LISTEN)
    return missing if has.manage_webhooks or has.send_messages else [*missing, "manage_webhooks"]


def troubles(bridge: Bridge, channel: Channel, guild: discord.Guild) -> list[Hint]:
    """What is the matter with one channel of a bridge, the worst first."""
    place = guild.get_channel(channel.channel_id)
    if place is None:
        return [Hint(N_("gone, or hidden from RedBridge: `/redbridge bridge remove-channel` takes it out"), {})]
    if missing := missing_to_mirror(place):
        return [Hint(N_("nothing is mirrored here until RedBridge gets {permissions}"), _flags(missing))]
    has = place.permissions_for(guild.me)
    found: list[Hint] = []
    if not has.manage_webhooks:
        text = N_("without {permissions} RedBridge posts under its own name, the author's before each message")
        found.append(Hint(text, _flags(["manage_webhooks"])))
        if missing := _missing(has, _TO_POST):
            found.append(Hint(N_("without {permissions} not everything can be shown"), _flags(missing)))
    if missing := _missing(has, (*_TO_FOLLOW, *(("pin_messages",) if bridge.pins else ()))):
        found.append(Hint(N_("without {permissions} reactions, threads or pins are not all followed"), _flags(missing)))
    return found


def is_hidden(channel: discord.abc.GuildChannel) -> bool:
    """Whether @everyone cannot read a channel."""
    return not channel.permissions_for(channel.guild.default_role).view_channel


def opened(channels: Iterable[discord.abc.GuildChannel]) -> list[discord.abc.GuildChannel]:
    """Those of these channels that are hidden from @everyone while others are not: a bridge shows what they hold."""
    known = list(channels)
    hidden = [channel for channel in known if is_hidden(channel)]
    return hidden if len(hidden) < len(known) else []


def modes_that_end(bridge: Bridge, guild: discord.Guild, preferences: Preferences) -> list[discord.abc.GuildChannel]:
    """The channels that are translated in another way now: a bridge takes its place."""
    found = (guild.get_channel(channel.channel_id) for channel in bridge.channels)
    return [place for place in found if place and preferences.mode(where_of(place)) is not Mode.OFF]


def _is_forum(channel: discord.abc.GuildChannel) -> bool:
    return channel.type is discord.ChannelType.forum


def _missing(has: discord.Permissions, flags: Iterable[str]) -> list[str]:
    return [flag for flag in flags if not getattr(has, flag)]


def _flags(missing: list[str]) -> dict[str, Any]:
    return {"permissions": tuple(missing)}
