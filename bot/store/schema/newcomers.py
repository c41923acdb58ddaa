"""Newcomers: how far each has come."""

from typing import Final

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table

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
