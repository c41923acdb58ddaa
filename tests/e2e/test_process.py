"""The bot as a process of its own: killed, stopped, and refused."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.sandbox.process import BotDied, BotProcess
from tests.e2e.schema import violations
from tests.e2e.town import Town, town
from tests.fakes.phrases import zh

pytestmark = pytest.mark.asyncio

RUN = (sys.executable, "-m", "bot", "run")


def environment(place: Town) -> dict[str, str]:
    """What the process finds around it."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "VIRTUAL_ENV") if name in os.environ}
    return {
        **kept,
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "DISCORD_TOKEN": place.sandbox.token,
        "DISCORD_API_BASE": place.sandbox.api_base,
        "DISCORD_GATEWAY_URL": place.sandbox.gateway_url,
        "DISCORD_CDN_BASE": place.sandbox.cdn_base,
        "DATABASE_URL": f"sqlite+aiosqlite:///{place.folder / 'redbridge.db'}",
        "TRANSLATION_ENGINES": "google",
        "GOOGLE_URL": place.google.url,
        "LOG_FORMAT": "json",
    }


class Hosted:
    """A town, and the process that serves it."""

    def __init__(self, place: Town, **changes: str) -> None:
        self.town = place
        self.bot = BotProcess(RUN, {**environment(place), **changes}, place.folder / "bot.log")

    async def start(self) -> None:
        self.town.sandbox.idle_probe = self.bot.idle
        await self.bot.start()
        await self.town.sandbox.ready(90)
        await self.town.idle()

    def signal(self, number: signal.Signals) -> None:
        assert self.bot.pid
        os.kill(self.bot.pid, number)

    async def has_logged(self, words: str) -> None:
        """Wait until the log holds `words`."""
        async with asyncio.timeout(90):
            while words not in self.log():  # noqa: ASYNC110 - another process writes it; only looking at it tells
                await asyncio.sleep(0.01)

    def log(self) -> str:
        return (self.town.folder / "bot.log").read_text(encoding="utf-8")


@pytest_asyncio.fixture
async def hosted(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Hosted]:
    """A running bot; a test may change its settings by indirect parameters."""
    async with town(tmp_path) as place:
        host = Hosted(place, **getattr(request, "param", {}))
        try:
            await host.start()
            await place.translate_channel()
            yield host
        finally:
            await host.bot.kill()
        assert place.sandbox.complaints == []
        assert violations(place.sandbox.traffic) == []


async def test_a_message_that_was_being_translated_when_the_process_was_killed(hosted: Hosted) -> None:
    place = hosted.town
    place.google.open.clear()
    place.amy.say(place.general, "the power goes out while I am translated")
    await place.google.reached(1)
    await hosted.bot.kill()
    place.google.open.set()
    await hosted.start()
    assert place.talk() == [
        ("Amy", "the power goes out while I am translated"),
        ("RedBridge", zh("the power goes out while I am translated")),
    ]


async def test_a_reply_that_was_on_its_way_when_the_process_was_killed(hosted: Hosted) -> None:
    """Discord posts it, and the dead process never learns: the next one must not post it again."""
    place = hosted.town
    place.sandbox.faults.slow(60, "POST /channels/*/messages", served=True)
    struck = asyncio.Event()
    end = place.sandbox.subscribe(lambda event: struck.set() if event.kind == "fault" else None)
    message = place.amy.say(place.general, "the power goes out while I am answered")
    await asyncio.wait_for(struck.wait(), 120)
    end()
    await hosted.bot.kill()
    await hosted.start()
    answer = ("RedBridge", zh("the power goes out while I am answered"))
    assert place.talk() == [("Amy", message.content), answer]
    place.amy.edit(message, "and the answer is still followed")
    await place.idle()
    assert place.talk()[1:] == [("RedBridge", zh("and the answer is still followed"))]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_to_stop_finishes_what_is_in_flight(hosted: Hosted, number: signal.Signals) -> None:
    place = hosted.town
    place.google.open.clear()
    place.amy.say(place.general, "please finish this one before you go")
    await place.google.reached(1)
    hosted.signal(number)
    await hosted.has_logged("stopping")
    place.amy.say(place.general, "nobody takes this one any more")
    place.google.open.set()
    assert await asyncio.wait_for(hosted.bot.ended(), 60) == 0
    assert place.talk() == [
        ("Amy", "please finish this one before you go"),
        ("Amy", "nobody takes this one any more"),
        ("RedBridge", zh("please finish this one before you go")),
    ]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_to_stop_is_not_put_off_for_ever(hosted: Hosted, number: signal.Signals) -> None:
    place = hosted.town
    place.google.open.clear()
    place.amy.say(place.general, "this engine never answers at all")
    await place.google.reached(1)
    hosted.signal(number)
    assert await asyncio.wait_for(hosted.bot.ended(), 60) == 0


