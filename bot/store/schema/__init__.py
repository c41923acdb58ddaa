"""The tables. Ids are Discord's, but for those that count; times are integer milliseconds since 1970, UTC."""

from bot.store.schema.base import META, METADATA, REVISION
from bot.store.schema.bridges import BRIDGE, BRIDGE_CHANNEL, MIRROR, MIRROR_THREAD
from bot.store.schema.newcomers import ARRIVAL, CAT_TAX, NEWCOMER, WELCOME
from bot.store.schema.people import AUDIT_ENTRY, GUILD_TERM, MEMBER_PREFERENCE, SUGGESTION
from bot.store.schema.translation import (
    CACHED_ANSWER,
    CHANNEL_MODE,
    GUILD_SETTING,
    MEMORY_ENTRY,
    MESSAGE_LINK,
    OUTAGE_NOTICE,
    SPENT,
    TRANSLATION_THREAD,
)

__all__ = [
    "ARRIVAL",
    "AUDIT_ENTRY",
    "BRIDGE",
    "BRIDGE_CHANNEL",
    "CACHED_ANSWER",
    "CAT_TAX",
    "CHANNEL_MODE",
    "GUILD_SETTING",
    "GUILD_TERM",
    "MEMBER_PREFERENCE",
    "MEMORY_ENTRY",
    "MESSAGE_LINK",
    "META",
    "METADATA",
    "MIRROR",
    "MIRROR_THREAD",
    "NEWCOMER",
    "OUTAGE_NOTICE",
    "REVISION",
    "SPENT",
    "SUGGESTION",
    "TRANSLATION_THREAD",
    "WELCOME",
]
