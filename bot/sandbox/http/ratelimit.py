"""Rate limits: a window for each route and major parameter, and one for everything."""

import hashlib
from dataclasses import dataclass

from bot.sandbox.clock import SandboxClock
from bot.sandbox.faults import matches

SWEEP = 10_000  # windows kept before those that passed are thrown away


@dataclass(frozen=True, slots=True)
class Rule:
    """So many requests in so many seconds."""

    limit: int
    per: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a request learns about its window; `retry_after` is set if it came too early."""

    bucket: str
    limit: int
    remaining: int
    reset_after: float
    reset_at: float
    scope: str
    retry_after: float | None = None

    def headers(self) -> dict[str, str]:
        """The X-RateLimit headers."""
        found = {
            "X-RateLimit-Bucket": self.bucket,
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(self.remaining),
            "X-RateLimit-Reset": f"{self.reset_at:.3f}",
            "X-RateLimit-Reset-After": f"{self.reset_after:.3f}",
        }
        if self.retry_after is not None:
            found |= {"Retry-After": str(max(1, round(self.retry_after))), "X-RateLimit-Scope": self.scope}
        if self.scope == "global":
            found |= {"X-RateLimit-Global": "true"}
        return found


@dataclass(slots=True)
class _Window:
    ends: float
    used: int = 0


# Discord publishes no list; these are what its headers have been seen to say, rounded to the strict side.
_DEFAULT = Rule(30, 5.0)
_RULES = {
    "POST /channels/*/messages": Rule(5, 5.0),
    "PATCH /channels/*/messages/*": Rule(5, 5.0),
    "DELETE /channels/*/messages/*": Rule(5, 1.0),
    "PUT /channels/*/messages/*/reactions/*/@me": Rule(1, 0.25),
    "DELETE /channels/*/messages/*/reactions/**": Rule(1, 0.25),
    "POST /channels/*/typing": Rule(5, 5.0),
    "POST /channels/*/messages/bulk-delete": Rule(1, 3.0),
    "POST /webhooks/*/*": Rule(5, 2.0),
    "PATCH /webhooks/*/*/messages/*": Rule(5, 2.0),
}
_EVERYWHERE = Rule(50, 1.0)
# All webhooks of a channel share a limit that no header announces, and that answers 429 with 40 to 45 seconds to wait:
# github.com/discord/discord-api-docs, issues 367, 1454 and 4043.
_WEBHOOKS_OF_A_CHANNEL = Rule(30, 60.0)


class Limits:
    """Counts requests. Switch it off with `enabled`, make it shorter with `scale`, change a route with `set`."""

    def __init__(self, clock: SandboxClock, *, enabled: bool = True) -> None:
        self.enabled = enabled
        self.scale = 1.0
        self._clock = clock
        self._everywhere = _EVERYWHERE
        self._webhooks = _WEBHOOKS_OF_A_CHANNEL
        self._rules = dict(_RULES)
        self._by_route: dict[str, tuple[str, Rule]] = {}
        self._windows: dict[tuple[str, str], _Window] = {}

    def set(self, route: str, limit: int, per: float) -> None:
        """Allow `limit` requests in `per` seconds on a route such as "POST /channels/*/messages"."""
        self._rules = {route: Rule(limit, per), **{key: rule for key, rule in self._rules.items() if key != route}}
        self._by_route.clear()

    def set_global(self, limit: int, per: float = 1.0) -> None:
        """Allow `limit` requests in `per` seconds over all routes together."""
        self._everywhere = Rule(limit, per)

    def set_webhooks(self, limit: int, per: float) -> None:
        """Allow `limit` posts by webhooks in `per` seconds in one channel."""
        self._webhooks = Rule(limit, per)

    def webhook_posts(self, channel_id: int) -> float | None:
        """Count a post by a webhook in a channel; the seconds it comes too early, None if it does not."""
        if not self.enabled:
            return None
        return self._use("webhooks of a channel", str(channel_id), self._webhooks, scope="shared").retry_after

    def check(self, method: str, template: str, major: str, *, counts_globally: bool) -> Verdict | None:
        """Count a request to a route; `template` has `*` for its parameters. None if limits are off."""
        if not self.enabled:
            return None
        if counts_globally:
            refused = self._use("global", "", self._everywhere, scope="global")
            if refused.retry_after is not None:
                return refused
        bucket, rule = self._rule(method, template)
        return self._use(bucket, major, rule, scope="user")

    def _rule(self, method: str, template: str) -> tuple[str, Rule]:
        route = f"{method} {template}"
        known = self._by_route.get(route)
        if known is None:
            rule = next((rule for key, rule in self._rules.items() if matches(key, method, template)), _DEFAULT)
            bucket = hashlib.blake2b(route.encode(), digest_size=16).hexdigest()
            known = self._by_route[route] = (bucket, rule)
        return known

    def _use(self, bucket: str, major: str, rule: Rule, *, scope: str) -> Verdict:
        now = self._clock.monotonic()
        window = self._windows.get((bucket, major))
        if window is None or window.ends <= now:
            self._sweep(now)
            window = self._windows[bucket, major] = _Window(now + rule.per * self.scale)
        allowed = window.used < rule.limit
        window.used += allowed
        left = window.ends - now
        return Verdict(
            bucket,
            rule.limit,
            rule.limit - window.used,
            left,
            self._clock.epoch() + left,
            scope,
            None if allowed else left,
        )

    def _sweep(self, now: float) -> None:
        if len(self._windows) > SWEEP:
            self._windows = {key: window for key, window in self._windows.items() if window.ends > now}
