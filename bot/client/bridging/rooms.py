"""Where a copy belongs: in the channel itself, or in the thread that stands for the thread of the message.

A thread is made with the first message that is to appear in it, under the copy of the message from which the other one
grew. A forum's posts are threads, too, and begin with that message itself: `title` says how one is called.
"""

import logging
from typing import Any, Final

import discord

from bot.bridges.types import Said
from bot.client.bridging.family import Copies
from bot.client.posts import TROUBLE
from bot.engines.engine import Asker
from bot.errors import NoEngineAnswered, StoreError
from bot.locks import KeyedLocks
from bot.services import Services
from bot.store import mirror_threads
from bot.store.bridges import Channel
from bot.store.mirror_threads import MirrorThread
from bot.store.mirrors import Mirror
from bot.translation.types import Wish

_log = logging.getLogger(__name__)
_LONGEST: Final = 100
_NAMELESS: Final = "…"
_HAS_A_THREAD: Final = 160004
_PUBLIC: Final = (discord.ChannelType.public_thread, discord.ChannelType.news_thread)


class MirrorRooms:
    """Finds and makes the threads of copies. What goes wrong is a line in the log, and the answer None."""

    def __init__(self, client: discord.Client, services: Services, copies: Copies) -> None:
        self._client = client
        self._services = services
        self._copies = copies
        self._locks = KeyedLocks()

    async def place(self, said: Said, target: Channel) -> int | None:
        """The id of the channel or thread in which a message's copy belongs; None: nowhere.

        It is the forum itself if a post of it is to be begun with the copy.
        """
        if said.place_id == said.channel_id:
            return target.channel_id
        # Two messages at once make one thread.
        async with self._locks((said.place_id, target.channel_id)):
            try:
                if known := await self._known(said, target):
                    return None if known.is_gone else known.thread_id
                return await self._made(said, target)
            except (*TROUBLE, StoreError) as error:
                _log.warning(
                    "thread %s is not mirrored to channel %s: %s", said.place_id, target.channel_id, _reason(error)
                )
                return None

    async def title(self, said: Said, target: Channel, place_id: int) -> str | None:
        """How the forum's post is called that begins with a copy; None if the copy begins none."""
        channel = self._client.get_channel(target.channel_id)
        if place_id != target.channel_id or not isinstance(channel, discord.ForumChannel):
            return None
        thread = await self._thread(said.place_id)
        return await self._name(thread.name if thread else _NAMELESS, said, target)

    async def began(self, said: Said, target: Channel, thread_id: int) -> None:
        """A forum's post was begun with a copy."""
        try:
            await self._remember(said, target, thread_id)
        except StoreError as error:
            _log.error("thread %s will not be known as a copy: %s", thread_id, error)

    async def _known(self, said: Said, target: Channel) -> MirrorThread | None:
        """The thread that stands for the message's, even one that somebody deleted."""
        kin = await self._services.database.read(mirror_threads.kin, said.place_id)
        return next((each for each in kin if each.channel_id == target.channel_id), None)

    async def _made(self, said: Said, target: Channel) -> int | None:
        thread, channel = await self._thread(said.place_id), self._client.get_channel(target.channel_id)
        if thread is None or thread.type not in _PUBLIC:
            return None
        if isinstance(channel, discord.ForumChannel):
            return channel.id
        if not isinstance(channel, discord.TextChannel):
            return None
        name = await self._name(thread.name, said, target)
        thread_id = await self._under_copy(thread.id, target, name) or await self._alone(channel, name)
        await self._remember(said, target, thread_id)
        return thread_id

    async def _under_copy(self, root_id: int, target: Channel, name: str) -> int | None:
        """A thread of the message that stands, in a channel, for the one from which the other thread grew."""
        for copy in await self._copies.copies(root_id):
            if copy.channel_id == target.channel_id and copy.post_id and copy.part == 0:
                return await self._grown(copy, copy.place_id, copy.post_id, name)
            if copy.source_place_id == target.channel_id:
                return await self._grown(copy, copy.source_place_id, copy.source_id, name)
        return None

    async def _grown(self, copy: Mirror, place_id: int, message_id: int, name: str) -> int | None:
        place = self._client.get_partial_messageable(place_id, guild_id=copy.guild_id)
        message = place.get_partial_message(message_id)
        try:
            return (await message.create_thread(name=name)).id
        except discord.NotFound:
            return None
        except discord.HTTPException as error:
            # A thread has the id of its message; this one was made before a crash, or by somebody else.
            if error.code == _HAS_A_THREAD:
                return message_id
            raise

    async def _alone(self, channel: discord.TextChannel, name: str) -> int:
        kind = discord.ChannelType.news_thread if channel.is_news() else discord.ChannelType.public_thread
        return (await channel.create_thread(name=name, type=kind)).id

    async def _thread(self, thread_id: int) -> discord.Thread | None:
        """A thread; archived ones are not in the cache."""
        found: Any = self._client.get_channel(thread_id)
        if found is None:
            found = await self._client.fetch_channel(thread_id)
        return found if isinstance(found, discord.Thread) else None

    async def _remember(self, said: Said, target: Channel, thread_id: int) -> None:
        bridge = self._services.bridges.bridge_of(said.channel_id)
        number, now = bridge.bridge_id if bridge else 0, int(self._services.clock.now().timestamp() * 1000)
        first = MirrorThread(said.place_id, said.place_id, said.channel_id, number, said.guild_id, now)
        other = MirrorThread(thread_id, said.place_id, target.channel_id, number, said.guild_id, now)
        await self._services.database.write(mirror_threads.join, first, other)

    async def _name(self, name: str, said: Said, target: Channel) -> str:
        return await name_for(self._services, name, target, Asker(said.guild_id, target.channel_id, said.author_id))


async def name_for(services: Services, name: str, target: Channel, asker: Asker) -> str:
    """A thread's name for the readers of a channel; as it is, where it fits or nobody can translate it now."""
    try:
        wish = Wish(asker, services.preferences.engines(asker.guild_id))
        outcome = await services.pipeline.translate(name, target.locale, wish=wish)
    except NoEngineAnswered:
        return name
    return " ".join((outcome.text or name).split())[:_LONGEST].rstrip() or _NAMELESS


def _reason(error: BaseException) -> str:
    if isinstance(error, discord.HTTPException):
        return f"{error.status} {error.code}"
    return str(error) if isinstance(error, StoreError) else type(error).__name__
