import asyncio

import pytest

from bot.engines.patience import attend

pytestmark = pytest.mark.asyncio


class Work:
    """Ends when `open` is set; `sign` raises what `lost` holds, once `answers` is set."""

    def __init__(self) -> None:
        self.open = asyncio.Event()
        self.answers = asyncio.Event()
        self.answers.set()
        self.lost: Exception | None = None
        self.asked = asyncio.Event()
        self.ended = False

    async def run(self) -> str:
        try:
            await self.open.wait()
        finally:
            self.ended = True
        return "done"

    async def sign(self) -> None:
        self.asked.set()
        await self.answers.wait()
        if self.lost:
            raise self.lost


@pytest.fixture
def work() -> Work:
    return Work()


async def test_quick_work_is_not_asked_for_a_sign(work: Work):
    work.open.set()
    assert await attend(work.run(), work.sign, 60) == "done"
    assert not work.asked.is_set()


async def test_slow_work_with_a_sign_of_life_goes_on(work: Work):
    waiting = asyncio.create_task(attend(work.run(), work.sign, 0))
    await work.asked.wait()
    work.open.set()
    assert await waiting == "done"


async def test_slow_work_that_ends_while_the_sign_is_awaited(work: Work):
    work.answers.clear()
    waiting = asyncio.create_task(attend(work.run(), work.sign, 0))
    await work.asked.wait()
    work.open.set()
    assert await waiting == "done"


async def test_slow_work_without_a_sign_of_life_is_ended(work: Work):
    work.lost = ConnectionError()
    with pytest.raises(ConnectionError):
        await attend(work.run(), work.sign, 0)
    assert work.ended


async def test_errors_of_the_work_are_passed_on(work: Work):
    async def fail() -> None:
        raise LookupError

    with pytest.raises(LookupError):
        await attend(fail(), work.sign, 60)


@pytest.mark.parametrize("answers", [True, False])
async def test_cancellation_ends_the_work(work: Work, answers: bool):
    if not answers:
        work.answers.clear()
    waiting = asyncio.create_task(attend(work.run(), work.sign, 0))
    await work.asked.wait()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert work.ended
