"""Several texts in one request, and their answers apart again."""

import re
from collections.abc import Hashable, Sequence
from dataclasses import replace
from typing import Final

from bot.engines.engine import NOBODY, Answer, Batcher, Engine, Request, Traits

# A request that grows and grows makes its first text wait for its last, and is lost as a whole.
_MOST_LINES: Final = 20
_MOST_CHARACTERS: Final = 2_000

# Each joined line begins with a number of its own, in a slot's brackets: an engine that joins two lines and parts
# another leaves the count right, but not the numbers. Brackets come back in other forms, as in bot.markup.
_FIRST_MARK: Final = 901
_MARK: Final = re.compile(r"[⟦〚［【\[〖〔]{1,2}\s*(9\d\d)\s*[⟧〛］】\]〗〕]{1,2}[ \t\u3000]*")


class BatchMismatch(Exception):
    """The answer cannot be told apart; the texts must be asked singly."""


def same_answer(request: Request, traits: Traits) -> Hashable:
    """What is equal for requests that get the same answer, whoever asks."""
    if traits.prompted:
        return replace(request, asker=NOBODY)
    return request.text, request.source, request.target


def may_mix(engine: Engine) -> bool:
    """Whether an engine could mix up texts of one request, so that only texts of the same channel may stand in one.

    A list of texts comes back as a list. In joined lines, and in a prompt, words of one text can end up in the
    translation of another without any count being wrong; nobody may read there what was said elsewhere.
    """
    return engine.traits.prompted or not isinstance(engine, Batcher)


class Party:
    """Texts for one request, gathered one by one."""

    def __init__(self, engine: Engine, first: Request) -> None:
        self._traits = engine.traits
        self._is_list = isinstance(engine, Batcher)
        self._first = first
        self._room = _MOST_CHARACTERS - len(first.text)
        self.most = engine.most_at_once if isinstance(engine, Batcher) else _MOST_LINES if engine.traits.lines else 1

    @property
    def has_room(self) -> bool:
        """Whether anything at all could go along with the first text."""
        return self.most > 1 and self._room > 0 and self._may_join(self._first)

    def admits(self, request: Request) -> bool:
        """Let a text go along if it can; tell whether it does."""
        fits = len(request.text) <= self._room and self._may_join(request) and self._is_like_first(request)
        if fits:
            self._room -= len(request.text)
        return fits

    def _may_join(self, request: Request) -> bool:
        return bool(request.text.strip()) and (self._is_list or len(request.text.splitlines()) == 1)

    def _is_like_first(self, request: Request) -> bool:
        if self._traits.prompted:
            return replace(self._first, text="", asker=NOBODY) == replace(request, text="", asker=NOBODY)
        return (self._first.source, self._first.target) == (request.source, request.target)


async def ask(engine: Engine, requests: Sequence[Request]) -> list[Answer]:
    """The answers to one or several texts, in order. Raises EngineError's kinds, and BatchMismatch."""
    if len(requests) == 1:
        return [await engine.translate(requests[0])]
    if isinstance(engine, Batcher):
        answers = await engine.translate_many(requests)
        if len(answers) != len(requests):
            raise BatchMismatch
        return answers
    joined = mark([request.text for request in requests])
    return unmark(split(await engine.translate(replace(requests[0], text=joined)), len(requests)))


def mark(texts: Sequence[str]) -> str:
    """Texts of one line each as one text, every line with its number before it."""
    return "\n".join(f"⟦{number}⟧ {text}" for number, text in enumerate(texts, _FIRST_MARK))


def unmark(answers: Sequence[Answer]) -> list[Answer]:
    """The lines without their numbers. Raises BatchMismatch unless each has its own, in front, and no other."""
    return [_without_mark(answer, number) for number, answer in enumerate(answers, _FIRST_MARK)]


def _without_mark(answer: Answer, number: int) -> Answer:
    found = _MARK.match(answer.text.lstrip())
    if not found or found[1] != str(number) or len(_MARK.findall(answer.text)) != 1:
        raise BatchMismatch
    text = answer.text.lstrip()[found.end() :]
    if not text.strip():
        raise BatchMismatch
    return replace(answer, text=text, pinyin=_MARK.sub("", answer.pinyin))


def split(answer: Answer, count: int) -> list[Answer]:
    """Part an answer to `count` texts of one line each. Raises BatchMismatch if any line may be another's.

    An outer line break more than was asked for means nothing, because no text is empty.
    """
    lines = (answer.text or "").replace("\r\n", "\n").strip("\n").split("\n")
    if len(lines) != count or not all(line.strip() and len(line.splitlines()) == 1 for line in lines):
        raise BatchMismatch
    readings = answer.pinyin.strip("\n").split("\n")
    if len(readings) != count:
        readings = [""] * count
    return [replace(answer, text=line, pinyin=reading) for line, reading in zip(lines, readings, strict=True)]
