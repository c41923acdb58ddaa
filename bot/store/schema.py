"""The tables. Ids are Discord's; times are integer milliseconds since 1970, UTC."""

from typing import Final

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Integer, MetaData, String, Table, Text

# The newest revision in migrations/versions; a test keeps the two together. Knowing it here spares every start that
# has nothing to migrate from loading Alembic.
REVISION: Final = "0001"

METADATA: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

GUILD_SETTING: Final = Table(
    "guild_setting",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chinese_locale", String(8), nullable=False),
    Column("updated_at", BigInteger, nullable=False),
    Column("updated_by", BigInteger, nullable=False),
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

# A row with part 0 and no post_id is a claim: somebody is translating that message.
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
    Index(None, "post_id"),
    Index(None, "created_at"),
)

META: Final = Table(
    "meta",
    METADATA,
    Column("key", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)
