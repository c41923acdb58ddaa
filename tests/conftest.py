"""Settings of all tests."""

import logging
import os
from collections.abc import Generator, Iterator

import pytest
from hypothesis import settings

# The same examples in each run, so that a red test is somebody's change and not somebody's luck, and no deadlines,
# which a busy machine would miss. HYPOTHESIS_PROFILE=thorough looks for new ones.
settings.register_profile("default", derandomize=True, deadline=None, database=None)
settings.register_profile("thorough", deadline=None, max_examples=2000, database=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


# In debug mode asyncio warns of every step that takes a tenth of a second: that is the machine, and not the bot.
logging.getLogger("asyncio").setLevel(logging.ERROR)


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """Take back what a test did to logging: a command that is run in the tests' own process sets it up for good."""
    names = ("", "bot", "cogs", "aiohttp.access", "alembic", "sqlalchemy")
    handlers, levels = logging.getLogger().handlers[:], {name: logging.getLogger(name).level for name in names}
    yield
    logging.getLogger().handlers[:] = handlers
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let whatever a test logs, half an emoji too, pass from one process of pytest-xdist to another."""
    report = yield
    report.sections = [(name, _sendable(text)) for name, text in report.sections]
    return report


def _sendable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
