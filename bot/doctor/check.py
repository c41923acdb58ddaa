"""A check and what came of it."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.engines.engine import Quota


@dataclass(frozen=True, slots=True)
class Advice:
    """What the host should do: a msgid and its parameters, none of which holds a key or a text.

    A parameter that is an Advice itself is put into the reader's language as well.
    """

    message_id: str
    params: Mapping[str, "str | int | Advice"] = field(default_factory=dict[str, "str | int | Advice"])


@dataclass(frozen=True, slots=True)
class Row:
    """What came of one check. None stands for what was not looked at, or does not apply.

    kind: what `name` belongs to, see bot.doctor. latency: milliseconds, by direction or by what was done.
    quota: what the service still allows. budget_left: characters that BUDGET_… still allow today.
    reason: a few words of ours for programs and logs. fix: what to do; None if all is well.
    note: what is good to know all the same, or why it was not looked at.
    """

    kind: str
    name: str
    reachable: bool | None = None
    latency: Mapping[str, int] = field(default_factory=dict[str, int])
    quota: Quota | None = None
    budget_left: int | None = None
    reason: str = ""
    fix: Advice | None = None
    note: Advice | None = None


class Check(Protocol):
    """One thing to look at."""

    async def run(self) -> Row:
        """Look at it. Never raises, and ends by itself within its own deadline."""
        ...


async def run_all(checks: Sequence[Check]) -> list[Row]:
    """Run all checks at once; the rows in their order."""
    return list(await asyncio.gather(*(check.run() for check in checks)))
