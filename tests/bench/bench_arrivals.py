"""A video goes viral, and more people join than Discord lets a bot greet one by one."""

from tests.bench.joins import Measured, Plan
from tests.bench.stage import play
from tests.bench.table import Column, Grid, Grids

# A plain bot would greet five thousand for over an hour; it is left alone ten seconds after the last one has joined.
_VIRAL, _VIRAL_PLAIN = Plan(members=5000, seconds=120), Plan(members=5000, seconds=120, patience=10)
_WAVE = Plan(members=200, seconds=0)
_QUICK_VIRAL, _QUICK_VIRAL_PLAIN = Plan(members=100, seconds=1), Plan(members=100, seconds=1, patience=1)
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


async def measure(*, quick: bool) -> Grids:
    """Two waves, each for RedBridge and for a plain bot, in one run."""
    wave = _QUICK_WAVE if quick else _WAVE
    viral, plain = (_QUICK_VIRAL, _QUICK_VIRAL_PLAIN) if quick else (_VIRAL, _VIRAL_PLAIN)
    return Grids(
        (
            await _beside("wave", wave, wave, f"wave: {wave.members} people join at once."),
            await _beside(
                "viral",
                viral,
                plain,
                f"viral: {viral.members} within {viral.seconds:g} seconds. "
                f"The plain bot is left alone {plain.patience:g} seconds after the last one has joined.",
                "last: seconds from the first who joined to the last who was greeted. p50, p95: of those who were.",
                "missing: not greeted until then. twice: greeted more than once. memory: the most it ever took.",
            ),
        )
    )


async def _beside(kind: str, ours: Plan, theirs: Plan, *footnotes: str) -> Grid:
    rows = [
        (f"{name} {kind}", _values(Measured(**await play("joins", plan, bot))))
        for name, plan, bot in (("RedBridge", ours, "redbridge_bot"), ("plain", theirs, "hello_bot"))
    ]
    return Grid("Newcomers, with Discord's rate limits as the sandbox keeps them", _COLUMNS, tuple(rows), footnotes)


def _values(measured: Measured) -> tuple[float | None, ...]:
    return (
        measured.p50,
        measured.p95,
        None if measured.missing else measured.last,
        measured.posts,
        measured.refused,
        measured.missing,
        measured.twice,
        measured.rss,
    )
