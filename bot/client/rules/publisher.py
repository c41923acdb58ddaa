"""Puts the last version of a rule book where members read it: posts that are changed in place, so that links hold."""

import asyncio
import hashlib
import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final

import discord
from discord import ui

from bot.client.pacer import Pacer
from bot.client.rules.agreeing import Agree
from bot.client.rules.since import LABEL, WhatChanged
from bot.client.trouble import TROUBLE, is_gone, reason
from bot.client.views import view_of
from bot.errors import N_
from bot.i18n import ENGLISH
from bot.rules.pages import AGAIN, Page, pages
from bot.services import Services
from bot.store.rule_versions import RulePost, Version

_log = logging.getLogger(__name__)
_HEAD: Final = N_("## Rules of {server}")
_FOOT: Final = N_("-# Version {number}, {date}. `/rules` shows the rules in your language.")
_CALL: Final = N_(
    "The rules changed in an important way (version {number}). If you agreed to them before, see what changed, and "
    "please agree again."
)
# So long everybody is asked in the channel; `/rules` asks for as long as somebody has not agreed.
_CALLING: Final = timedelta(days=30)
# So many of the last posts are searched for one that Discord may have taken from a process that died.
_LOOK_BACK: Final = 30
# What Discord answers where there is no such post or channel any more.
_GONE: Final = 404


@dataclass(frozen=True, slots=True)
class Shown:
    """What came of it. links: the posts, in order. anew: how many had been deleted. is_whole: Discord took it all.

    left: how many posts in another channel could not be taken away.
    """

    links: Sequence[str]
    anew: int
    is_whole: bool
    left: int = 0


