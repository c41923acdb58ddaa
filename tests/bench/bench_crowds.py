"""More is written than Discord lets a bot post: a burst in one channel, and many channels at once."""

from tests.bench.load import Measured, Plan
from tests.bench.stage import play
from tests.bench.table import Column, Grid

_BURST = Plan(channels=1, messages=200, rate=0, limits=True)
_STREAM = Plan(channels=500, messages=1500, rate=50, limits=True)
_QUICK_BURST = Plan(channels=1, messages=8, rate=0, limits=True)
_QUICK_STREAM = Plan(channels=20, messages=40, rate=20, limits=True)
_COLUMNS = (
    Column("p50", "s"),
    Column("p95", "s"),
    Column("posts", "n", "{:.0f}"),
    Column("429s", "n", "{:.0f}"),
    Column("unanswered", "n", "{:.0f}"),
    Column("memory", "MiB", "{:.1f}"),
)


async def measure(*, quick: bool) -> Grid:
    """Both crowds for RedBridge, then for the echo bot; each bot with a sandbox of its own."""
    burst, stream = (_QUICK_BURST, _QUICK_STREAM) if quick else (_BURST, _STREAM)
    rows = [
        (f"{name} {kind}", _values(Measured(**await play("load", plan, bot))))
        for plan, kind in ((burst, "burst"), (stream, "stream"))
        for bot, name in (("redbridge_bot", "RedBridge"), ("echo_bot", "echo"))
    ]
    return Grid(
        "Crowds, with Discord's rate limits as the sandbox keeps them, and an engine that answers at once",
        _COLUMNS,
        tuple(rows),
        (
            f"burst: {burst.messages} messages at once in one channel.",
            f"stream: {stream.rate:g} messages a second over {stream.channels} channels, {stream.messages} in all.",
            "A channel takes 5 posts in 5 seconds, and all of a bot's requests together are 50 a second.",
        ),
    )


def _values(measured: Measured) -> tuple[float | None, ...]:
    return (measured.p50, measured.p95, measured.posts, measured.refused, measured.missing, measured.rss)
