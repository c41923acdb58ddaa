"""JSON as Discord writes it."""

import json
from datetime import datetime
from typing import Any, cast

Json = dict[str, Any]


def dumps(value: Any) -> str:
    """Compact JSON in ASCII: a lone surrogate in a member's text must not break the frame that carries it."""
    return json.dumps(value, separators=(",", ":"))


def entries(thing: Json, key: str) -> list[Json]:
    """The objects listed under a key; none if it is absent or null."""
    return cast("list[Json]", thing.get(key) or [])


def stamp(moment: datetime | None) -> str | None:
    """A moment as Discord's ISO 8601, or None."""
    return None if moment is None else moment.isoformat(timespec="microseconds")
