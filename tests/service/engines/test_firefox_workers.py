"""Life and death of the firefox engine's workers, which are real processes with a stand-in for the model."""

import asyncio
import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from bot.engines.firefox.pool import Pool
from bot.engines.firefox.process import Order
from bot.errors import EngineBackOff, EngineRefusedText, EngineUnavailable
from tests.fakes.clock import ManualClock
from tests.fakes.firefox import FACTORY, install_marking
from tests.service.engines.firefox import PATIENCE, a_worker, asked, children, engine, journal_of, loads


@pytest.mark.asyncio
async def test_no_more_workers_than_allowed(tmp_path: Path):
    journal = install_marking(tmp_path, "en-zh")
    async with engine(tmp_path, workers=2) as firefox:
        answers = await asyncio.gather(*(firefox.translate(asked(f"text {number}")) for number in range(8)))
        assert [answer.text for answer in answers] == [f"「text {number}」" for number in range(8)]
        assert len(children()) == 2
    assert loads(journal) == 2


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "fault", ["die", "panic", "garble", "overflow", "be late", "lose", "count", "list", "array", "cut and die"]
)
async def test_a_worker_that_dies_or_talks_nonsense_costs_nothing(tmp_path: Path, fault: str):
    journal = install_marking(tmp_path, "en-zh")
    async with engine(tmp_path) as firefox:
        answer = await firefox.translate(asked(f"please {fault} once"))
        assert answer.text == f"「please {fault} once」"
    assert loads(journal) == 2


@pytest.mark.asyncio
async def test_a_text_that_always_kills_is_refused_and_its_neighbours_are_not_lost(tmp_path: Path):
    journal = install_marking(tmp_path, "en-zh")
    async with engine(tmp_path) as firefox:
        with pytest.raises(EngineRefusedText) as refused:
            await firefox.translate(asked("die, secretly"))
        assert "secretly" not in f"{refused.value!r}{refused.value.__cause__!r}{refused.value.__context__!r}"
        assert (await firefox.translate(asked("tea"))).text == "「tea」"
    assert loads(journal) == 3


@pytest.mark.asyncio
async def test_a_worker_that_was_killed_between_texts_is_replaced(tmp_path: Path):
    journal = install_marking(tmp_path, "en-zh")
    async with engine(tmp_path) as firefox:
        for text in ("one", "two", "three"):
            assert (await firefox.translate(asked(text))).text == f"「{text}」"
            (pid,) = children()
            os.kill(pid, signal.SIGKILL)
    assert {line for _, line in journal_of(journal)} >= {"one", "two", "three"}


@pytest.mark.asyncio
async def test_a_worker_that_hangs_is_killed_and_replaced(tmp_path: Path):
    install_marking(tmp_path, "en-zh")
    async with engine(tmp_path) as warm:
        assert (await warm.translate(asked("tea"))).text == "「tea」"
    async with engine(tmp_path, patience=1.5) as firefox:
        with pytest.raises(EngineUnavailable) as late:
            await firefox.translate(asked("hang in there"))
        assert late.value.reason == "timeout"
        assert children() == []
        assert (await firefox.translate(asked("tea"))).text == "「tea」"


@pytest.mark.asyncio
async def test_who_stops_waiting_does_not_stop_the_worker(tmp_path: Path):
    journal = install_marking(tmp_path, "en-zh")
    async with engine(tmp_path) as firefox:
        impatient = asyncio.create_task(firefox.translate(asked("one")))
        await a_worker()
        (busy,) = children()
        impatient.cancel()
        await asyncio.gather(impatient, return_exceptions=True)
        assert (await firefox.translate(asked("two"))).text == "「two」"
    assert (busy, "two") in journal_of(journal)


@pytest.mark.asyncio
async def test_closing_ends_workers_that_are_busy(tmp_path: Path):
    install_marking(tmp_path, "en-zh")
    async with engine(tmp_path) as firefox:
        stuck = asyncio.create_task(firefox.translate(asked("hang in there")))
        await a_worker()
    assert isinstance((await asyncio.gather(stuck, return_exceptions=True))[0], asyncio.CancelledError)


@pytest.mark.asyncio
async def test_a_worker_that_dies_while_it_loads_is_not_started_for_ever(tmp_path: Path):
    journal = install_marking(tmp_path, "en-zh", loads="die")
    model = tmp_path / "en-zh" / "3.0-0123456789ab" / "model.bin"
    order = Order({"model": model}, {"model": hashlib.sha256(model.read_bytes()).hexdigest()}, "zh", FACTORY)
    clock = ManualClock()
    pool = Pool("en-zh", lambda: order, most=1, patience=PATIENCE, monotonic=clock.monotonic)
    for _ in range(3):
        with pytest.raises(EngineUnavailable, match="died while it started"):
            await pool.run(["tea"])
    for pause in (1.0, 2.0, 4.0):
        before = loads(journal)
        with pytest.raises(EngineBackOff) as resting:
            await pool.run(["tea"])
        assert resting.value.retry_after == pause
        assert loads(journal) == before
        clock.advance(pause)
        with pytest.raises(EngineUnavailable):
            await pool.run(["tea"])
        assert loads(journal) == before + 1
    await pool.close()


BOT = """
import asyncio, sys
from pathlib import Path
from bot.engines.engine import Request
from bot.engines.firefox.engine import FirefoxEngine
from tests.fakes import tiny_model
from tests.fakes.clock import ManualClock
from tests.fakes.firefox import FACTORY

async def main():
    firefox = FirefoxEngine(Path(sys.argv[1]), float(sys.argv[2]), factory=FACTORY)
    for text in sys.argv[3:]:
        print((await firefox.translate(Request(text, "en", "zh-CN"))).text, flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


@contextmanager
def another_bot(
    root: Path, *arguments: str, **environ: str
) -> Iterator[tuple[subprocess.Popen[bytes], psutil.Process]]:
    """A bot in a process of its own that has had one text translated, and its worker."""
    journal = install_marking(root, "en-zh")
    command = [sys.executable, "-c", BOT, str(root), *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, **environ}) as bot:
        assert bot.stdout
        assert bot.stdout.readline() == "「tea」\n".encode()
        yield bot, psutil.Process(journal_of(journal)[0][0])
        bot.kill()


def test_no_worker_outlives_a_killed_bot(tmp_path: Path):
    with another_bot(tmp_path, "20", "tea") as (bot, worker):
        assert worker.is_running()
        bot.kill()
    assert psutil.wait_procs([worker], timeout=20)[1] == []


def test_not_even_one_that_hangs(tmp_path: Path):
    with another_bot(tmp_path, "1", "tea", "hang for ever") as (bot, worker):
        journal = tmp_path / "en-zh.journal"
        while "hang" not in journal.read_text(encoding="utf-8"):
            assert worker.is_running()
        bot.kill()
    assert psutil.wait_procs([worker], timeout=20)[1] == []


def test_a_worker_gets_no_secrets(tmp_path: Path):
    with another_bot(tmp_path, "20", "tea", DISCORD_TOKEN="hunter2", LLM_API_KEY="hunter3") as (_, worker):
        assert "hunter" not in str(worker.environ())
