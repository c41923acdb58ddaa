"""A video goes viral, and more people join than Discord lets a bot greet one by one."""

from tests.bench.joins import Measured, Plan
from tests.bench.stage import play
from tests.bench.table import Column, Grid

_VIRAL = Plan(members=5000, seconds=120)
_WAVE = Plan(members=200, seconds=0)
_QUICK_VIRAL = Plan(members=100, seconds=1)
_QUICK_WAVE = Plan(members=8, seconds=0)
_COLUMNS = (
    Column("p50", "s"),
    Column("p95", "s"),
    Column("last", "s"),
    Column("posts", "n", "{:.0f}"),
    Column("429s", "n", "{:.0f}"),
    Column("missing", "n", "{:.0f}"),
    Column("twice", "n", "{:.0f}"),
    Column("memory", "MiB", "{:.1f}"),
)


async def measure(*, quick: bool) -> Grid:
    """A wave for RedBridge and for a plain bot, then what only RedBridge can be asked to do in reasonable time."""
    viral, wave = (_QUICK_VIRAL, _QUICK_WAVE) if quick else (_VIRAL, _WAVE)
    rows = [
        (name, _values(Measured(**await play("joins", plan, bot))))
        for name, plan, bot in (
            ("RedBridge wave", wave, "redbridge_bot"),
            ("plain wave", wave, "hello_bot"),
            ("RedBridge viral", viral, "redbridge_bot"),
        )
    ]
    return Grid(
        "Newcomers, with Discord's rate limits as the sandbox keeps them",
        _COLUMNS,
        tuple(rows),
        (
            f"wave: {wave.members} people join at once. viral: {viral.members} within {viral.seconds:g} seconds.",
            "last: seconds from the first who joined to the last who was greeted. twice: greeted more than once.",
        ),
    )


def _values(measured: Measured) -> tuple[float | None, ...]:
    return (
        measured.p50,
        measured.p95,
        measured.last,
        measured.posts,
        measured.refused,
        measured.missing,
        measured.twice,
        measured.rss,
    )
