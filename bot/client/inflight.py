"""What the bot is busy with.

discord.py runs each event handler, command and component callback in a task of its own and names it; so the running
ones can be listed without counting anything on the way.
"""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

BACKGROUND = "redbridge: "
_WORK = (BACKGROUND, "discord.py: ", "CommandTree-invoker", "discord-ui-", "discord-modal")


def in_flight() -> set[asyncio.Task[Any]]:
    """The running tasks that handle an event, a command, a component or something they left to do."""
    current = asyncio.current_task()
    return {task for task in asyncio.all_tasks() if task.get_name().startswith(_WORK) and task is not current}


@contextmanager
def in_no_hurry() -> Generator[None]:
    """The running task is not in flight while it does this: it waits, maybe for long, and nobody has to wait for it."""
    task = asyncio.current_task()
    name = task.get_name() if task else ""
    if task is None:
        yield
        return
    task.set_name(f"waiting: {name}")
    try:
        yield
    finally:
        task.set_name(name)


async def settled(timeout: float) -> bool:  # noqa: ASYNC109 - asks for a verdict in time, not for cancellation
    """Wait until nothing is in flight; False if that takes longer than `timeout` seconds."""
    deadline = asyncio.get_running_loop().time() + timeout
    while busy := in_flight():
        left = deadline - asyncio.get_running_loop().time()
        if left <= 0:
            return False
        await asyncio.wait(busy, timeout=left, return_when=asyncio.FIRST_COMPLETED)
    return True
