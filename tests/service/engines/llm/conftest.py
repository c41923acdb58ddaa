from collections.abc import AsyncIterator

import pytest_asyncio

from bot.engines.llm.engine import LlmEngine
from tests.fakes.llm import KEY, MODEL, FakeLlm


@pytest_asyncio.fixture
async def llm() -> AsyncIterator[FakeLlm]:
    async with FakeLlm(key=KEY) as fake:
        yield fake


@pytest_asyncio.fixture
async def engine(llm: FakeLlm) -> AsyncIterator[LlmEngine]:
    made = LlmEngine(llm.url, MODEL, KEY, timeout=5)
    yield made
    await made.close()
