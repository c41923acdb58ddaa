"""Translation: what servers chose, what was answered where, what engines said and what was spent."""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    text,
    true,
)

from bot.store.schema.base import METADATA

GUILD_SETTING: Final = Table(
    "guild_setting",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chinese_locale", String(8), nullable=False),
    Column("updated_at", BigInteger, nullable=False),
    Column("updated_by", BigInteger, nullable=False),
    Column("engines", Text),
    Column("context_lines", Integer, nullable=False, server_default=text("0")),
    # The mode of channels that nobody chose one for; NULL: off.
    Column("default_mode", String(16)),
    Column("flag_reactions", Boolean, nullable=False, server_default=true()),
    # Where moderators review what members suggest; NULL: nowhere yet.
    Column("review_channel_id", BigInteger),
    CheckConstraint("chinese_locale IN ('zh-CN', 'zh-TW')", name="chinese_locale"),
)

CHANNEL_MODE: Final = Table(
    "channel_mode",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("channel_id", BigInteger, primary_key=True, autoincrement=False),
    Column("mode", String(16), nullable=False),
    Column("updated_at", BigInteger, nullable=False),
    Column("updated_by", BigInteger, nullable=False),
)

# A row with part 0 and no post_id is a claim: somebody is translating that message. A post that gathers translations
# stands in the rows of all its messages. post_place_id: the thread where it was posted; NULL: the message's channel.
MESSAGE_LINK: Final = Table(
    "message_link",
    METADATA,
    Column("source_id", BigInteger, primary_key=True, autoincrement=False),
    Column("target_locale", String(8), primary_key=True),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("guild_id", BigInteger, nullable=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("author_id", BigInteger, nullable=False),
    Column("post_id", BigInteger),
    Column("created_at", BigInteger, nullable=False),
    Column("post_place_id", BigInteger),
    Index(None, "post_id"),
    Index(None, "created_at"),
)

# What an engine answered. The key is a keyed hash: nobody can tell from a row which text was asked.
CACHED_ANSWER: Final = Table(
    "cached_answer",
    METADATA,
    Column("key", LargeBinary, primary_key=True),
    Column("answer", Text, nullable=False),
    Column("engine", String(32), nullable=False),
    Column("quality", String(16), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Index(None, "expires_at"),
)

# Characters sent away on one day (`2025-01-14`, UTC), by an engine's name, a guild's id or a member's id.
SPENT: Final = Table(
    "spent",
    METADATA,
    Column("day", String(10), primary_key=True),
    Column("scope", String(8), primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("characters", BigInteger, nullable=False),
    CheckConstraint("scope IN ('engine', 'guild', 'member')", name="scope"),
)

# How often what happened in a server on a day (days since 1970, UTC): counts, and nobody's name.
TALLY: Final = Table(
    "tally",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("what", String(16), primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("number", BigInteger, nullable=False),
)

# A translation that people of a guild approved. The key is the source as memory compares it.
MEMORY_ENTRY: Final = Table(
    "memory_entry",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("source_locale", String(8), primary_key=True),
    Column("target_locale", String(8), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("source_text", Text, nullable=False),
    Column("rendering", Text, nullable=False),
    Column("approved_by", BigInteger, nullable=False),
    Column("approved_at", BigInteger, nullable=False),
)

# The thread that gathers the translations of a channel, in the mode `thread`.
TRANSLATION_THREAD: Final = Table(
    "translation_thread",
    METADATA,
    Column("channel_id", BigInteger, primary_key=True, autoincrement=False),
    Column("guild_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger, nullable=False),
    Column("used_at", BigInteger, nullable=False),
    Index(None, "thread_id"),
)

# The one notice in a channel that no engine answers. since: from when on messages may be missing. spent_on: the last
# day (UTC, `2025-01-14`) on which something could not be translated there because nothing more might be spent.
OUTAGE_NOTICE: Final = Table(
    "outage_notice",
    METADATA,
    Column("channel_id", BigInteger, primary_key=True, autoincrement=False),
    Column("guild_id", BigInteger, nullable=False),
    Column("post_id", BigInteger),
    Column("since", BigInteger, nullable=False),
    Column("spent_on", String(10)),
)
