"""Finds words of the glossary in a text: one pass, longest first."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from bot.glossary.contexts import fits, is_alone, is_asked_about
from bot.glossary.edges import may_cross_words, stands_free
from bot.glossary.folding import Folding, is_han, is_letter
from bot.glossary.types import Entry, Kind, Match, Register

_LATIN: Final = "0-9a-z_\u00c0-\u024f"
LANGUAGES: Final = ("en", "zh")
# Two or three words may meet in any sentence; four that are slang hardly do.
_FEW_SPACES: Final = (1, 2)
_OTHER: Final = {"en": "zh", "zh": "en"}
# Letters written more often than anybody spells them: sooo, 2333333.
_STRETCHED: Final = re.compile(rf"([{_LATIN}])\1\1+")
_WORD: Final = re.compile(rf"[{_LATIN}]+")
# Words of one character that stand before or after any other.
_SMALL: Final = frozenset("在都很太真的了是不被就也我你他她又还别好有没想要会能这那个再才只最更把让给跟和吗吧啊呢呀")


@dataclass(frozen=True, slots=True)
class Key:
    """A folded spelling of an entry. A phrase brings along what a single word needs around it: no `only` holds for it.

    An initialism that is written out is what any engine can read: it is not forced. Nor is a phrase of ordinary words,
    which may be part of any sentence: unless it is `sure`, the rendering is forced only alone in its clause. What is
    `everyday` is not even found elsewhere.
    """

    text: str
    entry: Entry
    phrase: bool
    forced: bool
    sure: bool
    everyday: bool


class Matcher:
    """Finds words of the glossary in texts of one language."""

    def __init__(self, language: str, entries: Iterable[Entry], folding: Folding, *, certain: bool = False) -> None:
        """certain: whoever wrote the entries means them wherever they stand, and however ordinary their words are."""
        self._language = language
        self._folding = folding
        self._patterns: dict[str, re.Pattern[str]] = {}
        self._keys = self._index(entries, certain=certain)
        self._starts = _starts(self._keys)

    def find(self, text: str) -> list[Match]:
        """The words of the glossary in `text`, in order, not overlapping. A pure function of the text."""
        line = _Line(text, self._folding.fold(text))
        found: list[Match] = []
        reached = 0
        for start in self._starts.finditer(line.folded):
            keys = self._begun_by(start[0], line)
            if keys and start.start() >= reached and (match := self._longest(keys, line, start.start())):
                found.append(match)
                reached = match.end
        return found

    def whole(self, folded: str) -> list[Entry]:
        """The entries that a folded word may be, if its letters are written more often than they are spelt."""
        line = _Line(folded, folded)
        start = self._starts.match(folded)
        keys = self._begun_by(start[0], line) if start and line.stretched else ()
        return [key.entry for key in keys if self._end(line, 0, key.text) == len(folded)]

    def _index(self, entries: Iterable[Entry], *, certain: bool) -> dict[str, list[Key]]:
        """The keys by their first Latin word or other character, the longest first; each spelling has one entry.

        Where two languages spell a word alike, that of the texts comes first.
        """
        chosen: dict[str, Entry] = {}
        for entry in sorted(entries, key=lambda entry: entry.language != self._language):
            for spelling in (entry.headword, *entry.variants):
                chosen.setdefault(self._folding.fold(spelling), entry)
        keys: dict[str, list[Key]] = {}
        for spelling in sorted(chosen, key=len, reverse=True):
            key = _key(spelling, chosen[spelling], self._folding)
            keys.setdefault(_head(spelling), []).append(replace(key, sure=True) if certain else key)
        return keys

    def _begun_by(self, head: str, line: "_Line") -> Sequence[Key]:
        """The keys that may begin with a Latin word or other character of the line."""
        known = self._keys.get(head, ())
        if not line.stretched or len(head) < 3:
            return known
        # sooo may be so or soo.
        heads = {_STRETCHED.sub(r"\1", head), _STRETCHED.sub(r"\1\1", head), *_digits(head)} - {head}
        more = [key for other in heads for key in self._keys.get(other, ())]
        return sorted((*known, *more), key=lambda key: len(key.text), reverse=True) if more else known

    def _longest(self, keys: Iterable[Key], line: "_Line", start: int) -> Match | None:
        for key in keys:
            end = self._end(line, start, key.text)
            if end > start and (match := self._match_at(line, start, end, key)):
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

    def _match_at(self, line: "_Line", start: int, end: int, key: Key) -> Match | None:
        """The match, if the entry may stand here. What is asked about, or belongs to the readers' language, is kept."""
        if may_cross_words(line.folded, start, end) and not (line.parts_before(start) and line.parts_after(end)):
            return None
        entry = key.entry
        foreign = entry.language != self._language
        asked = is_asked_about(line.folded, start, end)
        kept = asked or entry.kind is Kind.NEVER
        if not kept and foreign and (entry.home or line.folded[start:end].isdigit()):
            return None
        if not kept and not fits(entry, line.folded, start, end, phrase=key.phrase):
            return None
        alone = is_alone(line.folded, start, end)
        if not kept and key.everyday and not alone:
            return None
        written = line.text[start:end]
        if kept or foreign:
            return Match(entry, start, end, written, asked, written)
        forced = key.forced and (key.sure or alone)
        return Match(entry, start, end, entry.rendering.of(_OTHER[self._language]) if forced else "", written=written)


