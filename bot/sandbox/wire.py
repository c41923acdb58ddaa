"""JSON as Discord writes it."""

import json
from datetime import datetime
from typing import Any

Json = dict[str, Any]


def dumps(value: Any) -> str:
    """Compact JSON in ASCII: a lone surrogate in a member's text must not break the frame that carries it."""
    return json.dumps(value, separators=(",", ":"))


def stamp(moment: datetime | None) -> str | None:
    """A moment as Discord's ISO 8601, or None."""
    return None if moment is None else moment.isoformat(timespec="microseconds")
