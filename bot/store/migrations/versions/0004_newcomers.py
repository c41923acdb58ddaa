"""Newcomers: where they are greeted, who waits for it, and how far each has come."""

import sqlalchemy as sa
from alembic.operations import Operations

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade(op: Operations) -> None:
    """Create the new tables; what is stored stays."""
    op.create_table(
        "newcomer",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("journey", sa.String(32), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.BigInteger(), nullable=False),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "member_id", name=op.f("pk_newcomer")),
    )
    op.create_index(op.f("ix_newcomer_member_id"), "newcomer", ["member_id"])
    op.create_index(op.f("ix_newcomer_updated_at"), "newcomer", ["updated_at"])
    op.create_table(
        "welcome",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("minimum_age_days", sa.Integer(), server_default="0", nullable=False),
        sa.Column("cat_channel_id", sa.BigInteger(), nullable=True),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_by", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", name=op.f("pk_welcome")),
    )
    op.create_table(
        "arrival",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("arrived_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("batch", sa.BigInteger(), nullable=True),
        sa.Column("is_back", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint("state IN ('screening', 'waiting', 'greeting', 'greeted')", name=op.f("ck_arrival_state")),
        sa.PrimaryKeyConstraint("guild_id", "member_id", name=op.f("pk_arrival")),
    )
    op.create_table(
        "cat_tax",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("paid_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "member_id", name=op.f("pk_cat_tax")),
    )
    op.create_index(op.f("ix_cat_tax_member_id"), "cat_tax", ["member_id"])
    for columns in (("guild_id", "state", "arrived_at"), ("state",), ("arrived_at",)):
        op.create_index(op.f(f"ix_arrival_{'_'.join(columns)}"), "arrival", list(columns))


def downgrade(op: Operations) -> None:
    """Drop the tables, and everything in them."""
    for table in ("cat_tax", "arrival", "welcome", "newcomer"):
        op.drop_table(table)
