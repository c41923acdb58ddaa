"""Which translation of which message a member means who wants to improve it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import discord

from bot.client.inflight import BACKGROUND
from bot.client.readers import reader
from bot.client.replying import parts
from bot.client.trouble import TROUBLE, is_gone
from bot.errors import N_, NoEngineAnswered, UserError
from bot.services import Services
from bot.store.links import Link
from bot.translation import decide
from bot.translation.record import Incoming
from bot.translation.types import Asker, Wish

NOT_MINE: Final = N_(
    "Only translations of members' messages can be improved. Choose such a message, or its translation."
)
_GATHERED: Final = N_(
    "This post holds the translations of several messages. "
    "Choose the message itself whose translation should be better."
)
GONE: Final = N_("The message is no longer there, or RedBridge can't see it any more.")
_SLOW: Final = N_("Discord took too long to show RedBridge the message. Nothing is lost: try again in a few seconds.")
NOTHING: Final = N_("There is nothing to translate in it, so there is nothing to improve.")
_SMALL: Final = "-# "
# Discord waits three seconds for a form; what an engine says later is not in it.
_PATIENCE: Final = 1.0
_LONGEST: Final = 2.2


@dataclass(frozen=True, slots=True)
class Improvable:
    """A member's message, and what its readers of the locale `target` are told now; "" where that is not known."""

    message: Incoming
    target: str
    present: str = field(repr=False)


class Finder:
    """Finds it from the message that a member chose: one of a member, or one of the bot that translates it."""

    def __init__(self, interaction: discord.Interaction[Any]) -> None:
        self._interaction = interaction
        self._client = interaction.client
        self._services: Services = interaction.client.services

    async def find(self, chosen: discord.Message) -> Improvable:
        """The translation that is meant. Raises UserError if there is none that can be improved, or that takes long."""
        try:
            async with asyncio.timeout(_LONGEST):
                return await self._find(chosen)
        except TimeoutError:
            pass
        raise UserError(_SLOW)

    async def _find(self, chosen: discord.Message) -> Improvable:
        copies = await self._services.mirrors.copies(chosen.id)
        if copy := next((each for each in copies if each.post_id == chosen.id), None):
            bridge = self._services.bridges.bridge_of(copy.channel_id)
            channel = bridge.channel(copy.channel_id) if bridge else None
            message = await self._message(copy.source_place_id, copy.source_id)
            return await self._of_message(message, channel.locale if channel else None)
        if chosen.author.id == self._client.user.id:
            return await self._of_post(chosen)
        if chosen.author.bot or chosen.webhook_id or chosen.is_system():
            raise UserError(NOT_MINE)
        return await self._of_message(await self._message(chosen.channel.id, chosen.id))

    async def _of_post(self, post: discord.Message) -> Improvable:
        links = await self._services.conversation.record.sharing([post.id])
        sources = {link.source_id for link in links}
        if len(sources) != 1:
            raise UserError(_GATHERED if sources else NOT_MINE)
        message = await self._message(links[0].channel_id, links[0].source_id)
        return await self._of_message(message, links[0].target_locale)

    async def _message(self, channel_id: int, message_id: int) -> Incoming:
        found = await self._client.posts.message(channel_id, message_id)
        if found is None:
            raise UserError(NOT_MINE if await self._is_there(channel_id, message_id) else GONE)
        return found

    async def _is_there(self, channel_id: int, message_id: int) -> bool:
        """Whether there is such a message, whoever wrote it."""
        channel = self._client.get_partial_messageable(channel_id, guild_id=self._interaction.guild_id)
        try:
            await channel.fetch_message(message_id)
        except discord.HTTPException as error:
            if is_gone(error):
                return False
            raise
        return True

    async def _of_message(self, message: Incoming, target: str | None = None) -> Improvable:
        links = await self._services.conversation.record.posts([message.id])
        wanted = target or await self._wanted(message, {link.target_locale for link in links})
        posted = [link for link in links if link.target_locale == wanted]
        present = await self._posted(message, posted) or await self._said(message, wanted)
        return Improvable(message, wanted, present)

    async def _wanted(self, message: Incoming, posted: set[str]) -> str:
        """The locale that the member reads, if that is another language; else one that it was translated into."""
        own = await reader(self._interaction)
        found = self._services.pipeline.read(message.text)
        others = decide.reader_of(found, self._services.preferences.chinese(message.guild_id))
        if others is None:
            raise UserError(NOTHING)
        if own in posted or (not posted and own[:2] == others[:2]):
            return own
        return others if others in posted or not posted else min(posted)

    async def _posted(self, message: Incoming, links: Sequence[Link]) -> str:
        """What the posts say, without notes and the marks of gathered posts; "" if they cannot be read."""
        texts: list[str] = []
        for link in links:
            try:
                texts.append(_own(await self._client.posts.read(link) or "", message))
            except TROUBLE:
                return ""
        return "\n".join(filter(None, texts))

    async def _said(self, message: Incoming, target: str) -> str:
        """What would be posted, if that is known soon; else the engine's answer is there for the next time."""
        asker = Asker(message.guild_id, message.channel_id, self._interaction.user.id)
        wish = Wish(asker, self._services.preferences.engines(message.guild_id), message_id=message.id)
        work = self._services.pipeline.translate(message.text, target, wish=wish)
        task = asyncio.create_task(work, name=f"{BACKGROUND}translate for a form")
        await asyncio.wait({task}, timeout=_PATIENCE)
        if not task.done():
            task.add_done_callback(_seen)
            return ""
        error = task.exception()
        if error is not None and not isinstance(error, NoEngineAnswered):
            raise error
        return "" if error else task.result().text or ""


def _own(content: str, message: Incoming) -> str:
    """What a post says about one message, in words alone."""
    sources = parts.sources(content)
    if sources:
        mine = parts.without(content, [source for source in sources if source != message.id])
        content = mine.partition("\n")[2]
    lines = content.split("\n")
    while lines and lines[-1].startswith(_SMALL):
        lines.pop()
    if message.title and lines and lines[0].startswith("**"):
        lines.pop(0)
    return "\n".join(lines).strip()


def _seen(task: asyncio.Task[Any]) -> None:
    """Nobody waits any more; what went wrong is the engines' to log."""
    if not task.cancelled():
        task.exception()
