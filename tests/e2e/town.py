"""A small server on the sandbox, with the real bot connected and a Google on loopback behind it."""

import asyncio
import atexit
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
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

# The bot waits for its clock if it takes less than IDLING seconds of processor time in each of so many moments.
MOMENT, MOMENTS, IDLING = 0.15, 3, 0.03
# Seconds until a test gives up on a bot that is still busy.
PATIENCE = 40.0
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
                await asyncio.wait_for(self.sandbox.ready(), 30)
                await self.sandbox.idle()
                yield app
                await app.shut_down()
                await asyncio.wait_for(connection, 30)
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
        await self.sandbox.idle()

    def talk(self, channel: Any = None) -> list[tuple[str, str]]:
        """Who said what, in order, as members see it now."""
        return [(m.author.name, m.content) for m in (channel or self.general).messages]


async def _idle(clock: ManualClock, sandbox: Sandbox) -> None:
    """Wait for the bot; where it waits for its clock, which stands still, let that go on to what comes next.

    Time passes for Discord as well, or its limits would seem longer than they are.
    """
    quiet, deadline = 0, time.perf_counter() + PATIENCE
    while time.perf_counter() < deadline:
        begun, used = time.perf_counter(), time.process_time()
        if await settled(MOMENT):
            return
        # Who does nothing for a while, though the machine would let them, waits for the clock.
        was_let = time.perf_counter() - begun < 2 * MOMENT
        quiet = quiet + 1 if was_let and time.process_time() - used < IDLING else 0
        if quiet >= MOMENTS and (seconds := clock.next_work) is not None:
            sandbox.clock.advance(seconds)
            clock.advance(seconds)
            quiet = 0
    raise TimeoutError(f"the bot is still busy: {sorted(task.get_name() for task in in_flight())}")


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
