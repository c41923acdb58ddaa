"""The sandbox as a process of its own, in which members write: first steadily, then as fast as they can.

Prints where a bot finds it; reads the bot's process id; prints what it measured.
"""

import asyncio
import json
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

READY_WITHIN = 60.0
ANSWERED_WITHIN = 120.0
WARM_UP = 20
RESTING = 0.3
QUIET = 0.1


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is written. rate: messages a second; seconds: how long; flood: messages as fast as possible."""

    channels: int
    rate: float
    seconds: float
    flood: int


@dataclass(frozen=True, slots=True)
class Measured:
    """p50 and p95: milliseconds from event to post. flood: messages a second. cpu: the bot's milliseconds a message.

    rss: MiB that the bot holds at the end. sandbox: how much of one processor the sandbox took during the flood.
    """

    p50: float
    p95: float
    flood: float
    cpu: float
    rss: float
    sandbox: float


class Watch:
    """Writes messages, and takes the time until each has its reply."""

    def __init__(self, sandbox: Sandbox, amy: Member, channels: list[Channel]) -> None:
        self._amy = amy
        self._channels = channels
        self._lines = tuple(LINES)
        self._written = 0
        self._waiting: dict[int, float] = {}
        self._nobody_waits = asyncio.Event()
        self.took: list[float] = []
        sandbox.subscribe(self._hear)

    def write(self) -> None:
        """One more message, in the next channel, unlike any before."""
        self._written += 1
        text = self._lines[self._written % len(LINES)].format(n=self._written)
        self._nobody_waits.clear()
        begun = time.perf_counter()
        message = self._amy.say(self._channels[self._written % len(self._channels)], text)
        self._waiting[message.id] = begun

    async def all_answered(self) -> None:
        """Wait for the last reply; raises TimeoutError if some never come."""
        async with asyncio.timeout(ANSWERED_WITHIN):
            await self._nobody_waits.wait()

    def _hear(self, event: SandboxEvent) -> None:
        if event.kind != "message_created" or event.reference is None:
            return
        begun = self._waiting.pop(event.reference.id, None)
        if begun is not None:
            self.took.append(time.perf_counter() - begun)
        if not self._waiting:
            self._nobody_waits.set()


async def main(plan: Plan) -> None:
    """Serve one bot, measure it, end."""
    async with Sandbox(rate_limits=False) as sandbox:
        guild = sandbox.add_guild("Bench")
        channels = [guild.add_channel(f"channel-{number}") for number in range(plan.channels)]
        amy = guild.add_member("Amy", locale="en-US")
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
        say(**asdict(await measure(plan, Watch(sandbox, amy, channels), bot)))


async def measure(plan: Plan, watch: Watch, bot: psutil.Process) -> Measured:
    """Warm up, then the steady part, then the flood."""
    for _ in range(WARM_UP):
        watch.write()
    await watch.all_answered()
    watch.took.clear()
    busy = used(bot)
    await steadily(plan, watch)
    cuts = quantiles(watch.took, n=20, method="inclusive")
    own, begun = used(psutil.Process()), time.perf_counter()
    await at_once(plan.flood, watch)
    lasted, sandbox = time.perf_counter() - begun, used(psutil.Process()) - own
    await quiet(bot)
    return Measured(
        p50=cuts[9] * 1000,
        p95=cuts[18] * 1000,
        flood=plan.flood / lasted,
        cpu=(used(bot) - busy) / len(watch.took) * 1000,
        rss=bot.memory_info().rss / 2**20,
        sandbox=sandbox / lasted,
    )


async def steadily(plan: Plan, watch: Watch) -> None:
    """Write at a fixed rate, whether or not the bot keeps up, so that a slow answer delays no later message."""
    begun = time.perf_counter()
    for number in range(round(plan.rate * plan.seconds)):
        await asyncio.sleep(max(0.0, begun + number / plan.rate - time.perf_counter()))
        watch.write()
    await watch.all_answered()


async def at_once(count: int, watch: Watch) -> None:
    """Write as fast as the sandbox can, and wait for the last reply."""
    for _ in range(count):
        watch.write()
        await asyncio.sleep(0)
    await watch.all_answered()


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
