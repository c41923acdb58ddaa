"""Newcomers: where they are greeted, who waits for it, and how far each has come."""

from typing import Final

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Index, Integer, String, Table, false

from bot.store.schema.base import METADATA

# journey: the key of the one that a member chose last. step: where they stand, from 0. finished_at: NULL until the
# last step was left with "Done".
NEWCOMER: Final = Table(
    "newcomer",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("member_id", BigInteger, primary_key=True, autoincrement=False),
    Column("journey", String(32), nullable=False),
    Column("step", Integer, nullable=False),
    Column("began_at", BigInteger, nullable=False),
    Column("finished_at", BigInteger),
    Column("updated_at", BigInteger, nullable=False),
    Index(None, "member_id"),
    Index(None, "updated_at"),
)

# What a server does for newcomers. channel_id, cat_channel_id: where they are greeted, and pay their cat tax; NULL or
# no row: nowhere. is_direct: they are greeted by direct message, and in the channel only where those are closed.
# minimum_age_days: how old an account has to be, 0 for any. Roles: NULL for none. tips_a_day: 0 for none.
WELCOME: Final = Table(
    "welcome",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("channel_id", BigInteger),
    Column("is_direct", Boolean, nullable=False, server_default=false()),
    Column("minimum_age_days", Integer, nullable=False, server_default="0"),
    Column("english_role_id", BigInteger),
    Column("simplified_role_id", BigInteger),
    Column("traditional_role_id", BigInteger),
    Column("cat_channel_id", BigInteger),
    Column("cat_role_id", BigInteger),
    Column("tips_a_day", Integer, nullable=False, server_default="1"),
    Column("has_buddies", Boolean, nullable=False, server_default=false()),
    Column("updated_at", BigInteger, nullable=False),
    Column("updated_by", BigInteger, nullable=False),
)

# Who has arrived. state: `screening` (Discord has not let them in yet), `waiting`, `greeting` (in the batch that is
# being posted, named by its first member), `greeted`, `left` (before they were greeted). is_back: they were greeted
# before. How they are counted: week: the Monday of the week in which they joined, as days since 1970; locale: their
# language, as it was known first in this server, NULL while it is not; counted: for what, see onboarding_counts.py.
ARRIVAL: Final = Table(
    "arrival",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("member_id", BigInteger, primary_key=True, autoincrement=False),
    Column("arrived_at", BigInteger, nullable=False),
    Column("state", String(16), nullable=False),
    Column("batch", BigInteger),
    Column("is_back", Boolean, nullable=False, server_default=false()),
    Column("locale", String(8)),
    Column("week", Integer),
    Column("counted", Integer, nullable=False, server_default="0"),
    CheckConstraint("state IN ('screening', 'waiting', 'greeting', 'greeted', 'left')", name="state"),
    Index(None, "guild_id", "state", "arrived_at"),
    Index(None, "state"),
    Index(None, "arrived_at"),
)

# Whose first picture was taken as the cat tax. number: which cat of the server it is, from 1.
CAT_TAX: Final = Table(
    "cat_tax",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("member_id", BigInteger, primary_key=True, autoincrement=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("number", Integer, nullable=False),
    Column("paid_at", BigInteger, nullable=False),
    Index(None, "member_id"),
)
