"""Units of work for tests, and other processes that run them."""

import asyncio
import subprocess
import sys

from sqlalchemy import Connection

from bot.store import meta
from bot.store.database import Database

KEY = "count"


def increment(connection: Connection) -> int:
    """Read, then write: what loses updates where units overlap."""
    count = int(meta.get(connection, KEY) or 0) + 1
    meta.put(connection, KEY, str(count))
    return count


def put_pair(connection: Connection, value: str) -> None:
    """Two facts that always agree."""
    meta.put(connection, "left", value)
    meta.put(connection, "right", value)


def put_and_hang(connection: Connection) -> None:
    """Write much, say so, and never come to the end."""
    for number in range(200):
        meta.put(connection, f"half {number}", "x" * 1000)
    _report("written")
    sys.stdin.read()


async def _increments(url: str, times: int) -> None:
    database = await Database.open(url, busy_timeout=30)
    _report("open")
    sys.stdin.readline()
    for _ in range(times):
        await database.write(increment)
    await database.close()


async def _hang(url: str) -> None:
    database = await Database.open(url)
    await database.write(put_and_hang)


async def _leave(url: str) -> None:
    """Return while units of work are under way, without closing."""
    database = await Database.open(url)
    tasks = [asyncio.create_task(database.write(increment)) for _ in range(5)]
    await database.read(meta.get, KEY)
    _report(f"{sum(task.done() for task in tasks)} of {len(tasks)} done")


def _report(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def in_another_process(*arguments: str) -> subprocess.Popen[str]:
    """`increments URL TIMES`, `hang URL` or `leave URL`, in another Python; the first two say when they are ready."""
    command = [sys.executable, "-m", "tests.service.store.units", *arguments]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["increments", url, times]:
            asyncio.run(_increments(url, int(times)))
        case ["hang", url]:
            asyncio.run(_hang(url))
        case ["leave", url]:
            asyncio.run(_leave(url))
        case _:
            sys.exit(2)
