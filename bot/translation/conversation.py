"""A channel's messages: which are answered, for whom, and with what."""

import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from bot.clock import Clock
from bot.engines.engine import Asker
from bot.errors import BudgetSpent, NoEngineAnswered
from bot.store import members
from bot.store.database import Database
from bot.store.links import Link
from bot.translation import decide, titles
from bot.translation.pipeline import Pipeline
from bot.translation.preferences import Preferences
from bot.translation.recent import RecentLines
from bot.translation.record import KEPT, LATE, Incoming, Record
from bot.translation.types import Mode, Outcome, Where, Wish

__all__ = ["KEPT", "LATE", "Conversation", "Incoming"]

_log = logging.getLogger(__name__)


class Conversation:
    """Decides what is answered; what came of it is in `record`.

    The order of calls for a new message: `answer`, post it, then `record.posted`; or `unposted` if it could not be.
    """

    def __init__(
        self,
        database: Database,
        pipeline: Pipeline,
        preferences: Preferences,
        clock: Clock,
        bridge_of: Callable[[int], object | None] = lambda _: None,
    ) -> None:
        """bridge_of: the bridge of a channel, given its id; what is said there is mirrored, and not answered."""
        self.record = Record(database, clock)
        self._bridge_of = bridge_of
        self._database = database
        self._pipeline = pipeline
        self._preferences = preferences
        self._clock = clock
        self._lines = RecentLines()

    def listens(self, where: Where) -> bool:
        """Whether messages of this place are translated as they come; from memory, on the hot path."""
        if self._bridge_of(where.channel_id) or (where.parent_id and self._bridge_of(where.parent_id)):
            return False
        return self._preferences.mode(where) in (Mode.REPLY, Mode.THREAD)

    def is_off(self, where: Where) -> bool:
        """Whether no message of this place goes to an engine, however it is asked for."""
        return self._preferences.mode(where) is Mode.OFF

    def has_thread(self, where: Where) -> bool:
        """Whether the translations of this place gather in a thread."""
        return self._preferences.mode(where) is Mode.THREAD

    def target(self, message: Incoming) -> str | None:
        """For the readers of which locale a message asks for a translation; None: for nobody."""
        if decide.is_left_alone(message.text):
            return None
        readers = self._readers(message.guild_id, message.text)
        return readers or self._readers(message.guild_id, message.title or "")

    async def answer(self, message: Incoming) -> Outcome | None:
        """The translation to post under a new message, or None for silence. Raises NoEngineAnswered.

        The claim is stored before an engine is asked: no message is answered twice, and one that was claimed when the
        process died is found again.
        """
        target = self.target(message)
        if target is None or not await self.record.claim(message, target):
            return None
        # What an author keeps for themselves is shown to no engine, not even as what was said before.
        if self._preferences.context_lines(message.guild_id):
            self._lines.add(message.channel_id, message.id, message.text)
        return await self._translate(message, target)

    async def ask(self, message: Incoming, target: str) -> Outcome | None:
        """The translation of a message for which somebody asked, or None where there is none to post."""
        if decide.is_left_alone(message.text) or not await self.record.claim(message, target):
            return None
        return await self._translate(message, target)

    async def resume(self, message: Incoming, target: str) -> Outcome | None:
        """Like `ask`, for a message that this bot claimed before it was restarted."""
        if not await self.record.take_over(message, target):
            return None
        return await self._translate(message, target)

    async def revise(self, message: Incoming, target: str) -> Outcome | None:
        """The translation of an edited message for the readers of `target`, or None if it asks for none any more.

        An Outcome without a text, and NoEngineAnswered, say that the question could not be settled; but `skipped` is
        `same-language` where these readers need none.
        """
        if self.target(message) is None or await self._database.read(members.has_opted_out, message.author_id):
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

    def gone(self, message_ids: Sequence[int]) -> None:
        """Show deleted messages to no engine any more, not even as what was said before."""
        self._lines.forget(frozenset(message_ids))
        self._pipeline.take_back(frozenset(message_ids))

    async def posts(self, message_ids: Sequence[int]) -> list[Link]:
        """What was posted for these messages, by message and locale, in the order of its parts."""
        return await self.record.posts(message_ids)

    async def translated_by(self, post_id: int) -> list[Link]:
        """The messages that a post translates: one, or several where it gathers translations."""
        return await self.record.sharing([post_id])

    async def unposted(self, message: Incoming, target: str) -> None:
        """A translation did not reach the channel: the message may be answered again, and nothing was explained."""
        self._pipeline.take_back(frozenset({message.id}))
        await self.record.released(message.id, target)

    async def _translate(self, message: Incoming, target: str) -> Outcome | None:
        """The translation, or None; whatever happens, no claim is left behind that would keep the message silent."""
        try:
            outcome = await self._ask(message, target)
        except Exception as error:
            if isinstance(error, NoEngineAnswered):
                why = "nothing more may be spent today" if isinstance(error, BudgetSpent) else "no engine answered"
                _log.warning("message %s is not translated: %s", message.id, why)
            await self.record.released(message.id, target)
            raise
        if outcome.text is None:
            await self.record.released(message.id, target)
            return None
        return outcome

    def _readers(self, guild_id: int, text: str) -> str | None:
        return decide.reader_of(self._pipeline.read(text), self._preferences.chinese(guild_id))

    async def _ask(self, message: Incoming, target: str) -> Outcome:
        wish = self._wish(message)
        body = await self._pipeline.translate(message.text, target, wish=wish)
        return titles.titled(await self._title(message, target, wish), body) if message.title else body

    async def _title(self, message: Incoming, target: str, wish: Wish) -> Outcome:
        """A title in the message's other language goes to the other readers, unless somebody asked for just these."""
        title = message.title or ""
        found = await self._pipeline.translate(title, target, wish=wish)
        readers = self._readers(message.guild_id, title)
        if found.skipped != decide.SAME_LANGUAGE or readers is None or target != self.target(message):
            return found
        return await self._pipeline.translate(title, readers, wish=wish)

    def _wish(self, message: Incoming) -> Wish:
        asker = Asker(message.guild_id, message.channel_id, message.author_id)
        context = self._lines.before(message.channel_id, message.id, self._preferences.context_lines(message.guild_id))
        return Wish(asker, self._preferences.engines(message.guild_id), context, message_id=message.id)
