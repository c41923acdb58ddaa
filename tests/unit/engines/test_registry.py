import pytest

from bot.engines.registry import ENGINE_NAMES, build_engine
from bot.settings import Settings


@pytest.mark.asyncio
@pytest.mark.parametrize("name", ENGINE_NAMES)
async def test_each_name_builds_the_engine_of_that_name(name: str):
    engine = build_engine(name, Settings.load({}))
    assert engine.name == name
    await engine.close()


def test_an_unknown_name_is_told_the_known_ones():
    with pytest.raises(ValueError, match=r"unknown engine 'gogle'; known engines: google, gloss"):
        build_engine("gogle", Settings.load({}))
