"""All that a server has decided for newcomers, taken as one."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.clock import Clock
from bot.due.agenda import Agenda
from bot.filing.problems import Problem
from bot.onboarding.arrivals import Arrivals
from bot.onboarding.files.contents import Contents
from bot.onboarding.files.differences import ADDED, CHANGED, REMOVED, differences
from bot.onboarding.icebreakers import KIND, reschedule
from bot.onboarding.pack import Pack
from bot.store import audit, setups
from bot.store.audit import Change
from bot.store.database import Database
from bot.store.setups import Setup

LONGEST_FILE = 60


class Setups:
    """Reads and replaces setups. All raise StoreError."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        arrivals: Arrivals,
        pack: Pack,
        agenda: Agenda,
    ) -> None:
        """arrivals: it knows by heart what servers decided, and is told. agenda: told when a question is due anew."""
        self._database = database
        self._clock = clock
        self._arrivals = arrivals
        self._agenda = agenda
        self._contents = Contents(pack)

    async def present(self, guild_id: int) -> Setup:
        """What a server has decided, at one moment."""
        return await self._database.read(setups.read, guild_id)

    def problems(self, before: Setup, after: Setup) -> Sequence[Problem]:
        """What keeps `after` from taking the place of `before`."""
        return self._contents.problems(before, after)

    async def replace(self, before: Setup, after: Setup, by: int, file: str) -> bool:
        """Let `after` take the place of `before`, all of it or nothing; whether `before` still was what the server has.

        by: the moderator's id. file: the name of the file that says so.
        """
        now = self._clock.now()
        at = int(now.timestamp() * 1000)
        found = differences(before, after)
        counts = " ".join(f"{sign}{sum(each.sign == sign for each in found)}" for sign in (ADDED, CHANGED, REMOVED))
        change = Change(after.welcome.guild_id, at, by, "onboarding.import", file[:LONGEST_FILE], None, counts)
        if not await self._database.write(_replace, before, after, change, now):
            return False
        self._arrivals.replaced(after.welcome)
        self._agenda.changed(KIND)
        return True


def _replace(connection: Connection, before: Setup, after: Setup, change: Change, now: datetime) -> bool:
    if setups.read(connection, change.guild_id) != before:
        return False
    setups.replace_by(connection, after, change.at, change.member_id)
    if after.daily != before.daily:
        reschedule(connection, change.guild_id, now)
    audit.add(connection, change)
    return True
