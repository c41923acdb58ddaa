"""Which journey a newcomer takes, which step they are at, and what stands on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import Connection

from bot.clock import Clock
from bot.errors import N_, UserError
from bot.onboarding import plan
from bot.onboarding.filling import fill
from bot.onboarding.pack import Pack, Step, Tip
from bot.onboarding.plan import PlannedJourney
from bot.store import newcomers, onboarding_steps, onboarding_texts
from bot.store.database import Database
from bot.store.newcomers import Newcomer
from bot.store.setups import Stand

KEPT_DAYS: Final = 365
_DAY: Final = 24 * 60 * 60 * 1000
GONE: Final = N_("This tour has changed since. `/tips` shows how it is now.")


class GoneError(UserError):
    """There is no such journey any more, or it is hidden."""


@dataclass(frozen=True, slots=True)
class Card:
    """A step as a member sees it. number: which it is, from 0. count: of how many.

    earned: the role for whoever has the step before this one behind them, or None.
    """

    journey: str
    step: Step
    number: int
    count: int
    earned: int | None = None

    @property
    def is_last(self) -> bool:
        """Whether nothing comes after it."""
        return self.number + 1 == self.count


class Journeys:
    """Shows steps and remembers where members stand. Raises StoreError where the database cannot be used."""

    def __init__(self, database: Database, clock: Clock, pack: Pack) -> None:
        self._database = database
        self._clock = clock
        self._pack = pack

    async def all(self, guild_id: int, locale: str) -> Sequence[PlannedJourney]:
        """All journeys of a server, the hidden ones, too, in their order."""
        rows, texts = await self._database.read(_of, guild_id)
        return plan.planned(self._pack.journeys(locale), rows, texts, locale)

    async def offered(self, guild_id: int, locale: str) -> Sequence[PlannedJourney]:
        """The journeys that a server's newcomers are asked about, in their order."""
        return plan.offered(await self.all(guild_id, locale))

    async def card(self, guild_id: int, locale: str, journey: str, number: int, facts: Mapping[str, str]) -> Card:
        """A step of a journey, the last one if there are fewer; steps that need what is not in `facts` are left out.

        Whoever stood at a step that is gone or elsewhere by now goes on at the same place: no card is kept for a step
        that moderators took out. Raises GoneError if there is no such journey for members any more.
        """
        found = await self._found(guild_id, locale, journey)
        steps = found.seen_with(facts)
        number = max(0, min(number, len(steps) - 1))
        step = replace(steps[number].step, text=fill(steps[number].step.text, facts))
        return Card(journey, step, number, len(steps), steps[number - 1].role_id if number else None)

    async def rewards(self, guild_id: int, locale: str, journey: str, facts: Mapping[str, str]) -> Sequence[int]:
        """The roles for whoever came to the end of a journey: that of its last step, and its own. Raises GoneError."""
        found = await self._found(guild_id, locale, journey)
        roles = (found.seen_with(facts)[-1].role_id, found.role_id)
        return [role_id for role_id in dict.fromkeys(roles) if role_id]

    async def tips(self, guild_id: int, locale: str, journey: str) -> Sequence[Tip]:
        """The tips of a journey, in their order; none if there is no such journey any more."""
        return next((each.tips for each in await self.all(guild_id, locale) if each.key == journey), ())

    async def _found(self, guild_id: int, locale: str, journey: str) -> PlannedJourney:
        for each in await self.offered(guild_id, locale):
            if each.key == journey:
                return each
        raise GoneError(GONE)

    async def where(self, guild_id: int, member_id: int) -> Newcomer | None:
        """How far a member has come in a server; None if they never began."""
        return await self._database.read(newcomers.get, guild_id, member_id)

    async def stand(self, guild_id: int, member_id: int, journey: str, number: int) -> None:
        """Remember that a member looks at a step now; another journey begins anew."""
        await self._database.write(_stand, guild_id, member_id, journey, number, self._now())

    async def finish(self, guild_id: int, member_id: int, journey: str, number: int) -> bool:
        """Remember that a member has come to the end of a journey; whether for the first time."""
        return await self._database.write(_finish, guild_id, member_id, journey, number, self._now())

    async def count(self, member_id: int) -> int:
        """In how many servers a member began a journey."""
        return await self._database.read(newcomers.count, member_id)

    async def prune(self) -> None:
        """Forget who has not moved for a year."""
        await self._database.write(newcomers.prune, self._now() - KEPT_DAYS * _DAY)

    def _now(self) -> int:
        return int(self._clock.now().timestamp() * 1000)


def _of(connection: Connection, guild_id: int) -> tuple[Mapping[tuple[str, str], Stand], plan.Texts]:
    return onboarding_steps.of(connection, guild_id), onboarding_texts.own(connection, guild_id)


def _stand(  # noqa: PLR0913, PLR0917 - a column each
    connection: Connection, guild_id: int, member_id: int, journey: str, step: int, at: int
) -> Newcomer:
    known = newcomers.get(connection, guild_id, member_id)
    if known is None or known.journey != journey:
        known = Newcomer(guild_id, member_id, journey, step, at, None, at)
    newcomer = replace(known, step=step, updated_at=at)
    newcomers.save(connection, newcomer)
    return newcomer


def _finish(  # noqa: PLR0913, PLR0917 - a column each
    connection: Connection, guild_id: int, member_id: int, journey: str, step: int, at: int
) -> bool:
    newcomer = _stand(connection, guild_id, member_id, journey, step, at)
    if newcomer.finished_at is not None:
        return False
    newcomers.save(connection, replace(newcomer, finished_at=at))
    return True
