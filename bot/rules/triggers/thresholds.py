"""When a topic has come up often enough to say something, and when it was said so lately that it need not be again."""

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final

from bot.store.triggers import Trigger

_MINUTE: Final = 60 * 1000
# So many conversations, and members, are kept in mind at most; those of which nothing was heard for longest go first.
_MOST: Final = 5000
_SEVERAL: Final = 2


@dataclass(slots=True)
class _Talk:
    """What was heard of a topic in a channel: (when, member, message), the oldest first."""

    heard: list[tuple[int, int, int]] = field(default_factory=list[tuple[int, int, int]])
    rests_until: int = 0


class Thresholds:
    """Counts in RAM; a server is heard by one process. Times are milliseconds UTC."""

    def __init__(self) -> None:
        self._talks: OrderedDict[tuple[int, int, int], _Talk] = OrderedDict()
        self._members: OrderedDict[tuple[int, int, int], int] = OrderedDict()

    def reached(self, trigger: Trigger, channel_id: int, member_id: int, message_id: int, at: int) -> bool:
        """Note that a message spoke of a topic; whether it is time to say something, and to call `said`.

        Each message counts once, also if its translation speaks of the topic, too.
        """
        talk = self._talk(trigger, channel_id)
        if at < talk.rests_until or at < self._members.get((trigger.guild_id, trigger.trigger_id, member_id), 0):
            return False
        since = at - trigger.minutes * _MINUTE
        talk.heard = [each for each in talk.heard if each[0] > since and each[2] != message_id][-trigger.count :]
        talk.heard.append((at, member_id, message_id))
        people = {member for _, member, _ in talk.heard}
        return trigger.count == 1 or (len(talk.heard) >= trigger.count and len(people) >= _SEVERAL)

    def said(self, trigger: Trigger, channel_id: int, at: int) -> None:
        """Begin the rests of a channel, and of all who spoke of it there."""
        talk = self._talk(trigger, channel_id)
        talk.rests_until = at + trigger.channel_rest * _MINUTE
        for _, member_id, _ in talk.heard:
            key = trigger.guild_id, trigger.trigger_id, member_id
            self._members[key] = at + trigger.member_rest * _MINUTE
            self._members.move_to_end(key)
        talk.heard = []
        while len(self._members) > _MOST:
            self._members.popitem(last=False)

    def knows(self, trigger: Trigger, channel_id: int) -> bool:
        """Whether it is known when something was last said about a topic in a channel."""
        return (trigger.guild_id, trigger.trigger_id, channel_id) in self._talks

    def learn(self, trigger: Trigger, channel_id: int, at: int) -> None:
        """Take over when it was last said there, maybe by a process that ended; 0 for never."""
        talk = self._talk(trigger, channel_id)
        talk.rests_until = max(talk.rests_until, at + trigger.channel_rest * _MINUTE if at else 0)

    def rests_until(self, trigger: Trigger, channel_id: int) -> int:
        """Until when nothing is said in a channel; 0 if it was never."""
        talk = self._talks.get((trigger.guild_id, trigger.trigger_id, channel_id))
        return talk.rests_until if talk else 0

    def forget(self, guild_id: int, trigger_id: int) -> None:
        """Begin anew with a trigger that was changed."""
        for book in (self._talks, self._members):
            for key in [key for key in book if key[:2] == (guild_id, trigger_id)]:
                del book[key]

    def _talk(self, trigger: Trigger, channel_id: int) -> _Talk:
        key = trigger.guild_id, trigger.trigger_id, channel_id
        talk = self._talks.setdefault(key, _Talk())
        self._talks.move_to_end(key)
        if len(self._talks) > _MOST:
            self._talks.popitem(last=False)
        return talk
