"""Settings of all tests."""

import os
from collections.abc import Generator

import pytest
from hypothesis import settings

# The same examples in each run, so that a red test is somebody's change and not somebody's luck, and no deadlines,
# which a busy machine would miss. HYPOTHESIS_PROFILE=thorough looks for new ones.
settings.register_profile("default", derandomize=True, deadline=None, database=None)
settings.register_profile("thorough", deadline=None, max_examples=2000, database=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let whatever a test logs, half an emoji too, pass from one process of pytest-xdist to another."""
    report = yield
    report.sections = [(name, _sendable(text)) for name, text in report.sections]
    return report


def _sendable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
