"""A date without a zone is in UTC, wherever the bot runs."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.engines.retry import retry_after

NOON = datetime(2025, 1, 20, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def taipei(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Asia/Taipei")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.parametrize("header", ["Mon Jan 20 12:05:00 2025", "Mon, 20 Jan 2025 12:05:00 -0000"])
def test_a_date_without_a_zone(header: str):
    assert retry_after(header, NOON) == 300
