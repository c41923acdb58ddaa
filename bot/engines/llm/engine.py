"""The engine `llm`: any OpenAI-compatible endpoint, whose answers are checked before anybody sees them."""

import asyncio
import logging
from collections.abc import Awaitable, Iterable, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from bot.engines.budget import BUDGET, size_of
from bot.engines.engine import Answer, Request, Traits
from bot.engines.layout import has_words
from bot.engines.llm.batch import MOST, compose_many, fits, split
from bot.engines.llm.check import BEARABLE, Asked, Fault, check
from bot.engines.llm.client import Client, is_local
from bot.engines.llm.fence import Draw, draw
from bot.engines.llm.hidden import SLOT, Hidden, hide
from bot.engines.llm.letters import weight
from bot.engines.llm.prompt import LANGUAGES, Prompt, compose
from bot.engines.llm.tidy import tidy
from bot.errors import EngineBusy, EngineRefusedText, EngineUnavailable
from bot.markup import chunks

_log = logging.getLogger(__name__)

T = TypeVar("T")

# What small models translate well in one go, and what leaves room in a context of 4,096 tokens.
_LONGEST: Final = 1_000
# Tokens: small models take up to three for a Chinese character. Enough for the longest answer that passes the check.
_LEAST_TOKENS: Final = 96
_TOKENS_PER_WEIGHT: Final = 4.0
_TOKENS_PER_SLOT: Final = 8
_TOKENS_PER_ITEM: Final = 24


