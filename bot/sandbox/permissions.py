"""Discord's permissions: their names, and who may do what where."""

from collections.abc import Iterable
from typing import Protocol

BITS: dict[str, int] = {
    "create_instant_invite": 1 << 0,
    "kick_members": 1 << 1,
    "ban_members": 1 << 2,
    "administrator": 1 << 3,
    "manage_channels": 1 << 4,
    "manage_guild": 1 << 5,
    "add_reactions": 1 << 6,
    "view_audit_log": 1 << 7,
    "priority_speaker": 1 << 8,
    "stream": 1 << 9,
    "view_channel": 1 << 10,
    "send_messages": 1 << 11,
    "send_tts_messages": 1 << 12,
    "manage_messages": 1 << 13,
    "embed_links": 1 << 14,
    "attach_files": 1 << 15,
    "read_message_history": 1 << 16,
    "mention_everyone": 1 << 17,
    "use_external_emojis": 1 << 18,
    "connect": 1 << 20,
    "speak": 1 << 21,
    "mute_members": 1 << 22,
    "deafen_members": 1 << 23,
    "move_members": 1 << 24,
    "use_voice_activation": 1 << 25,
    "change_nickname": 1 << 26,
    "manage_nicknames": 1 << 27,
    "manage_roles": 1 << 28,
    "manage_webhooks": 1 << 29,
    "manage_expressions": 1 << 30,
    "use_application_commands": 1 << 31,
    "request_to_speak": 1 << 32,
    "manage_events": 1 << 33,
    "manage_threads": 1 << 34,
    "create_public_threads": 1 << 35,
    "create_private_threads": 1 << 36,
    "use_external_stickers": 1 << 37,
    "send_messages_in_threads": 1 << 38,
    "use_embedded_activities": 1 << 39,
    "moderate_members": 1 << 40,
    "use_soundboard": 1 << 42,
    "create_expressions": 1 << 43,
    "create_events": 1 << 44,
    "use_external_sounds": 1 << 45,
    "send_voice_messages": 1 << 46,
    "send_polls": 1 << 49,
    "use_external_apps": 1 << 50,
    "pin_messages": 1 << 51,
    "bypass_slowmode": 1 << 52,
}
ALL = sum(BITS.values())

# What @everyone may do in a server nobody has touched.
EVERYONE = (
    "create_instant_invite", "add_reactions", "stream", "view_channel", "send_messages", "embed_links", "attach_files",
    "read_message_history", "mention_everyone", "use_external_emojis", "connect", "speak", "use_voice_activation",
    "change_nickname", "use_application_commands", "request_to_speak", "create_public_threads",
    "create_private_threads", "use_external_stickers", "send_messages_in_threads", "use_embedded_activities",
    "use_soundboard", "use_external_sounds", "send_voice_messages", "send_polls", "use_external_apps",
)  # fmt: skip
# What a careful bot asks for on its invite.
BOT = (
    "view_channel", "send_messages", "send_messages_in_threads", "create_public_threads", "manage_threads",
    "embed_links", "attach_files", "read_message_history", "add_reactions", "use_external_emojis", "manage_webhooks",
    "manage_messages", "manage_roles", "manage_channels",
)  # fmt: skip

# Without these, others are worth nothing in the channel.
_NEED_SEND = ("mention_everyone", "send_tts_messages", "attach_files", "embed_links")


class Overwritten(Protocol):
    """A channel's exception for a role or a member."""

    @property
    def allow(self) -> int:
        """Bits given."""
        ...

    @property
    def deny(self) -> int:
        """Bits taken away."""
        ...


def bits(permissions: int | str | Iterable[str]) -> int:
    """A number for names such as "manage_guild" (any number of them); KeyError for a name Discord does not know."""
    if isinstance(permissions, int):
        return permissions
    names = [permissions] if isinstance(permissions, str) else permissions
    result = 0
    for name in names:
        result |= BITS[name]
    return result


def names(permissions: int) -> tuple[str, ...]:
    """The names in a number."""
    return tuple(name for name, bit in BITS.items() if permissions & bit)


def in_guild(roles: Iterable[int], *, owner: bool) -> int:
    """What a member may do in the guild, from the bits of their roles (@everyone included)."""
    result = 0
    for role in roles:
        result |= role
    return ALL if owner or result & BITS["administrator"] else result


def in_channel(base: int, everyone: Overwritten | None, roles: Iterable[Overwritten], own: Overwritten | None) -> int:
    """What a member may do in a channel, from the guild's answer and the overwrites that concern them."""
    if base & BITS["administrator"]:
        return ALL
    result = _apply(base, everyone.deny, everyone.allow) if everyone else base
    deny = allow = 0
    for overwrite in roles:
        deny |= overwrite.deny
        allow |= overwrite.allow
    result = _apply(result, deny, allow)
    if own:
        result = _apply(result, own.deny, own.allow)
    return _implied(result)


def in_thread(parent: int) -> int:
    """What a member may do in a thread, from what they may do in its channel: writing has a bit of its own there."""
    if parent & BITS["administrator"]:
        return ALL
    writing = BITS["send_messages"]
    return _implied(parent | writing if parent & BITS["send_messages_in_threads"] else parent & ~writing)


def _apply(permissions: int, deny: int, allow: int) -> int:
    return permissions & ~deny | allow


def _implied(permissions: int) -> int:
    if not permissions & BITS["view_channel"]:
        return 0
    if not permissions & (BITS["send_messages"] | BITS["send_messages_in_threads"]):
        permissions &= ~bits(_NEED_SEND)
    return permissions
