"""Newcomers at the door: who is greeted, where, and together with whom."""

from collections.abc import Sequence
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


class Arrivals:
    """Remembers who has arrived until they are greeted, also across restarts. All raise StoreError.

    What servers have decided, and who is still in Discord's screening, is in RAM, for every change of any member asks
    for it. A server is served by one process, so no other changes it.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._welcomes: dict[int, Welcome] = {}
        self._screening: set[tuple[int, int]] = set()

    async def load(self) -> None:
        """Read what is stored; once, before the first event."""
        self._welcomes = {each.guild_id: each for each in await self._database.read(welcomes.every)}
        self._screening = {(each.guild_id, each.member_id) for each in await self._database.read(arrivals.screening)}

    def welcome(self, guild_id: int) -> Welcome:
        """What a server has decided; nobody is greeted where it has decided nothing."""
        return self._welcomes.get(guild_id) or Welcome(guild_id)

    async def greet_in(self, guild_id: int, channel_id: int | None, by: int) -> None:
        """Greet newcomers in a channel from now on; None: nowhere. by: the moderator's id."""
        await self._decide(replace(self.welcome(guild_id), channel_id=channel_id), by)

    async def require_age(self, guild_id: int, days: int, by: int) -> None:
        """Greet only whose account is so many days old; 0: everybody's."""
        await self._decide(replace(self.welcome(guild_id), minimum_age_days=days), by)

    async def take_cats_in(self, guild_id: int, channel_id: int | None, by: int) -> None:
        """Let newcomers pay their cat tax in a channel from now on; None: nowhere."""
        await self._decide(replace(self.welcome(guild_id), cat_channel_id=channel_id), by)

    async def arrived(self, guild_id: int, member_id: int, created: datetime, *, is_screened: bool) -> bool:
        """Note that a member has joined; whether they may be greeted now.

        created: when their account was made. is_screened: Discord still keeps them at the door.
        """
        welcome = self.welcome(guild_id)
        is_old = created + timedelta(days=welcome.minimum_age_days) <= self._clock.now()
        if welcome.channel_id is None or (welcome.minimum_age_days and not is_old):
            return False
        state = SCREENING if is_screened else WAITING
        await self._database.write(arrivals.arrive, Arrival(guild_id, member_id, self._now(), state))
        if is_screened:
            self._screening.add((guild_id, member_id))
        return not is_screened

    def is_screened(self, guild_id: int, member_id: int) -> bool:
        """Whether somebody is known to be at Discord's door."""
        return (guild_id, member_id) in self._screening

    async def let_in(self, guild_id: int, member_id: int) -> bool:
        """Note that Discord's screening is passed; whether they may be greeted now."""
        self._screening.discard((guild_id, member_id))
        return await self._database.write(arrivals.let_in, guild_id, member_id, self._now())

    async def left(self, guild_id: int, member_id: int) -> None:
        """Note that somebody has left: they are not greeted any more."""
        if self.welcome(guild_id).channel_id is not None:
            self._screening.discard((guild_id, member_id))
            await self._database.write(arrivals.leave, guild_id, member_id)

    async def next(self, guild_id: int) -> Sequence[Arrival]:
        """Those who are to be greeted in one post; the same again until `greeted` is said of them."""
        return await self._database.write(_next, guild_id)

    async def greeted(self, batch: Sequence[Arrival]) -> None:
        """Note that these were greeted."""
        await self._database.write(arrivals.greeted, batch[0].guild_id, batch[0].batch or 0)

    async def guilds_to_greet(self) -> Sequence[int]:
        """The servers in which somebody waits, after a restart."""
        return await self._database.read(arrivals.guilds_to_greet)

    async def forget(self, member_id: int) -> None:
        """Forget when a member arrived, in all servers."""
        await self._database.write(arrivals.forget, member_id)

    async def prune(self) -> None:
        """Forget who arrived over a year ago."""
        await self._database.write(arrivals.prune, self._now() - KEPT_DAYS * _DAY)

    async def _decide(self, welcome: Welcome, by: int) -> None:
        welcome = replace(welcome, updated_at=self._now(), updated_by=by)
        await self._database.write(welcomes.decide, welcome)
        self._welcomes[welcome.guild_id] = welcome

    def _now(self) -> int:
        return int(self._clock.now().timestamp() * 1000)


def _next(connection: Connection, guild_id: int) -> Sequence[Arrival]:
    taken = arrivals.unfinished(connection, guild_id)
    if taken:
        return taken
    count = arrivals.count_waiting(connection, guild_id)
    return arrivals.take(connection, guild_id, 1 if count <= FEW else MOST_TOGETHER)
