"""First tables: guild settings, channel modes, links between messages and their translations, meta."""

import sqlalchemy as sa
from alembic.operations import Operations

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade(op: Operations) -> None:
    """Create the tables."""
    op.create_table(
        "guild_setting",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chinese_locale", sa.String(8), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_by", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("chinese_locale IN ('zh-CN', 'zh-TW')", name=op.f("ck_guild_setting_chinese_locale")),
        sa.PrimaryKeyConstraint("guild_id", name=op.f("pk_guild_setting")),
    )
    op.create_table(
        "channel_mode",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("channel_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("mode", sa.String(16), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_by", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "channel_id", name=op.f("pk_channel_mode")),
    )
    op.create_table(
        "message_link",
        sa.Column("source_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("target_locale", sa.String(8), nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("post_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("source_id", "target_locale", "part", name=op.f("pk_message_link")),
    )
    op.create_index(op.f("ix_message_link_post_id"), "message_link", ["post_id"])
    op.create_index(op.f("ix_message_link_created_at"), "message_link", ["created_at"])
    op.create_table(
        "meta",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_meta")),
    )


def downgrade(op: Operations) -> None:
    """Drop the tables, and everything in them."""
    for table in ("meta", "message_link", "channel_mode", "guild_setting"):
        op.drop_table(table)
