"""To what a copy replies: found in its own channel, with a few words of it where they are at hand."""

import logging
from collections import OrderedDict
from typing import Final

from bot.bridges.mirrors import Mirror, Mirrors
from bot.bridges.quote import excerpt, jump_to, quote
from bot.bridges.types import Quoted, Said
from bot.bridges.wording import Wording
from bot.errors import StoreError
from bot.store.bridges import Channel

_log = logging.getLogger(__name__)
_REMEMBERED: Final = 5_000


class Quotes:
    """Writes the line over a copy. The beginnings of what was said lately are kept in memory, and nowhere else."""

    def __init__(self, mirrors: Mirrors, wording: Wording) -> None:
        self._mirrors = mirrors
        self._wording = wording
        self._excerpts: OrderedDict[int, str] = OrderedDict()

    def remember(self, message_id: int, text: str) -> None:
        """How a message or a copy begins, as it stands in its channel."""
        self._excerpts[message_id] = excerpt(text)
        self._excerpts.move_to_end(message_id)
        if len(self._excerpts) > _REMEMBERED:
            self._excerpts.popitem(last=False)

    def forget(self, message_id: int) -> None:
        """It was deleted."""
        self._excerpts.pop(message_id, None)

    async def over(self, said: Said, target: Channel, place_id: int) -> str | None:
        """The line over the copy of a reply in a place of a channel; None for what is no reply."""
        quoted = said.reply_to
        if quoted is None:
            return None
        found = await self._standing(quoted, target, place_id)
        if found is None:
            return quote(quoted.name, None, self._fitting(quoted, target))
        message_id = found[1]
        words = self._excerpts.get(message_id)
        if words is None:
            words = quoted.text if message_id == quoted.id else self._fitting(quoted, target)
        return quote(quoted.name, jump_to(said.guild_id, *found), words)

    async def _standing(self, quoted: Quoted, target: Channel, place_id: int) -> tuple[int, int] | None:
        """The place and id of what stands for a message in a channel: a copy of it, or the message itself."""
        try:
            copies = await self._mirrors.copies(quoted.id)
        except StoreError as error:
            _log.warning("what message %s is in channel %s is unknown: %s", quoted.id, target.channel_id, error)
            return None
        return _in(copies, target.channel_id, place_id)

    def _fitting(self, quoted: Quoted, target: Channel) -> str:
        """The words of a message, if the readers of a channel read its language."""
        return quoted.text if self._wording.fits(excerpt(quoted.text), target.locale) else ""


def _in(copies: list[Mirror], channel_id: int, place_id: int) -> tuple[int, int] | None:
    for copy in copies:
        if copy.channel_id == channel_id and copy.post_id:
            return copy.place_id, copy.post_id
        if copy.source_place_id in (channel_id, place_id):
            return copy.source_place_id, copy.source_id
    return None
