"""Which channels were told that no engine answers."""

from dataclasses import asdict, dataclass

from sqlalchemy import Connection, delete, select, update

from bot.store.schema import OUTAGE_NOTICE
from bot.store.statements import add

_ROW = OUTAGE_NOTICE.c


@dataclass(frozen=True, slots=True)
class Notice:
    """post_id: the notice itself; None: not posted (yet). since: when the first message that was missed was written.

    spent_on: the last day (UTC, `2025-01-14`) on which nothing more might be spent there; None: engines do not answer.
    """

    channel_id: int
    guild_id: int
    since: int
    post_id: int | None = None
    spent_on: str | None = None


def begin(connection: Connection, notice: Notice) -> bool:
    """Note that an outage began in a channel; False if that is known, but then maybe not since when, or why."""
    if add(connection, OUTAGE_NOTICE, asdict(notice)):
        return True
    later = (_ROW.channel_id == notice.channel_id) & (_ROW.since > notice.since)
    connection.execute(update(OUTAGE_NOTICE).where(later).values(since=notice.since))
    if notice.spent_on is not None:
        known = update(OUTAGE_NOTICE).where(_ROW.channel_id == notice.channel_id)
        connection.execute(known.values(spent_on=notice.spent_on))
    return False


def shown(connection: Connection, channel_id: int, post_id: int) -> None:
    """Note which post tells a channel."""
    connection.execute(update(OUTAGE_NOTICE).where(_ROW.channel_id == channel_id).values(post_id=post_id))


def every(connection: Connection) -> list[Notice]:
    """All of them, the oldest outage first."""
    rows = connection.execute(select(OUTAGE_NOTICE).order_by(_ROW.since, _ROW.channel_id)).mappings()
    return [Notice(**row) for row in rows]


def end(connection: Connection, channel_id: int) -> bool:
    """Forget the outage in a channel; whether it was known."""
    return connection.execute(delete(OUTAGE_NOTICE).where(_ROW.channel_id == channel_id)).rowcount > 0
