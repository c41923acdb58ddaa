"""Reactions of members that ask for a translation of any message, or for another try."""

import logging
from collections import OrderedDict
from typing import Final

import discord

from bot.client import permissions
from bot.client.on_demand.copies import Copies
from bot.client.posts import Posts
from bot.client.replying.replies import Replies
from bot.client.trouble import TROUBLE, reason
from bot.client.wheres import Place, where_of
from bot.errors import NoEngineAnswered, StoreError
from bot.patience import Patience
from bot.services import Services
from bot.translation import decide, flags
from bot.translation.record import Incoming
from bot.translation.types import Mode, Outcome

_log = logging.getLogger(__name__)

# Seconds until a member may ask the same of the same message again; what a member may ask for in so many seconds; and
# seconds between two tries with one message, whoever asks.
_PER_MESSAGE: Final = 30.0
_AT_ONCE: Final = 6
_PER: Final = 60.0
_PER_RETRY: Final = 10.0
# Messages for which somebody asked while no engine answered, in memory alone.
_MOST_MISSED: Final = 500


class Flagging:
    """Answers reactions with a translation for everybody, or not at all: a reaction deserves no noise.

    What goes wrong is a line in the log, never raised.
    """

    def __init__(self, client: discord.Client, services: Services, posts: Posts, replies: Replies) -> None:
        self._client = client
        self._services = services
        self._posts = posts
        self._replies = replies
        self._per_message = Patience(services.clock, 1, _PER_MESSAGE)
        self._per_member = Patience(services.clock, _AT_ONCE, _PER)
        self._per_retry = Patience(services.clock, 1, _PER_RETRY)
        self._copies = Copies(services, posts)
        self._missed: OrderedDict[int, set[str]] = OrderedDict()

    async def reacted(self, event: discord.RawReactionActionEvent) -> None:
        """A member, or a bot, reacted to some message."""
        emoji = event.emoji.name if event.emoji.is_unicode_emoji() else ""
        if not (flags.asks(emoji) or flags.asks_again(emoji)) or event.member is None or event.member.bot:
            return
        place = self._place(event)
        if place is None or not self._may_answer(place):
            return
        try:
            await self._answer(emoji, event, place)
        except NoEngineAnswered:
            _log.warning("message %s is not translated for who reacted to it: no engine answered", event.message_id)
        except (*TROUBLE, StoreError) as error:
            _log.warning("a reaction to message %s stays unanswered: %s", event.message_id, reason(error))

    async def _answer(self, emoji: str, event: discord.RawReactionActionEvent, place: Place) -> None:
        are_on = self._services.preferences.flags(place.guild.id)
        if flags.asks_again(emoji):
            # Where messages are not translated as they come, another try is a wish like a flag.
            if self._per_retry.lets(event.message_id) and self._per_member.lets(event.user_id):
                await self._retry(event.message_id, place, may_ask=are_on)
        elif are_on and self._has_patience(emoji, event):
            await self._translate(emoji, event.message_id, place)

    async def edited(self, message: discord.Message) -> None:
        """A post of the bot, or of a webhook, changed: where it is a copy, what somebody asked for follows."""
        place = message.channel
        if not isinstance(place, Place) or not self._copies.may_be(message, place):
            return
        try:
            if await self._services.conversation.posts([message.id]) and (
                copy := await self._copies.of(message.id, place)
            ):
                await self._replies.refresh(copy)
        except (*TROUBLE, StoreError) as error:
            _log.warning("the translation of copy %s stays as it was: %s", message.id, reason(error))

    def _has_patience(self, emoji: str, event: discord.RawReactionActionEvent) -> bool:
        is_news = self._per_message.lets((event.message_id, event.user_id, emoji))
        return is_news and self._per_member.lets(event.user_id)

    async def _translate(self, emoji: str, message_id: int, place: Place) -> None:
        chinese = self._services.preferences.chinese(place.guild.id)
        if message := await self._posts.message(place.id, message_id):
            if target := flags.target(emoji, self._services.pipeline.read(message.text), chinese):
                await self._ask(message, target)
        elif copy := await self._copies.of(message_id, place):
            await self._translate_copy(emoji, copy, chinese)

    async def _translate_copy(self, emoji: str, copy: Incoming, chinese: str) -> None:
        """What a copy across a bridge mirrors, for other readers; for those of its own language in its own words."""
        found = self._services.pipeline.read(copy.text)
        if target := flags.target(emoji, found, chinese):
            await self._ask(copy, target)
        elif (own := flags.asked(emoji)) and decide.objection(found, own) == decide.SAME_LANGUAGE:
            await self._replies.show(copy, Outcome(found, own, copy.text))

    async def _ask(self, message: Incoming, target: str) -> None:
        try:
            await self._replies.ask(message, target)
        except NoEngineAnswered:
            self._missed.setdefault(message.id, set()).add(target)
            if len(self._missed) > _MOST_MISSED:
                self._missed.popitem(last=False)
            raise

    async def _retry(self, message_id: int, place: Place, *, may_ask: bool) -> None:
        message = await self._posts.message(place.id, message_id)
        copy = None if message else await self._copies.of(message_id, place)
        if again := message or copy:
            missed = self._missed.get(again.id, set[str]()) if may_ask else set[str]()
            if missed or (message and (may_ask or self._services.conversation.listens(message.where))):
                await self._replies.retry(again, sorted(missed))
                self._missed.pop(again.id, None)
        else:
            await self._replies.retry_channel(place.id)

    def _place(self, event: discord.RawReactionActionEvent) -> Place | None:
        guild = self._client.get_guild(event.guild_id) if event.guild_id else None
        return guild.get_channel_or_thread(event.channel_id) if guild else None

    def _may_answer(self, place: Place) -> bool:
        """Whether the channel's topic and the bot's permissions let it answer."""
        if where_of(place).is_silenced:
            return False
        if missing := permissions.missing_for(Mode.REPLY, place):
            _log.info("a reaction in channel %s stays unanswered: %s missing", place.id, ", ".join(missing))
            return False
        return True
