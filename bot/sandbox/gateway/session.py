"""A gateway session: what one shard of a bot hears, numbered, and kept for a while to be heard again."""

import secrets
from collections import deque
from dataclasses import dataclass, field

from bot.sandbox.dispatch import Dispatch
from bot.sandbox.gateway.connection import Connection
from bot.sandbox.ids import shard_of
from bot.sandbox.intents import MESSAGE_CONTENT

REPLAY = 5_000  # events kept for a client that comes back


@dataclass(slots=True, eq=False)
class Session:
    """A session. It outlives its connection until it is resumed, or forgotten."""

    shard: int
    shard_count: int
    intents: int
    large_threshold: int
    connection: Connection | None
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    sequence: int = 0
    ready: bool = False
    replayable: deque[tuple[int, str]] = field(default_factory=lambda: deque[tuple[int, str]](maxlen=REPLAY))

    @property
    def key(self) -> tuple[int, int]:
        """The shard, and of how many."""
        return self.shard, self.shard_count

    def hears(self, dispatch: Dispatch) -> bool:
        """Whether an event belongs to this shard and was subscribed to."""
        if dispatch.intents and not dispatch.intents & self.intents:
            return False
        if dispatch.guild_id is None:
            return self.shard == 0
        return shard_of(dispatch.guild_id, self.shard_count) == self.shard

    def deliver(self, dispatch: Dispatch) -> None:
        """Send an event as far as the intents let it be read."""
        reads = self.intents & MESSAGE_CONTENT
        self.send(dispatch.event, dispatch.body() if reads else dispatch.body_without_content())

    def send(self, event: str, body: str) -> None:
        """Number an event, keep it and send it if the client is there; `body` is JSON."""
        self.sequence += 1
        frame = f'{{"t":"{event}","s":{self.sequence},"op":0,"d":{body}}}'
        self.replayable.append((self.sequence, frame))
        if self.connection is not None:
            self.connection.push(frame)

    def can_replay(self, sequence: int) -> bool:
        """Whether everything after this number is still kept."""
        oldest = self.replayable[0][0] if self.replayable else self.sequence + 1
        return sequence + 1 >= oldest

    def replay(self, sequence: int) -> None:
        """Send again what came after this number."""
        if self.connection is not None:
            for number, frame in self.replayable:
                if number > sequence:
                    self.connection.push(frame)
