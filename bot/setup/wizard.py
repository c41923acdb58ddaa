"""Setting a server up: one draft for all its moderators, one run at a time, and a day to take it back."""

from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Connection

from bot.clock import Clock
from bot.errors import N_, UserError
from bot.setup.answers import Answers
from bot.setup.steps import Step, read, written
from bot.store import setup as rows
from bot.store.database import Database
from bot.store.setup import Draft, Run

# Milliseconds for which answers are kept, and for which a set-up can be taken back.
KEPT: Final = 24 * 60 * 60 * 1000
# So long nobody else begins; a run that takes longer was cut off.
_LONGEST_RUN: Final = 5 * 60 * 1000
_MEANWHILE: Final = N_(
    "Somebody has changed the answers meanwhile. `/redbridge setup` shows how they are now; nothing was changed by "
    "this press."
)
_RUNNING: Final = N_("Somebody is setting up this server right now. Wait a moment, then see `/redbridge settings`.")
_CUT_OFF: Final = N_(
    "The last set-up was cut off in the middle. Take back what it had done with `/redbridge undo`, then begin anew."
)


class Wizard:
    """Keeps drafts and runs. All raise StoreError, and UserError where somebody else was faster."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def open(self, guild_id: int, by: int, first: Answers) -> Draft:
        """The draft of a server: the one there is, whoever began it, or a new one with these answers."""
        return await self._database.write(_open, Draft(guild_id, 1, first.written(), self._now(), by))

    async def draft(self, guild_id: int, revision: int) -> Draft:
        """The draft as somebody saw it. Raises UserError if it is another by now."""
        found = await self._database.read(rows.draft, guild_id)
        if found is None or found.revision != revision:
            raise UserError(_MEANWHILE)
        return found

    async def answer(self, guild_id: int, by: int, revision: int, **changes: Any) -> Draft:
        """Change answers of the draft that somebody saw."""
        return await self._database.write(_answer, (guild_id, revision), by, self._now(), changes)

    async def drop(self, guild_id: int) -> None:
        """Forget the draft."""
        await self._database.write(rows.drop, guild_id)

    async def begin(self, guild_id: int, by: int, revision: int) -> Answers:
        """Take the draft that somebody saw, to carry it out; only one can."""
        return await self._database.write(_begin, (guild_id, revision), Run(guild_id, self._now(), by))

    async def begin_anew(self, guild_id: int, by: int) -> None:
        """Begin something that can be taken back like a set-up, without a draft; only one can."""
        await self._database.write(_begin_run, Run(guild_id, self._now(), by))

    async def intend(self, guild_id: int, step: Step) -> None:
        """Note a step that is about to be done, as far as it is known before: the process may die of it."""
        await self._database.write(_note, guild_id, step, replaces=False)

    async def done(self, guild_id: int, step: Step) -> None:
        """Note what came of the step that was intended."""
        await self._database.write(_note, guild_id, step, replaces=True)

    async def finish(self, guild_id: int) -> None:
        """Note that all is done."""
        await self._database.write(rows.finish, guild_id)

    async def last(self, guild_id: int) -> Run | None:
        """The last run, done or cut off, if it can still be taken back."""
        run = await self._database.read(rows.run, guild_id)
        return run if run and self._now() - run.at < KEPT else None

    async def require_rest(self, guild_id: int) -> None:
        """Raise UserError while somebody's run goes on: taking it back would take away what is being built upon."""
        run = await self.last(guild_id)
        if run and not run.is_done and self._now() - run.at < _LONGEST_RUN:
            raise UserError(_RUNNING)

    async def forget(self, guild_id: int) -> None:
        """Forget the last run: it is taken back."""
        await self._database.write(rows.forget, guild_id)

    async def prune(self) -> None:
        """Forget drafts and runs that are too old."""
        await self._database.write(rows.prune, self._now() - KEPT)

    def _now(self) -> int:
        return int(self._clock.now().timestamp() * 1000)


def answers_of(draft: Draft) -> Answers:
    """What a draft holds."""
    return Answers.read(draft.answers)


def steps_of(run: Run) -> tuple[Step, ...]:
    """What a run did, in its order."""
    return tuple(read(run.steps))


def _open(connection: Connection, draft: Draft) -> Draft:
    found = rows.draft(connection, draft.guild_id)
    if found and draft.updated_at - found.updated_at < KEPT:
        return found
    rows.keep(connection, draft)
    return draft


def _seen(connection: Connection, guild_id: int, revision: int) -> Draft:
    found = rows.draft(connection, guild_id)
    if found is None or found.revision != revision:
        raise UserError(_MEANWHILE)
    return found


def _answer(connection: Connection, seen: tuple[int, int], by: int, at: int, changes: dict[str, Any]) -> Draft:
    former = _seen(connection, *seen)
    answers = replace(answers_of(former), **changes).written()
    changed = replace(former, revision=former.revision + 1, answers=answers, updated_at=at, updated_by=by)
    rows.keep(connection, changed)
    return changed


def _begin(connection: Connection, seen: tuple[int, int], run: Run) -> Answers:
    draft = _seen(connection, *seen)
    _begin_run(connection, run)
    rows.drop(connection, run.guild_id)
    return answers_of(draft)


def _begin_run(connection: Connection, run: Run) -> None:
    former = rows.run(connection, run.guild_id)
    if former and not former.is_done:
        raise UserError(_RUNNING if run.at - former.at < _LONGEST_RUN else _CUT_OFF)
    rows.begin(connection, run)


def _note(connection: Connection, guild_id: int, step: Step, *, replaces: bool) -> None:
    run = rows.run(connection, guild_id)
    if run is not None:
        known = read(run.steps)
        rows.begin(connection, replace(run, steps=written([*(known[:-1] if replaces else known), step])))
