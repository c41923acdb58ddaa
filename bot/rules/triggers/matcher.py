"""Finds which of many topics a text is about, in one pass over it however many words there are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ahocorasick_rs import AhoCorasick

from bot.rules.triggers.folding import Folding
from bot.rules.triggers.patterns import compiled, together

ANY_ENDING: Final = "*"
# Endings that English words take without becoming other words.
_ENDINGS: Final = ("s", "es", "'s", "s'")


@dataclass(frozen=True, slots=True)
class Topic:
    """What to look for. words: in any language; `elect*` means whatever begins so. pattern: RE2, "" for none.

    exceptions: phrases in which words and patterns do not count.
    """

    key: int
    words: tuple[str, ...] = ()
    pattern: str = ""
    exceptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A topic that was found. word: the word or the pattern by which it was."""

    key: int
    word: str


@dataclass(frozen=True, slots=True)
class _Needle:
    key: int
    word: str
    length: int
    is_exception: bool = False


class Matcher:
    """Made of a server's topics; immutable, so one instance may serve all tasks. Raises PatternError."""

    def __init__(self, topics: Iterable[Topic], folding: Folding) -> None:
        self._folding = folding
        self._topics = {topic.key: topic for topic in topics}
        self._needles: dict[str, list[_Needle]] = {}
        for topic in self._topics.values():
            self._add(topic)
        self._texts = list(self._needles)
        self._words = AhoCorasick(self._texts) if self._texts else None
        self._patterned = [topic for topic in self._topics.values() if topic.pattern]
        self._patterns = together([topic.pattern for topic in self._patterned])

    def match(self, *texts: str) -> Sequence[Hit]:
        """The topics of which one of the texts (a message, and its translation) speaks; each once, in their order."""
        hits: dict[int, Hit] = {}
        for text in texts:
            forms = self._folding.forms(text)
            for hit in (*self._by_words(forms), *self._by_patterns(forms)):
                hits.setdefault(hit.key, hit)
        return [hits[key] for key in self._topics if key in hits] if hits else ()

    def _add(self, topic: Topic) -> None:
        for word in topic.words:
            plain = self._folding.fold(word.removesuffix(ANY_ENDING).strip())
            if plain:
                self._needles.setdefault(plain, []).append(_Needle(topic.key, word, len(plain)))
        for phrase in topic.exceptions:
            plain = self._folding.fold(phrase.strip())
            if plain:
                self._needles.setdefault(plain, []).append(_Needle(topic.key, phrase, len(plain), is_exception=True))

    def _by_words(self, text: str) -> Iterable[Hit]:
        found = self._words.find_matches_as_indexes(text, overlapping=True) if self._words else ()
        if not found:
            return
        spared: dict[int, list[tuple[int, int]]] = {}
        wanted: list[tuple[_Needle, int, int]] = []
        for index, start, end in found:
            for needle in self._needles[self._texts[index]]:
                if needle.is_exception:
                    spared.setdefault(needle.key, []).append((start, end))
                elif _stands_alone(text, start, end, needle.word):
                    wanted.append((needle, start, end))
        for needle, start, end in wanted:
            if not any(first <= start and end <= last for first, last in spared.get(needle.key, ())):
                yield Hit(needle.key, needle.word)

    def _by_patterns(self, text: str) -> Iterable[Hit]:
        for index in (self._patterns.Match(text) or ()) if self._patterns else ():
            topic = self._patterned[index]
            if topic.exceptions and not compiled(topic.pattern).search(self._without(text, topic.exceptions)):
                continue
            yield Hit(topic.key, topic.pattern)

    def _without(self, text: str, phrases: Iterable[str]) -> str:
        for phrase in phrases:
            text = text.replace(self._folding.fold(phrase.strip()), "\n")
        return text


def _stands_alone(text: str, start: int, end: int, word: str) -> bool:
    """Whether a word is one here: `war` is none in `warm`, but `战争` is wherever it stands."""
    if _is_latin(text[start]) and start and _is_latin(text[start - 1]):
        return False
    if word.endswith(ANY_ENDING) or not _is_latin(text[end - 1]):
        return True
    rest = text[end : end + 3]
    return any(not _is_latin(rest[len(ending) :][:1]) for ending in ("", *_ENDINGS) if rest.startswith(ending))


def _is_latin(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()
