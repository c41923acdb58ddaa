"""Newcomers: how far each has come."""

import sqlalchemy as sa
from alembic.operations import Operations

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade(op: Operations) -> None:
    """Create the new table; what is stored stays."""
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


def downgrade(op: Operations) -> None:
    """Drop the table, and everything in it."""
    op.drop_table("newcomer")
