"""When a service that asked for a rest may be asked again."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

DEFAULT_REST: Final = 60.0
_LONGEST_REST: Final = 86_400.0


def retry_after(header: str, now: datetime | None = None) -> float:
    """The seconds that a `Retry-After` header asks for, as a number or a date (RFC 9110, 10.2.3).

    From a second to a day; a minute where the header is missing or makes no sense. `now` is the present moment, aware.
    """
    try:
        seconds = float(header)
    except ValueError:
        try:
            date = parsedate_to_datetime(header)
            # A date without a zone (asctime, or "-0000") is in UTC, whatever zone this machine is in.
            moment = date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
        except (ValueError, OverflowError):
            return DEFAULT_REST
        seconds = (moment - (now or datetime.now(UTC))).total_seconds()
    return min(max(seconds, 1.0), _LONGEST_REST) if seconds == seconds else DEFAULT_REST  # noqa: PLR0124 - "nan"


def until_midnight(now: datetime | None = None) -> float:
    """The seconds until the next midnight in UTC, when daily quotas begin anew. `now` is the present moment, aware."""
    present = (now or datetime.now(UTC)).astimezone(UTC)
    midnight = (present + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return (midnight - present).total_seconds()
