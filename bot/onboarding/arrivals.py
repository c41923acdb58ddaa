"""Newcomers at the door: who is greeted, where, and together with whom."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from bot.clock import Clock
from bot.store import arrivals, welcomes
from bot.store.arrivals import SCREENING, WAITING, Arrival
from bot.store.database import Database
from bot.store.welcomes import Welcome

# So few are greeted one by one; more at once are greeted together.
FEW: Final = 3
# As many mentions as fit into one post beside the words.
MOST_TOGETHER: Final = 60
KEPT_DAYS: Final = 365
_DAY: Final = 24 * 60 * 60 * 1000
# Milliseconds after which a welcome would come too late.
KEPT_WAITING: Final = _DAY
# Seconds for which somebody is new: Discord's own onboarding may give them a role so late.
LATELY: Final = 3600.0
_MOST_LATELY: Final = 10_000
# So many may be in Discord's screening for all that is known here; of more, those who came first are let be.
MOST_SCREENED: Final = 100_000


class Arrivals:
    """Remembers who has arrived until they are greeted, also across restarts. All raise StoreError.

    What servers have decided, and who is still in Discord's screening, is in RAM, for every change of any member asks
    for it. A server is served by one process, so no other changes it.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._welcomes: dict[int, Welcome] = {}
        self._on_new_place: Callable[[int], None] = lambda _: None
        # In the order in which they came.
        self._screening: dict[tuple[int, int], None] = {}
        # Who was greeted lately, and until when that counts.
        self._lately: dict[tuple[int, int], float] = {}

    async def load(self) -> None:
        """Read what is stored; once, before the first event."""
        self._welcomes = {each.guild_id: each for each in await self._database.read(welcomes.every)}
        for each in await self._database.read(arrivals.screening):
            self._screen(each.guild_id, each.member_id)

    def welcome(self, guild_id: int) -> Welcome:
        """What a server has decided; nobody is greeted where it has decided nothing."""
        return self._welcomes.get(guild_id) or Welcome(guild_id)

    async def decide(self, guild_id: int, by: int, **changes: int | None) -> None:
        """Change what a server does for newcomers, by the fields of Welcome. by: the moderator's id."""
        self.replaced(await self._database.write(_decide, guild_id, by, self._now(), changes))

    def release(self, guild_id: int) -> None:
        """Hold nothing about a server any more: it is forgotten."""
        self._welcomes.pop(guild_id, None)
        for who in [each for each in self._screening if each[0] == guild_id]:
            del self._screening[who]

    def listen(self, on_new_place: Callable[[int], None]) -> None:
        """Call this from now on when newcomers of a server are to be greeted elsewhere."""
        self._on_new_place = on_new_place

    def replaced(self, welcome: Welcome) -> None:
        """Learn what a server has decided and stored."""
        former = self.welcome(welcome.guild_id)
        self._welcomes[welcome.guild_id] = welcome
        if (welcome.channel_id, welcome.is_direct) != (former.channel_id, former.is_direct):
            self._on_new_place(welcome.guild_id)

    async def arrived(self, guild_id: int, member_id: int, created: datetime, *, is_screened: bool) -> bool:
        """Note that a member has joined; whether they may be greeted now.

        created: when their account was made. is_screened: Discord still keeps them at the door.
        """
        welcome = self.welcome(guild_id)
        is_old = created + timedelta(days=welcome.minimum_age_days) <= self._clock.now()
        is_wanted = welcome.greets and (is_old or not welcome.minimum_age_days)
        if is_screened and (is_wanted or welcome.has_languages):
            self._screen(guild_id, member_id)
        if not is_wanted:
            return False
        state = SCREENING if is_screened else WAITING
        await self._database.write(arrivals.arrive, Arrival(guild_id, member_id, self._now(), state))
        return not is_screened

    def is_screened(self, guild_id: int, member_id: int) -> bool:
        """Whether somebody is known to be at Discord's door."""
        return (guild_id, member_id) in self._screening

    async def let_in(self, guild_id: int, member_id: int) -> bool:
        """Note that Discord's screening is passed; whether they may be greeted now."""
        self._screening.pop((guild_id, member_id), None)
        return await self._database.write(arrivals.let_in, guild_id, member_id, self._now())

    async def left(self, guild_id: int, member_id: int) -> None:
        """Note that somebody has left: they are not greeted any more."""
        self._lately.pop((guild_id, member_id), None)
        was_screened = self.is_screened(guild_id, member_id)
        self._screening.pop((guild_id, member_id), None)
        if was_screened or self.welcome(guild_id).greets:
            await self._database.write(arrivals.leave, guild_id, member_id, self._now())

    async def next(self, guild_id: int, room: int = MOST_TOGETHER) -> Sequence[Arrival]:
        """Those who are to be greeted in one post; the same again until `greeted` is said of them.

        room: how many a post can hold. Without a channel everybody is greeted alone. Who has waited for a day is not
        greeted any more.
        """
        most = room if self.welcome(guild_id).channel_id is not None else 1
        return await self._database.write(_next, guild_id, most, self._now() - KEPT_WAITING)

    async def greeted(self, batch: Sequence[Arrival]) -> None:
        """Note that these were greeted."""
        until = self._clock.monotonic() + LATELY
        self._lately |= {(each.guild_id, each.member_id): until for each in batch}
        while len(self._lately) > _MOST_LATELY:
            del self._lately[next(iter(self._lately))]
        await self._database.write(arrivals.greeted, batch[0].guild_id, batch[0].batch or 0)

    def is_watching(self) -> bool:
        """Whether anybody is being screened, or was greeted lately."""
        if self._lately and self._lately[next(reversed(self._lately))] < self._clock.monotonic():
            self._lately.clear()
        return bool(self._screening or self._lately)

    def is_new(self, guild_id: int, member_id: int) -> bool:
        """Whether somebody was greeted within the last hour."""
        return self._lately.get((guild_id, member_id), 0.0) > self._clock.monotonic()

    async def guilds_to_greet(self) -> Sequence[int]:
        """The servers in which somebody waits, after a restart."""
        return await self._database.read(arrivals.guilds_to_greet)

    async def count(self, member_id: int) -> int:
        """In how many servers it is known when a member arrived."""
        return await self._database.read(arrivals.count, member_id)

    async def prune(self) -> None:
        """Forget who arrived over a year ago."""
        await self._database.write(arrivals.prune, self._now() - KEPT_DAYS * _DAY)

    def _screen(self, guild_id: int, member_id: int) -> None:
        self._screening[guild_id, member_id] = None
        while len(self._screening) > MOST_SCREENED:
            del self._screening[next(iter(self._screening))]

    def _now(self) -> int:
        return int(self._clock.now().timestamp() * 1000)


def _decide(connection: Connection, guild_id: int, by: int, at: int, changes: Mapping[str, int | None]) -> Welcome:
    """Change what is stored by now, be it by a file that is just read in; what has become of it."""
    former = welcomes.get(connection, guild_id) or Welcome(guild_id)
    welcome = replace(former, **changes, updated_at=at, updated_by=by)
    welcomes.decide(connection, welcome)
    return welcome


def _next(connection: Connection, guild_id: int, most: int, too_old: int) -> Sequence[Arrival]:
    arrivals.expire(connection, guild_id, too_old)
    taken = arrivals.unfinished(connection, guild_id)
    if taken and (len(taken) <= most or most >= FEW):
        return taken
    arrivals.release(connection, guild_id)
    count = arrivals.count_waiting(connection, guild_id)
    return arrivals.take(connection, guild_id, 1 if count <= FEW else most)
