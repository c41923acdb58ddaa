"""The sandbox as a process of its own, in which members write, at a fixed rate or all at once.

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
from tests.bench.stage import READY_WITHIN

ANSWERED_WITHIN = 400.0
RESTING = 0.3
QUIET = 0.1
_WARM_UP = 5
# Until the windows of the rate limits that the warm-up used are over.
_CALM = 6.0
_JUMP = re.compile(r"/channels/\d+/\d+/(\d+)")


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is written. rate: messages a second, over all channels in turn; 0: all at once.

    limits: whether the sandbox keeps Discord's rate limits.
    """

    channels: int
    messages: int
    rate: float
    limits: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """p50 and p95: seconds from event to post. cpu: the bot's milliseconds a message. rss: the bot's MiB at the end.

    posts: what the bot wrote. refused: its requests that were answered 429. missing: messages without an answer.
    """

    p50: float
    p95: float
    cpu: float
    rss: float
    posts: int
    refused: int
    missing: int


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
        """Write, whether or not the bot keeps up, and wait for the answers; the number of messages without one."""
        begun = time.perf_counter()
        for number in range(count):
            await asyncio.sleep(max(0.0, begun + number / rate - time.perf_counter()) if rate else 0)
            self._say()
        try:
            async with asyncio.timeout(ANSWERED_WITHIN):
                await self._nobody_waits.wait()
        except TimeoutError:
            return len(self._waiting)
        return 0

    def begin_anew(self) -> None:
        """Forget what was measured so far."""
        self.took.clear()
        self.posts = 0

    def _say(self) -> None:
        self._written += 1
        text = self._lines[self._written % len(LINES)].format(n=self._written)
        self._nobody_waits.clear()
        begun = time.perf_counter()
        message = self._amy.say(self._channels[self._written % len(self._channels)], text)
        self._waiting[message.id] = begun

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
    async with Sandbox(rate_limits=plan.limits) as sandbox:
        guild = sandbox.add_guild("Bench")
        amy = guild.add_member("Amy", locale="en-US")
        channels = [guild.add_channel(f"channel-{number}") for number in range(plan.channels)]
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
        say(**asdict(await measure(plan, sandbox, Crowd(sandbox, amy, channels), bot)))


async def measure(plan: Plan, sandbox: Sandbox, crowd: Crowd, bot: psutil.Process) -> Measured:
    """Warm up, then write what is planned."""
    await crowd.write(_WARM_UP, 0)
    await asyncio.sleep(_CALM)
    crowd.begin_anew()
    busy = used(bot)
    missing = await crowd.write(plan.messages, plan.rate)
    cuts = quantiles(crowd.took, n=20, method="inclusive")
    await quiet(bot)
    return Measured(
        p50=cuts[9],
        p95=cuts[18],
        cpu=(used(bot) - busy) / plan.messages * 1000,
        rss=bot.memory_info().rss / 2**20,
        posts=crowd.posts,
        refused=sum(exchange.status == 429 for exchange in sandbox.traffic),
        missing=missing,
    )


async def quiet(bot: psutil.Process) -> None:
    """Wait until the bot rests: what it does after the last reply, such as writing it down, is its work too."""
    before = -1.0
    while used(bot) - before > QUIET * RESTING:
        before = used(bot)
        await asyncio.sleep(RESTING)


def used(process: psutil.Process) -> float:
    """Seconds of processor time that a process has taken so far."""
    times = process.cpu_times()
    return times.user + times.system


def say(**values: object) -> None:
    """One line for the parent."""
    print(json.dumps(values), flush=True)


if __name__ == "__main__":
    asyncio.run(main(Plan(**json.loads(sys.argv[1]))))
