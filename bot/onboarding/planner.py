"""Changes a server's journeys: their order, which are shown, what is earned by them, what is new and what goes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import Connection

from bot.clock import Clock
from bot.errors import N_, UserError
from bot.i18n import ENGLISH
from bot.onboarding import plan
from bot.onboarding.pack import Pack
from bot.onboarding.plan import MOST_JOURNEYS, MOST_SHOWN, MOST_STEPS, PlannedJourney, PlannedStep
from bot.store import audit, onboarding_steps, onboarding_texts
from bot.store.audit import Change
from bot.store.database import Database
from bot.store.onboarding_steps import ITSELF
from bot.store.setups import Stand

_GONE: Final = N_("Somebody has taken this out meanwhile, so nothing was changed. The panel shows what there is now.")
_LAST: Final = N_(
    "At least one tour with a card that everybody sees must stay, or newcomers would be shown nothing. "
    "Show another one first; nothing was changed."
)
_LAST_CARD: Final = N_(
    "At least one card that everybody sees must stay in a tour that is offered. "
    "Show another card first, or hide the whole tour; nothing was changed."
)
_TOO_MANY_SHOWN: Final = N_(
    "{most} tours are offered already, and the question has no room for more. Hide one first; nothing was changed."
)
_TOO_MANY: Final = N_("This server has {most} tours, which is the most. Remove one of its own first.")
_TOO_MANY_CARDS: Final = N_("This tour has {most} cards, which is the most. Remove one of the server's own first.")
_SHOWN: Final = N_("Newcomers still see this. Hide it first, then remove it; nothing was changed.")
_OURS: Final = N_("This came with RedBridge, so it can be hidden but not removed. Nothing was changed.")


@dataclass(frozen=True, slots=True)
class Spot:
    """A step of a journey, or with `step` "" the journey itself."""

    guild_id: int
    journey: str
    step: str = ITSELF

    @property
    def name(self) -> str:
        """What its text is called."""
        return f"step:{self.journey}:{self.step}" if self.step else f"journey:{self.journey}"


class Planner:
    """Each change is one unit of work, and stands in the log. All raise StoreError, and UserError for what cannot be.

    by: the moderator's id.
    """

    def __init__(self, database: Database, clock: Clock, pack: Pack) -> None:
        self._database = database
        self._clock = clock
        self._pack = pack
        # The last number of what was begun, so that two who begin at once write two cards. A server has one process.
        self._begun: dict[tuple[int, str], int] = {}

    async def move(self, spot: Spot, by: int, *, down: bool) -> None:
        """Let it change places with the next one; the last one stays where it is."""
        await self._database.write(self._move, spot, self._change(spot, by, "step-position"), down)

    async def hide(self, spot: Spot, by: int, *, hidden: bool) -> None:
        """Leave it out, or show it again."""
        await self._database.write(self._hide, spot, self._change(spot, by, "step-hidden"), hidden)

    async def reward(self, spot: Spot, by: int, role_id: int | None) -> None:
        """Let whoever finishes it get a role, or none. Whether the bot can give it is for the caller to know."""
        await self._database.write(self._reward, spot, self._change(spot, by, "step-role"), role_id)

    async def remove(self, spot: Spot, by: int) -> None:
        """Forget what is the server's own and hidden, with all its texts."""
        await self._database.write(self._remove, spot, self._change(spot, by, "step-remove"))

    async def new_journey(self, guild_id: int) -> Spot:
        """A name for another journey; it is there as soon as it has a text."""
        journeys = await self._database.read(self._all, guild_id)
        _check_tours(journeys)
        return Spot(guild_id, self._free(guild_id, "", [each.key for each in journeys]))

    async def new_step(self, guild_id: int, journey: str) -> Spot:
        """A name for another step; it is there as soon as it has a text, as the last one."""
        found = _journey(await self._database.read(self._all, guild_id), journey)
        if len(found.steps) >= MOST_STEPS:
            raise UserError(_TOO_MANY_CARDS, most=MOST_STEPS)
        return Spot(guild_id, journey, self._free(guild_id, journey, [each.step.key for each in found.steps]))

    def _free(self, guild_id: int, journey: str, taken: Sequence[str]) -> str:
        key = plan.free_key(taken, self._begun.get((guild_id, journey), 0) + 1)
        self._begun[guild_id, journey] = int(key.rpartition("-")[2])
        return key

    def _change(self, spot: Spot, by: int, action: str) -> Change:
        return Change(spot.guild_id, int(self._clock.now().timestamp() * 1000), by, action, spot.name)

    def _all(
        self, connection: Connection, guild_id: int, rows: Mapping[tuple[str, str], Stand] | None = None
    ) -> Sequence[PlannedJourney]:
        """A server's journeys, or how they would be with other `rows`."""
        rows = onboarding_steps.of(connection, guild_id) if rows is None else rows
        texts = onboarding_texts.own(connection, guild_id)
        return plan.planned(self._pack.journeys(ENGLISH), rows, texts, ENGLISH)

    def _move(self, connection: Connection, spot: Spot, change: Change, down: bool) -> None:  # noqa: FBT001 - see write
        journeys = self._all(connection, spot.guild_id)
        _found(journeys, spot)
        names = [each.key for each in journeys]
        if spot.step:
            names = [each.step.key for each in _journey(journeys, spot.journey).steps]
        former = names.index(spot.step or spot.journey)
        latter = former + (1 if down else -1)
        if not 0 <= latter < len(names):
            return
        names.insert(latter, names.pop(former))
        rows = onboarding_steps.of(connection, spot.guild_id)
        for position, name in enumerate(names):
            key = (spot.journey, name) if spot.step else (name, ITSELF)
            onboarding_steps.save(connection, spot.guild_id, *key, replace(rows.get(key, Stand()), position=position))
        audit.add(connection, replace(change, before=str(former + 1), after=str(latter + 1)))

    def _hide(self, connection: Connection, spot: Spot, change: Change, hidden: bool) -> None:  # noqa: FBT001 - see write
        journeys = self._all(connection, spot.guild_id)
        if _found(journeys, spot).is_hidden == hidden:
            return
        if not hidden and not spot.step:
            _check_shown(journeys)
        rows, key = dict(onboarding_steps.of(connection, spot.guild_id)), (spot.journey, spot.step)
        rows[key] = replace(rows.get(key, Stand()), is_hidden=hidden)
        if hidden:
            _check_rest(self._all(connection, spot.guild_id, rows), spot)
        onboarding_steps.save(connection, spot.guild_id, *key, rows[key])
        was, now = ("on" if each else None for each in (not hidden, hidden))
        audit.add(connection, replace(change, before=was, after=now))

    def _reward(self, connection: Connection, spot: Spot, change: Change, role_id: int | None) -> None:
        _found(self._all(connection, spot.guild_id), spot)
        key = (spot.journey, spot.step)
        former = onboarding_steps.of(connection, spot.guild_id).get(key, Stand())
        if former.role_id == role_id:
            return
        onboarding_steps.save(connection, spot.guild_id, *key, replace(former, role_id=role_id))
        before, after = (str(each) if each else None for each in (former.role_id, role_id))
        audit.add(connection, replace(change, before=before, after=after))

    def _remove(self, connection: Connection, spot: Spot, change: Change) -> None:
        found = _found(self._all(connection, spot.guild_id), spot)
        if not found.is_own:
            raise UserError(_OURS)
        if not found.is_hidden:
            raise UserError(_SHOWN)
        names = [spot.name]
        if not spot.step:
            names += [name for kind in ("step", "tip") for name in self._texts_of(connection, spot, kind)]
        for name in names:
            onboarding_texts.replace(connection, spot.guild_id, name, {}, change.at, change.member_id)
        onboarding_steps.forget(connection, spot.guild_id, spot.journey, spot.step or None)
        title = found.step.title if isinstance(found, PlannedStep) else found.name
        audit.add(connection, replace(change, before=title))

    @staticmethod
    def _texts_of(connection: Connection, spot: Spot, kind: str) -> Sequence[str]:
        return list(onboarding_texts.own(connection, spot.guild_id, f"{kind}:{spot.journey}:"))


