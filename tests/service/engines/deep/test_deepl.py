"""What is DeepL's own: two hosts, a quota, and how it may be asked about it."""

from pathlib import Path
from typing import Any

import pytest

from bot.engines.deep.deepl import DeepLEngine
from bot.engines.engine import Metered, Quota, Request
from bot.engines.guard import address_of
from bot.engines.retry import until_midnight
from bot.errors import EngineBackOff, EngineMisconfigured, EngineUnavailable
from tests.fakes.services.deepl import FakeDeepL
from tests.service.engines.secrets import KEY

pytestmark = pytest.mark.asyncio


@pytest.mark.parametrize(("key", "host"), [(f"{KEY}:fx", "api-free.deepl.com"), (KEY, "api.deepl.com")])
async def test_the_host_is_the_one_that_the_key_belongs_to(key: str, host: str, monkeypatch: pytest.MonkeyPatch):
    asked: list[tuple[str, int]] = []

    def connect(address: tuple[str, int], **_: Any) -> Any:
        asked.append(address)
        raise OSError

    monkeypatch.setattr("socket.create_connection", connect)
    for url in ("", "https://mirror.example/v2"):
        with pytest.raises(EngineUnavailable):
            await DeepLEngine(url, 5, key).reach()
    assert asked == [address_of(f"https://{host}/v2"), address_of("https://mirror.example")]


async def test_a_used_up_quota_is_asked_for_again_tomorrow():
    async with FakeDeepL(KEY) as fake:
        fake.fail("456", times=1)
        with pytest.raises(EngineBackOff, match="quota") as raised:
            await DeepLEngine(fake.url, 5, KEY).translate(Request("hello", "en", "zh-CN"))
    assert raised.value.retry_after == pytest.approx(until_midnight(), abs=30)


async def test_529_is_too_many_requests():
    async with FakeDeepL(KEY) as fake:
        fake.fail("529", times=1)
        with pytest.raises(EngineBackOff):
            await DeepLEngine(fake.url, 5, KEY).translate(Request("hello", "en", "zh-CN"))


@pytest.mark.parametrize("end", ["", "/"])
async def test_it_tells_its_quota(end: str):
    async with FakeDeepL(KEY) as fake:
        engine = DeepLEngine(fake.url + end, 5, KEY)
        assert isinstance(engine, Metered)
        assert await engine.quota() == Quota(180_118, 500_000)
        assert fake.usage_asked == 1
        assert fake.asked == []


@pytest.mark.parametrize("usage", [{}, [], {"character_count": 1, "character_limit": 10**12}, {"character_count": "1"}])
async def test_an_account_without_a_limit_has_no_quota(usage: Any):
    async with FakeDeepL(KEY) as fake:
        fake.usage = usage
        assert await DeepLEngine(fake.url, 5, KEY).quota() is None


async def test_the_quota_of_a_wrong_key():
    async with FakeDeepL(KEY) as fake:
        with pytest.raises(EngineMisconfigured, match="status 403"):
            await DeepLEngine(fake.url, 5, "another").quota()
        with pytest.raises(EngineMisconfigured, match="status 403"):
            await DeepLEngine(fake.url, 5, "another").translate(Request("hello", "en", "zh-CN"))


async def test_behind_a_proxy_netrc_does_not_replace_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("default login somebody password else\n")
    monkeypatch.setenv("NETRC", str(netrc))
    async with FakeDeepL(KEY) as fake:
        monkeypatch.setenv("HTTP_PROXY", fake.url.removesuffix("/v2"))
        answer = await DeepLEngine("http://deepl.invalid/v2", 5, KEY).translate(Request("hello", "en", "zh-CN"))
        assert answer.text == "[ZH-HANS] hello"
