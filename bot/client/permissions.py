"""Permissions, as Discord's settings pages call them."""

from collections.abc import Iterable

import discord

from bot.errors import N_
from bot.i18n import Catalogues
from bot.translation.types import Mode

_NAMES = {
    "view_channel": N_("View Channel"),
    "send_messages": N_("Send Messages"),
    "send_messages_in_threads": N_("Send Messages in Threads"),
    "read_message_history": N_("Read Message History"),
    "connect": N_("Connect"),
    "manage_guild": N_("Manage Server"),
    "manage_webhooks": N_("Manage Webhooks"),
    "manage_channels": N_("Manage Channels"),
    "manage_roles": N_("Manage Roles"),
    "add_reactions": N_("Add Reactions"),
    "attach_files": N_("Attach Files"),
    "embed_links": N_("Embed Links"),
    "create_public_threads": N_("Create Public Threads"),
    "manage_threads": N_("Manage Threads"),
    "manage_messages": N_("Manage Messages"),
    "pin_messages": N_("Pin Messages"),
}
# What the invitation link asks for: enough to answer in any channel or in a thread of its own, to put 🔄 under notices,
# and to mirror what people write, with their files. Pins, locks of threads, new channels and roles ask for more
# where a moderator wants them.
INVITATION = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    read_message_history=True,
    add_reactions=True,
    attach_files=True,
    embed_links=True,
    manage_webhooks=True,
)


def invitation(application_id: int) -> str:
    """The link that brings the bot onto a server."""
    return discord.utils.oauth_url(application_id, permissions=INVITATION, scopes=("bot", "applications.commands"))


def names(flags: Iterable[str], locale: str, catalogues: Catalogues) -> str:
    """Name permissions in the reader's words, separated as their language does it."""
    separator = ", " if locale == "en" else "、"
    return separator.join(catalogues.text(locale, _NAMES.get(flag, flag)) for flag in flags)


def gathers(channel: discord.abc.GuildChannel | discord.Thread) -> bool:
    """Whether a thread can be made in `channel` to gather its translations; elsewhere they are posted in place."""
    return isinstance(channel, discord.TextChannel | discord.CategoryChannel)


def missing_for(mode: Mode, channel: discord.abc.GuildChannel | discord.Thread) -> list[str]:
    """Flags of the permissions that the bot lacks to translate `channel` in this mode."""
    if mode is Mode.OFF:
        return []
    has = channel.permissions_for(channel.guild.me)
    return [flag for flag in _needed(mode, channel) if not getattr(has, flag)]


def _needed(mode: Mode, channel: discord.abc.GuildChannel | discord.Thread) -> tuple[str, ...]:
    """With `on-demand` too the bot posts: what a flag under a message asks for."""
    if mode is Mode.THREAD and gathers(channel):
        return ("view_channel", "create_public_threads", "send_messages_in_threads", "read_message_history")
    # A forum holds nothing but threads, and there Send Messages is the permission to open one.
    if isinstance(channel, discord.Thread | discord.ForumChannel):
        return ("view_channel", "send_messages_in_threads", "read_message_history")
    # The text beside a voice channel is open only to those who may join it (discord/discord-api-docs, pull 5111).
    joins = ("connect",) if isinstance(channel, discord.VoiceChannel | discord.StageChannel) else ()
    return ("view_channel", *joins, "send_messages", "read_message_history")
