"""From a text to its translation: read, decide, remember, ask the engines, check, explain."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from bot.engines.breaker import Health
from bot.engines.chain import Chain
from bot.engines.engine import Request
from bot.errors import BudgetSpent, NoEngineAnswered
from bot.glossary import Glossary, Kind, Match
from bot.language.convert import to_simplified, to_traditional
from bot.language.types import Detection, Detector
from bot.markup import Span, protect, restore
from bot.translation import decide, remarks
from bot.translation.attempt import Attempt, Draft, Task, for_reader
from bot.translation.cache import Cache
from bot.translation.memory import Memory
from bot.translation.notes import NoteBook
from bot.translation.tally import BUDGET, NO_ENGINE, Tally
from bot.translation.types import Note, Outcome, Wish
from bot.words.glossaries import Glossaries

if TYPE_CHECKING:
    from bot.lexicon.puns import Puns
    from bot.translation.doubt import Judge

# What stands in `Outcome.engine` where no engine was asked.
MEMORY = "memory"
CHARACTERS = "opencc"
_ANYBODY = Wish()
_OUT = (Health.RESTING, Health.BROKEN)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the pipeline knows without asking an engine."""

    memory: Memory
    words: Glossaries
    judge: "Judge"
    notes: NoteBook
    puns: "Puns | None" = None


@dataclass(frozen=True, slots=True)
class _Question:
    text: str
    found: Detection
    target: str
    wish: Wish
    knows: Knowledge
    glossary: Glossary
    matches: Sequence[Match]

    @property
    def source(self) -> str:
        """The locale of the text."""
        return decide.locale_of(self.found)


