"""Engines that misbehave as real ones do. Each satisfies bot.engines.engine.Engine."""

import asyncio
import re
from collections.abc import Callable

from bot.engines.engine import Answer, Quality, Request, Traits
from bot.errors import (
    EngineBackOff,
    EngineError,
    EngineMisconfigured,
    EngineRefusedText,
    EngineUnavailable,
)

SLOT = re.compile(r"⟦([0-9]+)⟧")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


class FakeEngine:
    """Answers each request with `change(text)` at once, and remembers what it was asked."""

    def __init__(
        self, change: Callable[[str], str] = str, *, name: str = "fake", quality: Quality = Quality.TRANSLATION
    ) -> None:
        self.name = name
        self.traits = Traits(answers_as=name)
        self.requests: list[Request] = []
        self.reached = 0
        self.closed = False
        self._change = change
        self._quality = quality

    async def reach(self) -> None:
        self.reached += 1

    async def translate(self, request: Request) -> Answer:
        assert not self.closed, "translate after close"
        self.requests.append(request)
        return Answer(self._change(request.text), self.name, self._quality)

    async def close(self) -> None:
        self.closed = True


class FailingEngine(FakeEngine):
    """Raises `error` for each request, and from `reach` too if it is `unreachable`."""

    def __init__(self, error: EngineError, *, unreachable: bool = False) -> None:
        super().__init__(name=error.engine)
        self._error = error
        self._unreachable = unreachable

    async def reach(self) -> None:
        await super().reach()
        if self._unreachable:
            raise EngineUnavailable(self.name, "fake")

    async def translate(self, request: Request) -> Answer:
        self.requests.append(request)
        raise self._error


class HangingEngine(FakeEngine):
    """Does not answer until `release` is called; `started` is set when the first request waits."""

    def __init__(self, change: Callable[[str], str] = str, *, name: str = "hanging") -> None:
        super().__init__(change, name=name)
        self.started = asyncio.Event()
        self._released = asyncio.Event()

    def release(self) -> None:
        """Let all requests be answered."""
        self._released.set()

    async def translate(self, request: Request) -> Answer:
        self.started.set()
        await self._released.wait()
        return await super().translate(request)


class ScriptedEngine(FakeEngine):
    """Answers with what was scripted, one step a request: a text, an error to raise; then as the last step says."""

    def __init__(self, *steps: str | EngineError, name: str = "scripted") -> None:
        super().__init__(name=name)
        self._steps = list(steps)

    async def translate(self, request: Request) -> Answer:
        self.requests.append(request)
        step = self._steps.pop(0) if len(self._steps) > 1 else self._steps[0]
        if isinstance(step, EngineError):
            raise step
        return Answer(step, self.name)


class NoneEngine(FakeEngine):
    """Answers with None as its text, against its own types, as deep-translator does for an emoji."""

    async def translate(self, request: Request) -> Answer:
        self.requests.append(request)
        return Answer(None, self.name)  # type: ignore[arg-type] # that is the misbehaviour


def identity() -> FakeEngine:
    """The source, echoed."""
    return FakeEngine(name="identity")


def upper() -> FakeEngine:
    """A translation that any test can read: the words in capitals, slots untouched."""
    return FakeEngine(str.upper, name="upper")


def bracketed() -> FakeEngine:
    """A translation in Chinese letters around the source."""
    return FakeEngine(lambda text: f"译文：{text}", name="bracketed")


def _reorder(text: str) -> str:
    slots = [slot[0] for slot in SLOT.finditer(text)][::-1]
    again = iter(slots)
    return SLOT.sub(lambda _: next(again), text)


def _copy_what_is_live(text: str) -> str:
    """What an engine remembers of other messages, and what it writes around slots it does not understand."""
    return f"{text} <@1> <@42> <@&2> <#3> <:purr:7> <t:1:R> </nuke:4> <id:guide> @here [a](https://evil.example/) # b"


