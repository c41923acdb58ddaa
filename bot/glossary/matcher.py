"""Finds words of the glossary in a text: one pass, longest first."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

import rjieba

from bot.glossary.contexts import fits, is_asked_about
from bot.glossary.edges import may_cross_words, stands_free
from bot.glossary.folding import Folding, is_letter
from bot.glossary.types import Entry, Kind, Match

_LATIN: Final = "0-9a-z_\u00c0-\u024f"
LANGUAGES: Final = ("en", "zh")
_OTHER: Final = {"en": "zh", "zh": "en"}
# Letters written more often than anybody spells them: sooo, 2333333.
_STRETCHED: Final = re.compile(rf"([{_LATIN}])\1\1")


@dataclass(frozen=True, slots=True)
class Key:
    """A folded spelling of an entry."""

    text: str
    entry: Entry


class Matcher:
    """Finds the words of several glossaries, those of the first before those of the next; for texts of one language."""

    def __init__(self, language: str, layers: Sequence[Iterable[Entry]], folding: Folding) -> None:
        self._language = language
        self._folding = folding
        self._patterns: dict[str, re.Pattern[str]] = {}
        self._keys = self._index(layers)
        self._starts = _starts(self._keys)

    def find(self, text: str) -> list[Match]:
        """The words of the glossary in `text`, in order, not overlapping. A pure function of the text."""
        line = _Line(text, self._folding.fold(text))
        found: list[Match] = []
        reached = 0
        for start in self._starts.finditer(line.folded):
            if start.start() < reached:
                continue
            if match := self._longest_at(line, start.start()):
                found.append(match)
                reached = match.end
        return found

    def whole(self, folded: str) -> list[Entry]:
        """The entries that a folded word may be, if its letters are written more often than they are spelt."""
        line = _Line(folded, folded)
        keys = (*self._keys.get(folded[:2], ()), *self._keys.get(folded[:1], ()))
        return [key.entry for key in keys if line.stretched and self._end(line, 0, key.text) == len(folded)]

    def _index(self, layers: Sequence[Iterable[Entry]]) -> dict[str, list[Key]]:
        """The keys by their first two characters, the longest first; each spelling belongs to one entry."""
        chosen: dict[str, Entry] = {}
        for entry in (*self._ours(layers, own=True), *self._ours(layers, own=False)):
            for spelling in (entry.headword, *entry.variants):
                chosen.setdefault(self._folding.fold(spelling), entry)
        keys: dict[str, list[Key]] = {}
        for spelling in sorted(chosen, key=len, reverse=True):
            keys.setdefault(spelling[:2], []).append(Key(spelling, chosen[spelling]))
        return keys

    def _ours(self, layers: Sequence[Iterable[Entry]], *, own: bool) -> Iterator[Entry]:
        for layer in layers:
            yield from (entry for entry in layer if (entry.language == self._language) is own)

    def _longest_at(self, line: "_Line", start: int) -> Match | None:
        # The last character of the text is its own pair.
        for head in dict.fromkeys((line.folded[start : start + 2], line.folded[start])):
            for key in self._keys.get(head, ()):
                end = self._end(line, start, key.text)
                if end > start and (match := self._match_at(line, start, end, key.entry)):
                    return match
        return None

    def _end(self, line: "_Line", start: int, spelling: str) -> int:
        """Where the spelling ends that begins at `start`; `start` if it does not stand there."""
        end = start + len(spelling)
        if line.folded.startswith(spelling, start) and stands_free(line.folded, start, end):
            return end
        if not line.stretched or not (stretched := self._pattern(spelling).match(line.folded, start)):
            return start
        return stretched.end() if stands_free(line.folded, start, stretched.end()) else start

    def _pattern(self, spelling: str) -> re.Pattern[str]:
        if spelling not in self._patterns:
            self._patterns[spelling] = re.compile(_stretchable(spelling))
        return self._patterns[spelling]

    def _match_at(self, line: "_Line", start: int, end: int, entry: Entry) -> Match | None:
        """The match, if the entry may stand here. What is asked about, or belongs to the readers' language, is kept."""
        if may_cross_words(line.folded, start, end) and not line.words >= {start, end}:
            return None
        foreign = entry.language != self._language
        asked = is_asked_about(line.folded, start, end)
        kept = asked or entry.kind is Kind.NEVER
        if not kept and foreign and (entry.home or line.folded[start:end].isdigit()):
            return None
        if not kept and not fits(entry, line.folded, start, end):
            return None
        if kept or foreign:
            return Match(entry, start, end, line.text[start:end], asked)
        return Match(entry, start, end, entry.rendering.of(_OTHER[self._language]) if entry.fixed else "")


class _Line:
    """A folded text, parted into words where somebody asks."""

    def __init__(self, text: str, folded: str) -> None:
        self.text = text
        self.folded = folded
        self.stretched = bool(_STRETCHED.search(folded))
        self._words: frozenset[int] | None = None

    @property
    def words(self) -> frozenset[int]:
        """Where Chinese words begin or end, by the segmenter without its guesses at names."""
        if self._words is None:
            self._words = frozenset(accumulate(map(len, rjieba.cut(self.folded, hmm=False)), initial=0))
        return self._words


def _starts(keys: Iterable[str]) -> re.Pattern[str]:
    """Where a word of the glossary may begin: any such Chinese character, such a letter at the start of a word."""
    firsts = {key[0] for key in keys}
    latin = "".join(sorted(map(re.escape, filter(is_letter, firsts))))
    others = "".join(sorted(map(re.escape, firsts - set(filter(is_letter, firsts)))))
    parts = [rf"(?<![{_LATIN}])[{latin}]"] * bool(latin) + [rf"[{others}]"] * bool(others)
    return re.compile("|".join(parts) or r"(?!)")


def _stretchable(spelling: str) -> str:
    """A pattern in which each letter may be written three times or more; of a number, only its last, repeated digit."""
    if spelling.isdigit():
        many = len(spelling) > 2 and spelling[-1] == spelling[-2]
        return spelling + (f"{spelling[-1]}*" if many else "")
    return "".join(_run(run[0]) for run in re.finditer(r"(.)\1*", spelling))


def _run(run: str) -> str:
    letter = re.escape(run[0])
    if not run[0].isalpha() or not is_letter(run[0]):
        return letter * len(run)
    return f"{letter}(?:{letter}{letter}+)?" if len(run) == 1 else f"{letter * len(run)}+"
