"""Asks the question of the day, in both languages, with a thread of its own for the answers."""

import hashlib
import logging
from datetime import datetime
from typing import Any, Final, cast

import discord

from bot.client.posts import QUIETLY
from bot.client.trouble import TROUBLE, reason
from bot.due.worker import NotNow
from bot.errors import N_
from bot.i18n import ENGLISH
from bot.onboarding.icebreakers import Question
from bot.services import Services
from bot.store.due import Due
from bot.store.icebreakers import Asked

_log = logging.getLogger(__name__)
_HEAD: Final = N_("☕ **Question of the day**")
_WHERE: Final = N_("Answer in the thread, in whichever language you like.")
# What a server has done about it: nothing helps until its moderators change something.
_REFUSED: Final = (403, 404)
# "A thread has already been created for this message": its id is that of the message.
_HAS_THREAD: Final = 160004
_A_DAY: Final = 1440
_LONGEST_NAME: Final = 100
# So many of the last posts and answers are looked at.
_LOOK_BACK: Final = 50


class Asking:
    """Deals with questions that are due. What a server's settings forbid is skipped until the next day."""

    def __init__(self, client: discord.Client, services: Services) -> None:
        self._client = client
        self._services = services
        self._icebreakers = services.icebreakers

    async def deal(self, item: Due) -> datetime | None:
        """Ask today's question, unless nobody answered yesterday's; when the next one is due. Raises NotNow."""
        setting = await self._icebreakers.setting(item.guild_id)
        if setting.channel_id is None:
            return None
        if not self._icebreakers.is_late(item) and await self._is_welcome(item):
            await self._ask(item, setting.channel_id)
        return self._icebreakers.next_time(setting)

    def content(self, guild_id: int, question: Question) -> str:
        """The post, in both languages of a server."""
        locales = self._locales(guild_id)
        head = " · ".join(self._services.catalogues.text(locale, _HEAD) for locale in locales)
        where = " · ".join(self._services.catalogues.text(locale, _WHERE) for locale in locales)
        return "\n".join([head, *(question.texts[locale] for locale in locales), f"-# {where}"])

    async def _is_welcome(self, item: Due) -> bool:
        """Whether yesterday's question was answered, as far as was heard, or as Discord says."""
        last = await self._icebreakers.unanswered(item.guild_id)
        if last is None or last.thread_id is None or last.asked_at == item.due_at:
            return True
        try:
            if not await self._has_answer(last.thread_id):
                return False
        except TROUBLE as error:
            if isinstance(error, discord.HTTPException) and error.status in _REFUSED:
                return True
            raise NotNow(reason(error)) from None
        await self._icebreakers.heard(last.thread_id)
        return True

    async def _has_answer(self, thread_id: int) -> bool:
        thread = self._client.get_partial_messageable(thread_id)
        async for message in thread.history(limit=_LOOK_BACK):
            if not message.author.bot and message.type in {discord.MessageType.default, discord.MessageType.reply}:
                return True
        return False

    async def _ask(self, item: Due, channel_id: int) -> None:
        next_one = await self._icebreakers.next_question(item.guild_id)
        if next_one is None:
            return
        asked = await self._icebreakers.begin(item, next_one, channel_id)
        question = await self._icebreakers.again(asked, next_one)
        if question is None or asked.thread_id is not None:
            return
        try:
            post_id = asked.post_id or await self._post(asked, question, is_retry=item.attempts > 1)
            await self._icebreakers.posted(asked, post_id, None)
            name = _name(question, self._locales(item.guild_id)[1])
            thread_id = await self._thread(asked.channel_id, post_id, name)
        except TROUBLE as error:
            if isinstance(error, discord.HTTPException) and error.status in _REFUSED:
                _log.warning("server %s has no question of the day: %s", item.guild_id, reason(error))
                return
            raise NotNow(reason(error)) from None
        await self._icebreakers.posted(asked, post_id, thread_id)
        self._services.preferences.translate_answers(thread_id)

    async def _post(self, asked: Asked, question: Question, *, is_retry: bool) -> int:
        channel = self._client.get_partial_messageable(asked.channel_id, guild_id=asked.guild_id)
        content = self.content(asked.guild_id, question)
        if is_retry and (found := await self._stands(channel, asked, content)):
            return found
        nonce = hashlib.blake2b(f"ask {asked.guild_id} {asked.asked_at}".encode(), digest_size=12).hexdigest()
        return (await channel.send(content, nonce=nonce, **QUIETLY)).id

    async def _stands(self, channel: discord.PartialMessageable, asked: Asked, content: str) -> int | None:
        """The post that Discord took from an earlier attempt, whose process then died."""
        async for message in channel.history(limit=_LOOK_BACK):
            is_new = message.created_at.timestamp() * 1000 >= asked.asked_at
            if is_new and message.content == content and message.author == self._client.user:
                return message.id
        return None

    async def _thread(self, channel_id: int, post_id: int, name: str) -> int:
        try:
            made = await self._client.http.start_thread_with_message(
                channel_id, post_id, name=name, auto_archive_duration=cast("Any", _A_DAY)
            )
        except discord.HTTPException as error:
            if error.code == _HAS_THREAD:
                return post_id
            raise
        return int(made["id"])

    def _locales(self, guild_id: int) -> tuple[str, str]:
        return ENGLISH, self._services.preferences.chinese(guild_id)


def _name(question: Question, chinese: str) -> str:
    """What the thread is called: the question in both languages where there is room for both, else in English."""
    english = question.texts[ENGLISH]
    both = f"{english} · {question.texts[chinese]}"
    if len(both) <= _LONGEST_NAME:
        return both
    return english if len(english) <= _LONGEST_NAME else f"{english[: _LONGEST_NAME - 1]}…"
