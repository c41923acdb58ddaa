"""The interactive terminal: a conversation one takes part in, with the bot answering as it goes."""

import asyncio

from prompt_toolkit import PromptSession
from prompt_toolkit.input import Input
from prompt_toolkit.output import Output

from bot.sandbox.completion import Completions
from bot.sandbox.transcript import steps
from bot.sandbox.transcript.acts import VERBS
from bot.sandbox.transcript.columns import printable
from bot.sandbox.transcript.conversation import View
from bot.sandbox.transcript.errors import TranscriptError
from bot.sandbox.transcript.lines import COLONS, Line
from bot.sandbox.transcript.parse import ARROWS, step
from bot.sandbox.transcript.player import Player
from bot.sandbox.trial import Trial

FIRST_SPEAKER = "Amy"
QUIT = ("/quit", "/exit")


class Terminal:
    """Reads lines from a person, plays them, and shows what happens. Ends with /quit or the end of input.

    A line is one of a transcript, or simply what the current speaker says, a command, or the number of a button.
    """

    def __init__(
        self,
        trial: Trial,
        view: View,
        prelude: tuple[steps.Step, ...] = (),
        *,
        reads: Input | None = None,
        writes: Output | None = None,
    ) -> None:
        self._trial = trial
        self._view = view
        self._player = Player(trial, view, prelude)
        self._speaker = FIRST_SPEAKER
        self._session: PromptSession[str] = PromptSession(
            # The line is shown again as part of the conversation.
            erase_when_done=True,
            completer=Completions(self._player.stage, lambda: self._speaker),
            complete_while_typing=False,
            input=reads,
            output=writes,
        )

    async def start(self) -> None:
        """Start the bot; raises Stopped if it does not get ready."""
        await self._player.start()
        await self._player.step(steps.Pace(0, waits=False))

    async def run(self) -> None:
        """Take lines until the person leaves, then stop the bot; raises Stopped if the bot ended by itself before."""
        reading = asyncio.create_task(self._read())
        watching = asyncio.create_task(self._watch())
        try:
            await asyncio.wait({reading, watching}, return_when=asyncio.FIRST_COMPLETED)
            for task in (reading, watching):
                if task.done():
                    task.result()
        finally:
            reading.cancel()
            watching.cancel()
            await asyncio.wait({reading, watching})
        await self._trial.stop()

    async def _read(self) -> None:
        while True:
            try:
                text = await self._session.prompt_async(self._prompt)
            except EOFError:
                return
            except KeyboardInterrupt:
                continue
            if text.strip() in QUIT:
                return
            if text.strip():
                await self._take(text.strip())

    async def _watch(self) -> None:
        """Raise Stopped when the bot ends by itself, unless that is tolerated."""
        while True:
            await self._trial.bot.death()
            await self._trial.settle()

    def _prompt(self) -> str:
        return printable(f"{self._player.stage.place} {self._speaker}: ")

    async def _take(self, text: str) -> None:
        try:
            await self._play(text)
        except TranscriptError as error:
            self._view.note(str(error))

    async def _play(self, text: str) -> None:
        if self._switches(text):
            return
        if text.isascii() and text.isdigit() and await self._presses(text):
            return
        found = self._understand(text)
        if isinstance(found, steps.Act):
            self._speaker = found.who
        await self._player.step(found)

    async def _presses(self, number: str) -> bool:
        """Press a button by its number; False if there is none, and the number is just what somebody says."""
        try:
            await self._player.step(steps.Press(0, self._speaker, number))
        except TranscriptError:
            return False
        return True

    def _switches(self, text: str) -> bool:
        """A name and a colon alone: from now on this member speaks."""
        name = text[:-1].strip()
        if text[-1] not in COLONS or not name or set(name) & set(COLONS + ARROWS):
            return False
        self._player.stage.member(name)
        self._speaker = name
        return True

    def _understand(self, text: str) -> steps.Step:
        if text.startswith("/"):
            return step(Line(0, f"{self._speaker}> {text}"))
        if text.startswith("* ") or (text[0] == "#" and not text[1:2].isspace()) or _names_somebody(text):
            return step(Line(0, text))
        return steps.Say(0, self._speaker, text)


def _names_somebody(text: str) -> bool:
    """Whether a line is "Name: text" or "Name> act", and not just words with a colon or an arrow in them."""
    at = next((at for at, char in enumerate(text) if char in COLONS + ARROWS), 0)
    after = text[at + 1 :]
    if not at or text[at] in COLONS:
        return at > 0 and (text[at] == "：" or after[:1].isspace())
    return after.lstrip().startswith(("/", *VERBS))
