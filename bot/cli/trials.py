"""What `redbridge sandbox` does: serve, play, converse."""

import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from prompt_toolkit.patch_stdout import patch_stdout

from bot.cli.running import Output, complete
from bot.cli.terminal import complain, say
from bot.errors import N_, RedBridgeError
from bot.sandbox.intents import PRIVILEGED
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.terminal import FIRST_SPEAKER, Terminal
from bot.sandbox.transcript.columns import printable
from bot.sandbox.transcript.conversation import Conversation, View
from bot.sandbox.transcript.errors import TranscriptError
from bot.sandbox.transcript.jsonl import JsonLines
from bot.sandbox.transcript.lines import decode
from bot.sandbox.transcript.page import Page
from bot.sandbox.transcript.parse import parse, people
from bot.sandbox.transcript.player import Player
from bot.sandbox.transcript.stage import Stage
from bot.sandbox.transcript.steps import Step
from bot.sandbox.trial import Stopped, Trial, addresses, trial

# What a moderator does once, so that a plain conversation is translated.
PRELUDE: Final = "Lin> /redbridge channel channel:#general mode:reply"
MALFORMED: Final = 2
LAST_LINES: Final = 20
_COMMAND: Final = (sys.executable, "-m", "bot", "run")
_FAILURES: Final = {
    "died": N_("The bot ended by itself, with exit status {what}."),
    "unready": N_("The bot was not ready within {what} seconds."),
    "busy": N_("The bot does not come to rest: {what}."),
    "stubborn": N_("The bot did not end when it was asked to, and was killed."),
    "unanswered": N_("The bot left this without an answer: {what}"),
    "complaint": N_("The bot asked for something Discord does not know: {what}"),
    "error": N_("The bot logged an error: {what}"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a trial takes place: a port, 0 for a free one, and a directory, None for one that vanishes."""

    port: int = 0
    keep: Path | None = None

    @asynccontextmanager
    async def trial(self) -> AsyncGenerator[Trial]:
        """A trial of RedBridge here; raises RedBridgeError if the port or the directory cannot be used."""
        async with AsyncExitStack() as stack:
            folder = self.keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="redbridge-")))
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                reason = error.strerror or str(error)
                raise RedBridgeError(
                    N_("The directory {path} cannot be used: {reason}."), path=str(folder), reason=reason
                ) from None
            try:
                running = await stack.enter_async_context(trial(_COMMAND, folder, os.environ, self.port))
            except OSError:
                raise _port_taken(self.port) from None
            yield running


def play(place: Place, name: str, data: bytes, *, jsonl: bool) -> int:
    """Play a transcript; 0, 1 if the bot failed, 2 if it cannot be read or played."""
    try:
        steps = parse(decode(data))
    except TranscriptError as error:
        return _malformed(name, error)
    return complete(lambda: _play(place, name, steps, jsonl=jsonl))


def converse(place: Place) -> int:
    """Let a person at the terminal take part; 0, 1 if the bot failed."""
    return complete(lambda: _converse(place))


def serve(port: int, *, jsonl: bool) -> int:
    """Be a Discord for other programs until told to stop."""
    try:
        return complete(lambda: _serve(port, jsonl=jsonl), stopped=0)
    except KeyboardInterrupt:
        return 0


async def _play(place: Place, name: str, steps: tuple[Step, ...], *, jsonl: bool) -> int:
    output = Output(utf8=jsonl)
    async with place.trial() as running:
        player = Player(running, _view(output, running, people(steps), jsonl=jsonl), parse(PRELUDE))
        try:
            await player.play(steps)
        except TranscriptError as error:
            _report(running)
            return _malformed(name, error)
        except asyncio.CancelledError:
            raise output.error or asyncio.CancelledError from None
        return _report(running)


async def _converse(place: Place) -> int:
    say(
        N_(
            "A small server with RedBridge in it is about to open. Say something as Amy, or as anybody: 小雨: 你好. "
            "A line with / is a command, a number presses a button, Tab proposes what can come next, /quit ends it."
        )
    )
    output = Output(utf8=False)
    async with place.trial() as running:
        terminal = Terminal(running, _view(output, running, (FIRST_SPEAKER,), jsonl=False), parse(PRELUDE))
        try:
            await terminal.start()
            with patch_stdout():
                await terminal.run()
        except Stopped:
            return _report(running)
        return 0


async def _serve(port: int, *, jsonl: bool) -> int:
    output = Output(utf8=jsonl)
    try:
        # Other bots may want any intent; what their application is granted on Discord is not known here.
        async with Sandbox(port=port, privileged=PRIVILEGED) as sandbox:
            Stage(sandbox).furnish()
            _introduce(output, sandbox, jsonl=jsonl)
            await asyncio.Event().wait()
    except OSError:
        raise _port_taken(port) from None
    except asyncio.CancelledError:
        raise output.error or asyncio.CancelledError from None
    return 0


def _introduce(output: Output, sandbox: Sandbox, *, jsonl: bool) -> None:
    """What another program must know to connect, as lines of an .env file or as a first object."""
    if jsonl:
        view = JsonLines(output.line)
        view.listening(addresses(sandbox))
        sandbox.subscribe(view.event)
        return
    say(N_("# A Discord for bots is open on this machine, until Ctrl-C. What a bot has to be told:"))
    for name, value in addresses(sandbox).items():
        output.line(f"{name}={value}")


def _view(output: Output, running: Trial, names: tuple[str, ...], *, jsonl: bool) -> View:
    return JsonLines(output.line) if jsonl else Conversation(Page(output.line, names, running.sandbox.bot.name))


def _malformed(name: str, error: TranscriptError) -> int:
    sys.stderr.write(printable(f"{name}:{error.line}: {error}") + "\n")
    return MALFORMED


def _report(running: Trial) -> int:
    """Say on standard error what the bot failed at; the exit code."""
    failures = running.verdict()
    for failure in failures:
        complain(RedBridgeError(_FAILURES[failure.kind], what=printable(failure.what)))
    if failures:
        sys.stderr.write("".join(f"  {printable(line)}\n" for line in running.bot.tail(LAST_LINES)))
    return 1 if failures else 0


def _port_taken(port: int) -> RedBridgeError:
    return RedBridgeError(
        N_("Port {port} cannot be used; maybe another program has it. Choose another one."), port=port
    )
