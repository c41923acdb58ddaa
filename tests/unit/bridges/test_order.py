"""Turns in a line."""

import asyncio
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bridges.order import Lines


@pytest.mark.asyncio
async def test_whoever_stands_first_comes_first_however_long_it_takes() -> None:
    lines, done, slow = Lines(), list[int](), asyncio.Event()

    async def work(number: int) -> None:
        with lines.stand(["a"]) as turns:
            if number == 0:
                await slow.wait()
            await turns["a"].come()
            done.append(number)

    tasks = [asyncio.create_task(work(number)) for number in range(4)]
    for _ in range(5):
        await asyncio.sleep(0)
    assert done == []
    slow.set()
    await asyncio.gather(*tasks)
    assert done == [0, 1, 2, 3]


@pytest.mark.asyncio
async def test_giving_up_does_not_let_the_next_one_pass_those_before() -> None:
    lines = Lines()
    with lines.stand(["a"]) as first:
        with lines.stand(["a"]):
            pass
        with lines.stand(["a"]) as third:
            coming = asyncio.create_task(third["a"].come())
            await asyncio.sleep(0)
            assert not coming.done()
            first["a"].give_up()
            await coming


@pytest.mark.asyncio
async def test_lines_of_different_channels_do_not_wait_for_each_other() -> None:
    lines = Lines()
    with lines.stand(["a"]), lines.stand(["b"]) as turns:
        async with asyncio.timeout(10):
            await turns["b"].come()


@pytest.mark.asyncio
async def test_nothing_is_kept_of_lines_in_which_nobody_stands() -> None:
    lines = Lines()
    for number in range(10):
        with lines.stand([number]) as turns:
            await turns[number].come()
    assert lines.is_empty


@given(st.lists(st.integers(0, 2), min_size=1, max_size=12), st.randoms())
def test_any_order_of_work_is_put_into_order(keys: list[int], random: Random) -> None:
    shuffled = list(range(len(keys)))
    random.shuffle(shuffled)
    assert asyncio.run(_played(keys, shuffled)) == {
        key: [number for number, other in enumerate(keys) if other == key] for key in keys
    }


async def _played(keys: list[int], ready: list[int]) -> dict[int, list[int]]:
    lines, done, gates = Lines(), dict[int, list[int]](), [asyncio.Event() for _ in keys]

    async def work(number: int, key: int) -> None:
        with lines.stand([key]) as turns:
            await gates[number].wait()
            await turns[key].come()
            done.setdefault(key, []).append(number)

    tasks = [asyncio.create_task(work(number, key)) for number, key in enumerate(keys)]
    await asyncio.sleep(0)
    for number in ready:
        gates[number].set()
        await asyncio.sleep(0)
    await asyncio.gather(*tasks)
    return done
