"""What members chose for themselves, in whichever server; read anew each time, as several processes may serve one."""

from bot.clock import Clock
from bot.i18n import negotiate
from bot.store import members
from bot.store.database import Database
from bot.store.members import MemberPreference


class Members:
    """Members' own choices. All raise StoreError if the database cannot be used."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def of(self, member_id: int) -> MemberPreference:
        """What a member chose."""
        return await self._database.read(members.get, member_id)

    async def reads(self, member_id: int, discord_locale: str) -> str:
        """The locale in which a member reads: as they chose, else as the locale of their Discord says."""
        chosen = await self.of(member_id)
        return chosen.locale or negotiate(discord_locale)

    async def choose_locale(self, member_id: int, locale: str, *, confirmed: bool) -> MemberPreference:
        """Let a member read `locale` from now on. confirmed: they said so themselves."""
        return await self._change(member_id, locale=locale, confirmed=confirmed)

    async def want_pinyin(self, member_id: int, *, wanted: bool) -> MemberPreference:
        """Whether a member wants to see how Chinese is read."""
        return await self._change(member_id, pinyin=wanted)

    async def opt_out(self, member_id: int, *, out: bool) -> MemberPreference:
        """Whether nothing that a member writes may be translated or mirrored."""
        return await self._change(member_id, opted_out=out)

    async def _change(self, member_id: int, **changes: str | bool) -> MemberPreference:
        now = int(self._clock.now().timestamp() * 1000)
        return await self._database.write(members.change, member_id, now, **changes)
