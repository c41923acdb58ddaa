"""A bot on trial: a sandbox, the bot's process on it, and what went wrong."""

import asyncio
from collections.abc import AsyncGenerator, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from bot.sandbox.process import BotDied, BotProcess
from bot.sandbox.sandbox import Sandbox

FailureKind = Literal["died", "unready", "busy", "stubborn", "unanswered", "complaint", "error"]
_TOLERABLE = {"died": "death", "unanswered": "unanswered", "complaint": "complaints", "error": "errors"}


@dataclass(frozen=True, slots=True)
class Failure:
    """What the bot failed at; `what` is an exit status, an act, a complaint or a line of the log."""

    kind: FailureKind
    what: str


class Stopped(Exception):
    """The bot is in no state to go on; why is among the failures."""


@dataclass(slots=True)
class Trial:
    """The sandbox, the bot's process, and what has gone wrong so far.

    tolerated   what does not count: unanswered, errors, complaints, death
    patience    how many seconds the bot may take to get ready, and to come to rest
    """

    sandbox: Sandbox
    bot: BotProcess
    patience: float = 60.0
    failures: list[Failure] = field(default_factory=list[Failure])
    tolerated: set[str] = field(default_factory=set[str])
    _excused: set[int] = field(default_factory=set[int])

    async def start(self) -> None:
        """Start the bot and wait until it is connected and idle; raises Stopped if it does not get there."""
        # What is left of a former process must be gone, or it would pass for the new one.
        await self.settle()
        await self.bot.start()
        ready = asyncio.create_task(self.sandbox.ready(self.patience))
        ended = asyncio.create_task(self.bot.ended())
        try:
            await asyncio.wait({ready, ended}, return_when=asyncio.FIRST_COMPLETED)
            if not ready.done():
                self._stop(Failure("died", str(ended.result())))
            ready.result()
        except TimeoutError:
            self._stop(Failure("unready", f"{self.patience:g}"))
        finally:
            ready.cancel()
            ended.cancel()
        await self.settle()

    async def stop(self) -> None:
        """Stop the bot, and wait until Discord has noticed."""
        await self._end(self.bot.stop())

    async def kill(self) -> None:
        """Kill the bot, and wait until Discord has noticed."""
        await self._end(self.bot.kill())

    async def settle(self) -> None:
        """Wait until nothing is left to do; raises Stopped if the bot died or stays busy."""
        self._give_up_without_bot()
        try:
            await self.sandbox.idle(self.patience)
        except BotDied as death:
            await self._mourn(death)
        except TimeoutError as error:
            self._stop(Failure("busy", str(error)))
        self._note_unanswered()

    async def advance(self, seconds: float) -> None:
        """Let time pass for Discord and the bot; raises as `settle` does."""
        self.sandbox.clock.advance(seconds)
        try:
            await self.bot.advance(seconds)
        except BotDied as death:
            await self._mourn(death)

    def verdict(self) -> list[Failure]:
        """Everything that went wrong and was not tolerated."""
        complaints = [Failure("complaint", str(complaint)) for complaint in self.sandbox.complaints]
        errors = [Failure("error", line) for line in self.bot.troubles()]
        found = (*self.failures, *self._still_thinking(), *complaints, *errors)
        return [each for each in found if not self._tolerates(each)]

    async def _end(self, ending: Coroutine[Any, Any, bool | None]) -> None:
        if await ending is False:
            self.failures.append(Failure("stubborn", ""))
        await self.settle()

    async def _mourn(self, death: BotDied) -> None:
        failure = Failure("died", str(death.code))
        self._give_up_without_bot()
        if not self._tolerates(failure):
            self._stop(failure)
        self.failures.append(failure)
        self.bot.forget()
        await self.sandbox.idle(self.patience)

    def _give_up_without_bot(self) -> None:
        """Nobody is there to answer or to come back, so nobody needs to wait for that."""
        if self.bot.pid is None:
            self.sandbox.expect_nobody()
            for interaction in tuple(self.sandbox.world.interactions.values()):
                if interaction.pending:
                    self._excused.add(interaction.id)
                    interaction.give_up()

    def _note_unanswered(self) -> None:
        noted = {failure.what for failure in self.failures}
        for interaction in self.sandbox.world.interactions.values():
            what = f"{interaction.user.name}: {interaction.title}"
            if interaction.failed and interaction.id not in self._excused and what not in noted:
                self.failures.append(Failure("unanswered", what))

    def _still_thinking(self) -> list[Failure]:
        """Acts that were acknowledged with "is thinking…" and nothing else."""
        return [
            Failure("unanswered", f"{each.user.name}: {each.title}")
            for each in self.sandbox.world.interactions.values()
            if each.message and each.message.loading and not each.message.deleted
        ]

    def _tolerates(self, failure: Failure) -> bool:
        return _TOLERABLE.get(failure.kind) in self.tolerated

    def _stop(self, failure: Failure) -> None:
        self.failures.append(failure)
        raise Stopped(failure.kind)


@asynccontextmanager
async def trial(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], port: int = 0
) -> AsyncGenerator[Trial]:
    """A sandbox and a bot that is not started yet; both are gone at the end. Raises OSError if the port is taken.

    `command` runs the bot with `environment` and the addresses of the sandbox; `folder` receives its database and log.
    """
    log = folder / "bot.log"
    log.unlink(missing_ok=True)
    # Discord's limits would make a transcript as slow as Discord; it can ask for a 429 where it wants one.
    async with Sandbox(port, rate_limits=False) as sandbox:
        own = {**addresses(sandbox), "DATABASE_URL": _database(folder), "LOG_FORMAT": "text"}
        bot = BotProcess(command, {**environment, **own}, log)
        sandbox.idle_probe = bot.idle
        try:
            yield Trial(sandbox, bot)
        finally:
            await bot.stop()


def addresses(sandbox: Sandbox) -> dict[str, str]:
    """The environment that makes a bot use this sandbox."""
    return {
        "DISCORD_TOKEN": sandbox.token,
        "DISCORD_API_BASE": sandbox.api_base,
        "DISCORD_GATEWAY_URL": sandbox.gateway_url,
        "DISCORD_CDN_BASE": sandbox.cdn_base,
    }


def _database(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{folder.absolute().as_posix()}/redbridge.db"
