"""From a member's message to the reply under it, beside a bot that only echoes."""

from tests.bench.load import Measured, Plan
from tests.bench.stage import play
from tests.bench.table import Row, Table

# So many channels that nobody has to wait for what Discord lets a bot post in one: bench_crowds is about that.
FULL = Plan(channels=100, messages=300, rate=20, limits=False)
QUICK = Plan(channels=30, messages=20, rate=20, limits=False)


async def measure(*, quick: bool) -> Table:
    """Load each bot in turn, with a sandbox and a database of its own."""
    plan = QUICK if quick else FULL
    theirs = Measured(**await play("load", plan, "echo_bot"))
    ours = Measured(**await play("load", plan, "redbridge_bot"))
    return Table(
        "Replies, with an engine that answers at once",
        "echo bot",
        (
            Row(f"event to post, p50 at {plan.rate:g}/s", "ms", ours.p50 * 1000, theirs.p50 * 1000),
            Row(f"event to post, p95 at {plan.rate:g}/s", "ms", ours.p95 * 1000, theirs.p95 * 1000),
            Row("processor time a message", "ms", ours.cpu, theirs.cpu),
            Row("memory at the end (RSS)", "MiB", ours.rss, theirs.rss),
        ),
        (
            f"{plan.messages} messages over {plan.channels} channels, the sandbox's rate limits off.",
            "All processes are on this machine.",
            "RedBridge's memory is that without a translation engine.",
        ),
    )
