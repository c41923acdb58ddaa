"""Ring three: the real bot, through real discord.py over real HTTP and WebSocket, against the sandbox."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.e2e.schema import description, violations
from tests.e2e.town import Town, town


@pytest_asyncio.fixture
async def quiet(tmp_path: Path) -> AsyncIterator[Town]:
    """A town whose bot is not started; what it sends and receives is held against Discord's own description."""
    async with town(tmp_path) as built:
        yield built
        assert built.sandbox.complaints == []
        assert violations(built.sandbox.traffic) == []


@pytest_asyncio.fixture
async def lively(quiet: Town) -> AsyncIterator[Town]:
    """A town with the bot connected and #general translated."""
    async with quiet.bot():
        await quiet.translate_channel()
        yield quiet


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say it when requests were not held against Discord's description."""
    if description() is None:
        terminalreporter.write_line(
            "Discord's OpenAPI description was not found: traffic was not validated (set DISCORD_OPENAPI to its path)."
        )
