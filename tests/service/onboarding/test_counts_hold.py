"""Whatever newcomers do, and in whichever order, their counts hold."""

from collections import Counter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, delete, select

from bot.store import arrivals, cats, newcomers, onboarding_counts
from bot.store.arrivals import WAITING, Arrival
from bot.store.cats import CatTax
from bot.store.newcomers import Newcomer
from bot.store.onboarding_counts import DAY
from bot.store.schema import ARRIVAL, METADATA, ONBOARDING_COUNT

GUILD = 2**60
ACTS = ("join", "leave", "began", "finished", "pay", "undo", "en", "zh-CN", "ask", "erase", "wait")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(1, 3), st.integers(0, 40)), max_size=40))
def test_whatever_happens_counts_are_not_negative_and_nobody_counts_twice(acts: list[tuple[str, int, int]]) -> None:
    engine = create_engine("sqlite://")
    METADATA.create_all(engine)
    joins: Counter[int] = Counter()
    now = 1736726400000
    with engine.begin() as connection:
        for act, who, days in acts:
            now += days * DAY if act == "wait" else 1
            joins[who] += _act(connection, act, who, now)
            found = connection.execute(select(ONBOARDING_COUNT)).mappings().all()
            assert all(row["count"] >= 0 for row in found)
            totals: Counter[str] = Counter()
            for row in found:
                totals[row["what"]] += row["count"]
            # Erasing lets somebody be new once more, and so does a year.
            assert all(count <= sum(joins.values()) for count in totals.values())
            assert all(totals[what] <= totals["joined"] for what in totals)
    engine.dispose()


def _act(connection: Any, act: str, who: int, now: int) -> int:
    """Let it happen; 1 if somebody is new by it."""
    known = arrivals.get(connection, GUILD, who)
    if act == "join":
        arrivals.arrive(connection, Arrival(GUILD, who, now, WAITING))
        return int(known is None or known.week is None or now >= (known.week + 365) * DAY)
    if act == "leave":
        arrivals.leave(connection, GUILD, who, now)
    elif act in {"began", "finished"}:
        newcomers.save(connection, Newcomer(GUILD, who, "refugee", 0, now, now if act == "finished" else None, now))
    elif act == "pay":
        cats.pay(connection, CatTax(GUILD, who, 1, 1, 1, now))
    elif act == "undo":
        cats.undo(connection, GUILD, who)
    elif act in {"en", "zh-CN"}:
        onboarding_counts.settle(connection, GUILD, who, act)
    elif act == "ask":
        asked = onboarding_counts.to_ask(connection, GUILD, now, 100, 0)
        onboarding_counts.answered(connection, GUILD, asked, {1}, now)
    elif act == "erase":
        connection.execute(delete(ARRIVAL).where(ARRIVAL.c.member_id == who))
    return 0
