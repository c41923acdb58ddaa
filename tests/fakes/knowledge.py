"""What a pipeline knows, in the sizes that tests need."""

from collections.abc import Sequence

from bot.clock import Clock
from bot.engines.chain import Chain
from bot.engines.engine import Engine
from bot.glossary import Glossary
from bot.glossary.folding import Folding
from bot.language import build_detector
from bot.language.convert import to_simplified, to_traditional
from bot.translation.cache import Cache
from bot.translation.doubt import Finding
from bot.translation.memory import Gazetteer, Memory, Starter
from bot.translation.notes import NoteBook
from bot.translation.pipeline import Knowledge, Pipeline
from bot.translation.types import Verdict
from bot.words.glossaries import Glossaries
from tests.fakes.library import library


class Lenient:
    """A judge to whom everything is fine: for tests of everything else."""

    def judge(self, _source: str, _answer: str, _target: str) -> Finding:
        return Finding(Verdict.FINE)


def nothing(clock: Clock) -> Knowledge:
    """No pairs, no words, no doubt."""
    starter = Starter(to_simplified, to_traditional, Gazetteer.load())  # not loaded, so empty
    memory = Memory(None, clock, to_simplified, to_traditional, starter)
    glossary = Glossary((), Folding(to_simplified))
    return Knowledge(memory, Glossaries(glossary), Lenient(), NoteBook(clock))  # type: ignore[arg-type] # it judges nothing


def everything(clock: Clock, memory: Memory | None = None) -> Knowledge:
    """All that RedBridge brings along."""
    books = library()
    memory = memory or Memory(None, clock, to_simplified, to_traditional, books.starter)
    return Knowledge(memory, Glossaries(books.glossary), books.judge, NoteBook(clock), books.puns)


def pipeline_of(
    engines: Sequence[Engine], clock: Clock, knowledge: Knowledge | None = None, cache: Cache | None = None
) -> Pipeline:
    """A pipeline that knows nothing but its engines, unless it is given more."""
    chain = Chain(engines, clock, timeout=5)
    return Pipeline(build_detector("lite"), chain, cache or Cache(None, clock), knowledge or nothing(clock))
