"""Engines that take several texts at once, and what a desk needs beside its engine."""

import asyncio
import re
from collections.abc import Callable, Sequence

from bot.engines.call import Caller
from bot.engines.desk import Desk
from bot.engines.engine import Answer, Asker, Engine, Request, Traits
from tests.fakes.engine import ScriptedEngine

_NUMBERED = re.compile(r"^(⟦9\d\d⟧ )?(.*)$", re.DOTALL)


class LineEngine(ScriptedEngine):
    """Translates line by line; `spoil` changes the lines of an answer to more than one.

    Numbers before joined lines stay as they are, and do not show in `asked`.
    """

    def __init__(self, name: str = "lines") -> None:
        super().__init__(name)
        self.traits = Traits(answers_as=name, lines=True)
        self.spoil: Callable[[list[str]], list[str]] = list
        self.answer = self._by_line

    def _by_line(self, request: Request) -> str:
        done = [_NUMBERED.sub(r"\1<\2>", line) for line in request.text.split("\n")]
        return "\n".join(self.spoil(done) if len(done) > 1 else done)


class ListEngine(ScriptedEngine):
    """A Batcher; `spoil` changes the list of answers. batches: how many texts came together, call by call."""

    most_at_once = 10

    def __init__(self, name: str = "list") -> None:
        super().__init__(name)
        self.spoil: Callable[[list[Answer]], list[Answer]] = list
        self.batches: list[int] = []

    async def translate_many(self, requests: Sequence[Request]) -> list[Answer]:
        self.batches.append(len(requests))
        self.asked.extend(request.text for request in requests)
        await self.open.wait()
        if self.trouble:
            raise self.trouble
        return self.spoil([Answer(self.answer(request), self.name) for request in requests])


def desk_for(engine: Engine, timeout: float = 5.0, **more: object) -> Desk:
    """A desk whose engine is tried again at once."""
    caller = Caller(engine, timeout=timeout, reach_timeout=timeout / 2, pause=lambda _: 0.0)
    return Desk(engine, caller, **more)  # type: ignore[arg-type]


def ask(desk: Desk, text: str, guild: int = 1, **more: object) -> asyncio.Task[str]:
    """Begin to translate a text from English to Chinese."""

    async def translate() -> str:
        request = Request(text, "en", "zh-CN", asker=Asker(guild), **more)  # type: ignore[arg-type]
        return (await desk.translate(request)).text

    return asyncio.create_task(translate())


async def settle(rounds: int = 20) -> None:
    """Let everything run that can."""
    for _ in range(rounds):
        await asyncio.sleep(0)
