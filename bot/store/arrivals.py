"""Who has arrived in a server, and whether they were greeted."""

from dataclasses import asdict, dataclass
from typing import Final

from sqlalchemy import ColumnElement, Connection, delete, func, select, update

from bot.store import onboarding_counts
from bot.store.schema import ARRIVAL
from bot.store.statements import put

SCREENING: Final = "screening"
WAITING: Final = "waiting"
GREETING: Final = "greeting"
GREETED: Final = "greeted"
LEFT: Final = "left"

_ROW: Final = ARRIVAL.c


@dataclass(frozen=True, slots=True)
class Arrival:
    """state: `screening`, `waiting`, `greeting`, `greeted` or `left`. batch: the first of those greeted together.

    arrived_at: milliseconds UTC. is_back: they were greeted before, then left. week, locale, counted: see
    onboarding_counts.
    """

    guild_id: int
    member_id: int
    arrived_at: int
    state: str
    batch: int | None = None
    is_back: bool = False
    locale: str | None = None
    week: int | None = None
    counted: int = 0


def get(connection: Connection, guild_id: int, member_id: int) -> Arrival | None:
    """A member's arrival, if it is known."""
    return next(iter(_select(connection, _of(guild_id, member_id), None)), None)


def arrive(connection: Connection, arrival: Arrival) -> None:
    """Note that a member has arrived, whether for the first time or again."""
    known = get(connection, arrival.guild_id, arrival.member_id)
    is_back = known is not None and (known.is_back or known.state == GREETED)
    kept = {"week": known.week, "locale": known.locale, "counted": known.counted} if known else {}
    put(connection, ARRIVAL, asdict(arrival) | {"is_back": is_back} | kept)
    onboarding_counts.joined(connection, arrival.guild_id, arrival.member_id, arrival.arrived_at)


def let_in(connection: Connection, guild_id: int, member_id: int, at: int) -> bool:
    """Note that Discord's screening is passed; whether it was not before."""
    changed = update(ARRIVAL).where(_of(guild_id, member_id), _ROW.state == SCREENING)
    return connection.execute(changed.values(state=WAITING, arrived_at=at)).rowcount == 1


def leave(connection: Connection, guild_id: int, member_id: int, at: int) -> bool:
    """Note that somebody has left, at `at` (milliseconds UTC); whether they were waiting to be greeted."""
    onboarding_counts.left(connection, guild_id, member_id, at)
    waiting = update(ARRIVAL).where(_of(guild_id, member_id), _ROW.state.in_((SCREENING, WAITING)))
    return connection.execute(waiting.values(state=LEFT)).rowcount == 1


def count_waiting(connection: Connection, guild_id: int) -> int:
    """How many wait in a server."""
    waiting = (_ROW.guild_id == guild_id) & (_ROW.state == WAITING)
    return connection.execute(select(func.count()).select_from(ARRIVAL).where(waiting)).scalar_one()


def unfinished(connection: Connection, guild_id: int) -> list[Arrival]:
    """The batch that was taken first and not noted as greeted, in order; empty if there is none."""
    greeting = _select(connection, (_ROW.guild_id == guild_id) & (_ROW.state == GREETING), None)
    return [each for each in greeting if each.batch == greeting[0].batch]


def take(connection: Connection, guild_id: int, most: int) -> list[Arrival]:
    """Take those who have waited longest as a batch, in the order in which they came."""
    found = _select(connection, (_ROW.guild_id == guild_id) & (_ROW.state == WAITING), most)
    if not found:
        return []
    batch = found[0].member_id
    chosen = (_ROW.guild_id == guild_id) & _ROW.member_id.in_([each.member_id for each in found])
    connection.execute(update(ARRIVAL).where(chosen).values(state=GREETING, batch=batch))
    return unfinished(connection, guild_id)


def release(connection: Connection, guild_id: int) -> None:
    """Let those wait again who were taken together."""
    chosen = (_ROW.guild_id == guild_id) & (_ROW.state == GREETING)
    connection.execute(update(ARRIVAL).where(chosen).values(state=WAITING, batch=None))


def expire(connection: Connection, guild_id: int, before: int) -> int:
    """Let nobody wait any more who arrived before `before` (milliseconds UTC); how many did."""
    chosen = (_ROW.guild_id == guild_id) & _ROW.state.in_((WAITING, GREETING)) & (_ROW.arrived_at < before)
    return connection.execute(update(ARRIVAL).where(chosen).values(state=GREETED, batch=None)).rowcount


def greeted(connection: Connection, guild_id: int, batch: int) -> None:
    """Note that a batch was greeted."""
    chosen = (_ROW.guild_id == guild_id) & (_ROW.state == GREETING) & (_ROW.batch == batch)
    connection.execute(update(ARRIVAL).where(chosen).values(state=GREETED, batch=None))


def guilds_to_greet(connection: Connection) -> list[int]:
    """The servers in which somebody waits, or is being greeted."""
    waiting = _ROW.state.in_((WAITING, GREETING))
    return list(connection.execute(select(_ROW.guild_id).where(waiting).distinct().order_by(_ROW.guild_id)).scalars())


def screening(connection: Connection) -> list[Arrival]:
    """Everybody whom Discord has not let in yet."""
    return _select(connection, _ROW.state == SCREENING, None)


def count(connection: Connection, member_id: int) -> int:
    """In how many servers a member's arrival is known."""
    of_member = select(func.count()).select_from(ARRIVAL).where(_ROW.member_id == member_id)
    return connection.execute(of_member).scalar_one()


def prune(connection: Connection, before: int) -> int:
    """Forget who arrived before `before` (milliseconds UTC); how many."""
    return connection.execute(delete(ARRIVAL).where(_ROW.arrived_at < before)).rowcount


def _of(guild_id: int, member_id: int) -> ColumnElement[bool]:
    return (_ROW.guild_id == guild_id) & (_ROW.member_id == member_id)


def _select(connection: Connection, condition: ColumnElement[bool], most: int | None) -> list[Arrival]:
    ordered = select(ARRIVAL).where(condition).order_by(_ROW.arrived_at, _ROW.member_id).limit(most)
    return [Arrival(**row) for row in connection.execute(ordered).mappings()]
