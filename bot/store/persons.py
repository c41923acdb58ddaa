"""Where ids of members stand in the tables: what is shown to them, what is erased, and what stays, and why."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Connection, Table, and_, delete, or_, select, union

from bot.store.schema import (
    AGREEMENT,
    ARRIVAL,
    AUDIT_ENTRY,
    BRIDGE,
    BUDDY_NEWS,
    BUDDY_PAIR,
    BUDDY_VOLUNTEER,
    BUDDY_WISH,
    CAT_TAX,
    CHANNEL_MODE,
    GUILD_SETTING,
    GUILD_TERM,
    ICEBREAKER,
    MEMBER_PREFERENCE,
    MEMORY_ENTRY,
    MESSAGE_LINK,
    METADATA,
    MIRROR,
    NEWCOMER,
    ONBOARDING_TEXT,
    REMINDED,
    REMINDER,
    RULE,
    RULE_SETTING,
    RULE_TRIGGER,
    RULE_VERSION,
    RULE_WORDING,
    SETUP_DRAFT,
    SETUP_RUN,
    SPENT,
    SUGGESTION,
    TIP_WEEK,
    WELCOME,
)

_Columns = Sequence[Column[Any]]
# Rows that go when the member in one of these columns is erased. MEMBER_PREFERENCE does, too, but for being left out.
ERASED: Final[Mapping[Table, _Columns]] = {
    AGREEMENT: [AGREEMENT.c.member_id],
    ARRIVAL: [ARRIVAL.c.member_id],
    BUDDY_NEWS: [BUDDY_NEWS.c.member_id, BUDDY_NEWS.c.other_id],
    BUDDY_PAIR: [BUDDY_PAIR.c.newcomer_id, BUDDY_PAIR.c.volunteer_id],
    BUDDY_VOLUNTEER: [BUDDY_VOLUNTEER.c.member_id],
    BUDDY_WISH: [BUDDY_WISH.c.member_id],
    CAT_TAX: [CAT_TAX.c.member_id],
    MESSAGE_LINK: [MESSAGE_LINK.c.author_id],
    MIRROR: [MIRROR.c.author_id],
    NEWCOMER: [NEWCOMER.c.member_id],
    SUGGESTION: [SUGGESTION.c.member_id],
    TIP_WEEK: [TIP_WEEK.c.member_id],
}
# Rows that stay, for they are a server's own: its settings with who changed them last, its log, what its moderators
# published, approved or decided. What somebody suggested for another's message is the suggester's.
KEPT: Final[Mapping[Table, _Columns]] = {
    AUDIT_ENTRY: [AUDIT_ENTRY.c.member_id],
    BRIDGE: [BRIDGE.c.created_by],
    CHANNEL_MODE: [CHANNEL_MODE.c.updated_by],
    GUILD_SETTING: [GUILD_SETTING.c.updated_by],
    GUILD_TERM: [GUILD_TERM.c.updated_by],
    ICEBREAKER: [ICEBREAKER.c.updated_by],
    MEMORY_ENTRY: [MEMORY_ENTRY.c.approved_by],
    ONBOARDING_TEXT: [ONBOARDING_TEXT.c.updated_by],
    REMINDED: [REMINDED.c.by],
    REMINDER: [REMINDER.c.updated_by],
    RULE: [RULE.c.updated_by],
    RULE_SETTING: [RULE_SETTING.c.updated_by],
    RULE_TRIGGER: [RULE_TRIGGER.c.updated_by],
    RULE_VERSION: [RULE_VERSION.c.published_by],
    RULE_WORDING: [RULE_WORDING.c.updated_by],
    SETUP_DRAFT: [SETUP_DRAFT.c.updated_by],
    SETUP_RUN: [SETUP_RUN.c.by],
    SUGGESTION: [SUGGESTION.c.author_id, SUGGESTION.c.decided_by],
    WELCOME: [WELCOME.c.updated_by],
}
_MEMBER: Final = "member"
_WHEN: Final = frozenset({"at", "updated_at", "created_at", "published_at", "approved_at"})


def everything(connection: Connection, member_id: int) -> dict[str, list[dict[str, Any]]]:
    """All rows that name a member, by table; tables without one are left out.

    No row tells of anybody else, and of rows that are a server's own, there is only which and when.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for table in (MEMBER_PREFERENCE, SPENT, *ERASED):
        rows = connection.execute(select(table).where(_mine(table, member_id))).mappings()
        others = {column.name for column in (*ERASED.get(table, ()), *KEPT.get(table, ()))}
        found[table.name] = [
            {name: value for name, value in row.items() if name not in others or value == member_id} for row in rows
        ]
    for table, columns in KEPT.items():
        if table in ERASED:
            continue
        keys = [column for column in table.c if column.primary_key or column in columns or column.name in _WHEN]
        named = or_(*(column == member_id for column in columns))
        found[table.name] = [dict(row) for row in connection.execute(select(*keys).where(named)).mappings()]
    return {name: rows for name, rows in found.items() if rows}


def is_known(connection: Connection, member_id: int, guild_id: int | None = None) -> bool:
    """Whether there is anything about a member that can be erased, beside what they prefer; maybe in one server."""
    return any(
        connection.execute(select(table).where(_theirs(table, member_id, guild_id)).limit(1)).first() is not None
        for table in ERASED
    )


def erase(connection: Connection, member_id: int, guild_id: int | None = None) -> None:
    """Erase all of that, in all servers or in one."""
    for table in ERASED:
        connection.execute(delete(table).where(_theirs(table, member_id, guild_id)))


def forget_spent(connection: Connection, member_id: int, before: str) -> None:
    """Forget what was translated for a member on the days before one (`2025-01-14`)."""
    theirs = (SPENT.c.scope == _MEMBER) & (SPENT.c.name == str(member_id)) & (SPENT.c.day < before)
    connection.execute(delete(SPENT).where(theirs))


def members_of(connection: Connection, guild_id: int) -> Sequence[int]:
    """Of whom a server has anything that can be erased."""
    named = [column for columns in ERASED.values() for column in columns]
    chosen = [select(column).where(column.table.c.guild_id == guild_id) for column in named]
    return list(connection.execute(union(*chosen)).scalars())


def guilds(connection: Connection) -> Sequence[int]:
    """Every server of which there is anything."""
    chosen = [select(table.c.guild_id) for table in METADATA.sorted_tables if "guild_id" in table.c]
    return [guild_id for guild_id in connection.execute(union(*chosen)).scalars() if guild_id]


def forget_guild(connection: Connection, guild_id: int) -> None:
    """Erase everything about a server."""
    # Rows before those that they name; what has no server of its own goes with what it names.
    for table in reversed(METADATA.sorted_tables):
        if "guild_id" in table.c:
            connection.execute(delete(table).where(table.c.guild_id == guild_id))
    of_guild = (SPENT.c.scope == "guild") & (SPENT.c.name == str(guild_id))
    connection.execute(delete(SPENT).where(of_guild))


def _mine(table: Table, member_id: int) -> ColumnElement[bool]:
    if table is MEMBER_PREFERENCE:
        return MEMBER_PREFERENCE.c.member_id == member_id
    if table is SPENT:
        return (SPENT.c.scope == _MEMBER) & (SPENT.c.name == str(member_id))
    return _theirs(table, member_id, None)


def _theirs(table: Table, member_id: int, guild_id: int | None) -> ColumnElement[bool]:
    theirs = or_(*(column == member_id for column in ERASED[table]))
    return theirs if guild_id is None else and_(theirs, table.c.guild_id == guild_id)
