"""Where translations are posted in the mode `thread`: one thread a channel, which sleeps when nobody writes."""

import logging
from typing import Final

import discord

from bot.client import permissions
from bot.client.posts import TROUBLE
from bot.errors import N_, StoreError
from bot.locks import KeyedLocks
from bot.services import Services
from bot.store import threads
from bot.store.threads import TranslationThread
from bot.translation.conversation import Incoming
from bot.translation.types import Mode

_log = logging.getLogger(__name__)

_IDLE_MINUTES: Final = 60
# Seconds for which Discord is not asked for a thread that it just refused, and no engine for what would stand in it.
_REFUSED: Final = 60.0
_REFUSALS: Final = (400, 403)
# Translators: the name of the thread in which a channel's translations are gathered.
_NAME: Final = N_("Translations")


class TranslationThreads:
    """Finds, opens again or makes the thread of a channel; what goes wrong is a line in the log, never raised.

    Discord wakes an archived thread itself when something is posted there, but not for an edit; and it tells of
    archived threads nothing when a session begins. So a thread that is not in the cache is asked for.
    """

    def __init__(self, client: discord.Client, services: Services) -> None:
        self._client = client
        self._services = services
        self._locks = KeyedLocks()
        self._known: dict[int, int] = {}
        self._refused: dict[int, float] = {}

    async def place_for(self, message: Incoming) -> int | None:
        """The id of the channel or thread in which the translation of a message belongs; None if there is none.

        It is the message's own place in any other mode than `thread`, and where no thread can be: in a thread, in a
        forum's post, in the text of a voice channel.
        """
        channel = self._gathering(message)
        if channel is None:
            return message.channel_id
        # Two messages at once make one thread.
        async with self._locks(channel.id):
            try:
                return await self._thread_of(channel)
            except (*TROUBLE, StoreError) as error:
                if isinstance(error, discord.HTTPException) and error.status in _REFUSALS:
                    self._refused[channel.id] = self._services.clock.monotonic() + _REFUSED
                _log.warning("the thread for translations of channel %s: %s", channel.id, _reason(error))
                return None

    async def may_place(self, message: Incoming) -> bool:
        """Whether a translation of this message, if there will be one, is likely to find a place; makes no thread."""
        channel = self._gathering(message)
        if channel is None:
            return self.may_reply(message)
        if self._is_refused(message):
            return False
        missing = permissions.missing_for(Mode.THREAD, channel)
        # Without the permission to make a thread, there may be one all the same.
        return await self.place_for(message) is not None if missing else True

    def may_reply(self, message: Incoming) -> bool:
        """Whether the bot is likely to be let post under this message itself, as far as is known."""
        return not self._is_refused(message) and not self._missing(message)

    async def wake(self, thread_id: int) -> bool:
        """Open an archived thread again, so that posts in it can be edited; whether it is open now."""
        try:
            return await self._opened(thread_id) is not None
        except TROUBLE as error:
            _log.warning("thread %s cannot be opened again: %s", thread_id, _reason(error))
            return False

    def refused(self, message: Incoming) -> None:
        """Discord does not take what translates this message; where a permission is missing, that is seen anyway."""
        if not self._missing(message):
            self._refused[message.channel_id] = self._services.clock.monotonic() + _REFUSED

    def _is_refused(self, message: Incoming) -> bool:
        return self._refused.get(message.channel_id, 0.0) > self._services.clock.monotonic()

    def _missing(self, message: Incoming) -> list[str]:
        """What is missing to reply to a message in its own place; nothing if that is not known."""
        guild = self._client.get_guild(message.guild_id)
        channel = guild.get_channel_or_thread(message.channel_id) if guild else None
        missing = permissions.missing_for(Mode.REPLY, channel) if channel else []
        if missing:
            _log.warning("message %s is not translated: %s missing", message.id, ", ".join(missing))
        return missing

    def _gathering(self, message: Incoming) -> discord.TextChannel | None:
        """The channel whose translations are gathered; None where a message is answered in its own place."""
        if self._services.preferences.mode(message.where) is not Mode.THREAD:
            return None
        guild = self._client.get_guild(message.guild_id)
        channel = guild.get_channel(message.channel_id) if guild else None
        return channel if isinstance(channel, discord.TextChannel) else None

    async def _thread_of(self, channel: discord.TextChannel) -> int | None:
        known = channel.guild.get_thread(self._known.get(channel.id, 0))
        if known and not (known.archived or known.locked):
            return known.id
        row = await self._services.database.read(threads.find, channel.id)
        former = row.thread_id if row else None
        thread = await self._opened(former) if former else None
        thread_id = thread.id if thread else await self._made(channel, former)
        if thread_id:
            self._known[channel.id] = thread_id
        return thread_id

    async def _opened(self, thread_id: int) -> discord.Thread | None:
        """A thread, open; None if it was deleted, or locked by somebody who wants no more in it."""
        try:
            thread = await self._client.fetch_channel(thread_id)
        except discord.NotFound:
            return None
        if not isinstance(thread, discord.Thread) or thread.locked:
            return None
        return await thread.edit(archived=False) if thread.archived else thread

    async def _made(self, channel: discord.TextChannel, former: int | None) -> int | None:
        """A new thread in the place of the former one. Raises what Discord answers."""
        # A request that Discord is known to refuse counts against the bot, with each message.
        if missing := permissions.missing_for(Mode.THREAD, channel):
            _log.warning("channel %s has no thread for translations: %s missing", channel.id, ", ".join(missing))
            return None
        preferences, catalogues = self._services.preferences, self._services.catalogues
        thread = await channel.create_thread(
            name=" · ".join(catalogues.both(preferences.chinese(channel.guild.id), _NAME)),
            type=discord.ChannelType.news_thread if channel.is_news() else discord.ChannelType.public_thread,
            auto_archive_duration=_IDLE_MINUTES,
        )
        return await self._remembered(TranslationThread(channel.id, channel.guild.id, thread.id, self._now()), former)

    async def _remembered(self, thread: TranslationThread, former: int | None) -> int:
        try:
            return await self._services.database.write(threads.remember, thread, former)
        except StoreError as error:
            _log.error("the new thread %s will not be known after a restart: %s", thread.thread_id, error)
            return thread.thread_id

    def _now(self) -> int:
        return int(self._services.clock.now().timestamp() * 1000)


def _reason(error: BaseException) -> str:
    if isinstance(error, discord.HTTPException):
        return f"{error.status} {error.code}"
    return str(error) if isinstance(error, StoreError) else type(error).__name__