class Publisher:
    """Brings posts in line with what is published; one server at a time. Raises StoreError."""

    def __init__(self, client: discord.Client, services: Services) -> None:
        self._client = client
        self._services = services
        self._publishing = services.publishing
        self._pacer = Pacer(services.clock)
        self._turns: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def show(self, guild: discord.Guild, version: Version) -> Shown:
        """Let the posts say what a version says; what Discord does not take now is done the next time."""
        async with self._turns[guild.id]:
            setting = await self._services.rule_settings.of(guild.id)
            channel_id = setting.channel_id
            if channel_id is None:
                return Shown([], 0, is_whole=False)
            wanted = [*self._pages(guild, version, setting.layout), *await self._call(guild.id, version)]
            posts = await self._publishing.posts(guild.id)
            kept = {(post.locale, post.part): post for post in posts if post.channel_id == channel_id}
            left = await self._clear([post for post in posts if not _stays(post, wanted, channel_id)])
            return replace(await self._put(guild.id, channel_id, wanted, kept), left=left)

    async def withdraw(self, guild_id: int) -> int:
        """Take away all posts of a server's rules; how many Discord does not let go of."""
        async with self._turns[guild_id]:
            return await self._clear(await self._publishing.posts(guild_id))

    def _pages(self, guild: discord.Guild, version: Version, layout: str) -> Sequence[Page]:
        say, chinese = self._services.catalogues.text, self._services.preferences.chinese(guild.id)
        locales = (ENGLISH, chinese)
        name = discord.utils.escape_markdown(guild.name)
        date = f"<t:{version.heading.published_at // 1000}:D>"
        feet = [say(locale, _FOOT, number=version.heading.version, date=date) for locale in locales]
        heads = {locale: say(locale, _HEAD, server=name) for locale in locales}
        return pages(version.book, layout, locales, heads, "\n".join(feet))

    async def _call(self, guild_id: int, version: Version) -> Sequence[Page]:
        """What asks everybody to agree again, for some time: a post of its own, for nobody sees an edit."""
        since = version.heading.published_at - int(_CALLING.total_seconds() * 1000)
        headings = await self._publishing.history(guild_id)
        calling = next((each for each in headings if each.is_important and each.version > 1), None)
        if calling is None or calling.published_at < since:
            return ()
        chinese = self._services.preferences.chinese(guild_id)
        lines = [self._services.catalogues.text(each, _CALL, number=calling.version) for each in (ENGLISH, chinese)]
        return [Page(AGAIN, calling.version, "\n".join(f"📣 {line}" for line in lines))]

    async def _put(
        self, guild_id: int, channel_id: int, wanted: Sequence[Page], kept: dict[tuple[str, int], RulePost]
    ) -> Shown:
        links, anew = list[str](), 0
        last = [page for page in wanted if page.locale != AGAIN][-1]
        for page in wanted:
            known = kept.get((page.locale, page.part)) or RulePost(guild_id, page.locale, page.part, channel_id, None)
            view = _below(page) if page is last or page.locale == AGAIN else None
            try:
                post, is_new = await self._stand(known, page.content, view)
            except TROUBLE as error:
                _log.warning("the rules of server %s could not be posted: %s", guild_id, reason(error))
                return Shown(links, anew, is_whole=False)
            anew += is_new and known.message_id is not None
            if page.locale != AGAIN:
                links.append(f"https://discord.com/channels/{guild_id}/{channel_id}/{post.message_id}")
        return Shown(links, anew, is_whole=True)

    async def _stand(self, post: RulePost, content: str, view: ui.View | None) -> tuple[RulePost, bool]:
        """Let a post say this: the one there is, or a new one where it was deleted; and whether it is new."""
        channel = self._client.get_partial_messageable(post.channel_id, guild_id=post.guild_id)
        if post.message_id is not None:
            try:
                async with self._pacer.post(post.channel_id):
                    await channel.get_partial_message(post.message_id).edit(
                        content=content, view=view, allowed_mentions=discord.AllowedMentions.none()
                    )
            except discord.HTTPException as error:
                if error.status != _GONE:
                    raise
            else:
                return post, False
        return await self._post(channel, post, content, view), True

    async def _post(
        self, channel: discord.PartialMessageable, post: RulePost, content: str, view: ui.View | None
    ) -> RulePost:
        """Make a post, which is noted before and after: who comes after a crash looks whether it stands."""
        found = await self._found(channel, content) if await self._was_begun(post) else None
        if found is None:
            await self._publishing.posted(replace(post, message_id=None))
            extras: dict[str, Any] = {"view": view} if view else {}
            async with self._pacer.post(post.channel_id):
                sent = await channel.send(
                    content,
                    nonce=_nonce(post, content),
                    silent=True,
                    suppress_embeds=True,
                    allowed_mentions=discord.AllowedMentions.none(),
                    **extras,
                )
            found = sent.id
        made = replace(post, message_id=found)
        await self._publishing.posted(made)
        return made

    async def _was_begun(self, post: RulePost) -> bool:
        """Whether an earlier attempt to make this post is not known to have ended."""
        return replace(post, message_id=None) in await self._publishing.posts(post.guild_id)

    async def _found(self, channel: discord.PartialMessageable, content: str) -> int | None:
        own = self._client.user
        async for message in channel.history(limit=_LOOK_BACK):
            if own and message.author.id == own.id and message.content == content:
                return message.id
        return None

    async def _clear(self, posts: Sequence[RulePost]) -> int:
        """Take away posts that are not needed any more; how many Discord does not let go of."""
        left = 0
        for post in posts:
            channel = self._client.get_partial_messageable(post.channel_id, guild_id=post.guild_id)
            try:
                if post.message_id is not None:
                    await channel.get_partial_message(post.message_id).delete()
            except TROUBLE as error:
                if not is_gone(error):
                    _log.warning("old rules of server %s stay: %s", post.guild_id, reason(error))
                    left += 1
                    continue
            await self._publishing.gone(post)
        return left


def _below(page: Page) -> ui.View:
    """The buttons below what ends the rules, or asks for them again."""
    return view_of(Agree(), WhatChanged(LABEL)) if page.locale == AGAIN else view_of(Agree())


def _stays(post: RulePost, wanted: Sequence[Page], channel_id: int) -> bool:
    """Whether a post is one of those that are wanted."""
    return post.channel_id == channel_id and any(
        (page.locale, page.part) == (post.locale, post.part) for page in wanted
    )


def _nonce(post: RulePost, content: str) -> str:
    words = f"rules {post.guild_id} {post.locale} {post.part} {post.channel_id} {post.message_id} {content}"
    return hashlib.blake2b(words.encode(), digest_size=12).hexdigest()
