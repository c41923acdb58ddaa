"""More is written than Discord lets a bot post: a burst in one channel, and many channels at once."""

import json
import tempfile
from dataclasses import asdict
from pathlib import Path

from tests.bench.children import child
from tests.bench.crowd import Measured, Plan
from tests.bench.load import READY_WITHIN
from tests.bench.table import Column, Grid

_BURST = Plan(channels=1, messages=200, rate=0)
_STREAM = Plan(channels=500, messages=1500, rate=50)
_QUICK_BURST = Plan(channels=1, messages=8, rate=0)
_QUICK_STREAM = Plan(channels=20, messages=40, rate=20)
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
        (name, _values(await _load(bot, plan)))
        for plan, kind in ((burst, "burst"), (stream, "stream"))
        for bot, name in (("redbridge_bot", f"RedBridge {kind}"), ("echo_bot", f"echo {kind}"))
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


async def _load(bot: str, plan: Plan) -> Measured:
    with tempfile.TemporaryDirectory(prefix="redbridge-bench-") as name:
        folder = Path(name)
        async with child("crowd", folder, json.dumps(asdict(plan))) as sandbox:
            where = await sandbox.hear(READY_WITHIN)
            environ = {
                "DISCORD_TOKEN": where["token"],
                "DISCORD_API_BASE": where["api"],
                "DISCORD_GATEWAY_URL": where["gateway"],
                "DISCORD_CDN_BASE": where["cdn"],
                "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'bench.db'}",
                "BENCH_GUILD": str(where["guild"]),
                "BENCH_CHANNELS": ",".join(map(str, where["channels"])),
            }
            async with child(bot, folder, environ=environ) as running:
                await sandbox.tell(running.pid)
                return Measured(**await sandbox.hear(600))
