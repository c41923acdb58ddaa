"""Asks volunteers whether they would be a newcomer's buddy, and tells both what came of it; by direct message only."""

import hashlib
from datetime import datetime
from typing import Any, Final

import discord

from bot.client.about import about
from bot.client.onboarding.buddies import EndPair, OpenBuddies, Reply
from bot.client.onboarding.direct import DirectMessages, Sent
from bot.client.onboarding.letters import HEAD, news_letter, question
from bot.client.trouble import TROUBLE, is_gone, reason
from bot.client.views import view_of
from bot.due.agenda import moment
from bot.due.worker import NotNow
from bot.errors import N_
from bot.onboarding.buddies import Question
from bot.onboarding.matching import DAY
from bot.services import Services
from bot.store.buddy_news import MET, News
from bot.store.due import Due

# Translators: in the place of a server's name, where Discord does not say it.
_THAT_SERVER: Final = N_("that server")
# "Unknown Member", "Unknown User".
_LEFT: Final = (10007, 10013)
_MOST_NAME: Final = 32
# With a sound, for somebody waits for the answer; nobody is pinged.
_PLAINLY: Final[dict[str, Any]] = {"suppress_embeds": True, "allowed_mentions": discord.AllowedMentions.none()}


class Matchmaker:
    """Deals with searches and news that are due; what fails for a while is tried again."""

    def __init__(self, client: discord.Client, services: Services, direct: DirectMessages) -> None:
        self._client = client
        self._services = services
        self._buddies = services.buddies
        self._direct = direct

    async def search(self, item: Due) -> datetime | None:
        """Ask a volunteer, if one is to be asked now; when to look again. Raises NotNow."""
        found = await self._buddies.search(item)
        if not isinstance(found, Question):
            return found
        try:
            name = await self._name(item.guild_id, found.newcomer_id)
            if await self._name(item.guild_id, found.volunteer_id) and name:
                return await self._ask(item, found, name)
        except discord.HTTPException:
            # RedBridge itself is no longer there.
            await self._buddies.give_up(item.guild_id, found.newcomer_id)
        return None

    async def tell(self, item: Due) -> None:
        """Tell a member what happened; who takes no direct messages sees it when they look. Raises NotNow."""
        for news in await self._buddies.untold(item.guild_id, item.subject_id):
            if self._services.clock.now() > moment(news.at + DAY):
                continue
            parts = (news.what, news.guild_id, news.member_id, news.other_id, news.at)
            since = moment(news.at) if item.attempts > 1 else None
            sent = await self._send(news.member_id, await self._letter(news), since, _nonce(*parts))
            if sent is Sent.CLOSED:
                return
            await self._buddies.told(news)

    async def _ask(self, item: Due, found: Question, name: str) -> datetime | None:
        say, locale = self._services.catalogues.text, found.volunteer_locale
        head = self._head(found.guild_id, locale)
        locales = (found.newcomer_locale, locale)
        text = question(name, found.newcomer_id, locales, self._services.catalogues)
        buttons = view_of(
            Reply("yes", found.newcomer_id, say(locale, N_("Accept"))),
            Reply("no", found.newcomer_id, say(locale, N_("Not now"))),
        )
        letter = {"content": f"{head}\n{text}", "view": about(found.guild_id, buttons)}
        since = moment(found.chosen_at) if item.attempts > 1 else None
        nonce = _nonce("ask", found.guild_id, found.newcomer_id, found.volunteer_id, found.chosen_at)
        if await self._send(found.volunteer_id, letter, since, nonce) is Sent.CLOSED:
            await self._buddies.unreached(found)
            return None
        return await self._buddies.reached(found)

    async def _send(self, member_id: int, letter: dict[str, Any], since: datetime | None, nonce: str) -> Sent:
        """Send a letter, unless an earlier attempt did: Sent.YES or Sent.CLOSED. Raises NotNow."""

        def is_it(message: discord.Message) -> bool:
            return since is not None and message.created_at >= since and message.content == letter["content"]

        unless = is_it if since else None
        sent = await self._direct.send(member_id, **letter, unless=unless, nonce=nonce, **_PLAINLY)
        if sent not in (Sent.YES, Sent.CLOSED):
            raise NotNow(sent.value)
        return sent

    async def _letter(self, news: News) -> dict[str, Any]:
        say = self._services.catalogues.text
        locale, other_locale = [
            await self._buddies.locale(news.guild_id, member_id) for member_id in (news.member_id, news.other_id)
        ]
        text = news_letter(news, locale, other_locale, self._services.catalogues)
        if news.what == MET:
            button = EndPair(news.other_id, say(locale, N_("That's enough")))
        else:
            button = OpenBuddies(say(locale, N_("How it stands")))
        view = about(news.guild_id, view_of(button))
        return {"content": f"{self._head(news.guild_id, locale)}\n{text}", "view": view}

    def _head(self, guild_id: int, locale: str) -> str:
        guild = self._client.get_guild(guild_id)
        name = guild.name if guild else self._services.catalogues.text(locale, _THAT_SERVER)
        return HEAD.format(server=discord.utils.escape_markdown(name))

    async def _name(self, guild_id: int, member_id: int) -> str | None:
        """What a member is called; None if they have left, and then all of theirs has ended.

        Raises NotNow, and HTTPException where RedBridge may not look any more.
        """
        try:
            member: Any = await self._client.http.get_member(guild_id, member_id)
        except TROUBLE as error:
            if isinstance(error, discord.HTTPException) and error.code in _LEFT:
                await self._buddies.left(guild_id, member_id)
                return None
            if is_gone(error):
                raise
            raise NotNow(reason(error)) from None
        user = member["user"]
        name = member.get("nick") or user.get("global_name") or user["username"]
        return discord.utils.escape_markdown(name[:_MOST_NAME])


def _nonce(*parts: str | int) -> str:
    return hashlib.blake2b(" ".join(map(str, parts)).encode(), digest_size=12).hexdigest()
