"""The sandbox as a process of its own, with Discord's rate limits, in which a crowd writes faster than a bot may post.

Prints where a bot finds it; reads the bot's process id; prints what it measured.
"""

import asyncio
import json
import re
import sys
import time
from dataclasses import asdict, dataclass
from statistics import quantiles

import psutil

from bot.sandbox import Sandbox
from bot.sandbox.events import SandboxEvent
from bot.sandbox.world.channel import Channel
from bot.sandbox.world.member import Member
from tests.bench.lines import LINES
from tests.bench.load import READY_WITHIN, say

_ANSWERED_WITHIN = 400.0
_JUMP = re.compile(r"/channels/\d+/\d+/(\d+)")
_WARM_UP = 3
# Until the windows of the rate limits that the warm-up used are over.
_CALM = 6.0


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is written. rate: messages a second, over all channels in turn; 0: all at once."""

    channels: int
    messages: int
    rate: float


@dataclass(frozen=True, slots=True)
class Measured:
    """p50 and p95: seconds from event to post. posts: what the bot wrote. refused: its requests that were answered 429.

    missing: messages that were never answered. rss: MiB that the bot holds at the end.
    """

    p50: float
    p95: float
    posts: int
    refused: int
    missing: int
    rss: float


class Crowd:
    """Writes messages, and takes the time until each is answered: by a reply, or by its part of a post that gathers."""

    def __init__(self, sandbox: Sandbox, amy: Member, channels: list[Channel]) -> None:
        self._sandbox = sandbox
        self._amy = amy
        self._channels = channels
        self._lines = tuple(LINES)
        self._written = 0
        self._waiting: dict[int, float] = {}
        self._nobody_waits = asyncio.Event()
        self.took: list[float] = []
        self.posts = 0
        sandbox.subscribe(self._hear)

    async def write(self, count: int, rate: float) -> int:
        """Write, and wait for the answers; the number of messages that never got one."""
        begun = time.perf_counter()
        for number in range(count):
            await asyncio.sleep(max(0.0, begun + number / rate - time.perf_counter()) if rate else 0)
            self._say()
        try:
            async with asyncio.timeout(_ANSWERED_WITHIN):
                await self._nobody_waits.wait()
        except TimeoutError:
            return len(self._waiting)
        return 0

    def _say(self) -> None:
        self._written += 1
        text = self._lines[self._written % len(LINES)].format(n=self._written)
        self._nobody_waits.clear()
        message = self._amy.say(self._channels[self._written % len(self._channels)], text)
        self._waiting[message.id] = time.perf_counter()

    def _hear(self, event: SandboxEvent) -> None:
        if event.kind != "message_created" or event.author is not self._sandbox.bot:
            return
        self.posts += 1
        answered = [event.reference.id] if event.reference else [int(found) for found in _JUMP.findall(event.text)]
        for message_id in answered:
            begun = self._waiting.pop(message_id, None)
            if begun is not None:
                self.took.append(time.perf_counter() - begun)
        if not self._waiting:
            self._nobody_waits.set()


async def main(plan: Plan) -> None:
    """Serve one bot, measure it, end."""
    async with Sandbox() as sandbox:
        guild = sandbox.add_guild("Bench")
        channels = [guild.add_channel(f"channel-{number}") for number in range(plan.channels)]
        crowd = Crowd(sandbox, guild.add_member("Amy", locale="en-US"), channels)
        say(
            token=sandbox.token,
            api=sandbox.api_base,
            gateway=sandbox.gateway_url,
            cdn=sandbox.cdn_base,
            guild=guild.id,
            channels=[channel.id for channel in channels],
        )
        bot = psutil.Process(json.loads(await asyncio.to_thread(sys.stdin.readline)))
        await sandbox.ready(timeout=READY_WITHIN)
        await crowd.write(_WARM_UP, 0)
        await asyncio.sleep(_CALM)
        crowd.took.clear()
        crowd.posts = 0
        missing = await crowd.write(plan.messages, plan.rate)
        refused = sum(exchange.status == 429 for exchange in sandbox.traffic)
        cuts = quantiles(crowd.took, n=20, method="inclusive")
        rss = bot.memory_info().rss / 2**20
        say(**asdict(Measured(cuts[9], cuts[18], crowd.posts, refused, missing, rss)))


if __name__ == "__main__":
    asyncio.run(main(Plan(**json.loads(sys.argv[1]))))