class _Line:
    """A folded text, parted into words where somebody asks."""

    def __init__(self, text: str, folded: str) -> None:
        self.text = text
        self.folded = folded
        self.stretched = bool(_STRETCHED.search(folded))
        self._words: frozenset[int] | None = None

    def parts_before(self, at: int) -> bool:
        """Whether a word may begin at `at`. The segmenter does not know slang: it reads 在内 into 大家都在内卷."""
        return at in self.words or (self.folded[at - 1 : at] in _SMALL and at - 1 in self.words)

    def parts_after(self, at: int) -> bool:
        """Whether a word may end at `at`, see `parts_before`."""
        return at in self.words or (self.folded[at : at + 1] in _SMALL and at + 1 in self.words)

    @property
    def words(self) -> frozenset[int]:
        """Where Chinese words begin or end, by the segmenter without its guesses at names."""
        if self._words is None:
            import rjieba  # noqa: PLC0415 - its dictionary takes longer to load than the whole glossary

            self._words = frozenset(accumulate(map(len, rjieba.cut(self.folded, hmm=False)), initial=0))
        return self._words


def _key(spelling: str, entry: Entry, folding: Folding) -> Key:
    headword = folding.fold(entry.headword)
    longer = spelling.count(" ") > headword.count(" ")
    phrase = spelling != headword and (longer or (headword in spelling and is_han(headword[0])))
    everyday = spelling in map(folding.fold, entry.everyday)
    # What hurts if it is wrong needs its context, however it is spelt.
    phrase = (phrase or everyday) and entry.register is not Register.SENSITIVE
    forced = entry.fixed and spelling != folding.fold(entry.expansion)
    return Key(spelling, entry, phrase, forced, _is_sure(spelling, headword, entry), everyday)


def _is_sure(spelling: str, headword: str, entry: Entry) -> bool:
    """Whether a spelling is a name or a word of its own, and no phrase that ordinary words may come to."""
    if entry.kind is not Kind.SLANG:
        return True
    if all(map(is_han, spelling)):
        return spelling == headword
    return spelling.count(" ") not in _FEW_SPACES


def _head(spelling: str) -> str:
    word = _WORD.match(spelling)
    return word[0] if word else spelling[0]


def _starts(heads: Iterable[str]) -> re.Pattern[str]:
    """Where a word of the glossary may begin: at any Latin word, and at characters that others begin with."""
    others = "".join(re.escape(head) for head in sorted(heads) if not is_letter(head[0]))
    return re.compile(f"{_WORD.pattern}|[{others}]" if others else _WORD.pattern)


def _digits(head: str) -> Iterator[str]:
    """Numbers that this one may be, with its last digit written more often: 23333 is 233."""
    plain = head.rstrip(head[-1]) + head[-1] * 2
    if head.isdigit():
        yield from (plain, plain + head[-1])


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
