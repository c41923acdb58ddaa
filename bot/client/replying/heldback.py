"""Messages that were heard while the bot might not post their translation."""

import logging
from collections import deque
from typing import Final

from bot.client.replying.history import History
from bot.client.trouble import TROUBLE, reason
from bot.client.wheres import Wheres
from bot.translation.conversation import Conversation
from bot.translation.record import Incoming

_log = logging.getLogger(__name__)

# Of what was held back in a channel, the last so many messages; and the last so many channels.
_MOST: Final = 50
_CHANNELS: Final = 1000


class HeldBack:
    """Keeps their ids, in memory, until something can be posted in their channel again.

    Only what was heard is ever made up for: what members wrote while the bot might not even read stays unread.
    """

    def __init__(self, history: History, wheres: Wheres, conversation: Conversation) -> None:
        self._history = history
        self._wheres = wheres
        self._conversation = conversation
        self._ids: dict[int, deque[int]] = {}

    def note(self, message: Incoming) -> None:
        """A message is not translated, because its translation could not be posted."""
        ids = self._ids.setdefault(message.channel_id, deque(maxlen=_MOST))
        if message.id not in ids:
            ids.append(message.id)
        if len(self._ids) > _CHANNELS:
            del self._ids[next(iter(self._ids))]

    async def released(self, channel_id: int) -> list[Incoming]:
        """What may be answered now that something was posted in a channel, as it reads now; each is told once."""
        ids = self._ids.pop(channel_id, None)
        if not ids:
            return []
        try:
            where = await self._wheres.of(channel_id)
            latest = await self._history.latest(where) if where else []
        except TROUBLE as error:
            _log.warning("what was held back in channel %s is lost: %s", channel_id, reason(error))
            return []
        return [message for message in latest if message.id in ids and self._conversation.is_fresh(message)]
