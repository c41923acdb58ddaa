"""A channel's messages and the translations posted under them, followed through edits, deletions and restarts."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from bot.clock import Clock
from bot.engines.engine import Asker
from bot.errors import NoEngineAnswered, StoreError
from bot.store import links, members
from bot.store.database import Database
from bot.store.links import Link, Origin
from bot.translation import decide, titles
from bot.translation.pipeline import Pipeline
from bot.translation.preferences import Preferences
from bot.translation.recent import RecentLines
from bot.translation.types import Mode, Outcome, Where, Wish

_log = logging.getLogger(__name__)

# How long after it was written a message may still get its first translation: after a restart, or when an edit
# turned it into something worth translating. Later, an answer under an old message would only confuse.
LATE = timedelta(minutes=15)
# Links are kept as long as people still edit and delete.
KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A member's message as far as translation is concerned.

    title: of the forum's post that begins with this message; None for any other message.
    """

    id: int
    where: Where
    author_id: int
    text: str
    written_at: datetime
    edited_at: datetime | None = None
    title: str | None = None

    @property
    def guild_id(self) -> int:
        """The server."""
        return self.where.guild_id

    @property
    def channel_id(self) -> int:
        """The channel or thread itself."""
        return self.where.channel_id


class Conversation:
    """Decides what is answered, and remembers which post translates which message.

    The order of calls for a new message: `answer`, post it, then `posted`; or `dropped` if it could not be posted.
    """

    def __init__(self, database: Database, pipeline: Pipeline, preferences: Preferences, clock: Clock) -> None:
        self._database = database
        self._pipeline = pipeline
        self._preferences = preferences
        self._clock = clock
        self._lines = RecentLines()

    def listens(self, where: Where) -> bool:
        """Whether messages of this place are translated as they come; from memory, on the hot path."""
        return self._preferences.mode(where) in (Mode.REPLY, Mode.THREAD)

    async def answer(self, message: Incoming) -> Outcome | None:
        """The translation to post under a new message, or None for silence.

        The claim is stored before an engine is asked: no message is answered twice, and one that was claimed when the
        process died is found again by `unfinished`.
        """
        target = self._target(message)
        if target is None or not await self._claim(message, target):
            return None
        # What an author keeps for themselves is shown to no engine, not even as what was said before.
        if self._preferences.context_lines(message.guild_id):
            self._lines.add(message.channel_id, message.id, message.text)
        outcome = await self._translate(message, target)
        if outcome is None:
            await self.dropped(message.id)
        return outcome

    async def revise(self, message: Incoming) -> Outcome | None:
        """The translation of an edited message, or None if it asks for none any more.

        An Outcome without a text, and NoEngineAnswered, say that the question could not be settled.
        """
        target = self._target(message)
        if target is None or await self._database.read(members.has_opted_out, message.author_id):
            self._lines.forget(frozenset({message.id}))
            return None
        self._lines.change(message.channel_id, message.id, message.text)
        return await self._ask(message, target)

    def missed_since(self, where: Where) -> datetime:
        """From when on messages of a place may be answered late, if nobody listened when they were written."""
        chosen = datetime.fromtimestamp(self._preferences.since(where) / 1000, UTC)
        return max(chosen, self._clock.now() - LATE)

    def is_fresh(self, message: Incoming) -> bool:
        """Whether a message without a translation may still get one."""
        return self._clock.now() - message.written_at <= LATE

    async def known(self, message_ids: Sequence[int]) -> list[int]:
        """Those of these messages that have a translation or are getting one."""
        found = await self._database.read(links.find, message_ids)
        return sorted({link.source_id for link in found})

    def gone(self, message_ids: Sequence[int]) -> None:
        """Show deleted messages to no engine any more, not even as what was said before."""
        self._lines.forget(frozenset(message_ids))

    async def posts(self, message_ids: Sequence[int]) -> list[Link]:
        """What was posted for these messages, in the order of its parts."""
        found = await self._database.read(links.find, message_ids)
        return [link for link in found if link.post_id is not None]

    async def translated_by(self, post_id: int) -> list[Link]:
        """The messages that a post translates: one, or several where it gathers translations."""
        return await self._database.read(links.find_posts, [post_id])

    async def posted(self, message: Incoming, target: str, post_ids: Sequence[int]) -> None:
        """Remember the posts that now translate a message, instead of those before."""
        await self._database.write(links.replace, _origin(message, target, self._now()), post_ids)

    async def dropped(self, *message_ids: int) -> None:
        """Forget messages that have no translation (any more)."""
        await self._database.write(links.forget, message_ids)

    async def unfinished(self) -> list[Link]:
        """Messages whose translation was begun and never posted because the process died; fresh ones only."""
        return await self._database.read(links.unfinished, self._now() - _ms(LATE))

    async def resume(self, message: Incoming) -> Outcome | None:
        """Like `answer`, for a message that this bot claimed before it was restarted."""
        await self.dropped(message.id)
        return await self.answer(message)

    async def prune(self) -> None:
        """Forget links older than people edit or delete."""
        await self._database.write(links.prune, self._now() - _ms(KEPT))

    async def _claim(self, message: Incoming, target: str) -> bool:
        try:
            return await self._database.write(_claim, _origin(message, target, self._now()))
        except StoreError as error:
            if await self._may_be_out(message.author_id):
                _log.error(
                    "message %s stays untranslated, nobody knows if its author wants that: %s", message.id, error
                )
                return False
            # A conversation goes on while the disk is full or the file is locked: the translation is posted all
            # the same; only its edits and deletion cannot be followed.
            _log.error("message %s is translated without a stored link: %s", message.id, error)
            return True

    async def _may_be_out(self, author_id: int) -> bool:
        """Whether an author wants no translations, or it cannot be known: a locked database can still be read."""
        try:
            return await self._database.read(members.has_opted_out, author_id)
        except StoreError:
            return True

    async def _translate(self, message: Incoming, target: str) -> Outcome | None:
        """The translation, or None; whatever happens, no claim is left behind that would keep the message silent."""
        try:
            outcome = await self._ask(message, target)
        except NoEngineAnswered:
            _log.warning("message %s is not translated: no engine answered", message.id)
            return None
        except Exception:
            await self.dropped(message.id)
            raise
        return outcome if outcome.text else None

    def _target(self, message: Incoming) -> str | None:
        """For the readers of which locale a message asks for a translation; None: for nobody."""
        if decide.is_left_alone(message.text):
            return None
        readers = self._readers(message.guild_id, message.text)
        return readers or self._readers(message.guild_id, message.title or "")

    def _readers(self, guild_id: int, text: str) -> str | None:
        return decide.reader_of(self._pipeline.read(text), self._preferences.chinese(guild_id))

    async def _ask(self, message: Incoming, target: str) -> Outcome:
        wish = self._wish(message)
        body = await self._pipeline.translate(message.text, target, wish=wish)
        readers = self._readers(message.guild_id, message.title) if message.title else None
        if message.title is None or readers is None:
            return body
        return titles.titled(await self._pipeline.translate(message.title, readers, wish=wish), body)

    def _wish(self, message: Incoming) -> Wish:
        asker = Asker(message.guild_id, message.channel_id, message.author_id)
        context = self._lines.before(message.channel_id, message.id, self._preferences.context_lines(message.guild_id))
        return Wish(asker, self._preferences.engines(message.guild_id), context, message_id=message.id)

    def _now(self) -> int:
        return int(self._clock.now().timestamp() * 1000)


def _claim(connection: Connection, origin: Origin) -> bool:
    """Take a message for translation, unless its author wants none: in one unit, so that no choice comes too late."""
    return not members.has_opted_out(connection, origin.author_id) and links.claim(connection, origin)


def _ms(span: timedelta) -> int:
    return int(span.total_seconds() * 1000)


def _origin(message: Incoming, target: str, now: int) -> Origin:
    return Origin(message.id, target, message.guild_id, message.channel_id, message.author_id, now)
