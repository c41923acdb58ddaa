"""Waiting for something that may be slow, but not for something that is not there."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

T = TypeVar("T")


async def attend(work: Awaitable[T], sign_of_life: Callable[[], Awaitable[None]], patience: float) -> T:
    """Await `work`. If that takes longer than `patience` seconds, ask for a sign of life beside it.

    What `sign_of_life` raises ends the work and is passed on, so that a slow answer may take its time but a lost
    network costs little of it.
    """
    task = asyncio.ensure_future(work)
    try:
        await asyncio.wait({task}, timeout=patience)
        if not task.done():
            await _until_done_or_dead(task, asyncio.ensure_future(sign_of_life()))
        return await task
    finally:
        await _end(task)


async def _until_done_or_dead(task: "asyncio.Future[Any]", sign: "asyncio.Future[None]") -> None:
    try:
        await asyncio.wait({task, sign}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            sign.result()
    finally:
        await _end(sign)


async def _end(task: "asyncio.Future[Any]") -> None:
    """Leave no task behind, nor an error that nobody looks at."""
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
