"""Being told to stop, also on platforms whose event loop knows no signals."""

import asyncio
import signal
from collections.abc import Iterator
from typing import Any

import pytest

from bot.app import stop_on_signals


class Deaf(asyncio.SelectorEventLoop):
    """A loop like that of Windows."""

    def add_signal_handler(self, sig: int, callback: Any, *args: Any) -> None:
        raise NotImplementedError


@pytest.fixture(autouse=True)
def _handlers_as_before() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("loop", [asyncio.SelectorEventLoop, Deaf])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops(loop: type[asyncio.SelectorEventLoop], number: signal.Signals) -> None:
    async def stopped() -> bool:
        stop = asyncio.Event()
        stop_on_signals(stop)
        signal.raise_signal(number)
        async with asyncio.timeout(5):
            return await stop.wait()

    with asyncio.Runner(loop_factory=loop) as runner:
        assert runner.run(stopped())
