"""Another process of the bot that spends: `python -m tests.service.translation.spender URL LIMIT SIZE`.

Says `open`, waits for a line, then sends texts through a desk until nothing is left or it is killed; the engine says
each text's length before it answers. Says `done` at the end.
"""

import asyncio
import subprocess
import sys

from bot.checks import PerEngine
from bot.clock import SystemClock
from bot.engines.budget import Budgets, Limits
from bot.engines.chain import Chain
from bot.engines.engine import Answer, Engine, Request, Traits
from bot.errors import NoEngineAnswered
from bot.store.database import Database
from bot.translation.ledger import StoredLedger


class Meter:
    """An engine with a bill: what it was sent is said at once."""

    name = "meter"
    traits = Traits(answers_as="meter")

    async def reach(self) -> None:
        pass

    async def translate(self, request: Request) -> Answer:
        say(str(len(request.text)))
        return Answer("译文", self.name)

    async def close(self) -> None:
        pass


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def spend(url: str, limit: int, size: int) -> None:
    database = await Database.open(url, busy_timeout=30)
    clock = SystemClock()
    ledger = StoredLedger(database, clock)
    chain = Chain([Meter()], clock, timeout=30, budgets=Budgets(ledger, Limits(PerEngine(limit)), clock))
    say("open")
    sys.stdin.readline()

    async def one(number: int) -> bool:
        text = str(number).rjust(size, "x")

        async def attempt(engine: Engine) -> Answer:
            return await engine.translate(Request(text, "en", "zh-CN"))

        try:
            await chain.first(attempt)
        except NoEngineAnswered:
            return False
        return True

    start = 0
    while any(await asyncio.gather(*(one(start + number) for number in range(8)))):
        start += 8
    await chain.close()
    await ledger.close()
    await database.close()
    say("done")


def spender(url: str, limit: int, size: int) -> subprocess.Popen[str]:
    """Such a process; write a line to it when it is `open`."""
    command = [sys.executable, "-m", __name__, url, str(limit), str(size)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


if __name__ == "__main__":
    asyncio.run(spend(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
