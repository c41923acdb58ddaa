"""The rules of servers: the book, its versions, who agreed to them, and what reminds of them."""

from typing import Final

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Index, Integer, String, Table, Text, false

from bot.store.schema.base import METADATA

# What a server does with its rules. channel_id: where they are published. layout: `apart` (a message per language) or
# `together` (side by side). role_id: what whoever agrees is given. log_channel_id: where moderators see reminders.
RULE_SETTING: Final = Table(
    "rule_setting",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("channel_id", BigInteger),
    Column("layout", String(8), nullable=False, server_default="apart"),
    Column("role_id", BigInteger),
    Column("log_channel_id", BigInteger),
    Column("log_changes", Boolean, nullable=False, server_default=false()),
    Column("log_digest", Boolean, nullable=False, server_default=false()),
    Column("updated_at", BigInteger, nullable=False),
    Column("updated_by", BigInteger, nullable=False),
    CheckConstraint("layout IN ('apart', 'together')", name="layout"),
)

# A rule as moderators edit it. rule_id counts within its server and is never used again. position: its place, from 0;
# its number is one more. revision: how often it was changed, so that nobody overwrites what they have not seen.
RULE: Final = Table(
    "rule",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("rule_id", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, nullable=False),
    Column("revision", Integer, nullable=False, server_default="0"),
    Column("updated_at", BigInteger, nullable=False),
    Column("updated_by", BigInteger, nullable=False),
)

# What a rule says in a locale. keywords and examples: a line each. is_machine: a translation nobody has approved yet.
RULE_TEXT: Final = Table(
    "rule_text",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("rule_id", Integer, primary_key=True, autoincrement=False),
    Column("locale", String(8), primary_key=True),
    Column("name", String(80), nullable=False),
    Column("text", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("keywords", Text, nullable=False),
    Column("examples", Text, nullable=False),
    Column("is_machine", Boolean, nullable=False, server_default=false()),
    CheckConstraint("locale IN ('en', 'zh-CN', 'zh-TW')", name="locale"),
)

# Each publication. book: all rules in all locales as they were, as JSON. is_important: whoever agreed before is asked
# again.
RULE_VERSION: Final = Table(
    "rule_version",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("published_at", BigInteger, nullable=False),
    Column("published_by", BigInteger, nullable=False),
    Column("is_important", Boolean, nullable=False, server_default=false()),
    Column("book", Text, nullable=False),
)

# The posts in which the book is published. locale: "" for both side by side. part: which of several, from 0.
RULE_POST: Final = Table(
    "rule_post",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("locale", String(8), primary_key=True),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("message_id", BigInteger),
)

# Who agreed to which version, and when; the latest only.
AGREEMENT: Final = Table(
    "agreement",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("member_id", BigInteger, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("agreed_at", BigInteger, nullable=False),
    Index(None, "member_id"),
    Index(None, "guild_id", "version"),
)

# A scheduled reminder. every_minutes or cron (in an IANA zone). quiet_from, quiet_until: minutes after midnight, or
# NULL. least_messages: as many must have been written since the last one. choice: `turn`, `random`, `needed`, or `text`
# (its own); machine: the locales in which that is machine-made, by spaces. rule_id, post_channel_id, post_id: of the
# one that was shown last.
REMINDER: Final = Table(
    "reminder",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("reminder_id", Integer, primary_key=True, autoincrement=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("every_minutes", Integer),
    Column("cron", String(100)),
    Column("zone", String(64), nullable=False),
    Column("quiet_from", Integer),
    Column("quiet_until", Integer),
    Column("least_messages", Integer, nullable=False, server_default="0"),
    Column("choice", String(8), nullable=False, server_default="turn"),
    Column("text_en", Text),
    Column("text_cn", Text),
    Column("text_tw", Text),
    Column("machine", String(32), nullable=False),
    Column("is_on", Boolean, nullable=False),
    Column("rule_id", Integer),
    Column("post_channel_id", BigInteger),
    Column("post_id", BigInteger),
    Column("shown_at", BigInteger),
    Column("updated_at", BigInteger, nullable=False),
    Column("updated_by", BigInteger, nullable=False),
    CheckConstraint("choice IN ('turn', 'random', 'needed', 'text')", name="choice"),
    Index(None, "channel_id"),
)

# What calls for a rule. words, exceptions: a line each. pattern: RE2, or "". channels, roles: ids to which it does not
# apply, by spaces. count, minutes: so many messages of several people within so long. action: `channel`, `note` or
# `both`. Rests in minutes. snoozed_until: moderators wanted quiet.
RULE_TRIGGER: Final = Table(
    "rule_trigger",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("trigger_id", Integer, primary_key=True, autoincrement=False),
    Column("rule_id", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("pattern", Text, nullable=False),
    Column("exceptions", Text, nullable=False),
    Column("channels", Text, nullable=False),
    Column("roles", Text, nullable=False),
    Column("count", Integer, nullable=False, server_default="1"),
    Column("minutes", Integer, nullable=False, server_default="10"),
    Column("action", String(8), nullable=False),
    Column("channel_rest", Integer, nullable=False, server_default="30"),
    Column("member_rest", Integer, nullable=False, server_default="60"),
    Column("snoozed_until", BigInteger),
    Column("is_on", Boolean, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
    Column("updated_by", BigInteger, nullable=False),
    CheckConstraint("action IN ('channel', 'note', 'both')", name="action"),
)

# Each reminder that was given, for moderators to look at; names nobody but a moderator who gave one by hand. how:
# `schedule`, `trigger`, `hand`. message_id: what it was about. word: what it was found by. state: `shown`, `false`.
REMINDED: Final = Table(
    "reminded",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("how", String(8), primary_key=True),
    Column("rule_id", Integer, nullable=False),
    Column("source_id", Integer),
    Column("channel_id", BigInteger, nullable=False),
    Column("word", Text, nullable=False),
    Column("post_id", BigInteger),
    Column("note_id", BigInteger),
    Column("by", BigInteger),
    Column("at", BigInteger, nullable=False),
    Column("state", String(8), nullable=False, server_default="shown"),
    CheckConstraint("how IN ('schedule', 'trigger', 'hand')", name="how"),
    CheckConstraint("state IN ('shown', 'false')", name="state"),
    Index(None, "guild_id", "at"),
    Index(None, "at"),
)

# How a server says its reminders, in the place of RedBridge's words. how: `gentle`, `plain`, `timed`, `private`.
RULE_WORDING: Final = Table(
    "rule_wording",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("how", String(8), primary_key=True),
    Column("locale", String(8), primary_key=True),
    Column("text", Text, nullable=False),
    Column("is_machine", Boolean, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
    Column("updated_by", BigInteger, nullable=False),
    CheckConstraint("how IN ('gentle', 'plain', 'timed', 'private')", name="how"),
    CheckConstraint("locale IN ('en', 'zh-CN', 'zh-TW')", name="locale"),
)

# Which roles may configure what, beside those who manage the server. area: `all`, `translation`, `onboarding`, `rules`.
ACCESS: Final = Table(
    "access",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("area", String(16), primary_key=True),
    Column("role_id", BigInteger, primary_key=True, autoincrement=False),
    CheckConstraint("area IN ('all', 'translation', 'onboarding', 'rules')", name="area"),
)
