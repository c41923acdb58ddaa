"""The interactive terminal, with keys pressed through a pipe and a real bot process behind it."""

import asyncio
import contextlib

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from bot.sandbox.completion import Completions
from bot.sandbox.terminal import Terminal
from bot.sandbox.transcript.conversation import Conversation
from bot.sandbox.transcript.page import Page
from bot.sandbox.transcript.stage import Stage
from bot.sandbox.trial import Stopped
from tests.service.sandbox_transcripts.stage import tiny_trial

pytestmark = pytest.mark.asyncio


class Seat:
    """Somebody at the terminal, who types and reads."""

    def __init__(self, keys):
        self._keys = keys
        self._shown = asyncio.Queue()

    def write(self, line):
        self._shown.put_nowait(line)

    def type(self, text):
        self._keys.send_text(f"{text}\r")

    def press_keys(self, keys):
        self._keys.send_text(keys)

    async def next_line(self):
        return await asyncio.wait_for(self._shown.get(), 10)

    async def reads(self, *lines):
        """These lines come next, in this order."""
        assert [await self.next_line() for _ in lines] == list(lines)


@contextlib.asynccontextmanager
async def seat():
    with create_pipe_input() as keys:
        async with tiny_trial() as running:
            somebody = Seat(keys)
            view = Conversation(Page(somebody.write, (), running.sandbox.bot.name))
            terminal = Terminal(running, view, reads=keys, writes=DummyOutput())
            await terminal.start()
            sitting = asyncio.create_task(terminal.run())
            try:
                yield somebody, sitting
            finally:
                sitting.cancel()
                await asyncio.wait({sitting})


async def test_a_conversation_from_hello_to_quit():
    async with seat() as (somebody, sitting):
        somebody.type("hello")
        await somebody.reads("#general", "Amy          hello", "  RedBridge  you said: hello")
        somebody.type("小雨: 你好")
        await somebody.reads("小雨         你好", "  RedBridge  you said: 你好")
        somebody.type("/whisper text:quiet")
        await somebody.reads("小雨         /whisper text:quiet", "  RedBridge  quiet (only 小雨 sees this)")
        somebody.type("Amy: corners")
        await somebody.reads(
            "Amy          corners",
            "RedBridge    Pick a corner.",
            "             [1 English] [2 🀄 简体中文] (Later)",
            "             [▾ How to translate: Reply | Off]",
            "             [▾ Where: a channel]",
        )
        somebody.type("1")
        await somebody.reads("* Amy presses [English]", "  RedBridge  You read English. (only Amy sees this)")
        somebody.type("233")
        await somebody.reads("Amy          233", "  RedBridge  you said: 233")
        somebody.type("Leo> press 2")
        await somebody.reads("* Leo presses [简体中文]", "RedBridge    选好了。 (edited)")
        somebody.type("/quit")
        await asyncio.wait_for(sitting, 10)


async def test_lines_that_only_look_like_names_are_spoken():
    async with seat() as (somebody, _):
        for text in ("at 12:30", "https://example.com", "me > you", "# so big", "ok :D"):
            somebody.type(text)
        spoken = []
        while len(spoken) < 5:
            line = await somebody.next_line()
            spoken += [line[13:]] if line.startswith("Amy ") else []
        assert spoken == ["at 12:30", "https://example.com", "me > you", "# so big", "ok :D"]


async def test_places_and_speakers_change_and_mistakes_are_explained():
    async with seat() as (somebody, _):
        somebody.type("#cats")
        somebody.type("Leo:")
        somebody.type("meow")
        await somebody.reads("#cats", "Leo          meow", "  RedBridge  you said: meow")
        somebody.type("/dance")
        await somebody.reads(
            "* This cannot be done: Leo sees no command 'dance' in #cats: the application has none of this name."
        )
        somebody.type("#kitchen")
        await somebody.reads("* There is no channel #kitchen here. Open it: * channel #kitchen")
        somebody.type("* clock soon")
        await somebody.reads("* Say how much time passes in w, d, h, m and s, for example: * clock 1h30m")
        somebody.type("* restart")
        await somebody.reads("* RedBridge restarts")
        somebody.type("back")
        await somebody.reads("Leo          back", "  RedBridge  you said: back")


async def test_the_end_of_input_ends_it_and_an_interrupt_only_clears_the_line():
    async with seat() as (somebody, sitting):
        somebody.press_keys("never sent\x03")
        somebody.type("hello")
        await somebody.reads("#general", "Amy          hello", "  RedBridge  you said: hello")
        somebody.press_keys("\x04")
        await asyncio.wait_for(sitting, 10)


async def test_a_bot_that_dies_ends_it():
    async with seat() as (somebody, sitting):
        somebody.type("die")
        with pytest.raises(Stopped):
            await asyncio.wait_for(sitting, 10)


async def test_what_comes_next_is_proposed():
    async with tiny_trial() as running:
        stage = Stage(running.sandbox)
        stage.furnish()
        stage.member("Amy")
        await running.start()
        completions = Completions(stage, lambda: "Amy")

        def proposed(text):
            found = completions.get_completions(Document(text), CompleteEvent())
            return [each.text for each in found]

        assert proposed("A") == ["Amy: "]
        assert proposed("#") == ["#general", "#cats", "#中文角"]
        assert proposed("/w") == ["/whisper"]
        assert proposed("/whisper ") == ["text:", "where:"]
        assert proposed("/whisper where:#ca") == ["where:#cats"]
        assert proposed("Amy> un") == ["unreact"]
        assert proposed("Amy> /t") == ["/think"]
        assert proposed("Nobody> /t") == []
        assert proposed("* re") == ["restart"]
        assert proposed("hello t") == []
