"""Newcomers: where they are greeted, who waits for it, and how far each has come."""

import sqlalchemy as sa
from alembic.operations import Operations

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = (
    "cat_tax",
    "arrival",
    "welcome",
    "newcomer",
    "onboarding_text",
    "onboarding_step",
    "due_item",
    "tip_week",
    "icebreaker",
    "icebreaker_asked",
    "icebreaker_hidden",
    "buddy_volunteer",
    "buddy_wish",
    "buddy_pair",
    "buddy_news",
    "onboarding_count",
)


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
        sa.Column("is_direct", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("minimum_age_days", sa.Integer(), server_default="0", nullable=False),
        sa.Column("english_role_id", sa.BigInteger(), nullable=True),
        sa.Column("simplified_role_id", sa.BigInteger(), nullable=True),
        sa.Column("traditional_role_id", sa.BigInteger(), nullable=True),
        sa.Column("cat_channel_id", sa.BigInteger(), nullable=True),
        sa.Column("cat_role_id", sa.BigInteger(), nullable=True),
        sa.Column("tips_a_day", sa.Integer(), server_default="1", nullable=False),
        sa.Column("has_buddies", sa.Boolean(), server_default=sa.false(), nullable=False),
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
        sa.Column("locale", sa.String(8), nullable=True),
        sa.Column("week", sa.Integer(), nullable=True),
        sa.Column("counted", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "state IN ('screening', 'waiting', 'greeting', 'greeted', 'left')", name=op.f("ck_arrival_state")
        ),
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

    op.add_column("member_preference", sa.Column("zone", sa.String(64), nullable=True))
    _texts(op)
    _later(op)
    _people(op)
    _buddies(op)


def _texts(op: Operations) -> None:
    op.create_table(
        "onboarding_text",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("locale", sa.String(8), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("is_machine", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_by", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("locale IN ('en', 'zh-CN', 'zh-TW')", name=op.f("ck_onboarding_text_locale")),
        sa.PrimaryKeyConstraint("guild_id", "name", "locale", name=op.f("pk_onboarding_text")),
    )
    op.create_table(
        "onboarding_step",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("journey", sa.String(32), nullable=False),
        sa.Column("step", sa.String(32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("is_hidden", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("role_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("guild_id", "journey", "step", name=op.f("pk_onboarding_step")),
    )


def _later(op: Operations) -> None:
    op.create_table(
        "due_item",
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("subject_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("kind", "guild_id", "subject_id", name=op.f("pk_due_item")),
    )
    op.create_index(op.f("ix_due_item_due_at"), "due_item", ["due_at"])
    op.create_table(
        "tip_week",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("journey", sa.String(32), nullable=False),
        sa.Column("began_at", sa.BigInteger(), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("sent", sa.Integer(), server_default="0", nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.Column("heard_at", sa.BigInteger(), nullable=True),
        sa.Column("stopped_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("guild_id", "member_id", name=op.f("pk_tip_week")),
    )
    op.create_index(op.f("ix_tip_week_began_at"), "tip_week", ["began_at"])
    op.create_index(op.f("ix_tip_week_member_id"), "tip_week", ["member_id"])
    op.create_table(
        "icebreaker",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("minute", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_by", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", name=op.f("pk_icebreaker")),
    )
    op.create_table(
        "icebreaker_asked",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("asked_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("post_id", sa.BigInteger(), nullable=True),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("guild_id", "asked_at", name=op.f("pk_icebreaker_asked")),
    )
    op.create_index(op.f("ix_icebreaker_asked_asked_at"), "icebreaker_asked", ["asked_at"])
    op.create_index(op.f("ix_icebreaker_asked_thread_id"), "icebreaker_asked", ["thread_id"])
    op.create_table(
        "icebreaker_hidden",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "name", name=op.f("pk_icebreaker_hidden")),
    )


def _people(op: Operations) -> None:
    op.create_table(
        "onboarding_count",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("week", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("locale", sa.String(8), nullable=False),
        sa.Column("what", sa.String(16), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "week", "locale", "what", name=op.f("pk_onboarding_count")),
    )


def _buddies(op: Operations) -> None:
    op.create_table(
        "buddy_volunteer",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("locale", sa.String(8), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=True),
        sa.Column("unreached_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("locale IN ('en', 'zh-CN', 'zh-TW')", name=op.f("ck_buddy_volunteer_locale")),
        sa.PrimaryKeyConstraint("guild_id", "member_id", name=op.f("pk_buddy_volunteer")),
    )
    op.create_index(op.f("ix_buddy_volunteer_member_id"), "buddy_volunteer", ["member_id"])
    op.create_table(
        "buddy_wish",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("locale", sa.String(8), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("wished_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("locale IN ('en', 'zh-CN', 'zh-TW')", name=op.f("ck_buddy_wish_locale")),
        sa.PrimaryKeyConstraint("guild_id", "member_id", name=op.f("pk_buddy_wish")),
    )
    op.create_index(op.f("ix_buddy_wish_member_id"), "buddy_wish", ["member_id"])
    op.create_table(
        "buddy_pair",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("newcomer_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("volunteer_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "state IN ('asking', 'asked', 'together', 'declined', 'ended')", name=op.f("ck_buddy_pair_state")
        ),
        sa.PrimaryKeyConstraint("guild_id", "newcomer_id", "volunteer_id", name=op.f("pk_buddy_pair")),
    )
    op.create_index(op.f("ix_buddy_pair_newcomer_id"), "buddy_pair", ["newcomer_id"])
    op.create_index(op.f("ix_buddy_pair_volunteer_id"), "buddy_pair", ["volunteer_id"])
    op.create_table(
        "buddy_news",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("other_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("what", sa.String(8), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("what IN ('met', 'ended', 'nobody', 'off')", name=op.f("ck_buddy_news_what")),
        sa.PrimaryKeyConstraint("guild_id", "member_id", "other_id", "what", name=op.f("pk_buddy_news")),
    )
    op.create_index(op.f("ix_buddy_news_member_id"), "buddy_news", ["member_id"])
    op.create_index(op.f("ix_buddy_news_other_id"), "buddy_news", ["other_id"])


def downgrade(op: Operations) -> None:
    """Drop the tables, and everything in them."""
    for table in TABLES:
        op.drop_table(table)
    op.drop_column("member_preference", "zone")
