"""What is Papago's own: the keys in the gateway's headers, and its quota."""

import pytest

from bot.engines.deep.papago import PapagoEngine
from bot.engines.engine import Request
from bot.engines.retry import until_midnight
from bot.errors import EngineBackOff, EngineMisconfigured
from tests.fakes.services.papago import FakePapago
from tests.service.engines.secrets import KEY

pytestmark = pytest.mark.asyncio
HELLO = Request("hello", "en", "zh-CN")


@pytest.mark.parametrize(("client_id", "secret"), [("another", KEY), ("id", "another")])
async def test_a_wrong_id_or_key(client_id: str, secret: str):
    async with FakePapago("id", KEY) as fake:
        with pytest.raises(EngineMisconfigured, match="status 401"):
            await PapagoEngine(fake.url, 5, client_id, secret).translate(HELLO)
        assert (await PapagoEngine(fake.url, 5, "id", KEY).translate(HELLO)).text == "[zh-CN] hello"


async def test_a_used_up_quota_is_asked_for_again_tomorrow():
    async with FakePapago("id", KEY) as fake:
        fake.fail("quota", times=1)
        with pytest.raises(EngineBackOff, match="quota") as raised:
            await PapagoEngine(fake.url, 5, "id", KEY).translate(HELLO)
    assert raised.value.retry_after == pytest.approx(until_midnight(), abs=30)
