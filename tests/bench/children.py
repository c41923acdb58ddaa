"""The processes of a bench: each is a module of this package, and speaks JSON, a line at a time."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
STOP_WITHIN = 10.0


class Died(Exception):
    """A process ended before it had said what it was asked for."""


class Child:
    """A running process; what it prints on standard error goes to a file."""

    def __init__(self, process: asyncio.subprocess.Process, errors: Path) -> None:
        self._process = process
        self._errors = errors

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    async def hear(self, within: float) -> Any:
        """The next line it prints; raises Died with the end of its standard error, or TimeoutError."""
        assert self._process.stdout
        async with asyncio.timeout(within):
            line = await self._process.stdout.readline()
        if not line:
            raise Died("\n".join(self._errors.read_text(encoding="utf-8", errors="replace").splitlines()[-20:]))
        return json.loads(line)

    async def tell(self, value: Any) -> None:
        """Write a line to its standard input."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps(value).encode() + b"\n")
        await self._process.stdin.drain()

    async def end(self) -> None:
        """Stop it, kindly first."""
        if self._process.returncode is not None:
            return
        self._process.terminate()
        try:
            async with asyncio.timeout(STOP_WITHIN):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()


@asynccontextmanager
async def child(
    module: str, folder: Path, *arguments: str, environ: Mapping[str, str] | None = None
) -> AsyncIterator[Child]:
    """Run `python -m tests.bench.<module>`; it is ended with the block."""
    errors = folder / f"{module}.log"
    with errors.open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", f"tests.bench.{module}", *arguments),
            cwd=ROOT,
            env={**os.environ, **(environ or {})},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
        )
        running = Child(process, errors)
        try:
            yield running
        finally:
            await running.end()
