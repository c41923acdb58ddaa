"""A sandbox in which members write, and a bot that serves it: two processes and a database of their own."""

import json
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.bench.children import child

READY_WITHIN = 60.0
_MEASURED_WITHIN = 600.0


async def play(crowd: str, plan: Any, bot: str) -> dict[str, Any]:
    """What the module `crowd` measures of the module `bot`, as it prints it. plan: a dataclass that `crowd` reads."""
    with tempfile.TemporaryDirectory(prefix="redbridge-bench-") as name:
        folder = Path(name)
        async with child(crowd, folder, json.dumps(asdict(plan))) as sandbox:
            where = await sandbox.hear(READY_WITHIN)
            environ = {
                "DISCORD_TOKEN": where["token"],
                "DISCORD_API_BASE": where["api"],
                "DISCORD_GATEWAY_URL": where["gateway"],
                "DISCORD_CDN_BASE": where["cdn"],
                "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'bench.db'}",
                "BENCH_GUILD": str(where["guild"]),
                "BENCH_CHANNELS": ",".join(map(str, where["channels"])),
            }
            async with child(bot, folder, environ=environ) as running:
                await sandbox.tell(running.pid)
                return await sandbox.hear(_MEASURED_WITHIN)
