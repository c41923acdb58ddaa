"""Better translations that members suggest, until moderators have decided."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Final

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from bot.store.schema import SUGGESTION

WAITING: Final = "waiting"
APPROVED: Final = "approved"
REJECTED: Final = "rejected"

_ROW: Final = SUGGESTION.c


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a member suggests: for a message's text, `proposed` instead of `present`; "" where there is none yet.

    author_id: who wrote the message. member_id: who suggests.
    """

    guild_id: int
    channel_id: int
    message_id: int
    author_id: int
    member_id: int
    source_locale: str
    target_locale: str
    source_text: str = field(repr=False)
    present: str = field(repr=False)
    proposed: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Suggestion(Proposal):
    """A proposal and what became of it. state: `waiting`, `approved` or `rejected`; its texts are empty once decided.

    created_at, decided_at: milliseconds UTC. decided_by: a member's id. post_place_id, post_id: where moderators
    see it.
    """

    suggestion_id: int
    state: str
    created_at: int
    decided_at: int | None = None
    decided_by: int | None = None
    post_place_id: int | None = None
    post_id: int | None = None


def add(connection: Connection, proposal: Proposal, at: int) -> int:
    """Keep a proposal; the id of the suggestion it is now."""
    row = asdict(proposal) | {"state": WAITING, "created_at": at}
    inserted = connection.execute(insert(SUGGESTION).values(**row).returning(_ROW.suggestion_id))
    return inserted.scalar_one()


def get(connection: Connection, suggestion_id: int) -> Suggestion | None:
    """A suggestion, or None if it is forgotten."""
    found = _select(connection, _ROW.suggestion_id == suggestion_id, 1)
    return found[0] if found else None


def alike(connection: Connection, proposal: Proposal) -> bool:
    """Whether somebody's suggestion of the same words for the same text waits already."""
    same = [
        column == getattr(proposal, column.name)
        for column in (_ROW.guild_id, _ROW.target_locale, _ROW.source_text, _ROW.proposed)
    ]
    return (
        connection.execute(select(_ROW.suggestion_id).where(_ROW.state == WAITING, *same).limit(1)).first() is not None
    )


def waiting(connection: Connection, guild_id: int, most: int) -> list[Suggestion]:
    """The suggestions that wait longest in a server."""
    return _select(connection, (_ROW.guild_id == guild_id) & (_ROW.state == WAITING), most)


def waiting_for(connection: Connection, message_ids: Sequence[int]) -> list[Suggestion]:
    """The suggestions that wait and are about one of these messages."""
    return _select(connection, _ROW.message_id.in_(message_ids) & (_ROW.state == WAITING), None)


def waiting_in(connection: Connection, channel_id: int) -> list[Suggestion]:
    """The suggestions that wait and are about a message of this channel or thread."""
    return _select(connection, (_ROW.channel_id == channel_id) & (_ROW.state == WAITING), None)


def waiting_about(connection: Connection, author_id: int) -> list[Suggestion]:
    """The suggestions that wait and are about a message that somebody wrote, in whichever server."""
    return _select(connection, (_ROW.author_id == author_id) & (_ROW.state == WAITING), None)


def waiting_of(connection: Connection, member_id: int) -> list[Suggestion]:
    """A member's suggestions that wait, in whichever server."""
    return _select(connection, (_ROW.member_id == member_id) & (_ROW.state == WAITING), None)


def count_waiting(connection: Connection, guild_id: int, member_id: int | None = None) -> int:
    """How many wait in a server, or how many of one member."""
    chosen = (_ROW.guild_id == guild_id) & (_ROW.state == WAITING)
    return _count(connection, chosen if member_id is None else chosen & (_ROW.member_id == member_id))


def count_since(connection: Connection, guild_id: int, member_id: int, since: int) -> int:
    """How many a member suggested in a server at or after `since` (milliseconds UTC)."""
    return _count(connection, (_ROW.guild_id == guild_id) & (_ROW.member_id == member_id) & (_ROW.created_at >= since))


def decide(connection: Connection, suggestion_id: int, state: str, at: int, by: int) -> bool:
    """Decide a suggestion that waits, and empty its texts; False if it was decided already, or is forgotten."""
    changed = connection.execute(
        update(SUGGESTION)
        .where(_ROW.suggestion_id == suggestion_id, _ROW.state == WAITING)
        .values(state=state, decided_at=at, decided_by=by, source_text="", present="", proposed="")
    )
    return changed.rowcount == 1


def posted(connection: Connection, suggestion_id: int, place_id: int, post_id: int) -> bool:
    """Remember where moderators see it; False if it is forgotten."""
    at = {"post_place_id": place_id, "post_id": post_id}
    changed = connection.execute(update(SUGGESTION).where(_ROW.suggestion_id == suggestion_id).values(**at))
    return changed.rowcount == 1


def forget(connection: Connection, suggestion_ids: Sequence[int]) -> None:
    """Remove suggestions altogether."""
    connection.execute(delete(SUGGESTION).where(_ROW.suggestion_id.in_(suggestion_ids)))


def prune(connection: Connection, before: int) -> int:
    """Forget those made before `before` (milliseconds UTC), decided or not; the number forgotten."""
    return connection.execute(delete(SUGGESTION).where(_ROW.created_at < before)).rowcount


def _count(connection: Connection, condition: ColumnElement[bool]) -> int:
    return connection.execute(select(func.count()).select_from(SUGGESTION).where(condition)).scalar_one()


def _select(connection: Connection, condition: ColumnElement[bool], most: int | None) -> list[Suggestion]:
    ordered = select(SUGGESTION).where(condition).order_by(_ROW.created_at, _ROW.suggestion_id).limit(most)
    return [Suggestion(**row) for row in connection.execute(ordered).mappings()]
