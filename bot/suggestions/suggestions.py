"""The queue of better translations that members suggest."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from sqlalchemy import Connection

from bot.clock import Clock
from bot.errors import N_, UserError
from bot.markup import seen
from bot.store import audit, members
from bot.store import suggestions as rows
from bot.store.audit import Change
from bot.store.database import Database
from bot.store.memories import MemoryEntry
from bot.store.suggestions import APPROVED, REJECTED, WAITING, Proposal, Suggestion
from bot.suggestions.checking import OPTED_OUT, check_source, check_words
from bot.translation.memory import Memory, approvals
from bot.translation.memory.memory import FULL, MOST_PER_GUILD
from bot.translation.memory.recollection import Pair

__all__ = ["APPROVED", "REJECTED", "WAITING", "Proposal", "Suggestion", "Suggestions"]

# Of one member in one server.
MOST_WAITING: Final = 10
MOST_A_DAY: Final = 20
# What moderators have not looked at by then is forgotten, with its texts.
KEPT: Final = timedelta(days=30)
_A_DAY: Final = 24 * 60 * 60 * 1000
_GONE: Final = N_("This suggestion is gone: it was withdrawn with its message, or waited for over a month.")
_DECIDED: Final = {
    APPROVED: N_("<@{member}> was faster and has approved this suggestion. Nothing was changed."),
    REJECTED: N_("<@{member}> was faster and has rejected this suggestion. Nothing was changed."),
}


class Gone(UserError):
    """A suggestion that is not there any more."""

    message_id = _GONE


class Decided(UserError):
    """Somebody else decided a suggestion first. `suggestion` is what became of it, without its texts."""

    def __init__(self, suggestion: Suggestion) -> None:
        super().__init__(_DECIDED[suggestion.state], member=suggestion.decided_by)
        self.suggestion = suggestion


class Suggestions:
    """Takes suggestions, and lets moderators decide; each decision is one unit of work, with who made it.

    All methods raise StoreError if the database cannot be used; then nothing was changed.
    """

    def __init__(self, database: Database, clock: Clock, memory: Memory) -> None:
        self._database = database
        self._clock = clock
        self._memory = memory

    async def check(self, guild_id: int, member_id: int, source_text: str) -> None:
        """Raise UserError if a member can suggest nothing for a text now, before they write in vain."""
        check_source(source_text)
        await self._database.read(_require_room, guild_id, member_id, self._now())

    async def suggest(self, proposal: Proposal) -> Suggestion | None:
        """Keep what a member suggests; None if the same waits already.

        Raises UserError if it changes nothing, cannot be remembered, the message's author opted out, or the member has
        suggested too much.
        """
        tidy = replace(proposal, proposed=seen(proposal.proposed).strip())
        check_words(tidy)
        # What cannot be remembered need not be reviewed.
        self._memory.entry(tidy.guild_id, _pair(tidy, tidy.proposed), tidy.member_id)
        now = self._now()
        suggestion_id = await self._database.write(_add, tidy, now)
        if suggestion_id is None:
            return None
        return await self.get(tidy.guild_id, suggestion_id)

    async def posted(self, suggestion: Suggestion, place_id: int, post_id: int) -> bool:
        """Remember where moderators see a suggestion; False if it was forgotten meanwhile."""
        return await self._database.write(rows.posted, suggestion.suggestion_id, place_id, post_id)

    async def get(self, guild_id: int, suggestion_id: int) -> Suggestion:
        """A suggestion that waits. Raises Gone, or Decided if it does not wait any more."""
        return await self._database.read(_waiting, guild_id, suggestion_id)

    async def waiting(self, guild_id: int, most: int) -> tuple[list[Suggestion], int]:
        """The suggestions that wait longest in a server, and how many wait altogether."""
        found = await self._database.read(rows.waiting, guild_id, most)
        return found, await self._database.read(rows.count_waiting, guild_id)

    async def approve(self, guild_id: int, suggestion_id: int, by: int, proposed: str | None = None) -> Suggestion:
        """Let a server read what was suggested, from now on; as it was, with the words that are said now.

        proposed: a moderator's own words instead. Raises UserError if it cannot be remembered, or the message's author
        opted out: Gone if it is not there any more, Decided if somebody else was faster.
        """
        found = await self.get(guild_id, suggestion_id)
        if proposed is not None:
            found = replace(found, proposed=seen(proposed).strip())
            check_words(found, changed=False)
        entry = self._memory.entry(guild_id, _pair(found, found.proposed), by)
        await self._database.write(_approve, found, entry)
        self._memory.keep(entry)
        return _decided(found, APPROVED, entry.approved_at, by)

    async def reject(self, guild_id: int, suggestion_id: int, by: int) -> Suggestion:
        """Decide that nothing changes; as it was. Raises Gone, or Decided if somebody was faster."""
        found = await self.get(guild_id, suggestion_id)
        now = self._now()
        change = Change(guild_id, now, by, "suggestion.reject", _subject(found))
        await self._database.write(_reject, suggestion_id, change)
        return _decided(found, REJECTED, now, by)

    async def withdraw(self, message_ids: Sequence[int]) -> list[Suggestion]:
        """Forget what was suggested for messages that are gone; those that waited."""
        return await self._forget(await self._database.read(rows.waiting_for, message_ids))

    async def withdraw_place(self, channel_id: int) -> list[Suggestion]:
        """The same for all messages of a channel or thread that is gone."""
        return await self._forget(await self._database.read(rows.waiting_in, channel_id))

    async def of(self, member_id: int) -> list[Suggestion]:
        """What a member suggested and nobody has decided, in whichever server, the oldest first."""
        return await self._database.read(rows.waiting_of, member_id)

    async def take_back(self, member_id: int) -> list[Suggestion]:
        """Let a member take back all of theirs that wait; as they were.

        Their texts are forgotten; that they were made still counts for the day.
        """
        return await self._database.write(_take_back, member_id, self._now())

    async def prune(self) -> None:
        """Forget what was suggested over a month ago."""
        await self._database.write(rows.prune, self._now() - int(KEPT.total_seconds() * 1000))

    async def _forget(self, found: list[Suggestion]) -> list[Suggestion]:
        if found:
            await self._database.write(rows.forget, [each.suggestion_id for each in found])
        return found

    def _now(self) -> int:
        return int(self._clock.now().timestamp() * 1000)


def _require_room(connection: Connection, guild_id: int, member_id: int, now: int) -> None:
    if rows.count_waiting(connection, guild_id, member_id) >= MOST_WAITING:
        raise UserError(
            N_("{most} suggestions of yours wait for the moderators already. Suggest more once they have decided."),
            most=MOST_WAITING,
        )
    if rows.count_since(connection, guild_id, member_id, now - _A_DAY) >= MOST_A_DAY:
        raise UserError(
            N_("You have made {most} suggestions within a day, and that is all for now. Thank you; go on tomorrow."),
            most=MOST_A_DAY,
        )


def _add(connection: Connection, proposal: Proposal, now: int) -> int | None:
    _require_consent(connection, proposal)
    if rows.alike(connection, proposal):
        return None
    _require_room(connection, proposal.guild_id, proposal.member_id, now)
    suggestion_id = rows.add(connection, proposal, now)
    subject = _subject(proposal)
    audit.add(connection, Change(proposal.guild_id, now, proposal.member_id, "suggestion.new", subject))
    return suggestion_id


def _waiting(connection: Connection, guild_id: int, suggestion_id: int) -> Suggestion:
    found = rows.get(connection, suggestion_id)
    if found is None or found.guild_id != guild_id:
        raise Gone
    if found.state != WAITING:
        raise Decided(found)
    return found


def _require_consent(connection: Connection, proposal: Proposal) -> None:
    """Nothing of an author who opted out is kept: asked in the unit that keeps it, so that no choice comes too late."""
    if members.has_opted_out(connection, proposal.author_id):
        raise UserError(OPTED_OUT)


def _approve(connection: Connection, suggestion: Suggestion, entry: MemoryEntry) -> None:
    """All or nothing: what is raised here takes everything back."""
    _decide(connection, suggestion.suggestion_id, APPROVED, entry.guild_id, entry.approved_at, entry.approved_by)
    _require_consent(connection, suggestion)
    if not approvals.approve(connection, entry, MOST_PER_GUILD):
        raise UserError(FULL, most=MOST_PER_GUILD)


def _take_back(connection: Connection, member_id: int, now: int) -> list[Suggestion]:
    found = rows.waiting_of(connection, member_id)
    for each in found:
        rows.decide(connection, each.suggestion_id, REJECTED, now, member_id)
        audit.add(connection, Change(each.guild_id, now, member_id, "suggestion.withdraw", _subject(each)))
    return found


def _reject(connection: Connection, suggestion_id: int, change: Change) -> None:
    _decide(connection, suggestion_id, REJECTED, change.guild_id, change.at, change.member_id)
    audit.add(connection, change)


def _decide(  # noqa: PLR0913, PLR0917 - a column each
    connection: Connection, suggestion_id: int, state: str, guild_id: int, at: int, by: int
) -> None:
    """Raises UserError where somebody was faster, or the suggestion is gone."""
    if not rows.decide(connection, suggestion_id, state, at, by):
        _waiting(connection, guild_id, suggestion_id)


def _decided(suggestion: Suggestion, state: str, at: int, by: int) -> Suggestion:
    return replace(suggestion, state=state, decided_at=at, decided_by=by)


def _pair(proposal: Proposal, words: str) -> Pair:
    return Pair(proposal.source_text, proposal.source_locale, proposal.target_locale, words)


def _subject(proposal: Proposal) -> str:
    """For the audit trail: the message, not its text."""
    return f"{proposal.channel_id}/{proposal.message_id}"
