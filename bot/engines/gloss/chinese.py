"""Chinese words with their English and their pinyin."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

import rjieba

from bot.engines.gloss.measures import Measures
from bot.engines.gloss.pinyin import marked
from bot.engines.gloss.script import Script
from bot.engines.gloss.segmenter import Segmenter
from bot.engines.gloss.tables import Tables
from bot.lexicon.dictionary import Dictionary, Entry
from bot.lexicon.people import People
from bot.lexicon.senses import most_likely, reference_of, rendering

_LAUGHS: Final = {"哈": "ha", "嘿": "heh", "呵": "heh", "嘻": "hee", "呜": "*sobs*", "嗚": "*sobs*"}
_LAUGHTER: Final = re.compile("|".join(f"{sign}{{3,}}" for sign in _LAUGHS))
_LATIN: Final = re.compile("[a-z]", re.IGNORECASE)
_PARTS: Final = re.compile("[a-zA-Z]+|[^a-zA-Z]+")
_LONGEST_LAUGH: Final = 5
_COUNTS: Final = frozenset("这那哪几每半两一二三四五六七八九十百千万這兩幾萬0123456789")
# Measure words that English does without: "three cats", not "three of cat". A cup or a bowl is not among them.
_MEASURES: Final = frozenset("个只条张本件位头匹棵朵辆架台座间家首部篇颗粒根支枝口句個隻條張頭輛間顆")


# Before a thing these say that there is none; before a verb, that it was not done.
_NOT_YET: Final = frozenset({"没", "没有", "沒", "沒有"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its English ("" where English needs none, "?" for 吗) and its pinyin ("" if unknown)."""

    english: str
    pinyin: str


class ChineseReader:
    """Reads runs of Chinese characters."""

    def __init__(self, dictionary: Dictionary, script: Script, tables: Tables) -> None:
        self._dictionary = dictionary
        self._script = script
        self._tables = tables
        self._segmenter = Segmenter(dictionary, script, tables.chinese)
        self._people = People(dictionary)
        self._measures = Measures(dictionary)
        self._english = lru_cache(4096)(self._find_english)
        self._pinyin = lru_cache(4096)(self._find_pinyin)

    @property
    def mixed(self) -> Iterator[str]:
        """The words that have Latin letters among their characters."""
        return (word for word in self._tables.chinese if not word.isascii() and _LATIN.search(word))

    def words(self, run: str, before: str = "") -> Iterator[Word]:
        """The words of a run. `before` is the character that stands before it."""
        if _LATIN.search(run):
            yield Word(self._tables.chinese[self._script.simplify(run.lower())], self._pinyin_of_mixed(run))
            return
        alone = self._tables.alone.get(self._script.simplify(run))
        if alone is not None and not _counts(run, before):
            yield Word(alone, self._pinyin(run))
            return
        start = 0
        for laugh in _LAUGHTER.finditer(run):
            yield from self._plain(run[start : laugh.start()], before)
            yield self._laugh(laugh[0])
            before, start = "", laugh.end()
        yield from self._plain(run[start:], before)

    def _plain(self, run: str, before: str) -> Iterator[Word]:
        """Names are found in Simplified characters, which are as many."""
        start = 0
        for part, spelt in self._people.parts(self._script.simplify(run)):
            written = run[start : start + len(part)]
            start += len(part)
            if spelt:
                yield Word(spelt, self._pinyin(written))
            else:
                yield from self._words(written, before)
            before = written

    def _words(self, run: str, before: str) -> Iterator[Word]:
        several = False
        for part, following in pairwise([*self._segmenter.words(run), ""]):
            simple, next_simple = self._script.simplify(part), self._script.simplify(following)
            several = self._measures.means_several(before if before.isdigit() else simple) or several
            if _counts(part, before):
                yield Word("", self._pinyin(part, measure=True))
            elif (portion := self._measures.portion(simple)) and before[-1:] in _COUNTS and following:
                yield Word(f"{self._number(portion, several=several)} of", self._pinyin(part, measure=True))
                several = False
            elif simple in self._tables.whose and next_simple in self._tables.kin:
                yield Word(self._tables.whose[simple], self._pinyin(part))
            elif part in _NOT_YET and self._is_verb(following):
                yield Word("didn't", self._pinyin(part))
            elif several and self._measures.of(simple):
                yield Word(self._number(self._english(part), several=True), self._pinyin(part))
                several = False
            else:
                yield Word(self._english(part), self._pinyin(part))
            before = part

    def _number(self, english: str, *, several: bool) -> str:
        return self._measures.plural(english) if several and english else english

    def _pinyin_of_mixed(self, run: str) -> str:
        return " ".join(part if part.isascii() else self._pinyin(part) for part in _PARTS.findall(run))

    def _is_verb(self, part: str) -> bool:
        entry = most_likely(self._entries(part))
        return entry is not None and entry.senses[0].startswith("to ")

    def _laugh(self, laugh: str) -> Word:
        english = _LAUGHS[laugh[0]]
        times = min(len(laugh), _LONGEST_LAUGH) if english.isalpha() else 1
        return Word(english * times, self._pinyin(laugh[0]) * len(laugh))

    def _find_english(self, part: str) -> str:
        known = self._tables.chinese.get(part, self._tables.chinese.get(self._script.simplify(part)))
        if known is not None:
            return known
        entry = most_likely(self._entries(part))
        if entry is None:
            return part
        return rendering(entry) or self._referred(entry) or part

    def _referred(self, entry: Entry) -> str:
        """What the word means to which an entry refers, such as the full form of a short one."""
        other = most_likely(self._dictionary.entries(reference_of(entry) or ""))
        return rendering(other) if other else ""

    def _find_pinyin(self, part: str, *, measure: bool = False) -> str:
        if not measure and part in self._tables.readings:
            return self._tables.readings[part]
        entries = self._entries(part)
        if measure:
            entries = [entry for entry in entries if "classifier" in entry.senses[0]] or entries
        if entry := most_likely(entries):
            return marked(entry.reading)
        return self._pinyin_of_phrase(part) if len(part) > 1 else ""

    def _pinyin_of_phrase(self, part: str) -> str:
        pieces = rjieba.cut(part, hmm=False)
        if len(pieces) == 1:
            pieces = list(part)
        before = ["", *pieces]
        read = (self._pinyin(piece, measure=_counts(piece, last)) for piece, last in zip(pieces, before, strict=False))
        return " ".join(filter(None, read))

    def _entries(self, part: str) -> Sequence[Entry]:
        return self._dictionary.entries(part) or self._dictionary.entries(self._script.simplify(part))


def _counts(part: str, before: str) -> bool:
    """Whether a word is a measure word, to judge from what stands before it."""
    return part in _MEASURES and before[-1:] in _COUNTS
