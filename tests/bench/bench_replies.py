"""From a member's message to the reply under it, beside a bot that only echoes."""

import json
import tempfile
from dataclasses import asdict
from pathlib import Path

from tests.bench.children import child
from tests.bench.load import READY_WITHIN, Measured, Plan
from tests.bench.table import Row, Table

FULL = Plan(channels=10, rate=20, seconds=10, flood=1000)
QUICK = Plan(channels=4, rate=20, seconds=1, flood=40)


async def measure(*, quick: bool) -> Table:
    """Load each bot in turn, with a sandbox and a database of its own."""
    plan = QUICK if quick else FULL
    theirs = await _load("echo_bot", plan)
    ours = await _load("redbridge_bot", plan)
    return Table(
        "Replies, with an engine that answers at once",
        "echo bot",
        (
            Row(f"event to post, p50 at {plan.rate:g}/s", "ms", ours.p50, theirs.p50),
            Row(f"event to post, p95 at {plan.rate:g}/s", "ms", ours.p95, theirs.p95),
            Row(f"throughput, {plan.flood:,} at once", "1/s", ours.flood, theirs.flood),
            Row("processor time a message", "ms", ours.cpu, theirs.cpu),
            Row("memory at the end (RSS)", "MiB", ours.rss, theirs.rss),
        ),
        (
            f"{plan.channels} channels, the sandbox's rate limits off; all processes on this machine.",
            f"Processors taken by the sandbox during the flood: {ours.sandbox:.2f} and {theirs.sandbox:.2f}.",
            "Where that is near 1, the throughput is the sandbox's and not the bot's.",
            "RedBridge's memory is that without a translation engine.",
        ),
    )


async def _load(bot: str, plan: Plan) -> Measured:
    with tempfile.TemporaryDirectory(prefix="redbridge-bench-") as name:
        folder = Path(name)
        async with child("load", folder, json.dumps(asdict(plan))) as sandbox:
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
