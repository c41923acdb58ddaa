"""What happens to members' messages, and what becomes of their translations then."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.client.replying.delivery import Delivery
from bot.client.replying.heldback import HeldBack
from bot.client.replying.outages import Outages, is_own
from bot.client.replying.revisions import Revisions
from bot.errors import NoEngineAnswered
from bot.locks import KeyedLocks
from bot.translation import decide
from bot.translation.conversation import Conversation
from bot.translation.record import Incoming
from bot.translation.types import Outcome

_log = logging.getLogger(__name__)
_EDITS_REMEMBERED = 2000


@dataclass(frozen=True, slots=True)
class Found:
    """The bot's posts that translate a message, as a channel shows them. place_id: the thread in which they stand."""

    post_ids: Sequence[int]
    place_id: int | None = None


class Replies:
    """Translations of messages, followed through edits and deletions; all that happens to one message is in order."""

    def __init__(
        self,
        delivery: Delivery,
        conversation: Conversation,
        outages: Outages,
        held: HeldBack,
        tell: Callable[[int, str], None],
    ) -> None:
        """tell: is told what a new message, by its id, says in translation."""
        self._delivery = delivery
        self._conversation = conversation
        self._record = conversation.record
        self._revisions = Revisions(delivery, conversation)
        self._outages = outages
        self._held = held
        self._tell = tell
        self._locks = KeyedLocks()
        self._edits: OrderedDict[int, datetime] = OrderedDict()
        self._heard: dict[int, int] = {}

    def heard(self, channel_id: int) -> int:
        """The last message of a channel that was looked at; 0 if none."""
        return self._heard.get(channel_id, 0)

    async def new(self, message: Incoming) -> None:
        """Translate a message that was just written. Where no engine answers, the channel is told so, once.

        What could not be posted there before is translated then, too.
        """
        try:
            was_answered = await self.attempt(message)
        except NoEngineAnswered as error:
            await self._outages.begin(message, error, message.written_at)
            return
        if was_answered:
            await self._outages.answered(message.channel_id)
            await asyncio.gather(*map(self.new, await self._held.released(message.channel_id)))

    async def attempt(self, message: Incoming) -> bool:
        """Translate a message, if its channel is translated; whether it was, now. Raises NoEngineAnswered."""
        if not self._conversation.listens(message.where):
            return False
        self._heard[message.channel_id] = max(message.id, self.heard(message.channel_id))
        _log.debug("message %s: to be translated", message.id)
        with self._delivery.turn(message) as turn:
            async with self._locks(message.id):
                if not await self._delivery.may_post(message):
                    self._held.note(message)
                    return False
                outcome = await self._conversation.answer(message)
                if outcome and outcome.text:
                    self._tell(message.id, outcome.text)
                return outcome is not None and await self._delivery.post(turn, message, outcome)

    async def make_up(self, messages: Sequence[Incoming]) -> int:
        """Translate messages that were missed, or edited, in order; how many of those that had no translation were.

        Raises NoEngineAnswered if one could not be, but for those whose author has used up what is theirs.

        The first ones go ahead alone, until somebody answers; the others then may share posts.
        """
        for number, ahead in enumerate(messages, 1):
            if await self._make_up(ahead):
                results = await asyncio.gather(*map(self._make_up, messages[number:]), return_exceptions=True)
                for result in results:
                    if isinstance(result, BaseException):
                        raise result
                return 1 + sum(result is True for result in results)
        return 0

    async def resume(self, message: Incoming, locale: str, found: Found) -> None:
        """Finish what a process that died began: a translation for readers of a locale.

        Discord may have taken a post of that process before it could know; what is found is brought up to date.
        """
        try:
            with self._delivery.turn(message) as turn:
                async with self._locks(message.id):
                    if await self._adopted(message, locale, found):
                        return
                    _log.info("message %s was left untranslated; answering it now", message.id)
                    outcome = await self._conversation.resume(message, locale)
                    if outcome is not None:
                        await self._delivery.post(turn, message, outcome)
        except NoEngineAnswered as error:
            await self._outages.begin(message, error, message.written_at)

    async def edited(self, message: Incoming) -> None:
        """Bring the posts in line with an edited message; a fresh one that had none may get one now."""
        if not self._is_news(message):
            return
        try:
            if await self._followed(message):
                return
        except NoEngineAnswered as error:
            _log.warning("the translation of message %s stays as it was: no engine answered", message.id)
            if message.edited_at and self._conversation.listens(message.where):
                await self._outages.begin(message, error, message.edited_at)
            return
        if self._conversation.is_fresh(message) and self._conversation.listens(message.where):
            await self.new(message)

    async def deleted(self, message_ids: Sequence[int]) -> None:
        """Remove what translates messages that are gone."""
        # Whoever is translating one of them now need not post it any more.
        self._delivery.gone(message_ids)
        self._conversation.gone(message_ids)
        known = await self._record.known(message_ids)
        for message_id in known:
            async with self._locks(message_id):
                pass  # what is being posted this very moment is posted and known then
        if known:
            await self._delivery.clear(await self._record.posts(known))
            await self._record.unclaimed(known)

    async def ask(self, message: Incoming, target: str) -> bool:
        """Translate one message for the readers of `target`, whatever the mode of its channel; however old it is.

        Whether a translation was posted for this request: one that stands already is not posted again. The post is
        under the message. Nothing is posted where a channel's topic forbids it, the bot may not, or its author wants
        none.
        Raises NoEngineAnswered.
        """
        if message.where.is_silenced:
            return False
        with self._delivery.turn(message) as turn:
            async with self._locks(message.id):
                if not await self._delivery.may_post(message, here=True):
                    return False
                outcome = await self._conversation.ask(message, target)
                return outcome is not None and await self._delivery.post(turn, message, outcome, here=True)

    async def refresh(self, message: Incoming) -> None:
        """Translate a message that has posts once more, and bring them up to date. Never raises NoEngineAnswered."""
        async with self._locks(message.id):
            if posts := await self._record.posts([message.id]):
                try:
                    await self._revisions.follow(message, posts, even_if_off=True)
                except NoEngineAnswered:
                    _log.warning("the translation of message %s stays as it was: no engine answered", message.id)

    async def show(self, message: Incoming, outcome: Outcome) -> bool:
        """Post what needs no engine under a message, as if it had been asked for; whether it was posted now."""
        if message.where.is_silenced or outcome.target is None or decide.is_left_alone(message.text):
            return False
        with self._delivery.turn(message) as turn:
            async with self._locks(message.id):
                if not await self._record.claim(message, outcome.target):
                    return False
                return await self._delivery.post(turn, message, outcome, here=True)

    async def retry(self, message: Incoming, targets: Sequence[str] = ()) -> bool:
        """Answer a message anew after a failure; whether it was answered now. Raises NoEngineAnswered.

        targets: the locales of those who asked in vain.
        """
        self._outages.wake()
        answered = [await self.ask(message, target) for target in targets]
        if self._conversation.listens(message.where):
            return await self.attempt(message)
        if targets:
            return any(answered)
        target = self._conversation.target(message)
        return target is not None and await self.ask(message, target)

    async def retry_channel(self, channel_id: int) -> bool:
        """Translate what was missed in a channel whose notice says that no engine answers; whether all of it is now."""
        return await self._outages.retry(channel_id)

    async def _make_up(self, message: Incoming) -> bool:
        try:
            return not await self._followed(message) and await self.attempt(message)
        except NoEngineAnswered as error:
            if is_own(error):
                # Others need not wait for the day on which this one may be translated again.
                return False
            raise

    async def _followed(self, message: Incoming) -> bool:
        """Whether a message is gone, or its posts are in line with it now; False if it has none."""
        async with self._locks(message.id):
            if self._delivery.is_gone(message.id):
                return True
            posts = await self._record.posts([message.id])
            if posts:
                await self._revisions.follow(message, posts)
            return bool(posts)

    async def _adopted(self, message: Incoming, locale: str, found: Found) -> bool:
        known = {link.post_id for link in await self._record.sharing(found.post_ids)}
        unknown = [post_id for post_id in found.post_ids if post_id not in known]
        if unknown:
            await self._record.posted(message, locale, unknown, found.place_id)
            await self._revisions.follow(message, await self._record.posts([message.id]), even_if_off=True)
        return bool(unknown)

    def _is_news(self, message: Incoming) -> bool:
        """Whether this is another edit than the last one; Discord also tells of pins and link previews this way."""
        if message.edited_at is None or self._edits.get(message.id) == message.edited_at:
            return False
        self._edits[message.id] = message.edited_at
        if len(self._edits) > _EDITS_REMEMBERED:
            self._edits.popitem(last=False)
        return True
