"""What members chose for themselves, in whichever server; read anew each time, as several processes may serve one."""

from sqlalchemy import Connection

from bot.clock import Clock
from bot.i18n import negotiate
from bot.store import links, members, suggestions
from bot.store.database import Database
from bot.store.members import MemberPreference
from bot.store.suggestions import Suggestion


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
        return reading(await self.of(member_id), discord_locale)

    async def learn(self, member_id: int, locale: str) -> bool:
        """Note what a member's Discord says, unless they chose for themselves; whether nothing was known before."""
        return await self._database.write(_learn, member_id, self._now(), locale)

    async def choose_locale(self, member_id: int, locale: str, *, confirmed: bool) -> MemberPreference:
        """Let a member read `locale` from now on. confirmed: they said so themselves."""
        return await self._change(member_id, locale=locale, confirmed=confirmed)

    async def want_pinyin(self, member_id: int, *, wanted: bool) -> MemberPreference:
        """Whether a member wants to see how Chinese is read."""
        return await self._change(member_id, pinyin=wanted)

    async def choose_zone(self, member_id: int, zone: str) -> MemberPreference:
        """Note in which time zone, by its IANA name, a member lives."""
        return await self._change(member_id, zone=zone)

    async def opt_out(self, member_id: int, *, out: bool) -> tuple[MemberPreference, list[Suggestion]]:
        """Whether nothing that a member writes may be translated or mirrored.

        What others suggested for their messages, and nobody decided, is forgotten with it; as it was.
        """
        return await self._database.write(_opt_out, member_id, self._now(), out=out)

    async def _change(self, member_id: int, **changes: str | bool) -> MemberPreference:
        return await self._database.write(members.change, member_id, self._now(), **changes)

    def _now(self) -> int:
        return int(self._clock.now().timestamp() * 1000)


def reading(chosen: MemberPreference, discord_locale: str) -> str:
    """The locale in which a member reads; what they did not choose themselves follows their Discord."""
    if chosen.locale and chosen.confirmed:
        return chosen.locale
    return negotiate(discord_locale)


def _learn(connection: Connection, member_id: int, at: int, locale: str) -> bool:
    known = members.get(connection, member_id)
    if not known.confirmed and known.locale != locale:
        members.change(connection, member_id, at, locale=locale)
    return known.locale is None


def _opt_out(
    connection: Connection, member_id: int, at: int, *, out: bool
) -> tuple[MemberPreference, list[Suggestion]]:
    found = suggestions.waiting_about(connection, member_id) if out else []
    if out:
        # Whoever is translating one of their messages this moment finds that it is not theirs to post any more.
        links.forget_claims(connection, member_id)
    suggestions.forget(connection, [each.suggestion_id for each in found])
    return members.change(connection, member_id, at, opted_out=out), found
