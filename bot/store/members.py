"""What members chose for themselves."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, delete, select

from bot.store.schema import MEMBER_PREFERENCE
from bot.store.statements import merge

_ROW: Final = MEMBER_PREFERENCE.c


@dataclass(frozen=True, slots=True)
class MemberPreference:
    """locale: what the member reads; None: as their Discord says. confirmed: they chose it themselves.

    pinyin: whether they want to see how Chinese is read. opted_out: nothing they write is translated or mirrored.

    zone: their IANA time zone; None until they tell.
    """

    member_id: int
    locale: str | None = None
    confirmed: bool = False
    pinyin: bool = False
    opted_out: bool = False
    updated_at: int = 0
    zone: str | None = None


def get(connection: Connection, member_id: int) -> MemberPreference:
    """What a member chose; the defaults if nothing."""
    found = connection.execute(select(MEMBER_PREFERENCE).where(_ROW.member_id == member_id)).mappings().one_or_none()
    return MemberPreference(**found) if found else MemberPreference(member_id)


def change(connection: Connection, member_id: int, at: int, **changes: Any) -> MemberPreference:
    """Change some of it, and leave the rest. at: milliseconds UTC."""
    changes |= {"updated_at": at}
    merge(connection, MEMBER_PREFERENCE, {"member_id": member_id} | changes, changes)
    return get(connection, member_id)


def has_opted_out(connection: Connection, member_id: int) -> bool:
    """Whether nothing that a member writes may be translated or mirrored."""
    return bool(connection.execute(select(_ROW.opted_out).where(_ROW.member_id == member_id)).scalar_one_or_none())


def forget(connection: Connection, member_id: int) -> bool:
    """Remove a member's row; whether there was one."""
    return connection.execute(delete(MEMBER_PREFERENCE).where(_ROW.member_id == member_id)).rowcount > 0