def check_room(journeys: Sequence[PlannedJourney], spot: Spot) -> None:
    """Raise UserError where something new finds no room any more: forms for several may have been open at once."""
    if not spot.step:
        _check_tours(journeys)
    elif len(_journey(journeys, spot.journey).steps) >= MOST_STEPS:
        raise UserError(_TOO_MANY_CARDS, most=MOST_STEPS)


def _check_tours(journeys: Sequence[PlannedJourney]) -> None:
    """Raise UserError where another tour, which is shown from the beginning, finds no room."""
    if len(journeys) >= MOST_JOURNEYS:
        raise UserError(_TOO_MANY, most=MOST_JOURNEYS)
    _check_shown(journeys)


def _check_shown(journeys: Sequence[PlannedJourney]) -> None:
    if sum(not each.is_hidden for each in journeys) >= MOST_SHOWN:
        raise UserError(_TOO_MANY_SHOWN, most=MOST_SHOWN)


def _journey(journeys: Sequence[PlannedJourney], key: str) -> PlannedJourney:
    for each in journeys:
        if each.key == key:
            return each
    raise UserError(_GONE)


def _found(journeys: Sequence[PlannedJourney], spot: Spot) -> PlannedJourney | PlannedStep:
    journey = _journey(journeys, spot.journey)
    found = journey.step(spot.step) if spot.step else journey
    if found is None:
        raise UserError(_GONE)
    return found


def _check_rest(journeys: Sequence[PlannedJourney], spot: Spot) -> None:
    """Raise UserError where what is left after hiding something is too little."""
    if not any(each.leads_somewhere and not each.is_hidden for each in journeys):
        raise UserError(_LAST_CARD if spot.step else _LAST)
    journey = _journey(journeys, spot.journey)
    if spot.step and not journey.is_hidden and not journey.leads_somewhere:
        raise UserError(_LAST_CARD)
