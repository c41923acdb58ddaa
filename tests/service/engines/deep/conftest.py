from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.engines.deep.base import DeepEngine
from tests.fakes.service import FakeService
from tests.service.engines.deep.kinds import KINDS, Kind


@pytest.fixture(params=KINDS, ids=str)
def kind(request: pytest.FixtureRequest) -> Kind:
    return request.param


@pytest_asyncio.fixture
async def fake(kind: Kind) -> AsyncIterator[FakeService]:
    async with kind.fake() as fake:
        yield fake


@pytest.fixture
def engine(kind: Kind, fake: FakeService) -> DeepEngine:
    return kind.engine(fake.url, 5)
