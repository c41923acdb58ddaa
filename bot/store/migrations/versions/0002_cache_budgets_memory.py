"""Cached answers, what was spent, approved translations; a guild's engines and lines of context."""

import sqlalchemy as sa
from alembic.operations import Operations

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade(op: Operations) -> None:
    """Create three tables, and widen the guild's settings; what is stored stays."""
    op.create_table(
        "cached_answer",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("engine", sa.String(32), nullable=False),
        sa.Column("quality", sa.String(16), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_cached_answer")),
    )
    op.create_index(op.f("ix_cached_answer_expires_at"), "cached_answer", ["expires_at"])
    op.create_table(
        "spent",
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("scope", sa.String(8), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("characters", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("scope IN ('engine', 'guild', 'member')", name=op.f("ck_spent_scope")),
        sa.PrimaryKeyConstraint("day", "scope", "name", name=op.f("pk_spent")),
    )
    op.create_table(
        "memory_entry",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("source_locale", sa.String(8), nullable=False),
        sa.Column("target_locale", sa.String(8), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("source_text", sa.Text(), nullable=False),
        sa.Column("rendering", sa.Text(), nullable=False),
        sa.Column("approved_by", sa.BigInteger(), nullable=False),
        sa.Column("approved_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "source_locale", "target_locale", "key", name=op.f("pk_memory_entry")),
    )
    op.add_column("guild_setting", sa.Column("engines", sa.Text(), nullable=True))
    op.add_column(
        "guild_setting", sa.Column("context_lines", sa.Integer(), server_default=sa.text("0"), nullable=False)
    )


def downgrade(op: Operations) -> None:
    """Drop the tables and columns, and everything in them."""
    op.drop_column("guild_setting", "context_lines")
    op.drop_column("guild_setting", "engines")
    for table in ("memory_entry", "spent", "cached_answer"):
        op.drop_table(table)
