"""Each engine says whose eyes a text meets there; the documents say the same."""

from pathlib import Path

import pytest

from bot.engines.policies import POLICIES
from bot.engines.registry import ENGINE_NAMES, build_engine
from bot.engines.settings import EngineSettings

ROOT = Path(__file__).parents[3]


def row(document: str, engine: str) -> str:
    lines = (ROOT / "docs" / "engines" / document).read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if line.startswith(f"| `{engine}` |"))


def test_every_engine_has_one() -> None:
    assert set(POLICIES) == set(ENGINE_NAMES)


@pytest.mark.parametrize("document", ["README.md", "README.zh-CN.md"])
@pytest.mark.parametrize("engine", ENGINE_NAMES)
def test_it_is_the_one_of_the_documents(document: str, engine: str) -> None:
    url = POLICIES[engine].url
    assert url is None or url in row(document, engine)


@pytest.mark.parametrize("engine", ["google", "gloss", "mymemory"])
def test_what_leaves_the_machine_is_what_costs(engine: str) -> None:
    assert build_engine(engine, EngineSettings()).traits.remote == POLICIES[engine].leaves
