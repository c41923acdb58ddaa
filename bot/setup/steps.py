"""What a set-up did, step by step, as it is stored: enough of each to take it back."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, cast

SETTING: Final = "setting"
MODE: Final = "mode"
ROLES: Final = "roles"
BRIDGE: Final = "bridge"
BOOK: Final = "book"
RULES: Final = "rules"


@dataclass(frozen=True, slots=True)
class Step:
    """kind: one of the words above. of: what it was done to. before, after: what it was, and what it became.

    made: ids of what came into being with it: roles, channels or rules.
    """

    kind: str
    of: str = ""
    before: Any = None
    after: Any = None
    made: tuple[int, ...] = field(default=())


def written(steps: Sequence[Step]) -> str:
    """As they are stored."""
    return json.dumps([[step.kind, step.of, step.before, step.after, list(step.made)] for step in steps])


def read(text: str) -> Sequence[Step]:
    """What `written` gave."""
    return [
        Step(kind, of, _value(before), _value(after), tuple(made))
        for kind, of, before, after, made in cast("list[list[Any]]", json.loads(text))
    ]


def _value(stored: Any) -> Any:
    """JSON has no tuples."""
    return tuple(cast("list[Any]", stored)) if isinstance(stored, list) else stored
