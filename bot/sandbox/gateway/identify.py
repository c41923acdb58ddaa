"""IDENTIFY: reading it, and how often it may be sent."""

from dataclasses import dataclass
from typing import Any, cast

from bot.sandbox import intents
from bot.sandbox.clock import SandboxClock
from bot.sandbox.gateway import codes
from bot.sandbox.wire import Json


class Refusal(Exception):
    """The gateway closes the connection with this code."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(code, reason)
        self.code = code
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Identify:
    """What a client asks for."""

    shard: int
    shard_count: int
    intents: int
    large_threshold: int


def read(data: Any, token: str, privileged: frozenset[str]) -> Identify:
    """Check an IDENTIFY; raises Refusal with Discord's close code."""
    if not isinstance(data, dict):
        raise Refusal(codes.DECODE_ERROR, "IDENTIFY without an object")
    body = cast("Json", data)
    if str(body.get("token", "")).removeprefix("Bot ") != token:
        raise Refusal(codes.AUTHENTICATION_FAILED, "wrong token in IDENTIFY")
    if not isinstance(body.get("properties"), dict):
        raise Refusal(codes.DECODE_ERROR, "IDENTIFY without properties")
    shard, count = _shard(body.get("shard", [0, 1]))
    return Identify(shard, count, _intents(body.get("intents"), privileged), _threshold(body))


def _threshold(body: Json) -> int:
    value = body.get("large_threshold", 50)
    if not isinstance(value, int) or not 50 <= value <= 250:
        raise Refusal(codes.DECODE_ERROR, f"large_threshold {value!r} is not between 50 and 250")
    return value


def _shard(value: Any) -> tuple[int, int]:
    numbers = cast("list[Any]", value) if isinstance(value, list) else []
    if len(numbers) != 2 or not all(isinstance(number, int) for number in numbers):
        raise Refusal(codes.INVALID_SHARD, f"shard {value!r}")
    shard, count = cast("list[int]", numbers)
    if not 0 <= shard < count:
        raise Refusal(codes.INVALID_SHARD, f"shard {shard} of {count}")
    return shard, count


def _intents(value: Any, privileged: frozenset[str]) -> int:
    if not isinstance(value, int) or value & ~intents.KNOWN or value < 0:
        raise Refusal(codes.INVALID_INTENTS, f"intents {value!r}")
    for name, (bit, _) in intents.PRIVILEGED.items():
        if value & bit and name not in privileged:
            raise Refusal(codes.DISALLOWED_INTENTS, f"the application is not granted the {name} intent")
    return value


class IdentifyGate:
    """How often a bot may identify: once an interval for each of `max_concurrency` buckets of shards."""

    def __init__(self, clock: SandboxClock, max_concurrency: int, interval: float, total: int = 1000) -> None:
        self.max_concurrency = max_concurrency
        self.interval = interval
        self.total = total
        self.remaining = total
        self._clock = clock
        self._free_at: dict[int, float] = {}

    def admit(self, shard: int) -> bool:
        """Count an IDENTIFY; False if it came too soon or too often."""
        now = self._clock.monotonic()
        bucket = shard % self.max_concurrency
        if self.remaining <= 0 or now < self._free_at.get(bucket, 0.0):
            return False
        self.remaining -= 1
        self._free_at[bucket] = now + self.interval
        return True
