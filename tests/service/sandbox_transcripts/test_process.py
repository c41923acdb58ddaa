"""A bot as a process: started, watched and ended."""

import asyncio
import os
import sys

import psutil
import pytest

from bot.sandbox import Sandbox
from bot.sandbox.process import BotDied, BotProcess
from bot.sandbox.trial import Stopped, Trial
from tests.service.sandbox_transcripts.stage import ROOT

pytestmark = pytest.mark.asyncio

# A control port, and what a bot may do with it.
SERVER = """
import asyncio, os, signal, sys
from bot.telemetry.control import ControlServer
async def main():
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, {on_term})
    async def idle(seconds):
        return {idle}
    def advance(seconds):
        print("passed", seconds, flush=True)
        return "now"
    control = ControlServer(int(os.environ["CONTROL_PORT"]), idle, advance)
    await control.start()
    print("up", os.environ.get("NAME"), flush=True)
    await stopped.wait()
    await control.close()
    print("down", flush=True)
asyncio.run(main())
"""


def process(tmp_path, *, on_term="stopped.set", idle="True", code=None, patience=5.0):
    source = code if code is not None else SERVER.format(on_term=on_term, idle=idle)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NAME": "one"}
    return BotProcess((sys.executable, "-c", source), environment, tmp_path / "log", patience)


async def until(bot, line):
    """Wait for a line in the log, which comes when the process gets to it."""
    while line not in bot.tail(100):
        assert bot.died is None, bot.tail(100)
        await asyncio.sleep(0.01)


async def test_it_starts_passes_time_and_stops(tmp_path):
    bot = process(tmp_path)
    await bot.start()
    await bot.start()
    await until(bot, "up one")
    await bot.idle()
    await bot.advance(1.5)
    assert await bot.stop()
    assert await bot.stop()
    assert bot.tail(3) == ["up one", "passed 1.5", "down"]
    assert (bot.pid, bot.died) == (None, None)
    await bot.idle()


async def test_a_restart_takes_the_new_environment_and_keeps_the_log(tmp_path):
    bot = process(tmp_path)
    await bot.start()
    await until(bot, "up one")
    bot.environment["NAME"] = "two"
    assert await bot.restart()
    await until(bot, "up two")
    await bot.kill()
    assert bot.tail(9) == ["up one", "down", "up two"]
    assert bot.died is None


async def test_one_that_does_not_stop_is_killed(tmp_path):
    bot = process(tmp_path, on_term="lambda: None", patience=0.2)
    await bot.start()
    await until(bot, "up one")
    assert not await bot.stop()
    assert bot.pid is None


async def test_one_that_is_asked_to_stop_while_we_are_interrupted_is_killed(tmp_path):
    bot = process(tmp_path, on_term="lambda: None", patience=30)
    await bot.start()
    await until(bot, "up one")
    pid = bot.pid
    stopping = asyncio.create_task(bot.stop())
    await asyncio.sleep(0)
    stopping.cancel()
    with pytest.raises(asyncio.CancelledError):
        await stopping
    await bot.ended()
    assert not psutil.pid_exists(pid)


async def test_one_that_ends_by_itself_is_noticed(tmp_path):
    bot = process(tmp_path, code="import sys; print('oh', file=sys.stderr); sys.exit(7)")
    await bot.start()
    assert await bot.ended() == 7
    assert (bot.died, bot.tail(1)) == (7, ["oh"])
    with pytest.raises(BotDied) as caught:
        await bot.idle()
    assert caught.value.code == 7
    bot.forget()
    await bot.idle()


async def test_one_that_ends_while_it_is_asked_is_noticed(tmp_path):
    bot = process(tmp_path, idle="os._exit(4)")
    await bot.start()
    await until(bot, "up one")
    with pytest.raises(BotDied):
        await bot.idle()


async def test_one_that_stays_busy_is_noticed(tmp_path):
    bot = process(tmp_path, idle="False")
    await bot.start()
    await until(bot, "up one")
    with pytest.raises(TimeoutError):
        await bot.idle()
    await bot.kill()


async def test_one_that_never_listens_is_noticed(tmp_path):
    bot = process(tmp_path, code="import time; print('up', flush=True); time.sleep(60)", patience=0.2)
    await bot.start()
    await until(bot, "up")
    with pytest.raises(TimeoutError):
        await bot.idle()
    await bot.kill()


async def test_one_that_does_not_stop_is_held_against_it(tmp_path):
    async with Sandbox() as sandbox:
        trial = Trial(sandbox, process(tmp_path, on_term="lambda: None", patience=0.2))
        await trial.bot.start()
        await until(trial.bot, "up one")
        await trial.stop()
        assert [failure.kind for failure in trial.verdict()] == ["stubborn"]


async def test_one_that_never_connects_is_held_against_it(tmp_path):
    async with Sandbox() as sandbox:
        trial = Trial(sandbox, process(tmp_path), patience=0.2)
        with pytest.raises(Stopped):
            await trial.start()
        assert [(failure.kind, failure.what) for failure in trial.verdict()] == [("unready", "0.2")]
        await trial.bot.kill()


@pytest.mark.parametrize(
    ("line", "is_trouble"),
    [
        ("2026-11-22T12:31:00.123Z ERROR    bot.app: something", True),
        ("2026-11-22T12:31:00.123Z CRITICAL bot: something", True),
        ("[2026-11-22 12:31:00] [ERROR   ] discord.client: something", True),
        ("\x1b[30;1m2026-11-22 13:29:24\x1b[0m \x1b[31mERROR   \x1b[0m \x1b[35mdiscord.client\x1b[0m oh", True),
        ("2026-11-22T12:31:00.123Z INFO     bot.app: ERROR", False),
        ("2026-11-22T12:31:00.123Z WARNING  bot.app: ERROR", False),
        ("ERRORS are human", False),
    ],
)
async def test_errors_are_found_in_the_log(tmp_path, line, is_trouble):
    bot = process(tmp_path, code=f"print({line!r})")
    await bot.start()
    await bot.ended()
    assert len(bot.troubles()) == is_trouble
