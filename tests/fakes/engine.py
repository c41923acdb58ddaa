"""An engine that does what a test tells it."""

import asyncio
import re
from collections.abc import Callable

from bot.engines.engine import Answer, Request, Traits

_NUMBER = re.compile(r"(?m)^⟦9\d\d⟧ ")


class ScriptedEngine:
    """Answers `[name] text` unless told otherwise.

    trouble: raised by `translate` while it is set; unreachable: raised by `reach` while it is set.
    open, near: events; while they are cleared, `translate` and `reach` wait.
    asked: the texts so far, without the numbers before joined lines; knocks: how often `reach` was called.
    """

    def __init__(self, name: str = "scripted") -> None:
        self.name = name
        self.traits = Traits(answers_as=name)
        self.trouble: Exception | None = None
        self.unreachable: Exception | None = None
        self.open = asyncio.Event()
        self.open.set()
        self.near = asyncio.Event()
        self.near.set()
        self.answer: Callable[[Request], str] = lambda request: f"[{name}] {request.text}"
        self.asked: list[str] = []
        self.knocks = 0
        self.closed = False
        self._news = asyncio.Condition()

    async def knocked(self) -> None:
        """Wait until `reach` has been called."""
        async with self._news:
            await self._news.wait_for(lambda: self.knocks > 0)

    async def heard(self, text: str) -> None:
        """Wait until `translate` has been called with a text."""
        async with self._news:
            await self._news.wait_for(lambda: text in self.asked)

    async def reach(self) -> None:
        self.knocks += 1
        async with self._news:
            self._news.notify_all()
        await self.near.wait()
        if self.unreachable:
            raise self.unreachable

    async def translate(self, request: Request) -> Answer:
        self.asked.append(_NUMBER.sub("", request.text))
        async with self._news:
            self._news.notify_all()
        await self.open.wait()
        if self.trouble:
            raise self.trouble
        return Answer(self.answer(request), self.name)

    async def close(self) -> None:
        self.closed = True
        if isinstance(self.trouble, RuntimeError):
            raise self.trouble
