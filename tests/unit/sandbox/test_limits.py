"""The rate limiter, on a clock of its own."""

import pytest

from bot.sandbox.clock import SandboxClock
from bot.sandbox.faults import Fault, FaultPlan, matches
from bot.sandbox.http.ratelimit import Limits, Verdict

POST = "/channels/*/messages"


@pytest.fixture
def clock() -> SandboxClock:
    return SandboxClock()


@pytest.fixture
def limits(clock: SandboxClock) -> Limits:
    return Limits(clock)


def _use(limits: Limits, major: str = "1", template: str = POST, method: str = "POST") -> Verdict:
    verdict = limits.check(method, template, major, counts_globally=False)
    assert verdict is not None
    return verdict


def test_a_window_counts_down_and_opens_again(limits: Limits, clock: SandboxClock) -> None:
    verdicts = [_use(limits) for _ in range(6)]
    assert [verdict.remaining for verdict in verdicts] == [4, 3, 2, 1, 0, 0]
    assert [verdict.retry_after is None for verdict in verdicts] == [True] * 5 + [False]
    assert verdicts[5].retry_after == pytest.approx(5, abs=0.2)
    clock.advance(5)
    assert _use(limits).remaining == 4


def test_every_channel_has_its_own_window_in_the_same_bucket(limits: Limits) -> None:
    for _ in range(5):
        here = _use(limits, "1")
    there = _use(limits, "2")
    assert (here.remaining, there.remaining) == (0, 4)
    assert here.bucket == there.bucket
    assert _use(limits, "1", "/channels/*/typing").bucket != here.bucket


def test_refused_requests_do_not_lengthen_the_window(limits: Limits, clock: SandboxClock) -> None:
    for _ in range(20):
        _use(limits)
    clock.advance(5)
    assert _use(limits).retry_after is None


def test_rules_can_be_set_scaled_and_switched_off(limits: Limits, clock: SandboxClock) -> None:
    limits.set("POST /channels/*/messages", 1, 10)
    limits.scale = 0.1
    _use(limits)
    assert _use(limits).retry_after == pytest.approx(1, abs=0.2)
    limits.enabled = False
    assert limits.check("POST", POST, "1", counts_globally=True) is None


def test_everything_together_is_limited_too(limits: Limits, clock: SandboxClock) -> None:
    verdicts = [limits.check("GET", "/channels/*", str(n), counts_globally=True) for n in range(51)]
    last = verdicts[-1]
    assert last is not None
    assert (last.scope, last.limit) == ("global", 50)
    assert last.headers()["X-RateLimit-Global"] == "true"
    assert limits.check("POST", "/webhooks/*/*", "1", counts_globally=False).retry_after is None  # type: ignore[union-attr]


def test_headers_say_it_all(limits: Limits) -> None:
    assert set(_use(limits).headers()) == {
        "X-RateLimit-Bucket",
        "X-RateLimit-Limit",
        "X-RateLimit-Remaining",
        "X-RateLimit-Reset",
        "X-RateLimit-Reset-After",
    }
    for _ in range(5):
        refused = _use(limits).headers()
    assert (refused["X-RateLimit-Scope"], refused["Retry-After"]) == ("user", "5")


@pytest.mark.parametrize(
    ("pattern", "method", "path", "fits"),
    [
        ("", "GET", "/anything", True),
        ("POST /channels/*/messages", "POST", "/channels/1/messages", True),
        ("POST /channels/*/messages", "GET", "/channels/1/messages", False),
        ("POST /channels/*/messages", "POST", "/channels/1/messages/2", False),
        ("* /channels/**", "DELETE", "/channels/1/messages/2", True),
        ("* /channels/**", "GET", "/guilds/1", False),
        ("* /**", "GET", "/guilds/1", True),
    ],
)
def test_route_patterns(pattern: str, method: str, path: str, fits: bool) -> None:
    assert matches(pattern, method, path) is fits


def test_faults_are_used_up_in_order() -> None:
    plan = FaultPlan()
    plan.add(Fault("GET /a", 2, status=500))
    plan.add(Fault("* /**", 1, status=502))
    struck = [plan.take("GET", path) for path in ("/b", "/a", "/a", "/a")]
    assert [fault and fault.status for fault in struck] == [502, 500, 500, None]
