"""What is Baidu's own: codes instead of statuses, signatures, and empty lines that it drops."""

import pytest

from bot.engines.deep.baidu import BaiduEngine
from bot.engines.engine import Request
from bot.engines.retry import until_midnight
from bot.errors import EngineBackOff, EngineError, EngineMisconfigured, EngineRefusedText, EngineUnavailable
from tests.fakes.services.baidu import CODES, FakeBaidu
from tests.service.engines.secrets import KEY

pytestmark = pytest.mark.asyncio
HELLO = Request("hello", "en", "zh-CN")
KINDS = {
    EngineUnavailable: {52001, 52002, 58001, 99999},
    EngineMisconfigured: {52003, 54001, 58000, 58002, 90107},
    EngineBackOff: {54003, 54004, 54005},
    EngineRefusedText: {54000, 20003},
}


async def refused(code: int) -> EngineError:
    async with FakeBaidu("id", KEY) as fake:
        fake.fail(f"code {code}", times=1)
        with pytest.raises(EngineError) as raised:
            await BaiduEngine(fake.url, 5, "id", KEY).translate(HELLO)
        return raised.value


@pytest.mark.parametrize("code", CODES)
async def test_each_code_says_what_to_do(code: int):
    error = await refused(code)
    assert code in KINDS[type(error)], error


@pytest.mark.parametrize(("code", "seconds"), [(54003, 1), (54005, 3)])
async def test_who_asks_too_often_comes_back_soon(code: int, seconds: float):
    error = await refused(code)
    assert isinstance(error, EngineBackOff)
    assert error.retry_after == seconds


async def test_who_has_spent_everything_comes_back_tomorrow():
    error = await refused(54004)
    assert isinstance(error, EngineBackOff)
    assert error.retry_after == pytest.approx(until_midnight(), abs=30)


@pytest.mark.parametrize(("app_id", "app_key"), [("another", KEY), ("id", "another")])
async def test_a_wrong_id_or_key(app_id: str, app_key: str):
    async with FakeBaidu("id", KEY) as fake:
        with pytest.raises(EngineMisconfigured):
            await BaiduEngine(fake.url, 5, app_id, app_key).translate(HELLO)
        assert (await BaiduEngine(fake.url, 5, "id", KEY).translate(HELLO)).text == "[zh] hello"
