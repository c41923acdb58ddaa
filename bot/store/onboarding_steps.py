"""How servers' journeys, and the steps of these, differ from those that RedBridge brings along."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Final

from sqlalchemy import Connection, delete, select

from bot.store.schema import ONBOARDING_STEP
from bot.store.setups import Stand
from bot.store.statements import put

_STEP: Final = ONBOARDING_STEP.c
# The journey itself, where a step is named.
ITSELF: Final = ""


def of(connection: Connection, guild_id: int) -> Mapping[tuple[str, str], Stand]:
    """All differences of a server, by journey and step."""
    found = connection.execute(select(ONBOARDING_STEP).where(_STEP.guild_id == guild_id)).mappings()
    return {(row["journey"], row["step"]): Stand(row["position"], row["is_hidden"], row["role_id"]) for row in found}


def save(connection: Connection, guild_id: int, journey: str, step: str, stand: Stand) -> None:
    """Let a step differ like this; one that differs in nothing is forgotten."""
    if stand == Stand():
        forget(connection, guild_id, journey, step)
        return
    put(connection, ONBOARDING_STEP, {"guild_id": guild_id, "journey": journey, "step": step, **asdict(stand)})


def forget(connection: Connection, guild_id: int, journey: str, step: str | None = None) -> None:
    """Forget how a step differs; without `step` a journey with all its steps."""
    chosen = (_STEP.guild_id == guild_id) & (_STEP.journey == journey)
    if step is not None:
        chosen &= _STEP.step == step
    connection.execute(delete(ONBOARDING_STEP).where(chosen))
