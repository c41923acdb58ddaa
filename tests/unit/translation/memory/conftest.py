"""A memory with the starter pairs and no store."""

import asyncio
from collections.abc import Callable

import pytest

from bot.language.convert import to_simplified, to_traditional
from bot.translation.memory import Memory
from tests.fakes.clock import ManualClock
from tests.fakes.library import starter

Recall = Callable[[str, str, str], str | None]


@pytest.fixture(scope="session")
def starter_memory() -> Memory:
    memory = Memory(None, ManualClock(), to_simplified, to_traditional, starter())
    asyncio.run(memory.load())
    return memory


@pytest.fixture(scope="session")
def recall(starter_memory: Memory) -> Recall:
    """The words recalled for a text, from one locale to another."""

    def words(text: str, source: str, target: str) -> str | None:
        found = starter_memory.recall(text, source, target, 0)
        return found.text if found else None

    return words