@pytest.mark.parametrize("hosted", [{"LOG_LEVEL": "INFO"}, {"LOG_LEVEL": "DEBUG"}], ids=str, indirect=True)
async def test_the_log_holds_no_text_and_no_secret(hosted: Hosted) -> None:
    place = hosted.town
    place.amy.say(place.general, "xylophone zeppelin is what I am saying")
    await place.idle()
    place.google.fail("500")
    place.amy.say(place.general, "xylophone zeppelin is what I say again")
    await place.idle()
    await hosted.bot.stop()
    log = hosted.log()
    assert "no engine answered" in log
    assert "xylophone" not in log
    assert place.sandbox.token not in log
    assert all(json.loads(line)["level"] for line in log.splitlines())


@pytest.mark.parametrize(
    ("changes", "language", "words"),
    [
        ({"DISCORD_TOKEN": ""}, "en_US.UTF-8", ("DISCORD_TOKEN", "missing")),
        ({"DISCORD_TOKEN": ""}, "zh_CN.UTF-8", ("DISCORD_TOKEN", "没")),
        ({"TRANSLATION_ENGINES": "gogle"}, "en_US.UTF-8", ("TRANSLATION_ENGINES", "gogle")),
        ({"GOOGLE_URL": "translate.google.com"}, "en_US.UTF-8", ("GOOGLE_URL",)),
        ({"DATABASE_URL": "sqlite:////proc/nowhere/redbridge.db"}, "en_US.UTF-8", ("DATABASE_URL",)),
    ],
)
async def test_a_wrong_setting_is_one_line_and_exit_78(
    tmp_path: Path, changes: dict[str, str], language: str, words: tuple[str, ...]
) -> None:
    async with town(tmp_path) as place:
        surroundings = {**environment(place), "LC_ALL": language, "PYTHONUTF8": "1", **changes}
        process = await asyncio.create_subprocess_exec(
            *RUN, env=surroundings, cwd=tmp_path, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
        )
        output, _ = await process.communicate()
    lines = output.decode().splitlines()
    assert process.returncode == 78, lines
    assert len(lines) == 1
    assert all(word in lines[0] for word in words)


@pytest.mark.parametrize("privileged", [("message_content",), ()])
async def test_what_discord_refuses_is_one_line_and_exit_78(tmp_path: Path, privileged: tuple[str, ...]) -> None:
    async with town(tmp_path, privileged=privileged) as place:
        token = place.sandbox.token if not privileged else place.sandbox.token[:-4] + "AAAA"
        process = await asyncio.create_subprocess_exec(
            *RUN,
            env={**environment(place), "DISCORD_TOKEN": token, "LOG_LEVEL": "CRITICAL", "LC_ALL": "C"},
            cwd=tmp_path,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        output, _ = await asyncio.wait_for(process.communicate(), 90)
    lines = output.decode().splitlines()
    assert process.returncode == 78, lines
    assert len(lines) == 1
    assert "DISCORD_TOKEN" in lines[0]


@pytest.mark.parametrize(("code", "setting"), [(4004, "DISCORD_TOKEN"), (4010, "SHARD_IDS"), (4011, "SHARD_COUNT")])
async def test_what_discord_no_longer_accepts_ends_a_running_bot_with_78(
    hosted: Hosted, code: int, setting: str
) -> None:
    hosted.town.sandbox.faults.close_gateway(code)
    assert await asyncio.wait_for(hosted.bot.ended(), 60) == 78
    assert setting in hosted.bot.tail(1)[0]


async def test_only_what_was_written_since_the_channel_was_chosen_is_answered_late(tmp_path: Path) -> None:
    async with town(tmp_path) as place:
        host = Hosted(place)
        try:
            place.amy.say(place.general, "this was said before anybody asked for translations")
            await host.start()
            await place.translate_channel()
            await host.bot.kill()
            place.amy.say(place.general, "and this was said while the machine was off")
            await host.start()
            assert place.talk()[-1] == ("RedBridge", zh("and this was said while the machine was off"))
            assert len(place.general.messages) == 3
        finally:
            await host.bot.kill()


async def test_a_second_process_on_the_same_database_is_told_at_once(hosted: Hosted) -> None:
    place = hosted.town
    second = Hosted(place)
    second.bot = BotProcess(RUN, environment(place), place.folder / "second.log")
    await second.bot.start()
    with pytest.raises(BotDied):
        await second.bot.idle()
    (line,) = (place.folder / "second.log").read_text("utf-8").splitlines()
    assert "Another RedBridge is running with the database" in line
    place.amy.say(place.general, "good night")
    await place.idle()
    assert place.talk()[-1] == ("RedBridge", zh("good night"))
