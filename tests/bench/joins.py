"""The sandbox as a process of its own, in which people join, at a fixed rate or all at once.

Prints where a bot finds it; reads the bot's process id; prints what it measured.
"""

import asyncio
import json
import re
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import quantiles

import psutil

from bot.sandbox import Sandbox
from bot.sandbox.events import SandboxEvent
from bot.sandbox.world.guild import Guild
from tests.bench.load import ANSWERED_WITHIN, quiet, say
from tests.bench.stage import READY_WITHIN

_MENTION = re.compile(r"<@(\d+)>")


@dataclass(frozen=True, slots=True)
class Plan:
    """How many join, and within how many seconds; 0: all at once.

    patience: seconds for which those who still wait are waited for, once the last one has joined.
    """

    members: int
    seconds: float
    patience: float = ANSWERED_WITHIN


@dataclass(frozen=True, slots=True)
class Measured:
    """p50, p95: seconds from joining to the greeting, of those who were greeted.

    last: until all were, or waiting ended. rss: the most MiB that the bot's process ever had. posts: what the bot
    wrote. refused: its requests that were answered 429. missing: who was never greeted. twice: who was named in more
    than one greeting.
    """

    p50: float
    p95: float
    last: float
    rss: float
    posts: int
    refused: int
    missing: int
    twice: int


class Wave:
    """Lets people join, and takes the time until each is named in a post."""

    def __init__(self, sandbox: Sandbox, guild: Guild) -> None:
        self._sandbox = sandbox
        self._guild = guild
        self._waiting: dict[int, float] = {}
        self._all_joined = False
        self._nobody_waits = asyncio.Event()
        self.took: list[float] = []
        self.named: list[int] = []
        self.posts = 0
        sandbox.subscribe(self._hear)

    async def join(self, plan: Plan) -> None:
        """Let them join, whether or not the bot keeps up, and wait until all are greeted, or for long enough."""
        begun = time.perf_counter()
        for number in range(plan.members):
            await asyncio.sleep(max(0.0, begun + number * plan.seconds / plan.members - time.perf_counter()))
            now = time.perf_counter()
            self._waiting[self._guild.add_member(f"Guest {number}").id] = now
        self._all_joined = True
        self._look()
        try:
            async with asyncio.timeout(plan.patience):
                await self._nobody_waits.wait()
        except TimeoutError:
            pass

    @property
    def missing(self) -> int:
        """How many were not greeted."""
        return len(self._waiting)

    def _hear(self, event: SandboxEvent) -> None:
        if event.kind != "message_created" or event.author is not self._sandbox.bot:
            return
        self.posts += 1
        for member_id in dict.fromkeys(int(found) for found in _MENTION.findall(event.text)):
            self.named.append(member_id)
            begun = self._waiting.pop(member_id, None)
            if begun is not None:
                self.took.append(time.perf_counter() - begun)
        self._look()

    def _look(self) -> None:
        if self._all_joined and not self._waiting:
            self._nobody_waits.set()


async def main(plan: Plan) -> None:
    """Serve one bot, measure it, end."""
    async with Sandbox(rate_limits=True) as sandbox:
        guild = sandbox.add_guild("Bench")
        channel = guild.add_channel("arrivals")
        say(
            token=sandbox.token,
            api=sandbox.api_base,
            gateway=sandbox.gateway_url,
            cdn=sandbox.cdn_base,
            guild=guild.id,
            channels=[channel.id],
        )
        bot = psutil.Process(json.loads(await asyncio.to_thread(sys.stdin.readline)))
        await sandbox.ready(timeout=READY_WITHIN)
        say(**asdict(await measure(plan, sandbox, Wave(sandbox, guild), bot)))


async def measure(plan: Plan, sandbox: Sandbox, wave: Wave, bot: psutil.Process) -> Measured:
    """Let in who is planned."""
    begun = time.perf_counter()
    await wave.join(plan)
    last = time.perf_counter() - begun
    cuts = quantiles(wave.took, n=20, method="inclusive")
    await quiet(bot)
    return Measured(
        p50=cuts[9],
        p95=cuts[18],
        last=last,
        rss=peak(bot),
        posts=wave.posts,
        refused=sum(exchange.status == 429 for exchange in sandbox.traffic),
        missing=wave.missing,
        twice=len(wave.named) - len(set(wave.named)),
    )


def peak(process: psutil.Process) -> float:
    """The most MiB that a process ever had in memory; what it has now where the system does not tell."""
    try:
        status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    except OSError:
        return process.memory_info().rss / 2**20
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else process.memory_info().rss / 2**20


if __name__ == "__main__":
    asyncio.run(main(Plan(**json.loads(sys.argv[1]))))
