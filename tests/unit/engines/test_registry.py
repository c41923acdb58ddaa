from dataclasses import dataclass

import pytest

from bot.engines.registry import ENGINE_NAMES, build_engine


@dataclass(frozen=True)
class Settings:
    google_url: str = "https://translate.google.com/m"
    engine_timeout: float = 8.0


@pytest.mark.asyncio
@pytest.mark.parametrize("name", ENGINE_NAMES)
async def test_each_name_builds_the_engine_of_that_name(name: str):
    engine = build_engine(name, Settings())
    assert engine.name == name
    await engine.close()


def test_an_unknown_name_is_told_the_known_ones():
    with pytest.raises(ValueError, match=r"unknown engine 'gogle'; known engines: google, gloss"):
        build_engine("gogle", Settings())
