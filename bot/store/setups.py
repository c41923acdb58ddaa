"""All that a server has decided for newcomers, read at once and replaced at once."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, select

from bot.store import icebreakers
from bot.store.schema import ICEBREAKER, ICEBREAKER_HIDDEN, ONBOARDING_STEP, ONBOARDING_TEXT, WELCOME
from bot.store.statements import put
from bot.store.welcomes import Welcome

_TEXT: Final = ONBOARDING_TEXT.c
_STEP: Final = ONBOARDING_STEP.c
_ASKED: Final = ICEBREAKER.c
_HIDDEN: Final = ICEBREAKER_HIDDEN.c


@dataclass(frozen=True, slots=True)
class Wording:
    """A text in one locale. title: "" where it has none. is_machine: no moderator has approved it yet."""

    title: str
    text: str
    is_machine: bool = False


@dataclass(frozen=True, slots=True)
class Stand:
    """How a journey, or a step of one, differs from the pack's. position: from 0; None: as in the pack, or last."""

    position: int | None = None
    is_hidden: bool = False
    role_id: int | None = None


@dataclass(frozen=True, slots=True)
class Daily:
    """Where and when the question of the day is asked. minute: after midnight in `zone`. channel_id: None: nowhere."""

    channel_id: int | None
    minute: int
    zone: str


@dataclass(frozen=True, slots=True)
class Setup:
    """What a server has decided; of whoever decided it, nothing.

    texts: by name, then by locale. steps: by journey and step, "" for the journey itself; those that differ in nothing
    are left out. daily: None where nothing was ever decided. unasked: the pack's questions of the day that it does not
    want.
    """

    welcome: Welcome
    texts: Mapping[str, Mapping[str, Wording]] = field(default_factory=dict[str, Mapping[str, Wording]])
    steps: Mapping[tuple[str, str], Stand] = field(default_factory=dict[tuple[str, str], Stand])
    daily: Daily | None = None
    unasked: frozenset[str] = frozenset()


def read(connection: Connection, guild_id: int) -> Setup:
    """All that a server has decided."""
    return Setup(
        _welcome(connection, guild_id),
        _texts(connection, guild_id),
        _steps(connection, guild_id),
        _daily(connection, guild_id),
        icebreakers.hidden(connection, guild_id),
    )


def replace_by(connection: Connection, setup: Setup, at: int, by: int) -> None:
    """Let a server have decided this and nothing else; what stays as it was keeps its date."""
    guild_id = setup.welcome.guild_id
    former = read(connection, guild_id)
    if setup.welcome != former.welcome:
        put(connection, WELCOME, asdict(replace(setup.welcome, updated_at=at, updated_by=by)))
    _replace_texts(connection, former, setup, {"updated_at": at, "updated_by": by})
    if setup.steps != former.steps:
        _replace_steps(connection, setup)
    if setup.daily != former.daily:
        connection.execute(delete(ICEBREAKER).where(_ASKED.guild_id == guild_id))
        if setup.daily:
            row = {"guild_id": guild_id, **asdict(setup.daily), "updated_at": at, "updated_by": by}
            put(connection, ICEBREAKER, row)
    if setup.unasked != former.unasked:
        connection.execute(delete(ICEBREAKER_HIDDEN).where(_HIDDEN.guild_id == guild_id))
        _insert(connection, ICEBREAKER_HIDDEN, ({"guild_id": guild_id, "name": name} for name in setup.unasked))


def _welcome(connection: Connection, guild_id: int) -> Welcome:
    chosen = select(WELCOME).where(WELCOME.c.guild_id == guild_id)
    found = connection.execute(chosen).mappings().one_or_none()
    return replace(Welcome(**found), updated_at=0, updated_by=0) if found else Welcome(guild_id)


def _texts(connection: Connection, guild_id: int) -> dict[str, dict[str, Wording]]:
    chosen = select(ONBOARDING_TEXT).where(_TEXT.guild_id == guild_id).order_by(_TEXT.name, _TEXT.locale)
    texts: dict[str, dict[str, Wording]] = {}
    for row in connection.execute(chosen).mappings():
        texts.setdefault(row["name"], {})[row["locale"]] = Wording(row["title"], row["text"], row["is_machine"])
    return texts


def _steps(connection: Connection, guild_id: int) -> dict[tuple[str, str], Stand]:
    chosen = select(ONBOARDING_STEP).where(_STEP.guild_id == guild_id).order_by(_STEP.journey, _STEP.step)
    found = (
        ((row["journey"], row["step"]), Stand(row["position"], row["is_hidden"], row["role_id"]))
        for row in connection.execute(chosen).mappings()
    )
    return {key: stand for key, stand in found if stand != Stand()}


def _daily(connection: Connection, guild_id: int) -> Daily | None:
    chosen = select(_ASKED.channel_id, _ASKED.minute, _ASKED.zone).where(_ASKED.guild_id == guild_id)
    found = connection.execute(chosen).mappings().one_or_none()
    return Daily(**found) if found else None


def _replace_texts(connection: Connection, former: Setup, setup: Setup, stamp: Mapping[str, int]) -> None:
    guild_id = setup.welcome.guild_id
    changed = {name for name in {*former.texts, *setup.texts} if former.texts.get(name) != setup.texts.get(name)}
    for name in sorted(changed):
        connection.execute(delete(ONBOARDING_TEXT).where(_TEXT.guild_id == guild_id, _TEXT.name == name))
    _insert(
        connection,
        ONBOARDING_TEXT,
        (
            {"guild_id": guild_id, "name": name, "locale": locale, **asdict(wording), **stamp}
            for name in sorted(changed & setup.texts.keys())
            for locale, wording in setup.texts[name].items()
        ),
    )


def _replace_steps(connection: Connection, setup: Setup) -> None:
    guild_id = setup.welcome.guild_id
    connection.execute(delete(ONBOARDING_STEP).where(_STEP.guild_id == guild_id))
    _insert(
        connection,
        ONBOARDING_STEP,
        (
            {"guild_id": guild_id, "journey": journey, "step": step, **asdict(stand)}
            for (journey, step), stand in setup.steps.items()
        ),
    )


def _insert(connection: Connection, table: Any, rows: Iterable[Mapping[str, Any]]) -> None:
    if found := list(rows):
        connection.execute(insert(table), found)