MISBEHAVIOURS: dict[str, Callable[[str], str]] = {
    "spaces in slots": lambda text: SLOT.sub(r"⟦ \1 ⟧", text),
    "spaces around slots": lambda text: SLOT.sub(r" ⟦\1⟧ ", text),
    "full-width slots": lambda text: SLOT.sub(lambda slot: f"［{slot[1].translate(_WIDE)}］", text),
    "lenticular slots": lambda text: SLOT.sub(r"【\1】", text),
    "bare slots": lambda text: SLOT.sub(r"\1", text),
    "half slots": lambda text: SLOT.sub(r"⟦\1", text),
    "spaces in mentions": lambda text: re.sub(r"<([@#&!:]+)([0-9]+)>", r"<\1 \2>", SLOT.sub(r"<@ \1>", text)),
    "full-width mentions": lambda text: SLOT.sub(lambda slot: f"＜＠{slot[1].translate(_WIDE)}＞", text),
    "square slots": lambda text: SLOT.sub(r"[\1]", text),
    "double square slots": lambda text: SLOT.sub(r"[[\1]]", text),
    "dropped slots": lambda text: SLOT.sub("", text),
    "first slot dropped": lambda text: SLOT.sub("", text, count=1),
    "doubled slots": lambda text: SLOT.sub(r"⟦\1⟧ ⟦\1⟧", text),
    "reordered slots": _reorder,
    "renumbered slots": lambda text: SLOT.sub(lambda slot: f"⟦{int(slot[1]) + 1}⟧", text),
    "lower-cased": str.lower,
    "upper-cased": str.upper,
    "lines joined": lambda text: " ".join(text.split("\n")),
    "lines split": lambda text: text.replace(". ", ".\n").replace("，", "，\n"),
    "each word a line": lambda text: text.replace(" ", "\n"),
    "empty lines added": lambda text: text.replace("\n", "\n\n"),
    "marks spaced": lambda text: re.sub(r"([*_~|]+)", r" \1 ", text),
    "marks widened": lambda text: text.translate(str.maketrans("*_~|", "＊＿～｜")),
    "marks moved": lambda text: re.sub(r"(\*\*|\|\|)(\w+)", r"\2\1", text),
    "emoji dropped": lambda text: re.sub("[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]", "", text),
    "words replaced": lambda text: re.sub(r"[^\W\d_]+", "词", text),
    "quotes doubled": lambda text: f'"{text}"',
    "quotes added": lambda text: f"“{text}”",
    "label added": lambda text: f"Translation: {text}",
    "source echoed": str,
    "both languages": lambda text: f"{text}\n\n译文 {text}",
    "a note added": lambda text: f"{text}\n\n> Note: **this** is informal.",
    "an answer instead": lambda _text: "As a language model I cannot help with that, but here is a poem.",
    "inventions": lambda text: f"{text} @everyone <@1> https://evil.example discord.gg/evil",
    "copies": _copy_what_is_live,
    "marks lost": lambda text: re.sub(r"\*\*|\|\||~~|__", "", text),
    "None": lambda _text: None,  # type: ignore[dict-item,return-value] # that is the misbehaviour
    "empty": lambda _text: "",
    "blank": lambda _text: " \n ",
    "2,500 characters": lambda text: f"{text} " + "长" * 2500,
    "a warning": lambda _text: "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY.",
}


def misbehaving(kind: str) -> FakeEngine:
    """An engine that misbehaves as MISBEHAVIOURS names it."""
    return FakeEngine(MISBEHAVIOURS[kind], name=kind)


def failures(name: str = "failing") -> list[EngineError]:
    """One error of each kind."""
    return [
        EngineUnavailable(name, "fake"),
        EngineBackOff(name, "fake", retry_after=30.0),
        EngineRefusedText(name, "fake"),
        EngineMisconfigured(name, "fake"),
    ]
