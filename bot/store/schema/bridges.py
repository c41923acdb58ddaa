"""Bridges: channels that mirror one conversation, and which post mirrors which message."""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
    true,
)

from bot.store.schema.base import METADATA

# resumed_at: when the last pause ended, 0 if there was none.
# trusted_bots: ids, as a comma list, of bots and webhooks whose messages and embeds are mirrored, too.
BRIDGE: Final = Table(
    "bridge",
    METADATA,
    Column("bridge_id", Integer, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("name", String(50), nullable=False),
    Column("paused", Boolean, nullable=False, server_default=false()),
    Column("pins", Boolean, nullable=False, server_default=false()),
    Column("typing", Boolean, nullable=False, server_default=true()),
    Column("trusted_bots", Text),
    Column("created_at", BigInteger, nullable=False),
    Column("created_by", BigInteger, nullable=False),
    Column("resumed_at", BigInteger, nullable=False, server_default=text("0")),
    UniqueConstraint("guild_id", "name"),
)

# A channel belongs to one bridge at most. webhook_id: the bot's own webhook there; its token is asked for, never kept.
BRIDGE_CHANNEL: Final = Table(
    "bridge_channel",
    METADATA,
    Column("channel_id", BigInteger, primary_key=True, autoincrement=False),
    Column("bridge_id", Integer, ForeignKey("bridge.bridge_id", ondelete="CASCADE"), nullable=False),
    Column("locale", String(8), nullable=False),
    Column("webhook_id", BigInteger),
    Column("added_at", BigInteger, nullable=False),
    CheckConstraint("locale IN ('en', 'zh-CN', 'zh-TW')", name="locale"),
    Index(None, "bridge_id"),
)

# A copy of a message in another channel of its bridge, the part-th of it from 0. Without a post_id it is a claim:
# somebody is mirroring the message into that channel; with a webhook_id, it is being posted. A post_id of 0: somebody
# removed the copy. A webhook_id of 0: the bot itself. place_id: where it was posted, the channel or a thread in it.
# pending: it shows the original for want of a translation. pinned: its message is pinned wherever it stands.
MIRROR: Final = Table(
    "mirror",
    METADATA,
    Column("source_id", BigInteger, primary_key=True, autoincrement=False),
    Column("channel_id", BigInteger, primary_key=True, autoincrement=False),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("bridge_id", Integer, nullable=False),
    Column("guild_id", BigInteger, nullable=False),
    Column("source_place_id", BigInteger, nullable=False),
    Column("author_id", BigInteger, nullable=False),
    Column("place_id", BigInteger, nullable=False),
    Column("webhook_id", BigInteger),
    Column("post_id", BigInteger),
    Column("created_at", BigInteger, nullable=False),
    Column("pending", Boolean, nullable=False, server_default=false()),
    Column("pinned", Boolean, nullable=False, server_default=false()),
    Index(None, "post_id"),
    Index(None, "created_at"),
)

# Threads that mirror one another: all rows of one source_thread_id, the thread itself included.
MIRROR_THREAD: Final = Table(
    "mirror_thread",
    METADATA,
    Column("thread_id", BigInteger, primary_key=True, autoincrement=False),
    Column("source_thread_id", BigInteger, nullable=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("bridge_id", Integer, nullable=False),
    Column("guild_id", BigInteger, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    UniqueConstraint("source_thread_id", "channel_id"),
)
