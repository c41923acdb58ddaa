"""Rules: the book, its versions, who agreed to them, and what reminds of them. Set-ups, and counts."""

import sqlalchemy as sa
from alembic.operations import Operations

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = (
    "rule_setting",
    "rule",
    "rule_text",
    "rule_version",
    "rule_post",
    "agreement",
    "reminder",
    "rule_trigger",
    "reminded",
    "rule_wording",
    "access",
    "setup_draft",
    "setup_run",
    "tally",
)


def upgrade(op: Operations) -> None:
    """Create the new tables, and a column; what is stored stays."""
    op.add_column("outage_notice", sa.Column("spent_on", sa.String(10), nullable=True))
    _book(op)
    _people(op)
    _reminders(op)
    _setup(op)


def downgrade(op: Operations) -> None:
    """Drop the tables, and everything in them."""
    for table in TABLES:
        op.drop_table(table)
    op.drop_column("outage_notice", "spent_on")


def _book(op: Operations) -> None:
    op.create_table(
        "rule_setting",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("layout", sa.String(8), server_default="apart", nullable=False),
        sa.Column("role_id", sa.BigInteger(), nullable=True),
        sa.Column("log_channel_id", sa.BigInteger(), nullable=True),
        sa.Column("log_changes", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("log_digest", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_by", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("layout IN ('apart', 'together')", name=op.f("ck_rule_setting_layout")),
        sa.PrimaryKeyConstraint("guild_id", name=op.f("pk_rule_setting")),
    )
    op.create_table(
        "rule",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("rule_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), server_default="0", nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_by", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "rule_id", name=op.f("pk_rule")),
    )
    op.create_table(
        "rule_text",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("rule_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("locale", sa.String(8), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("keywords", sa.Text(), nullable=False),
        sa.Column("examples", sa.Text(), nullable=False),
        sa.Column("is_machine", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint("locale IN ('en', 'zh-CN', 'zh-TW')", name=op.f("ck_rule_text_locale")),
        sa.PrimaryKeyConstraint("guild_id", "rule_id", "locale", name=op.f("pk_rule_text")),
    )
    op.create_table(
        "rule_version",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("published_at", sa.BigInteger(), nullable=False),
        sa.Column("published_by", sa.BigInteger(), nullable=False),
        sa.Column("is_important", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("book", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "version", name=op.f("pk_rule_version")),
    )
    op.create_table(
        "rule_post",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("locale", sa.String(8), nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("guild_id", "locale", "part", name=op.f("pk_rule_post")),
    )


def _people(op: Operations) -> None:
    op.create_table(
        "agreement",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("agreed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "member_id", name=op.f("pk_agreement")),
    )
    op.create_index(op.f("ix_agreement_guild_id_version"), "agreement", ["guild_id", "version"])
    op.create_index(op.f("ix_agreement_member_id"), "agreement", ["member_id"])


def _reminders(op: Operations) -> None:
    op.create_table(
        "reminder",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reminder_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("every_minutes", sa.Integer(), nullable=True),
        sa.Column("cron", sa.String(100), nullable=True),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("quiet_from", sa.Integer(), nullable=True),
        sa.Column("quiet_until", sa.Integer(), nullable=True),
        sa.Column("least_messages", sa.Integer(), server_default="0", nullable=False),
        sa.Column("choice", sa.String(8), server_default="turn", nullable=False),
        sa.Column("text_en", sa.Text(), nullable=True),
        sa.Column("text_cn", sa.Text(), nullable=True),
        sa.Column("text_tw", sa.Text(), nullable=True),
        sa.Column("machine", sa.String(32), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("rule_id", sa.Integer(), nullable=True),
        sa.Column("post_channel_id", sa.BigInteger(), nullable=True),
        sa.Column("post_id", sa.BigInteger(), nullable=True),
        sa.Column("shown_at", sa.BigInteger(), nullable=True),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_by", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("choice IN ('turn', 'random', 'needed', 'text')", name=op.f("ck_reminder_choice")),
        sa.PrimaryKeyConstraint("guild_id", "reminder_id", name=op.f("pk_reminder")),
    )
    op.create_index(op.f("ix_reminder_channel_id"), "reminder", ["channel_id"])
    op.create_table(
        "rule_trigger",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("trigger_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("rule_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("pattern", sa.Text(), nullable=False),
        sa.Column("exceptions", sa.Text(), nullable=False),
        sa.Column("channels", sa.Text(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), server_default="1", nullable=False),
        sa.Column("minutes", sa.Integer(), server_default="10", nullable=False),
        sa.Column("action", sa.String(8), nullable=False),
        sa.Column("channel_rest", sa.Integer(), server_default="30", nullable=False),
        sa.Column("member_rest", sa.Integer(), server_default="60", nullable=False),
        sa.Column("snoozed_until", sa.BigInteger(), nullable=True),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_by", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("action IN ('channel', 'note', 'both')", name=op.f("ck_rule_trigger_action")),
        sa.PrimaryKeyConstraint("guild_id", "trigger_id", name=op.f("pk_rule_trigger")),
    )
    op.create_table(
        "reminded",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("how", sa.String(8), nullable=False),
        sa.Column("rule_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("post_id", sa.BigInteger(), nullable=True),
        sa.Column("note_id", sa.BigInteger(), nullable=True),
        sa.Column("by", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(8), server_default="shown", nullable=False),
        sa.CheckConstraint("how IN ('schedule', 'trigger', 'hand')", name=op.f("ck_reminded_how")),
        sa.CheckConstraint("state IN ('shown', 'false')", name=op.f("ck_reminded_state")),
        sa.PrimaryKeyConstraint("guild_id", "message_id", "how", name=op.f("pk_reminded")),
    )
    op.create_index(op.f("ix_reminded_at"), "reminded", ["at"])
    op.create_index(op.f("ix_reminded_guild_id_at"), "reminded", ["guild_id", "at"])
    op.create_table(
        "rule_wording",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("how", sa.String(8), nullable=False),
        sa.Column("locale", sa.String(8), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("is_machine", sa.Boolean(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_by", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("how IN ('gentle', 'plain', 'timed', 'private')", name=op.f("ck_rule_wording_how")),
        sa.CheckConstraint("locale IN ('en', 'zh-CN', 'zh-TW')", name=op.f("ck_rule_wording_locale")),
        sa.PrimaryKeyConstraint("guild_id", "how", "locale", name=op.f("pk_rule_wording")),
    )
    op.create_table(
        "access",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("area", sa.String(16), nullable=False),
        sa.Column("role_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.CheckConstraint("area IN ('all', 'translation', 'onboarding', 'rules')", name=op.f("ck_access_area")),
        sa.PrimaryKeyConstraint("guild_id", "area", "role_id", name=op.f("pk_access")),
    )


def _setup(op: Operations) -> None:
    op.create_table(
        "setup_draft",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_by", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", name=op.f("pk_setup_draft")),
    )
    op.create_table(
        "setup_run",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("is_done", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("steps", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", name=op.f("pk_setup_run")),
    )
    op.create_table(
        "tally",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("what", sa.String(16), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "day", "what", "name", name=op.f("pk_tally")),
    )