class Pipeline:
    """Turns texts into translations; knows nothing of where they come from or where they go."""

    def __init__(
        self,
        detector: Detector,
        chain: Chain,
        cache: Cache,
        knowledge: Knowledge | Callable[[], Awaitable[Knowledge]],
        tally: Tally | None = None,
    ) -> None:
        """knowledge: or what reads it when it is first needed. tally: where it is counted what comes of texts."""
        self._detector = detector
        self._chain = chain
        self._listeners: list[Callable[[str], None]] = []
        self._cache = cache
        self._knowledge = knowledge
        self._tally = tally

    def read(self, text: str) -> Detection:
        """Tell the language of a text, or why there is nothing to translate in it."""
        return decide.read(text, self._detector)

    async def translate(
        self, text: str, target: str, detection: Detection | None = None, wish: Wish = _ANYBODY
    ) -> Outcome:
        """Translate a text for the readers of the locale `target`.

        Raises NoEngineAnswered if no engine could be asked; a text that shall not or cannot be translated is an
        Outcome that says why in `skipped`.
        """
        if self._tally is None:
            return await self._translated(text, target, detection, wish)
        begun = self._tally.now()
        try:
            outcome = await self._translated(text, target, detection, wish)
        except NoEngineAnswered as error:
            self._tally.failed(wish.asker, BUDGET if isinstance(error, BudgetSpent) else NO_ENGINE)
            raise
        self._tally.answered(wish.asker, outcome, begun, len(text))
        return outcome

    async def _translated(self, text: str, target: str, detection: Detection | None, wish: Wish) -> Outcome:
        found = detection or self.read(text)
        if reason := decide.objection(found, target):
            return Outcome(found, target, skipped=reason)
        knows = await self._known()
        glossary = knows.words.glossary(wish.asker.guild_id)
        question = _Question(text, found, target, wish, knows, glossary, glossary.find(text, found.language))
        if found.language == "zh" and target != "en":
            rewritten = _rewritten(question)
            if rewritten.text is not None:
                self._answered("characters")
            return rewritten
        if MEMORY not in wish.passed_over and (remembered := self._recall(question)) is not None:
            self._answered(MEMORY)
            return Outcome(found, target, remembered, MEMORY, self._notes(question, remembered))
        draft = await self._ask(question)
        if draft is None:
            return Outcome(found, target, skipped=decide.NO_ANSWER)
        self._answered("cache" if draft.is_cached else "engine")
        doubts = (*remarks.quality(draft), *remarks.riddle(text, question.matches), *self._pun(question))
        notes = (*doubts, *self._notes(question, draft.text, draft.pinyin))
        is_doubtful, is_cached = draft.doubtful, draft.is_cached
        return Outcome(found, target, draft.text, draft.engine, notes, doubtful=is_doubtful, is_cached=is_cached)

    async def _known(self) -> Knowledge:
        if not isinstance(self._knowledge, Knowledge):
            self._knowledge = await self._knowledge()
        return self._knowledge

    def listen(self, listener: Callable[[str], None]) -> None:
        """Tell this from now on who gave each translation: `memory`, `cache`, `engine`, or `characters`."""
        self._listeners.append(listener)

    def _answered(self, source: str) -> None:
        for listener in self._listeners:
            listener(source)

    def others(self, outcome: Outcome, wish: Wish) -> frozenset[str]:
        """What to pass over for another rendering than this one and those before; empty where no engine is left."""
        if outcome.engine in (None, CHARACTERS):
            return frozenset()
        seen = wish.passed_over | {outcome.engine}
        health = self._chain.health()
        left = [name for name in self._order(replace(wish, passed_over=seen)) if health.get(name) not in (None, *_OUT)]
        return seen if left else frozenset()

    def health(self, order: Sequence[str] | None = None) -> Mapping[str, Health]:
        """How well the engines are that are asked: a guild's or the operator's, in their order."""
        known = self._chain.health()
        return {name: known[name] for name in order or self._chain.desks if name in known}

    def take_back(self, message_ids: frozenset[int]) -> None:
        """The notes under these messages are not seen by anybody: their words may be explained again."""
        if isinstance(self._knowledge, Knowledge):
            self._knowledge.notes.take_back(message_ids)

    def _recall(self, question: _Question) -> str | None:
        """An approved translation of this text, its tokens in their places."""
        protected = protect(question.text)
        guild = question.wish.asker.guild_id
        recalled = question.knows.memory.recall(protected.text, question.source, question.target, guild)
        if recalled is None or (recalled.origin == "starter" and _says_otherwise(question, recalled.text)):
            return None
        return restore(protected, recalled.text)

    async def _ask(self, question: _Question) -> Draft | None:
        text, source, target, wish = question.text, question.source, question.target, question.wish
        request = Request(text, source, target, context=wish.context, asker=wish.asker)
        examples = partial(question.knows.memory.examples, text, source, target, wish.asker.guild_id)
        task = Task(request, question.matches, examples, question.glossary.version_for(question.matches))
        attempt = Attempt(task, self._cache, question.knows.judge)
        return await self._remembered(attempt, wish) or await self._chain.first(attempt.ask, self._order(wish))

    def _order(self, wish: Wish) -> list[str]:
        """The engines that may be asked: the guild's or the operator's, without those whose answers are known."""
        return [name for name in wish.engines or self._chain.desks if name not in wish.passed_over]

    async def _remembered(self, attempt: Attempt, wish: Wish) -> Draft | None:
        """What engines said before that cannot be asked now, up to the first that can: that one is asked itself."""
        desks, health = self._chain.desks, self._chain.health()
        for name in self._order(wish):
            if name not in desks:
                continue
            if draft := await attempt.remembered(name, desks[name].traits):
                return draft
            if health[name] not in _OUT:
                return None
        return None

    def _pun(self, question: _Question) -> tuple[Note, ...]:
        """That the text seems to play on a word: an engine translates what stands there, not what is heard."""
        puns = question.knows.puns
        return remarks.pun(puns, question.text, question.found.language, question.matches) if puns else ()

    def _notes(self, question: _Question, translation: str, pinyin: str = "") -> tuple[Note, ...]:
        """Slang explained, and a reading unless there is one already."""
        wish = question.wish
        explained = question.knows.notes.notes(
            question.matches, question.target, wish.asker.channel_id, wish.message_id
        )
        if pinyin or not wish.pinyin:
            return explained
        return explained + remarks.reading(translation if question.target != "en" else question.text)


def _says_otherwise(question: _Question, rendering: str) -> bool:
    """Whether a text that RedBridge brings along does not say a server's own word as the server does."""
    own = [match for match in question.matches if match.rendering and question.glossary.is_own(match.entry)]
    return any(for_reader(match, question.target) not in rendering for match in own)


def _rewritten(question: _Question) -> Outcome:
    """Chinese for those who read its other characters; mentions, links, code and what is kept stay as they are."""
    kept = [match for match in question.matches if match.entry.kind is Kind.NEVER]
    protected = protect(question.text, [Span(match.start, match.end, match.written) for match in kept])
    convert = to_traditional if question.target == "zh-TW" else to_simplified
    rewritten = restore(protected, convert(protected.text))
    if rewritten is None or rewritten == question.text:
        return Outcome(question.found, question.target, skipped=decide.SAME_LANGUAGE)
    return Outcome(question.found, question.target, rewritten, CHARACTERS)
