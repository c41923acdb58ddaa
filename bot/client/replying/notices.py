"""The one post in a channel that says that no engine answers."""

import logging
from typing import Final

import discord

from bot.client.pacer import Pacer
from bot.client.posts import QUIETLY
from bot.client.replying.history import History
from bot.client.trouble import TROUBLE, is_gone, reason
from bot.client.wheres import Places
from bot.errors import N_, BudgetSpent, NoEngineAnswered
from bot.i18n import Catalogues
from bot.store.outages import Notice

_log = logging.getLogger(__name__)

RETRY: Final = "🔄"
_OUT_OF_REACH: Final = N_(
    "No translation service answers right now. As soon as one does, I'll translate what was said in the last minutes. "
    "{emoji} tries at once."
)
_USED_UP: Final = N_("What may be translated today is used up. I'll go on after midnight UTC.")


class Notices:
    """Posts and removes it; what goes wrong is a line in the log."""

    def __init__(self, places: Places, history: History, pacer: Pacer, catalogues: Catalogues) -> None:
        self._places = places
        self._history = history
        self._pacer = pacer
        self._catalogues = catalogues

    async def post(self, guild_id: int, channel_id: int, chinese: str, error: NoEngineAnswered) -> int | None:
        """Say it in both languages; the post's id, or None if Discord does not take it."""
        channel = self._places.get_partial_messageable(channel_id, guild_id=guild_id)
        try:
            async with self._pacer.post(channel_id):
                post = await channel.send(self._text(chinese, is_spent=isinstance(error, BudgetSpent)), **QUIETLY)
        except TROUBLE as trouble:
            _log.warning("channel %s is not told that no engine answers: %s", channel_id, reason(trouble))
            return None
        if not isinstance(error, BudgetSpent):
            await self._offer_retry(post)
        return post.id

    async def remove(self, notice: Notice, chinese: str) -> bool:
        """Delete the notice; whether there is none any more."""
        channel = self._places.get_partial_messageable(notice.channel_id, guild_id=notice.guild_id)
        try:
            post_id = notice.post_id or await self._lost(notice, chinese)
            if post_id is not None:
                await channel.get_partial_message(post_id).delete()
        except TROUBLE as error:
            if is_gone(error):
                return True
            _log.warning("the notice in channel %s could not be removed: %s", notice.channel_id, reason(error))
            return False
        return True

    async def _lost(self, notice: Notice, chinese: str) -> int | None:
        """A notice that Discord took before the process that posted it could know."""
        for is_spent in (False, True):
            text = self._text(chinese, is_spent=is_spent)
            if found := await self._history.own(notice.channel_id, notice.guild_id, text):
                return found
        return None

    async def _offer_retry(self, post: discord.Message) -> None:
        try:
            await post.add_reaction(RETRY)
        except TROUBLE as error:
            _log.warning("the notice in channel %s has no %s: %s", post.channel.id, RETRY, reason(error))

    def _text(self, chinese: str, *, is_spent: bool) -> str:
        words = _USED_UP if is_spent else _OUT_OF_REACH
        said = (self._catalogues.text(locale, words, emoji=RETRY) for locale in (chinese, "en"))
        return "⚠️ " + " · ".join(said)
