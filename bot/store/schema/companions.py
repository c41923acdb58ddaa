"""What stays beside newcomers: texts of a server's own, tips, questions of the day, buddies, and what is due when."""

from typing import Final

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Index, Integer, String, Table, Text, false

from bot.store.schema.base import METADATA

# A text of a server's own, in the place of the pack's or beside it. name: which one, such as `welcome`,
# `step:refugee:words`, `tip:rednote:weekend`, `journey:gamers`, `icebreaker:7`. title: "" where it has none.
# is_machine: a translation that no moderator has approved yet.
ONBOARDING_TEXT: Final = Table(
    "onboarding_text",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", String(100), primary_key=True),
    Column("locale", String(8), primary_key=True),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("is_machine", Boolean, nullable=False, server_default=false()),
    Column("updated_at", BigInteger, nullable=False),
    Column("updated_by", BigInteger, nullable=False),
    CheckConstraint("locale IN ('en', 'zh-CN', 'zh-TW')", name="locale"),
)

# How a server's journeys differ from the pack's. step: "" for the journey itself. position: its place, from 0; NULL: as
# in the pack, or last. role_id: what whoever finishes it is given.
ONBOARDING_STEP: Final = Table(
    "onboarding_step",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("journey", String(32), primary_key=True),
    Column("step", String(32), primary_key=True),
    Column("position", Integer),
    Column("is_hidden", Boolean, nullable=False, server_default=false()),
    Column("role_id", BigInteger),
)

# What must happen later. kind: who does it, such as `tip`. subject_id: a member, or 0. due_at: when. lease_until: a
# process has taken it until then; NULL: nobody has. attempts: how often it was taken in vain.
DUE_ITEM: Final = Table(
    "due_item",
    METADATA,
    Column("kind", String(16), primary_key=True),
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("subject_id", BigInteger, primary_key=True, autoincrement=False),
    Column("due_at", BigInteger, nullable=False),
    Column("lease_until", BigInteger),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Index(None, "due_at"),
)

# A newcomer's first week of tips. zone: the time zone that their Discord suggests. sent: how many of the journey's tips
# are behind them; sent_at: when the last one came. heard_at: midnight UTC of the day on which they last did anything;
# NULL: never since. stopped_at: when the week ended, for whatever reason.
TIP_WEEK: Final = Table(
    "tip_week",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("member_id", BigInteger, primary_key=True, autoincrement=False),
    Column("journey", String(32), nullable=False),
    Column("began_at", BigInteger, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("sent", Integer, nullable=False, server_default="0"),
    Column("sent_at", BigInteger),
    Column("heard_at", BigInteger),
    Column("stopped_at", BigInteger),
    Index(None, "member_id"),
    Index(None, "began_at"),
)

# Where a server asks its question of the day, and when: minutes after midnight in an IANA time zone.
ICEBREAKER: Final = Table(
    "icebreaker",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("channel_id", BigInteger),
    Column("minute", Integer, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("updated_at", BigInteger, nullable=False),
    Column("updated_by", BigInteger, nullable=False),
)

# Which questions were asked. post_id: the post, and so its thread; NULL until Discord has it.
ICEBREAKER_ASKED: Final = Table(
    "icebreaker_asked",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("asked_at", BigInteger, primary_key=True, autoincrement=False),
    Column("name", String(100), nullable=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("post_id", BigInteger),
    Column("thread_id", BigInteger),
    Column("answered_at", BigInteger),
    Index(None, "thread_id"),
    Index(None, "asked_at"),
)

# Which questions of the pack a server does not ask.
ICEBREAKER_HIDDEN: Final = Table(
    "icebreaker_hidden",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", String(100), primary_key=True),
)

# Who offers to be a newcomer's buddy, and which language they read. since: when they last offered or answered.
# asked_at: when they were asked last; NULL: never. unreached_at: since when their direct messages are closed.
BUDDY_VOLUNTEER: Final = Table(
    "buddy_volunteer",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("member_id", BigInteger, primary_key=True, autoincrement=False),
    Column("locale", String(8), nullable=False),
    Column("since", BigInteger, nullable=False),
    Column("asked_at", BigInteger),
    Column("unreached_at", BigInteger),
    CheckConstraint("locale IN ('en', 'zh-CN', 'zh-TW')", name="locale"),
    Index(None, "member_id"),
)

# Who wished for a buddy. is_open: somebody is being looked for. times: how often they wished on a day, which is counted
# since 1970 in UTC.
BUDDY_WISH: Final = Table(
    "buddy_wish",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("member_id", BigInteger, primary_key=True, autoincrement=False),
    Column("locale", String(8), nullable=False),
    Column("is_open", Boolean, nullable=False),
    Column("day", Integer, nullable=False),
    Column("times", Integer, nullable=False),
    Column("wished_at", BigInteger, nullable=False),
    CheckConstraint("locale IN ('en', 'zh-CN', 'zh-TW')", name="locale"),
    Index(None, "member_id"),
)

# A newcomer who would like a buddy, and the volunteer who was asked. state: `asking` (chosen, the question may not have
# reached them), `asked`, `together`, `declined`, `ended`.
BUDDY_PAIR: Final = Table(
    "buddy_pair",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("newcomer_id", BigInteger, primary_key=True, autoincrement=False),
    Column("volunteer_id", BigInteger, primary_key=True, autoincrement=False),
    Column("state", String(16), nullable=False),
    Column("asked_at", BigInteger, nullable=False),
    Column("answered_at", BigInteger),
    CheckConstraint("state IN ('asking', 'asked', 'together', 'declined', 'ended')", name="state"),
    Index(None, "newcomer_id"),
    Index(None, "volunteer_id"),
)

# What somebody is still to be told, by direct message or when they look. what: `met`, `ended`, `nobody` or `off`.
# other_id: whom it is about, or 0.
BUDDY_NEWS: Final = Table(
    "buddy_news",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("member_id", BigInteger, primary_key=True, autoincrement=False),
    Column("other_id", BigInteger, primary_key=True, autoincrement=False),
    Column("what", String(8), primary_key=True),
    Column("at", BigInteger, nullable=False),
    CheckConstraint("what IN ('met', 'ended', 'nobody', 'off')", name="what"),
    Index(None, "member_id"),
    Index(None, "other_id"),
)

# How many newcomers came how far; no names. week: the Monday in which they joined, as days since 1970. locale: the
# language that they chose, "" while they have not. what: one of bot/store/onboarding_counts.py.
ONBOARDING_COUNT: Final = Table(
    "onboarding_count",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("week", Integer, primary_key=True, autoincrement=False),
    Column("locale", String(8), primary_key=True),
    Column("what", String(16), primary_key=True),
    Column("count", Integer, nullable=False),
)
