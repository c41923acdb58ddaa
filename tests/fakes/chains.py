"""A chain over two engines, for tests of who answers and who rests."""

from typing import Final

from bot.engines.budget import Budgets, Limits, MemoryLedger
from bot.engines.chain import Chain
from bot.engines.desk import Room
from bot.engines.engine import Engine, Request
from bot.errors import EngineUnavailable
from tests.fakes.clock import ManualClock
from tests.fakes.engine import ScriptedEngine

SECRET: Final = "the cat sat on my password"


class Stage:
    """Two engines, `far` before `near`, a chain over both, and the clock of its breakers."""

    def __init__(
        self,
        far: ScriptedEngine | None = None,
        *,
        timeout: float = 30.0,
        reach_timeout: float = 5.0,
        at_once: int = 8,
        limits: Limits | None = None,
    ) -> None:
        self.far = far or ScriptedEngine("far")
        self.near = ScriptedEngine("near")
        self.clock = ManualClock()
        self.chain = Chain(
            [self.far, self.near],
            self.clock,
            timeout=timeout,
            reach_timeout=reach_timeout,
            budgets=Budgets(MemoryLedger(), limits, self.clock) if limits else None,
            room=lambda _: Room(at_once=at_once),
        )

    async def say(self, text: str = SECRET, order: list[str] | None = None) -> str | None:
        async def attempt(engine: Engine) -> str | None:
            return (await engine.translate(Request(text, "en", "zh-CN"))).text

        return await self.chain.first(attempt, order)

    async def exhaust(self, reason: str = "status 500") -> None:
        """Let `far` fail over two texts, after which it rests, and over whatever follows."""
        self.far.trouble = EngineUnavailable("far", reason)
        assert [await self.say("one"), await self.say("two")] == ["[near] one", "[near] two"]
