"""Members, suggestions, servers' words, the audit trail, bridges; more ways to translate a channel."""

import sqlalchemy as sa
from alembic.operations import Operations

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TABLES = (
    "mirror_thread",
    "mirror",
    "bridge_channel",
    "bridge",
    "audit_entry",
    "guild_term",
    "suggestion",
    "member_preference",
    "outage_notice",
    "translation_thread",
)


def upgrade(op: Operations) -> None:
    """Create the new tables, and widen the settings and links; what is stored stays."""
    _widen(op)
    _translation(op)
    _people(op)
    _bridges(op)


def downgrade(op: Operations) -> None:
    """Drop the tables and columns, and everything in them."""
    for table in _TABLES:
        op.drop_table(table)
    op.drop_column("message_link", "post_place_id")
    for column in ("review_channel_id", "flag_reactions", "default_mode"):
        op.drop_column("guild_setting", column)


def _widen(op: Operations) -> None:
    op.add_column("guild_setting", sa.Column("default_mode", sa.String(16), nullable=True))
    op.add_column("guild_setting", sa.Column("flag_reactions", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column("guild_setting", sa.Column("review_channel_id", sa.BigInteger(), nullable=True))
    op.add_column("message_link", sa.Column("post_place_id", sa.BigInteger(), nullable=True))


def _translation(op: Operations) -> None:
    op.create_table(
        "translation_thread",
        sa.Column("channel_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("channel_id", name=op.f("pk_translation_thread")),
    )
    op.create_index(op.f("ix_translation_thread_thread_id"), "translation_thread", ["thread_id"])
    op.create_table(
        "outage_notice",
        sa.Column("channel_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("post_id", sa.BigInteger(), nullable=True),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("channel_id", name=op.f("pk_outage_notice")),
    )


def _people(op: Operations) -> None:
    op.create_table(
        "member_preference",
        sa.Column("member_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("locale", sa.String(8), nullable=True),
        sa.Column("confirmed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("pinyin", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("opted_out", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_member_preference")),
        sa.CheckConstraint("locale IN ('en', 'zh-CN', 'zh-TW')", name=op.f("ck_member_preference_locale")),
    )
    op.create_table(
        "suggestion",
        sa.Column("suggestion_id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("source_locale", sa.String(8), nullable=False),
        sa.Column("target_locale", sa.String(8), nullable=False),
        sa.Column("source_text", sa.Text(), nullable=False),
        sa.Column("present", sa.Text(), nullable=False),
        sa.Column("proposed", sa.Text(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("post_place_id", sa.BigInteger(), nullable=True),
        sa.Column("post_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("suggestion_id", name=op.f("pk_suggestion")),
        sa.CheckConstraint("state IN ('waiting', 'approved', 'rejected')", name=op.f("ck_suggestion_state")),
    )
    op.create_index(op.f("ix_suggestion_guild_id_state"), "suggestion", ["guild_id", "state"])
    op.create_index(op.f("ix_suggestion_author_id"), "suggestion", ["author_id"])
    op.create_index(op.f("ix_suggestion_member_id_created_at"), "suggestion", ["member_id", "created_at"])
    op.create_table(
        "guild_term",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("headword", sa.String(100), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("rendering", sa.Text(), nullable=True),
        sa.Column("variants", sa.Text(), nullable=True),
        sa.Column("meaning_en", sa.Text(), nullable=True),
        sa.Column("meaning_zh", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_by", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "headword", name=op.f("pk_guild_term")),
        sa.CheckConstraint("kind IN ('term', 'keep', 'slang')", name=op.f("ck_guild_term_kind")),
    )
    op.create_table(
        "audit_entry",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("action", sa.String(32), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_audit_entry")),
    )
    op.create_index(op.f("ix_audit_entry_at"), "audit_entry", ["at"])
    op.create_index(op.f("ix_audit_entry_guild_id_at"), "audit_entry", ["guild_id", "at"])


def _bridges(op: Operations) -> None:
    op.create_table(
        "bridge",
        sa.Column("bridge_id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(50), nullable=False),
        sa.Column("paused", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("pins", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("typing", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("trusted_bots", sa.Text(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=False),
        sa.Column("resumed_at", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("bridge_id", name=op.f("pk_bridge")),
        sa.UniqueConstraint("guild_id", "name", name=op.f("uq_bridge_guild_id_name")),
    )
    op.create_table(
        "bridge_channel",
        sa.Column("channel_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("bridge_id", sa.Integer(), nullable=False),
        sa.Column("locale", sa.String(8), nullable=False),
        sa.Column("webhook_id", sa.BigInteger(), nullable=True),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("channel_id", name=op.f("pk_bridge_channel")),
        sa.ForeignKeyConstraint(
            ["bridge_id"], ["bridge.bridge_id"], ondelete="CASCADE", name=op.f("fk_bridge_channel_bridge_id_bridge")
        ),
        sa.CheckConstraint("locale IN ('en', 'zh-CN', 'zh-TW')", name=op.f("ck_bridge_channel_locale")),
    )
    op.create_index(op.f("ix_bridge_channel_bridge_id"), "bridge_channel", ["bridge_id"])
    op.create_table(
        "mirror",
        sa.Column("source_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("channel_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("bridge_id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("source_place_id", sa.BigInteger(), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("place_id", sa.BigInteger(), nullable=False),
        sa.Column("webhook_id", sa.BigInteger(), nullable=True),
        sa.Column("post_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("pending", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("pinned", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("source_id", "channel_id", "part", name=op.f("pk_mirror")),
    )
    op.create_index(op.f("ix_mirror_created_at"), "mirror", ["created_at"])
    op.create_index(op.f("ix_mirror_post_id"), "mirror", ["post_id"])
    op.create_table(
        "mirror_thread",
        sa.Column("thread_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("source_thread_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("bridge_id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("thread_id", name=op.f("pk_mirror_thread")),
        sa.UniqueConstraint(
            "source_thread_id", "channel_id", name=op.f("uq_mirror_thread_source_thread_id_channel_id")
        ),
    )
