"""What a thread fetches from the event loop."""

import asyncio

import pytest

from bot.engines.threads import Threads, fetch


@pytest.mark.asyncio
async def test_a_thread_gets_its_answer_from_the_loop_or_goes_on_without() -> None:
    loop = asyncio.get_running_loop()
    threads = Threads("test", 2)

    async def never() -> bool:
        await asyncio.Event().wait()
        return True

    assert await threads.run(lambda: fetch(lambda: asyncio.sleep(0, "yes"), loop, 5, otherwise="no")) == "yes"
    assert not await threads.run(lambda: fetch(never, loop, 0.01, otherwise=False))
    assert not [task for task in asyncio.all_tasks() if task is not asyncio.current_task()], "nothing is left behind"


def test_without_a_loop_there_is_no_answer() -> None:
    loop = asyncio.new_event_loop()
    loop.close()
    assert fetch(lambda: asyncio.sleep(0, "yes"), loop, 5, otherwise="no") == "no"
