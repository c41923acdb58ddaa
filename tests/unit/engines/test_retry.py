from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engines.retry import retry_after, until_midnight

NOON = datetime(2025, 1, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7),
        ("1.5", 1.5),
        ("0", 1),
        ("-5", 1),
        ("1e9", 86_400),
        ("inf", 86_400),
        ("nan", 60),
        ("", 60),
        ("soon", 60),
        ("Mon, 20 Jan 2025 12:05:00 GMT", 300),
        ("Mon, 20 Jan 2025 20:05:00 +0800", 300),
        ("Mon, 20 Jan 2025 11:00:00 GMT", 1),
        ("Tue, 20 Jan 2026 12:00:00 GMT", 86_400),
        ("Mon Jan 20 12:05:00 2025", 300),
        ("Mon, 20 Jan 2025 12:05:00 -0000", 300),
        ("Fri, 31 Dec 9999 23:59:59 -2300", 60),
        ("Mon, 99 Jan 2025 12:00:00 GMT", 60),
    ],
)
def test_seconds_or_a_date(header: str, seconds: float):
    assert retry_after(header, NOON) == seconds


@given(st.text())
def test_whatever_it_says_the_wait_is_bounded(header: str):
    assert 1 <= retry_after(header, NOON) <= 86_400


@pytest.mark.parametrize(
    ("now", "seconds"),
    [
        (NOON, 43_200),
        (datetime(2025, 1, 20, tzinfo=UTC), 86_400),
        (datetime(2025, 12, 31, 23, 59, 59, tzinfo=UTC), 1),
        (datetime(2025, 1, 21, 7, tzinfo=timezone(timedelta(hours=8))), 3_600),
    ],
)
def test_midnight_is_in_utc(now: datetime, seconds: float):
    assert until_midnight(now) == seconds
