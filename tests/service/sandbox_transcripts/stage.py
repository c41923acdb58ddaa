"""Plays transcripts with the tiny bot, a real process, and tells what a reader saw."""

import contextlib
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bot.sandbox.transcript.conversation import Conversation, View
from bot.sandbox.transcript.errors import TranscriptError
from bot.sandbox.transcript.page import Page
from bot.sandbox.transcript.parse import parse, people
from bot.sandbox.transcript.player import Player
from bot.sandbox.trial import trial

TINY_BOT = (sys.executable, "-m", "tests.fakes.tiny_bot")
ROOT = Path(__file__).parent.parent.parent.parent


@dataclass
class Played:
    """The conversation, a line each; what the bot failed at; what was wrong with the transcript."""

    lines: list[str]
    failures: list[tuple[str, str]]
    error: TranscriptError | None = None

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@contextlib.asynccontextmanager
async def tiny_trial():
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        async with trial(TINY_BOT, Path(folder), environment) as running:
            yield running


async def play(text: str, view: View | None = None, prelude: str = "") -> Played:
    lines: list[str] = []
    steps = parse(text)
    async with tiny_trial() as running:
        shown = view or Conversation(Page(lines.append, people(steps), running.sandbox.bot.name))
        error = await _play(Player(running, shown, parse(prelude)), steps)
        return Played(lines, [(failure.kind, failure.what) for failure in running.verdict()], error)


async def _play(player: Player, steps) -> TranscriptError | None:
    try:
        await player.play(steps)
    except TranscriptError as error:
        return error
    return None
