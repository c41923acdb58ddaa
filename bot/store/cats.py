"""Who has paid the cat tax."""

from dataclasses import asdict, dataclass
from typing import Final

from sqlalchemy import Connection, delete, func, select

from bot.store import onboarding_counts
from bot.store.onboarding_counts import What
from bot.store.schema import CAT_TAX
from bot.store.statements import add

_ROW: Final = CAT_TAX.c


@dataclass(frozen=True, slots=True)
class CatTax:
    """channel_id, message_id: where the picture is. number: which cat of the server, from 1. paid_at: ms UTC."""

    guild_id: int
    member_id: int
    channel_id: int
    message_id: int
    number: int
    paid_at: int


def of(connection: Connection, guild_id: int, member_id: int) -> CatTax | None:
    """What a member has paid."""
    found = connection.execute(select(CAT_TAX).where(_ROW.guild_id == guild_id, _ROW.member_id == member_id))
    row = found.mappings().one_or_none()
    return CatTax(**row) if row else None


def count(connection: Connection, guild_id: int) -> int:
    """How many cats have been paid in a server."""
    paid = select(func.count()).select_from(CAT_TAX).where(_ROW.guild_id == guild_id)
    return connection.execute(paid).scalar_one()


def latest(connection: Connection, guild_id: int, most: int) -> list[CatTax]:
    """The latest cats of a server, at most `most`, the newest first."""
    chosen = select(CAT_TAX).where(_ROW.guild_id == guild_id).order_by(_ROW.number.desc()).limit(most)
    return [CatTax(**row) for row in connection.execute(chosen).mappings()]


def last_number(connection: Connection, guild_id: int) -> int:
    """The number of the latest cat of a server; 0 if there is none."""
    latest = select(func.max(_ROW.number)).where(_ROW.guild_id == guild_id)
    return connection.execute(latest).scalar_one() or 0


def pay(connection: Connection, tax: CatTax) -> bool:
    """Note that a member has paid; False if they had before."""
    if not add(connection, CAT_TAX, asdict(tax)):
        return False
    onboarding_counts.count(connection, tax.guild_id, tax.member_id, What.CAT, tax.paid_at)
    return True


def undo(connection: Connection, guild_id: int, member_id: int) -> bool:
    """Forget what a member has paid; whether there was anything."""
    chosen = (_ROW.guild_id == guild_id) & (_ROW.member_id == member_id)
    if connection.execute(delete(CAT_TAX).where(chosen)).rowcount == 0:
        return False
    onboarding_counts.take_back(connection, guild_id, member_id, What.CAT)
    return True


def payments(connection: Connection, member_id: int) -> int:
    """In how many servers a member has paid."""
    of_member = select(func.count()).select_from(CAT_TAX).where(_ROW.member_id == member_id)
    return connection.execute(of_member).scalar_one()