class LlmEngine:
    """Asks a model to translate; what is no translation is asked for once more, more strictly, and then refused."""

    name = "llm"
    most_at_once = MOST

    def __init__(self, base_url: str, model: str, key: str, timeout: float, draw: Draw = draw) -> None:
        """`timeout` is the seconds one text may take altogether; `draw` makes the random words of the fences."""
        self.traits = Traits(answers_as=f"llm:{model}", prompted=True, portion=_LONGEST, remote=not is_local(base_url))
        self._client = Client(self.name, base_url, model, key)
        self._timeout = timeout
        self._draw = draw

    async def reach(self) -> None:
        """Ask the endpoint for its models, within a second. Raises EngineUnavailable."""
        await self._client.reach()

    async def translate(self, request: Request) -> Answer:
        """Translate a text of any length; its outer spaces stay. Raises EngineError's kinds."""
        self._accept(request)
        return Answer(await self._within(self._whole(request)), self.name)

    async def translate_many(self, requests: Sequence[Request]) -> list[Answer]:
        """Translate texts of one direction with the same terms; those that fail in company are asked for alone.

        Raises EngineError's kinds: one text that is refused for good ends the whole, as there is no answer for it.
        """
        for request in requests:
            self._accept(request)
        texts = await self._within(self._together(requests))
        return [Answer(text, self.name) for text in texts]

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    def _accept(self, request: Request) -> None:
        known = request.source in LANGUAGES and request.target in LANGUAGES
        if not known or request.source == request.target:
            raise EngineRefusedText(self.name, "no such pair of languages")

    async def _within(self, work: Awaitable[T]) -> T:
        try:
            async with asyncio.timeout(self._timeout):
                return await work
        except TimeoutError:
            pass
        raise EngineUnavailable(self.name, "timeout")

    async def _whole(self, request: Request) -> str:
        parts = chunks(request.text, _LONGEST)
        return "".join(await _all(self._part(request, part) for part in parts))

    async def _part(self, request: Request, part: str) -> str:
        """One portion; what has no words stays as it is, and so do spaces at the edges."""
        core = part.strip()
        if not has_words(SLOT.sub("", core)):
            return part
        start = part.index(core)
        return part[:start] + await self._checked(request, hide(core)) + part[start + len(core) :]

    async def _checked(self, request: Request, hidden: Hidden) -> str:
        """Ask at most twice; the second time only while there is time for it, and if it can be paid."""
        loop = asyncio.get_running_loop()
        latest = loop.time() + self._timeout / 2
        answer, fault = await self._ask(request, hidden, None)
        if fault is None:
            return answer
        _log.info("%s gave no usable answer: %s", self.name, fault)
        bare = replace(request, text=hidden.text, examples=(), context=())
        if loop.time() < latest and await self._may_send(bare):
            second, again = await self._ask(request, hidden, fault)
            if again is None:
                return second
            if fault not in BEARABLE:
                fault, answer = again, second
        if fault in BEARABLE:
            return answer
        raise EngineRefusedText(self.name, fault)

    async def _may_send(self, request: Request) -> bool:
        """Whether the budgets let a request be sent that was sent before; paid, if so."""
        return await request.pay(size_of(request, self.traits))

    async def _ask(self, request: Request, hidden: Hidden, fault: Fault | None) -> tuple[str, Fault | None]:
        prompt = compose(request, hidden.text, self._draw, fault)
        reply = await self._client.chat(prompt.messages, _tokens([hidden.text]))
        if not reply.finished:
            return "", Fault.CUT
        return _read(request, hidden, prompt, reply.text, strict=fault is not None)

    async def _together(self, requests: Sequence[Request]) -> list[str]:
        """One prompt for all that fit, then one for each whose answer is missing or no translation."""
        found: dict[int, str] = {}
        places = [place for place, request in enumerate(requests) if fits(request) and has_words(request.text)]
        if 1 < len(places) <= MOST:
            found = await self._batch(requests, places)

        async def text_of(place: int) -> str:
            if place in found:
                return found[place]
            if 1 < len(places) <= MOST and place in places and not await self._may_send(requests[place]):
                raise EngineBusy(self.name, BUDGET)
            return await self._whole(requests[place])

        return list(await _all(text_of(place) for place in range(len(requests))))

    async def _batch(self, requests: Sequence[Request], places: Sequence[int]) -> dict[int, str]:
        """The answers that pass the check, by place."""
        chosen = [requests[place] for place in places]
        hidden = [hide(request.text.strip()) for request in chosen]
        texts = [one.text for one in hidden]
        prompt = compose_many(chosen, texts, self._draw)
        try:
            reply = await self._client.chat(prompt.messages, _tokens(texts) + _TOKENS_PER_ITEM * len(texts))
        except EngineRefusedText:
            return {}  # by whom, one by one will tell
        answers = split(tidy(reply.text, "", prompt.fence), len(texts)) if reply.finished else None
        if answers is None:
            _log.info("%s lost count of %d texts; asking one by one", self.name, len(texts))
            return {}
        read = [_read(*item[:2], prompt, item[2], strict=True) for item in zip(chosen, hidden, answers, strict=True)]
        edges = [_edges(request.text) for request in chosen]
        return {
            place: before + text + after
            for place, (text, fault), (before, after) in zip(places, read, edges, strict=True)
            if fault is None
        }


def _read(request: Request, hidden: Hidden, prompt: Prompt, answer: str, *, strict: bool) -> tuple[str, Fault | None]:
    """The answer with its slots as they were, and what is wrong with it.

    A strict prompt shows no context: what equals an earlier line then was not taken from there.
    """
    tidied = hidden.mend(tidy(answer, hidden.text, prompt.fence))
    asked = Asked(
        text=hidden.text,
        target=request.target,
        fence=prompt.fence.word,
        prompt=prompt.words,
        examples=request.examples,
        context=() if strict else request.context,
    )
    return hidden.show(tidied), check(asked, tidied)


def _edges(text: str) -> tuple[str, str]:
    core = text.strip()
    start = text.index(core)
    return text[:start], text[start + len(core) :]


def _tokens(texts: Sequence[str]) -> int:
    """How many tokens the translations may take."""
    needed = sum(_TOKENS_PER_WEIGHT * weight(text) + _TOKENS_PER_SLOT * len(SLOT.findall(text)) for text in texts)
    return _LEAST_TOKENS + int(needed)


async def _all(work: Iterable[Awaitable[T]]) -> list[T]:
    """Do all of it at once; the first failure ends the rest, and is raised as it is."""
    tasks = [asyncio.ensure_future(one) for one in work]
    try:
        return list(await asyncio.gather(*tasks))
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
