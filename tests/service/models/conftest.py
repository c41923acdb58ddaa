from collections.abc import AsyncIterator

import pytest_asyncio

from tests.fakes.mirror import FakeMirror


@pytest_asyncio.fixture
async def mirror() -> AsyncIterator[FakeMirror]:
    """A mirror with both directions, named as Mozilla names them."""
    async with FakeMirror() as served:
        served.publish("en", "zh-Hans")
        served.publish("zh-Hans", "en")
        yield served
