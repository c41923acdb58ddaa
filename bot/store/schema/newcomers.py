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

# Where a server greets newcomers, and where they pay their cat tax; NULL or no row: nowhere. minimum_age_days: how old
# an account has to be, 0 for any.
WELCOME: Final = Table(
    "welcome",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("channel_id", BigInteger),
    Column("minimum_age_days", Integer, nullable=False, server_default="0"),
    Column("cat_channel_id", BigInteger),
    Column("updated_at", BigInteger, nullable=False),
    Column("updated_by", BigInteger, nullable=False),
)

# Who has arrived. state: `screening` (Discord has not let them in yet), `waiting`, `greeting` (in the batch that is
# being posted, named by its first member), `greeted`. is_back: they were greeted before.
ARRIVAL: Final = Table(
    "arrival",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("member_id", BigInteger, primary_key=True, autoincrement=False),
    Column("arrived_at", BigInteger, nullable=False),
    Column("state", String(16), nullable=False),
    Column("batch", BigInteger),
    Column("is_back", Boolean, nullable=False, server_default=false()),
    CheckConstraint("state IN ('screening', 'waiting', 'greeting', 'greeted')", name="state"),
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
