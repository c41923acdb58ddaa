"""RedBridge as it is built for Discord, but for its engine, which answers at once."""

import asyncio
import os

from bot.app import build
from bot.engines.engine import Answer, Request, Traits
from bot.settings import Settings
from bot.translation.types import Mode
from tests.bench.lines import translated


class AtOnce:
    """Has an answer ready, so that only RedBridge's own time is measured."""

    name = "at-once"
    traits = Traits(answers_as="at-once")

    async def reach(self) -> None:
        """Always within reach."""

    async def translate(self, request: Request) -> Answer:
        """What belongs to the text: any other Chinese would not be posted."""
        return Answer(translated(request.text), self.name)

    async def close(self) -> None:
        """Nothing to give back."""


async def main() -> None:
    """Translate the channels of the bench, and greet in the last of them, until the process is ended."""
    settings = Settings.load(os.environ)
    async with build(settings, engines=[AtOnce()]) as app:
        for channel in os.environ["BENCH_CHANNELS"].split(","):
            guild = int(os.environ["BENCH_GUILD"])
            await app.services.preferences.set_mode(guild, int(channel), Mode.REPLY, 0)
            await app.services.arrivals.decide(guild, 0, channel_id=int(channel))
        await app.connect()


if __name__ == "__main__":
    asyncio.run(main())
