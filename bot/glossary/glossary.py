"""The glossary as the rest of the bot sees it."""

import hashlib
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Final, Self, cast

from bot.glossary.folding import Folding
from bot.glossary.matcher import LANGUAGES, Matcher
from bot.glossary.nearest import Nearest
from bot.glossary.reading import Reader, check_unique
from bot.glossary.types import Closeness, Entry, Found, Match

_PUNCTUATION: Final = " \t\r\n!?.,;:~…\"'“”‘’「」『』《》()[]*`。，！？；：、～（）【】"
# What a Chinese sentence ends with, and a word does not.
_PARTICLES: Final = frozenset("了啦啊呀吧呢嘛")
_LONGEST_QUERY: Final = 100
_MOST_NEAR: Final = 5


class Glossary:
    """Words and what they mean; immutable.

    A guild's own entries lie over those of the project: where both have a word, the guild's is found, even within a
    longer one of the project. What lies below is shared, so that a glossary of a few words takes little beside it.
    """

    def __init__(self, entries: Iterable[Entry], folding: Folding, below: "Glossary | None" = None) -> None:
        self._own = tuple(entries)
        self._below = below
        self._above = frozenset(self._own) if below else frozenset[Entry]()
        self._folding = folding
        self._matchers = {
            language: Matcher(language, self._own, folding, certain=below is not None) for language in LANGUAGES
        }
        self._spellings = _spellings(self._own, folding)
        self._nearest = Nearest(self._spellings, folding)
        self.version = _version(self._own, below.version if below else "")

    @classmethod
    def load(cls, simplify: Callable[[str], str]) -> Self:
        """Read the entries that come with the package; takes about a tenth of a second, so once a process.

        simplify: turns one Traditional character into its Simplified form, and leaves all others.
        """
        folding = Folding(simplify)
        reader = Reader(folding, load_classes())
        data = files("bot.glossary").joinpath("data")
        texts = (path.read_text("utf-8") for path in sorted(data.iterdir(), key=lambda path: path.name))
        entries = tuple(entry for text in texts for entry in reader.read(text))
        check_unique(entries, folding)
        return cls(entries, folding)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries, a guild's own first."""
        return self._own + (self._below.entries if self._below else ())

    def is_own(self, entry: Entry) -> bool:
        """Whether an entry lies over another glossary."""
        return entry in self._above

    def version_for(self, matches: Iterable[Match]) -> str:
        """The version as far as it concerns a text in which these words were found.

        Own words that do not stand in a text change nothing about its translation: it may be shared with those who
        have no such words.
        """
        own = [match.entry for match in matches if self.is_own(match.entry)]
        if self._below is None:
            return self.version
        return _version(own, self._below.version) if own else self._below.version

    def fold(self, text: str) -> str:
        """A text as its words are compared: lower case, half width, Simplified; as long as it was."""
        return self._folding.fold(text)

    def with_terms(self, entries: Iterable[Entry]) -> "Glossary":
        """A new glossary with `entries` over this one. Raises GlossaryError where two of them are written the same."""
        own = tuple(entries)
        check_unique(own, self._folding)
        return Glossary(own, self._folding, self)

    def read(self, document: str) -> list[Entry]:
        """The entries of a TOML document, for `with_terms`. Raises GlossaryError, a text for whoever wrote it."""
        entries = Reader(self._folding, load_classes()).read(document)
        check_unique(entries, self._folding)
        return entries

    def warm(self) -> None:
        """Load what looks for the nearest words, so that the first such question is answered in time."""
        self._nearest.warm()
        if self._below:
            self._below.warm()

    def find(self, text: str, language: str) -> list[Match]:
        """The words of the glossary in a text of `language` (`en`, `zh` or a locale of theirs; none in any other).

        In order, not overlapping, only where they stand as slang or term, never in a slot. A word of the language that
        the text is translated into stays as it is, as does one that the text asks about: its `rendering` is itself.
        """
        matcher = self._matchers.get(language.partition("-")[0])
        own = matcher.find(text) if matcher else []
        if self._below is None:
            return own
        others = [match for match in self._below.find(text, language) if not _overlaps(match, own)]
        return sorted((*own, *others), key=lambda match: match.start)

    def explain(self, term: str) -> list[Entry]:
        """The entries that `term` may mean, the best first; [] for a word that is not known."""
        return [found.entry for found in self.look_up(term)]

    def look_up(self, term: str) -> list[Found]:
        """As `explain`, with how each entry was met. Entries nearly met are given where none is met."""
        word = self._folding.fold(term.strip(_PUNCTUATION)[: _LONGEST_QUERY + 1])
        if not word or len(word) > _LONGEST_QUERY:
            return []
        met = [
            Found(entry, Closeness.EXACT if self._folding.fold(entry.headword) == word else Closeness.VARIANT)
            for entry in self._met(word)
        ]
        if met:
            return sorted(met, key=lambda found: found.closeness is not Closeness.EXACT)
        return [Found(entry, Closeness.NEAR) for entry in self.nearest(word)]

    def nearest(self, word: str) -> list[Entry]:
        """The entries that a folded word may be a slip for; own ones first."""
        near = {entry.id: entry for entry in self._nearest.entries(word)}
        for entry in self._below.nearest(word) if self._below else ():
            near.setdefault(entry.id, entry)
        return list(near.values())[:_MOST_NEAR]

    def beginning(self, start: str, most: int) -> list[str]:
        """Headwords, `most` of them, that begin as `start` does, or of which a variant does; the shortest first."""
        word = self._folding.fold(start.strip())
        if not word:
            return []
        met = {entry.headword: None for spelling, entry in self._all_spellings() if spelling.startswith(word)}
        return sorted(met, key=len)[:most]

    def _all_spellings(self) -> Iterator[tuple[str, Entry]]:
        for spelling, entries in self._spellings.items():
            for entry in entries:
                yield spelling, entry
        if self._below:
            yield from self._below._all_spellings()  # noqa: SLF001 - one of its own kind

    def spelt(self, word: str) -> list[Entry]:
        """The entries that a folded word is a spelling of, one a language; own ones first."""
        own = self._spellings.get(word, [])
        languages = {entry.language for entry in own}
        others = self._below.spelt(word) if self._below else []
        return own + [entry for entry in others if entry.language not in languages]

    def _met(self, word: str) -> Sequence[Entry]:
        if found := self.spelt(word):
            return found
        if len(word) > 2 and word[-1] in _PARTICLES and (found := self.spelt(word[:-1])):
            return found
        return self.stretched(word)[:1]

    def stretched(self, word: str) -> list[Entry]:
        """The entries that a folded word is, if its letters are written more often than they are spelt: yydssss."""
        own = [entry for matcher in self._matchers.values() for entry in matcher.whole(word)]
        return own + (self._below.stretched(word) if self._below else [])


def _overlaps(match: Match, others: Iterable[Match]) -> bool:
    return any(match.start < other.end and other.start < match.end for other in others)


def load_classes() -> Mapping[str, Sequence[str]]:
    """The lists of words that rules name, as `@money`."""
    document = tomllib.loads(files("bot.glossary").joinpath("classes.toml").read_text("utf-8"))
    return {name: cast("str", words).split() for name, words in document.items()}


def _spellings(entries: Iterable[Entry], folding: Folding) -> dict[str, list[Entry]]:
    """Folded spellings and the entries that have them, one a language."""
    spellings: dict[str, list[Entry]] = {}
    for entry in entries:
        for spelling in dict.fromkeys(map(folding.fold, (entry.headword, *entry.variants))):
            known = spellings.setdefault(spelling, [])
            if all(other.language != entry.language for other in known):
                known.append(entry)
    return spellings


def _version(entries: Iterable[Entry], below: str) -> str:
    """The same for the same entries in the same order, whatever the process."""
    return hashlib.sha256(f"{below}{tuple(entries)!r}".encode()).hexdigest()[:16]
