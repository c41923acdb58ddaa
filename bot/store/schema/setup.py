"""Setting up servers."""

from typing import Final

from sqlalchemy import BigInteger, Boolean, Column, Integer, Table, Text, false

from bot.store.schema.base import METADATA

# What moderators have answered and not carried out. answers: JSON. revision: how often they were changed.
SETUP_DRAFT: Final = Table(
    "setup_draft",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("revision", Integer, nullable=False),
    Column("answers", Text, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
    Column("updated_by", BigInteger, nullable=False),
)

# What the last set-up did, for a day, so that it can be taken back. steps: JSON. One that is not done was cut off.
SETUP_RUN: Final = Table(
    "setup_run",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    Column("by", BigInteger, nullable=False),
    Column("is_done", Boolean, nullable=False, server_default=false()),
    Column("steps", Text, nullable=False),
)
