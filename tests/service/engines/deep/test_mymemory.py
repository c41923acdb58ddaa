"""What is MyMemory's own: refusals that look like translations, and what people put into its memory."""

import pytest

from bot.engines.deep.mymemory import MyMemoryEngine
from bot.engines.engine import Request
from bot.engines.retry import until_midnight
from bot.errors import EngineBackOff, EngineRefusedText, EngineUnavailable
from bot.settings import Settings
from tests.fakes.services.mymemory import FakeMyMemory

pytestmark = pytest.mark.asyncio


async def translate(fake: FakeMyMemory, text: str) -> str:
    return (await MyMemoryEngine(fake.url, 5).translate(Request(text, "en", "zh-CN"))).text


async def test_its_own_address_is_encrypted():
    assert Settings.load({}).mymemory_url.startswith("https://")


@pytest.mark.parametrize("how", ["quota", "quota 429"])
async def test_a_used_up_quota_is_no_translation_and_says_when_to_come_back(how: str):
    async with FakeMyMemory() as fake:
        fake.fail(how, times=1)
        with pytest.raises(EngineBackOff, match="quota") as raised:
            await translate(fake, "hello")
    assert raised.value.retry_after == 10 * 3600 + 52 * 60 + 12


async def test_a_quota_without_a_time_begins_anew_at_midnight():
    async with FakeMyMemory() as fake:
        fake.fail("quota without a time", times=1)
        with pytest.raises(EngineBackOff) as raised:
            await translate(fake, "hello")
    assert raised.value.retry_after == pytest.approx(until_midnight(), abs=30)


@pytest.mark.parametrize(
    ("how", "kind"),
    [("too often", EngineBackOff), ("403 inside", EngineUnavailable), ("odd status", EngineUnavailable)],
)
async def test_a_refusal_inside_a_good_answer(how: str, kind: type[Exception]):
    async with FakeMyMemory() as fake:
        fake.fail(how, times=1)
        with pytest.raises(kind):
            await translate(fake, "hello")
        assert await translate(fake, "hello") == "[zh-CN] hello"


async def test_a_text_that_it_finds_too_long(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("bot.engines.deep.mymemory._MOST_BYTES", 10_000)
    async with FakeMyMemory() as fake:
        with pytest.raises(EngineRefusedText, match="too long"):
            await translate(fake, "喵呜" * 100)


async def test_entities_that_people_left_in_its_memory_are_read():
    async with FakeMyMemory() as fake:
        fake.answers = {"don't": "don&#39;t &amp; won&quot;t", "write &amp; here": "写 &amp;"}
        assert await translate(fake, "don't") == "don't & won\"t"
        assert await translate(fake, "write &amp; here") == "写 &amp;"
