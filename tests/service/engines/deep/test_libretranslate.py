"""What is LibreTranslate's own: servers with and without keys, with and without models."""

import pytest

from bot.engines.deep.libretranslate import LibreTranslateEngine
from bot.engines.engine import Request
from bot.errors import EngineMisconfigured
from tests.fakes.services.libretranslate import FakeLibreTranslate
from tests.service.engines.secrets import KEY

pytestmark = pytest.mark.asyncio


async def translate(url: str, key: str = "") -> str:
    return (await LibreTranslateEngine(url, 5, key).translate(Request("hello", "en", "zh-CN"))).text


@pytest.mark.parametrize("end", ["", "/"])
async def test_a_server_of_ones_own_is_sent_no_key(end: str):
    async with FakeLibreTranslate() as fake:
        assert await translate(fake.url.rstrip("/") + end) == "[zh] hello"


async def test_a_server_with_keys_wants_the_right_one():
    async with FakeLibreTranslate(KEY) as fake:
        assert await translate(fake.url, KEY) == "[zh] hello"
        with pytest.raises(EngineMisconfigured, match="wants a key"):
            await translate(fake.url)
        with pytest.raises(EngineMisconfigured, match="status 403"):
            await translate(fake.url, "another")


async def test_a_server_without_chinese_is_a_matter_of_configuration():
    async with FakeLibreTranslate() as fake:
        fake.languages = {"en", "es"}
        with pytest.raises(EngineMisconfigured, match="no model"):
            await translate(fake.url)


async def test_texts_leave_this_machine_only_for_another_one():
    for url, remote in (("http://127.0.0.1:5000", False), ("https://translate.example", True)):
        traits = LibreTranslateEngine(url, 5).traits
        assert (traits.remote, traits.traditional) == (remote, False)
