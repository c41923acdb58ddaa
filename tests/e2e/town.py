"""A small server on the sandbox, with the real bot connected and a Google on loopback behind it."""

import asyncio
import atexit
import shutil
import tempfile
import threading
import time
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp

from bot.app import App, build
from bot.client.inflight import in_flight, settled
from bot.engines.engine import Engine
from bot.i18n import negotiate
from bot.sandbox import Sandbox
from bot.sandbox.world.webhook import Webhook
from bot.settings import Settings
from bot.store.database import Database
from tests.fakes.clock import ManualClock
from tests.fakes.google import FakeGoogle
from tests.fakes.library import opened

# The bot waits for its clock if nothing moves in it at the ends of so many moments.
MOMENT, MOMENTS = 0.15, 3
# So many looks, so many seconds apart, tell whether something moves.
LOOKS, APART = 4, 0.003
# Seconds until a test gives up on a bot that is still busy.
PATIENCE = 90.0
_EMPTY: list[Path] = []


@dataclass
class Town:
    """The server, its people and the bot that serves it."""

    sandbox: Sandbox
    google: FakeGoogle
    folder: Path
    clock: ManualClock
    guild: Any
    general: Any
    lin: Any
    amy: Any
    yu: Any
    environment: dict[str, str] = field(default_factory=dict)
    app: App | None = None

    @property
    def running(self) -> App:
        assert self.app is not None
        return self.app

    def settings(self, **changes: str) -> Settings:
        """What a host would write into .env, here and now."""
        return Settings.load(
            {
                "DISCORD_TOKEN": self.sandbox.token,
                "DISCORD_API_BASE": self.sandbox.api_base,
                "DISCORD_GATEWAY_URL": self.sandbox.gateway_url,
                "DISCORD_CDN_BASE": self.sandbox.cdn_base,
                "DATABASE_URL": f"sqlite+aiosqlite:///{self.folder / 'redbridge.db'}",
                "TRANSLATION_ENGINES": "google",
                "GOOGLE_URL": self.google.url,
                **self.environment,
                **changes,
            }
        )

    @asynccontextmanager
    async def bot(self, engines: Sequence[Engine] | None = None, **changes: str) -> AsyncIterator[App]:
        """The real bot, connected; it ends as SIGTERM would end it."""
        database = self.settings(**changes).database_url.get_secret_value()
        if database.startswith("sqlite") and not (self.folder / "redbridge.db").exists():
            shutil.copyfile(await _empty_database(), self.folder / "redbridge.db")
        async with build(self.settings(**changes), clock=self.clock, engines=engines, library=await opened()) as app:
            for resident in (self.lin, self.amy, self.yu):
                # They have used a command before, so that no answer tells them in which language they read it.
                await app.services.members.learn(resident.id, negotiate(resident.user.locale))
            connection = asyncio.create_task(app.connect())
            self.app, self.sandbox.idle_probe = app, partial(_idle, self.clock, self.sandbox)
            try:
                await asyncio.wait_for(self.sandbox.ready(), PATIENCE)
                await self.sandbox.idle()
                yield app
                await app.shut_down()
                await asyncio.wait_for(connection, PATIENCE)
            finally:
                connection.cancel()
                self.app, self.sandbox.idle_probe = None, None

    async def translate_channel(self, channel: Any = None, mode: str = "reply") -> str:
        """Lin uses the command a moderator would use; her answer's text."""
        interaction = self.lin.slash(
            channel or self.general, "redbridge channel", channel=channel or self.general, mode=mode
        )
        answer = await interaction.answered()
        return answer.text

    async def post_by_webhook(self, name: str, text: str) -> None:
        """Somebody's webhook posts in #general, through the public route for it."""
        world = self.sandbox.world
        hook = Webhook(world.ids.next(), self.general, name, self.lin.user)
        world.webhooks[hook.id] = hook
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{self.sandbox.api_base}/webhooks/{hook.id}/{hook.token}?wait=true", json={"content": text}),
        ):
            pass

    async def idle(self) -> None:
        await self.sandbox.idle(PATIENCE)

    def talk(self, channel: Any = None) -> list[tuple[str, str]]:
        """Who said what, in order, as members see it now."""
        return [(m.author.name, m.content) for m in (channel or self.general).messages]


async def _idle(clock: ManualClock, sandbox: Sandbox) -> None:
    """Wait for the bot; where it waits for its clock, which stands still, let that go on to what comes next.

    Time passes for Discord as well, or its limits would seem longer than they are.
    """
    quiet, deadline = 0, time.perf_counter() + PATIENCE
    while time.perf_counter() < deadline:
        if await settled(MOMENT):
            return
        quiet = 0 if await _something_moves() else quiet + 1
        if quiet >= MOMENTS and (seconds := clock.next_work) is not None:
            sandbox.clock.advance(seconds)
            clock.advance(seconds)
            quiet = 0
    raise TimeoutError(f"the bot is still busy: {sorted(task.get_name() for task in in_flight())}")


async def _something_moves() -> bool:
    """Whether the loop has something to run besides this, or a thread has.

    This asks what there is to do, not how much was done lately: on a busy machine, who has much to do gets little done.
    """
    # There is no public way to ask a loop of asyncio.
    ready: deque[Any] = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
    for _ in range(LOOKS):
        await asyncio.sleep(APART)
        if ready or _threads_at_work():
            return True
    return False


def _threads_at_work() -> bool:
    """Whether another thread of this process runs, waits for a processor, or for a disk; only Linux tells."""
    mine = str(threading.get_native_id())
    for task in Path("/proc/self/task").glob("*/stat"):
        with suppress(OSError):
            # The state follows the name, which stands in parentheses (proc_pid_stat(5)).
            if task.parent.name != mine and task.read_text().rpartition(")")[2].split()[0] in "RD":
                return True
    return False


async def _empty_database() -> Path:
    """A file with all tables and nothing in them; made once, for to make it takes longer than most tests."""
    if not _EMPTY:
        folder = Path(tempfile.mkdtemp(prefix="redbridge-tests-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        database = await Database.open(f"sqlite+aiosqlite:///{folder / 'redbridge.db'}")
        await database.close()
        _EMPTY.append(folder / "redbridge.db")
    return _EMPTY[0]


@asynccontextmanager
async def town(folder: Path, **options: Any) -> AsyncIterator[Town]:
    """A server with a moderator and two members, without a bot yet."""
    async with AsyncExitStack() as stack:
        # In debug mode asyncio takes down the whole stack for each future: a third of these tests' time. It stays on in
        # the other rings.
        asyncio.get_running_loop().set_debug(False)
        google = await stack.enter_async_context(FakeGoogle())
        sandbox = await stack.enter_async_context(Sandbox(**options))
        # A bot that is started more often than twice in five seconds would have to wait.
        sandbox.limits.set("GET /gateway/bot", 100, 5)
        guild = sandbox.add_guild("Hotpot Club")
        mods = guild.add_role("moderators", permissions=("manage_guild",))
        general = guild.add_channel("general")
        lin = guild.add_member("Lin", locale="zh-CN", roles=(mods,))
        amy = guild.add_member("Amy", locale="en-US")
        yu = guild.add_member("小雨", locale="zh-CN")
        yield Town(sandbox, google, folder, ManualClock(), guild, general, lin, amy, yu)
