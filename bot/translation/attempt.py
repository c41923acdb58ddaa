"""One text on its way through one engine: slots in, slots out, and a look at what came back."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from bot.engines.engine import Answer, Engine, Quality, Request, Term, Traits
from bot.errors import EngineError, EngineRefusedText
from bot.glossary import Kind, Match
from bot.language.convert import to_simplified, to_traditional
from bot.markup import Protected, Span, defuse, kept, pieces, protect, restore, strip
from bot.markup import quantities as find_quantities
from bot.translation.aloud import aloud
from bot.translation.cache import Cache, Key
from bot.translation.types import Verdict

if TYPE_CHECKING:
    from bot.translation.doubt import Judge

_log = logging.getLogger(__name__)

# A message of so many pieces would cost as many calls.
_MOST_PIECES: Final = 20


@dataclass(frozen=True, slots=True)
class Draft:
    """A translation that may be shown."""

    text: str = field(repr=False)
    engine: str
    quality: Quality
    doubtful: bool
    pinyin: str = field(default="", repr=False)
    is_cached: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be translated.

    request: the text as it was written, the locales, and what was said before. matches: words of the glossary in it.
    examples: similar texts with their renderings, found when an engine can use them. version: of the glossary.
    """

    request: Request
    matches: Sequence[Match]
    examples: Callable[[], Sequence[tuple[str, str]]]
    version: str


@dataclass(frozen=True, slots=True)
class _Form:
    """A text as an engine gets it. convert: for answers in Simplified Chinese to readers of Traditional."""

    protected: Protected
    request: Request
    convert: Callable[[str], str]

    def restore(self, answer: str) -> str | None:
        return restore(self.protected, self.convert(answer))


class Attempt:
    """Asks engines for one text; what comes back is a Draft, or None if it is not fit to be shown."""

    def __init__(self, task: Task, cache: Cache, judge: "Judge") -> None:
        self._task = task
        self._cache = cache
        self._judge = judge
        words = [(match.start, match.end) for match in task.matches]
        self._bare_source = strip(_without(task.request.text, words))

    async def remembered(self, name: str, traits: Traits) -> Draft | None:
        """What this engine, or one that answers as it does, said to the same text before."""
        for quantities in (False, True):
            form = self._form(traits, quantities=quantities)
            if self._may_remember(form, traits) and (answer := await self._cache.get(self._key(form, traits))):
                draft = self._draft(name, form, answer)
                if draft and self._keeps_quantities(draft):
                    return replace(draft, is_cached=True)
            if not find_quantities(self._task.request.text):
                break
        return None

    async def ask(self, engine: Engine) -> Draft | None:
        """Ask an engine, unless it is known what it would say. Raises EngineError."""
        if draft := await self.remembered(engine.name, engine.traits):
            return draft
        draft = await self._ask(engine, self._form(engine.traits))
        if draft is None or self._keeps_quantities(draft):
            return draft
        # A number with its unit ("5kg", "$5") came back as another: once more, with these out of the engine's reach.
        try:
            again = await self._ask(engine, self._form(engine.traits, quantities=True))
        except EngineError:
            again = None
        return again or replace(draft, doubtful=True)

    async def _ask(self, engine: Engine, form: _Form) -> Draft | None:
        answer = await engine.translate(form.request)
        if not answer.text:
            return None
        draft = self._draft(engine.name, form, answer)
        if draft is None and form.protected.slots and form.restore(answer.text) is None:
            _log.info("%s damaged a protected token; asking it piece by piece", engine.name)
            pieced = await _piecewise(engine, form)
            answer = replace(answer, text=pieced or "")
            draft = self._draft(engine.name, form, answer) if pieced else None
        if draft and self._keeps_quantities(draft) and self._may_remember(form, engine.traits):
            await self._cache.put(self._key(form, engine.traits), answer)
        return draft

    def _keeps_quantities(self, draft: Draft) -> bool:
        return kept(self._task.request.text, draft.text)

    def _draft(self, name: str, form: _Form, answer: Answer) -> Draft | None:
        """An answer with every slot back in place, if it is complete, says something, and belongs to the text."""
        source = self._task.request.text
        restored = form.restore(answer.text)
        if restored is None or not _says_something(restored) or restored.strip() == source.strip():
            return None
        text = defuse(restored, source)
        doubtful = False
        # A gloss is made of the dictionary's own words, and says what it is.
        if answer.quality is not Quality.GLOSS:
            verdict = self._judge.judge(self._bare_source, self._bare(text), self._task.request.target).verdict
            if verdict is Verdict.ALIEN:
                _log.info("%s gave an answer that does not belong to the text; it is not shown", name)
                return None
            doubtful = verdict is Verdict.DOUBTFUL
        return Draft(text, name, answer.quality, doubtful, self._reading(answer))

    def _reading(self, answer: Answer) -> str:
        """The reading that came along; of a text with terms in it, which the engine has not seen, a whole one."""
        if not answer.pinyin or not self._task.matches:
            return answer.pinyin
        return aloud(self._task.request.text)

    def _bare(self, text: str) -> str:
        """The words of a translation that stand for themselves: no tokens, no terms."""
        for match in self._task.matches:
            if match.rendering:
                text = text.replace(for_reader(match, self._task.request.target), " ")
        return strip(text)

    def _may_remember(self, form: _Form, traits: Traits) -> bool:
        """Whether the answer would be the same for anybody who asks: not if it depends on what was said before."""
        return bool(traits.answers_as) and not form.request.context

    def _key(self, form: _Form, traits: Traits) -> Key:
        """What an engine is told beside the text is part of the question: no server gets what was made of another's."""
        request = form.request
        told = repr((request.terms, request.examples)) if traits.prompted else ""
        version = f"{self._task.version}{told}"
        return Key(request.text, request.source, request.target, traits.answers_as, version)

    def _form(self, traits: Traits, *, quantities: bool = False) -> _Form:
        return _told(self._task, quantities=quantities) if traits.prompted else _slotted(self._task, traits, quantities)


