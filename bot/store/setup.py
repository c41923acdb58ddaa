"""Setting up servers: answers that are not carried out yet, and what the last set-up did."""

from dataclasses import asdict, dataclass

from sqlalchemy import Connection, delete, select, update

from bot.store.schema.setup import SETUP_DRAFT, SETUP_RUN
from bot.store.statements import put


@dataclass(frozen=True, slots=True)
class Draft:
    """answers: JSON. revision: how often they were changed, from 1. updated_at: ms UTC. updated_by: a member's id."""

    guild_id: int
    revision: int
    answers: str
    updated_at: int
    updated_by: int


@dataclass(frozen=True, slots=True)
class Run:
    """at: when it began, milliseconds UTC. by: a member's id. steps: what it did, as JSON."""

    guild_id: int
    at: int
    by: int
    is_done: bool = False
    steps: str = "[]"


def draft(connection: Connection, guild_id: int) -> Draft | None:
    """The draft of a server."""
    found = connection.execute(select(SETUP_DRAFT).where(SETUP_DRAFT.c.guild_id == guild_id)).mappings().first()
    return Draft(**found) if found else None


def keep(connection: Connection, changed: Draft) -> None:
    """Let this be the draft of its server."""
    put(connection, SETUP_DRAFT, asdict(changed))


def drop(connection: Connection, guild_id: int) -> None:
    """Forget a server's draft."""
    connection.execute(delete(SETUP_DRAFT).where(SETUP_DRAFT.c.guild_id == guild_id))


def run(connection: Connection, guild_id: int) -> Run | None:
    """What the last set-up of a server did."""
    found = connection.execute(select(SETUP_RUN).where(SETUP_RUN.c.guild_id == guild_id)).mappings().first()
    return Run(**found) if found else None


def begin(connection: Connection, begun: Run) -> None:
    """Let this be the last run of its server."""
    put(connection, SETUP_RUN, asdict(begun))


def finish(connection: Connection, guild_id: int) -> None:
    """Note that all of it is done."""
    connection.execute(update(SETUP_RUN).where(SETUP_RUN.c.guild_id == guild_id).values(is_done=True))


def forget(connection: Connection, guild_id: int) -> None:
    """Forget the last run of a server."""
    connection.execute(delete(SETUP_RUN).where(SETUP_RUN.c.guild_id == guild_id))


def prune(connection: Connection, before: int) -> None:
    """Forget what is older, in milliseconds UTC."""
    connection.execute(delete(SETUP_DRAFT).where(SETUP_DRAFT.c.updated_at < before))
    connection.execute(delete(SETUP_RUN).where(SETUP_RUN.c.at < before))
