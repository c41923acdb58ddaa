"""Members and moderators: what they prefer, suggest and change."""

from typing import Final

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Index, Integer, String, Table, Text, false

from bot.store.schema.base import METADATA

# What a member chose for themselves, in whichever server. locale: what they read; NULL: as their Discord says.
# confirmed: whether they chose it, or it was only learnt from their Discord. zone: their IANA time zone, if they told.
MEMBER_PREFERENCE: Final = Table(
    "member_preference",
    METADATA,
    Column("member_id", BigInteger, primary_key=True, autoincrement=False),
    Column("locale", String(8)),
    Column("confirmed", Boolean, nullable=False, server_default=false()),
    Column("pinyin", Boolean, nullable=False, server_default=false()),
    Column("opted_out", Boolean, nullable=False, server_default=false()),
    Column("zone", String(64)),
    Column("updated_at", BigInteger, nullable=False),
    CheckConstraint("locale IN ('en', 'zh-CN', 'zh-TW')", name="locale"),
)

# A better translation, suggested by a member: `waiting`, `approved`, `rejected`. Once it is decided, its texts are
# emptied: what was approved is in the memory. author_id: who wrote the message. post_id: where moderators see it.
SUGGESTION: Final = Table(
    "suggestion",
    METADATA,
    Column("suggestion_id", Integer, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("author_id", BigInteger, nullable=False),
    Column("member_id", BigInteger, nullable=False),
    Column("source_locale", String(8), nullable=False),
    Column("target_locale", String(8), nullable=False),
    Column("source_text", Text, nullable=False),
    Column("present", Text, nullable=False),
    Column("proposed", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("decided_at", BigInteger),
    Column("decided_by", BigInteger),
    Column("post_place_id", BigInteger),
    Column("post_id", BigInteger),
    CheckConstraint("state IN ('waiting', 'approved', 'rejected')", name="state"),
    Index(None, "guild_id", "state"),
    Index(None, "member_id", "created_at"),
    Index(None, "author_id"),
)

# A server's own words. kind: `term` (a fixed rendering), `keep` (never translated), `slang` (explained in a note).
GUILD_TERM: Final = Table(
    "guild_term",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("headword", String(100), primary_key=True),
    Column("kind", String(8), nullable=False),
    Column("rendering", Text),
    Column("variants", Text),
    Column("meaning_en", Text),
    Column("meaning_zh", Text),
    Column("updated_at", BigInteger, nullable=False),
    Column("updated_by", BigInteger, nullable=False),
    CheckConstraint("kind IN ('term', 'keep', 'slang')", name="kind"),
)

# Who changed what, when, from what to what. action: a word such as `mode` or `glossary.add`; before, after: as it was
# written, or NULL where there was nothing.
AUDIT_ENTRY: Final = Table(
    "audit_entry",
    METADATA,
    Column("entry_id", Integer, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("member_id", BigInteger, nullable=False),
    Column("action", String(32), nullable=False),
    Column("subject", Text, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Index(None, "guild_id", "at"),
    Index(None, "at"),
)