def _told(task: Task, *, quantities: bool) -> _Form:
    """For engines that take terms, examples and context beside the text."""
    asked = task.request
    terms = tuple(
        Term(asked.text[match.start : match.end], for_reader(match, asked.target))
        for match in task.matches
        if match.rendering
    )
    protected = protect(asked.text, quantities=quantities)
    return _Form(protected, replace(asked, text=protected.text, terms=terms, examples=tuple(task.examples())), str)


def _slotted(task: Task, traits: Traits, quantities: bool) -> _Form:  # noqa: FBT001 - private, named where it matters
    """For engines that know nothing but the text: terms are slots, Chinese is in the characters they know."""
    asked = task.request
    renderings = [(match, _rendering(match, traits, asked.target)) for match in task.matches]
    spans = [Span(match.start, match.end, rendering) for match, rendering in renderings if rendering]
    protected = protect(asked.text, spans, quantities=quantities)
    request = replace(asked, text=protected.text, context=())
    if traits.traditional:
        return _Form(protected, request, str)
    text = to_simplified(protected.text) if asked.source == "zh-TW" else protected.text
    request = replace(request, text=text, source=_simplified(asked.source), target=_simplified(asked.target))
    return _Form(replace(protected, text=text), request, to_traditional if asked.target == "zh-TW" else str)


def _rendering(match: Match, traits: Traits, target: str) -> str:
    """What must stand for a word of the glossary; a literal engine is helped where others know better."""
    if match.rendering or not traits.literal:
        return for_reader(match, target)
    return for_reader(replace(match, rendering=match.entry.rendering.of(target)), target)


def for_reader(match: Match, target: str) -> str:
    """What must stand for a word in the translation, in the characters of its readers; what is kept stays as it is."""
    if target != "zh-TW" or match.entry.kind is Kind.NEVER:
        return match.rendering
    return to_traditional(match.rendering)


def _simplified(locale: str) -> str:
    return "zh-CN" if locale == "zh-TW" else locale


def _without(text: str, stretches: Sequence[tuple[int, int]]) -> str:
    for start, end in reversed(stretches):
        text = f"{text[:start]} {text[end:]}"
    return text


def _says_something(text: str) -> bool:
    """Whether there are words in it beside its tokens; a lone "?" under a message only puzzles."""
    return any(character.isalnum() for character in strip(text))


async def _piecewise(engine: Engine, form: _Form) -> str | None:
    """Translate what stands between the slots, so that the engine never sees them, and put them back in between.

    None if the engine has nothing to say to a piece, or there are too many to ask for one by one.
    """
    parts = pieces(form.protected)
    words = {part.strip() for part in parts if isinstance(part, str) and any(map(str.isalpha, part))}
    if len(words) > _MOST_PIECES:
        return None
    said = {piece: await _piece(engine, piece, form.request) for piece in sorted(words)}
    if not all(said.values()):
        return None
    return "".join(f"⟦{part}⟧" if isinstance(part, int) else _put(part, said) for part in parts)


async def _piece(engine: Engine, piece: str, asked: Request) -> str:
    try:
        answer = await engine.translate(replace(asked, text=piece))
    except EngineRefusedText:
        return piece
    return (answer.text or "").strip()


def _put(part: str, said: Mapping[str, str]) -> str:
    """Engines trim their answers; the spaces at the edges of a piece are the author's."""
    core = part.strip()
    start = part.index(core)
    return part[:start] + said.get(core, core) + part[start + len(core) :]
