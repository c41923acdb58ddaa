"""What is Microsoft's own: regions, and a free quota that is refused like a wrong key."""

import pytest

from bot.engines.deep.microsoft import MicrosoftEngine
from bot.engines.engine import Request
from bot.engines.retry import until_midnight
from bot.errors import EngineBackOff, EngineMisconfigured
from tests.fakes.services.microsoft import FakeMicrosoft
from tests.service.engines.secrets import KEY

pytestmark = pytest.mark.asyncio
HELLO = Request("hello", "en", "zh-TW")


async def test_a_global_resource_is_sent_no_region():
    async with FakeMicrosoft(KEY) as fake:
        assert (await MicrosoftEngine(fake.url, 5, KEY).translate(HELLO)).text == "[zh-Hant] hello"


@pytest.mark.parametrize(("key", "region"), [("another", "eastasia"), (KEY, ""), (KEY, "westeurope")])
async def test_a_wrong_key_or_region(key: str, region: str):
    async with FakeMicrosoft(KEY, "eastasia") as fake:
        with pytest.raises(EngineMisconfigured, match="status 401"):
            await MicrosoftEngine(fake.url, 5, key, region).translate(HELLO)
        assert (await MicrosoftEngine(fake.url, 5, KEY, "eastasia").translate(HELLO)).text == "[zh-Hant] hello"


async def test_a_used_up_free_quota_is_no_wrong_key():
    async with FakeMicrosoft(KEY) as fake:
        fake.fail("quota", times=1)
        with pytest.raises(EngineBackOff, match="quota") as raised:
            await MicrosoftEngine(fake.url, 5, KEY).translate(HELLO)
    assert raised.value.retry_after == pytest.approx(until_midnight(), abs=30)
