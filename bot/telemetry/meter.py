"""What can be counted and measured of a running bot, in Prometheus' words."""

import math
from collections.abc import Callable
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

CONTENT_TYPE: Final = CONTENT_TYPE_LATEST
# Discord decides what its events are called; more kinds than this share one label.
MOST_KINDS: Final = 100
OTHER: Final = "OTHER"

_SHORT: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
_MIDDLE: Final = (0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 30)
_LONG: Final = (0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 30, 60, 300)
_LATE: Final = (1, 5, 15, 60, 300, 900, 3600, 14400, 86400)


class Meter:
    """The metrics of one process, in a registry of their own. No label ever holds an id, a name or a text of anybody.

    What changes by itself, such as the length of a queue, is looked at when somebody reads: see `look`.
    """

    def __init__(self) -> None:
        self.registry: Final = CollectorRegistry()
        self._looks: list[Callable[[], None]] = []
        self._kinds: set[str] = set()
        mine = self.registry
        self._up = Gauge("redbridge_gateway_ready", "Whether a shard is connected and ready.", ["shard"], registry=mine)
        self._latency = Gauge(
            "redbridge_gateway_latency_seconds", "From a heartbeat to its answer.", ["shard"], registry=mine
        )
        self._events = Counter("redbridge_gateway_events", "Events that Discord sent.", ["kind"], registry=mine)
        self._queue = Gauge("redbridge_engine_queue", "Texts that wait for their turn.", ["engine"], registry=mine)
        self._posts = Gauge("redbridge_posts_waiting", "Messages between event and post.", registry=mine)
        self._delay = Histogram(
            "redbridge_post_delay_seconds", "From the event to the post.", registry=mine, buckets=_LONG
        )
        self._calls = Counter("redbridge_engine_calls", "Calls of engines.", ["engine", "outcome"], registry=mine)
        self._seconds = Histogram(
            "redbridge_engine_call_seconds", "How long calls took.", ["engine"], registry=mine, buckets=_MIDDLE
        )
        self._answers = Counter("redbridge_answers", "Translations by who gave them.", ["source"], registry=mine)
        self._rest = Counter(
            "redbridge_rest_requests", "Requests to Discord.", ["method", "route", "status"], registry=mine
        )
        self._limited = Counter(
            "redbridge_rest_limited",
            "Requests that were too fast (429).",
            ["method", "route"],
            registry=mine,
        )
        self._due = Counter("redbridge_due_items", "Due items dealt with.", ["kind", "result"], registry=mine)
        self._late = Histogram(
            "redbridge_due_late_seconds", "How late they were begun.", ["kind"], registry=mine, buckets=_LATE
        )
        self._units = Histogram("redbridge_database_seconds", "Units of work.", ["work"], registry=mine, buckets=_SHORT)

    def look(self, at: Callable[[], None]) -> None:
        """Call this whenever somebody reads, so that it can set what only it knows."""
        self._looks.append(at)

    def read(self) -> bytes:
        """All of it, as Prometheus reads it."""
        for look in self._looks:
            look()
        return generate_latest(self.registry)

    def shard(self, number: int, latency: float, *, ready: bool) -> None:
        """How a shard is. latency: in seconds; infinite or no number where it is not known."""
        self._up.labels(str(number)).set(ready)
        self._latency.labels(str(number)).set(latency if math.isfinite(latency) else math.nan)

    def heard(self, kind: str) -> None:
        """Discord sent an event."""
        if kind not in self._kinds and len(self._kinds) >= MOST_KINDS:
            kind = OTHER
        self._kinds.add(kind)
        self._events.labels(kind).inc()

    def queued(self, engine: str, texts: int) -> None:
        """So many texts wait before an engine."""
        self._queue.labels(engine).set(texts)

    def waiting(self, messages: int) -> None:
        """So many messages are between their event and their post."""
        self._posts.set(messages)

    def posted(self, seconds: float) -> None:
        """A translation stands, so long after its message was heard of."""
        self._delay.observe(seconds)

    def called(self, engine: str, outcome: str, seconds: float) -> None:
        """An engine was called. outcome: `ok`, or a kind of failure."""
        self._calls.labels(engine, outcome).inc()
        self._seconds.labels(engine).observe(seconds)

    def answered(self, source: str) -> None:
        """A text was translated. source: `memory`, `cache`, `engine` or `characters`."""
        self._answers.labels(source).inc()

    def requested(self, method: str, route: str, status: str) -> None:
        """Discord answered a request, or did not (status `none`)."""
        self._rest.labels(method, route, status).inc()
        if status == "429":
            self._limited.labels(method, route).inc()

    def dealt(self, kind: str, result: str) -> None:
        """A due item was dealt with. result: `done` or `failed`."""
        self._due.labels(kind, result).inc()

    def begun(self, kind: str, late: float) -> None:
        """A due item was taken up, so many seconds after it was due."""
        self._late.labels(kind).observe(max(0.0, late))

    def unit(self, work: str, seconds: float) -> None:
        """A unit of work ended. work: `read` or `write`; seconds: with the wait for its turn."""
        self._units.labels(work).observe(seconds)
