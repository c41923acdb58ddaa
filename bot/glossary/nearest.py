"""Which entries somebody may have meant who asks for a word that no entry has: by sound, or by a slip of the finger."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Protocol, cast

from bot.glossary.folding import Folding, is_han, is_letter
from bot.glossary.types import Entry

_MOST: Final = 5
# Two syllables sound like many words; with their tones, or from three syllables on, they hardly do.
_FEW_SYLLABLES: Final = 2
_SHORTEST_PINYIN: Final = 5
# Letters that a word must have for one slip, and for two. With fewer, most words are a slip away from another.
_ONE_SLIP: Final = 6
_TWO_SLIPS: Final = 10
# In initialisms only two letters that changed places count.
_SHORTEST_SWAP: Final = 4
_SHORTEST_INITIALS: Final = 3
_VOWELS: Final = frozenset("aeiou")
# Characters that a Chinese word must have so that one of them may be another.
_ONE_CHARACTER: Final = 4
_LONGEST_QUERY: Final = 40


class _Pinyin(Protocol):
    def __call__(self, hans: str, *, style: int, errors: str) -> list[str]: ...


class Nearest:
    """Ranks entries by how near their spellings come to a word. Reads their pinyin when first asked."""

    def __init__(self, spellings: Mapping[str, Sequence[Entry]], folding: Folding) -> None:
        """`spellings` are folded."""
        self._spellings = spellings
        self._folding = folding
        self._spoken: dict[str, list[str]] | None = None
        self._toned: dict[str, tuple[str, ...]] = {}

    def warm(self) -> None:
        """Do now what the first look-up would; takes about a fifth of a second."""
        self._sounds()
        _read("你")

    def entries(self, word: str) -> list[Entry]:
        """The entries nearest to a folded word, the best first, five at most; none where nothing is near enough."""
        if not 1 < len(word) <= _LONGEST_QUERY:
            return []
        ranked: dict[str, Entry] = {}
        for spelling in (*self._by_sound(word), *self._by_keys(word), *self._by_letters(word)):
            for entry in self._spellings[spelling]:
                ranked.setdefault(entry.id, entry)
        return list(ranked.values())[:_MOST]

    def _by_sound(self, word: str) -> list[str]:
        """Spellings that sound the same; the word is Chinese, or pinyin without tones."""
        spoken = self._sounds()
        if not all(map(is_han, word)):
            plain = _toneless(word.replace(" ", "").replace("'", ""))
            return spoken.get(plain, []) if len(plain) >= _SHORTEST_PINYIN and plain.isascii() else []
        toned = _read(word)
        alike = spoken.get(_plain(toned), [])
        if len(word) > _FEW_SYLLABLES:
            return alike
        return [spelling for spelling in alike if self._toned[spelling] == toned]

    def _sounds(self) -> dict[str, list[str]]:
        if self._spoken is None:
            spoken: dict[str, list[str]] = {}
            for spelling in self._spellings:
                if len(spelling) > 1 and all(map(is_han, spelling)):
                    self._toned[spelling] = _read(spelling)
                    spoken.setdefault(_plain(self._toned[spelling]), []).append(spelling)
            self._spoken = spoken
        return self._spoken

    def _by_keys(self, word: str) -> list[str]:
        """Spellings of which one key was hit twice at the end, or one missed in an initialism."""
        once = word[:-1]
        if word[-1] == word[-2] and once in self._spellings:
            return [once] if len(once) >= _SHORTEST_SWAP or _is_initials(once, _SHORTEST_INITIALS) else []
        if not _is_initials(word, _SHORTEST_INITIALS):
            return []
        return [spelling for spelling in self._spellings if _misses_one(word, spelling)]

    def _by_letters(self, word: str) -> list[str]:
        from rapidfuzz.distance import OSA  # noqa: PLC0415 - only who mistypes pays for it

        found: list[tuple[int, int, str]] = []
        slips = _slips(word)
        for spelling in self._spellings if slips else ():
            distance = OSA.distance(word, spelling, score_cutoff=slips)
            if distance <= slips and _comparable(word, spelling, distance):
                found.append((distance, abs(len(word) - len(spelling)), spelling))
        return [spelling for *_, spelling in sorted(found)]


def _is_initials(word: str, shortest: int) -> bool:
    return len(word) >= shortest and word.isascii() and word.isalpha() and _VOWELS.isdisjoint(word)


def _misses_one(word: str, spelling: str) -> bool:
    """Whether `word` is an initialism of four letters or more without one of them, which is not its first."""
    if len(spelling) != len(word) + 1 or word[0] != spelling[0] or not _is_initials(spelling, _SHORTEST_SWAP):
        return False
    return any(spelling[:at] + spelling[at + 1 :] == word for at in range(1, len(spelling)))


def _slips(word: str) -> int:
    """How many slips are looked for in a word; 0 where it is too short, or a number."""
    if any(map(is_han, word)):
        return int(len(word) >= _ONE_CHARACTER)
    if word.isdigit() or len(word) < _SHORTEST_SWAP:
        return 0
    return 2 if len(word) >= _TWO_SLIPS else 1


def _comparable(word: str, spelling: str, distance: int) -> bool:
    chinese = any(map(is_han, word))
    if chinese is not any(map(is_han, spelling)) or spelling.isdigit():
        return False
    if chinese:
        return len(spelling) >= _ONE_CHARACTER
    if min(len(word), len(spelling)) >= _ONE_SLIP:
        return word[:2] == spelling[:2] and (len(spelling) >= _TWO_SLIPS or distance == 1)
    return word[0] == spelling[0] and sorted(word) == sorted(spelling) and _VOWELS.isdisjoint(spelling)


def _read(word: str) -> tuple[str, ...]:
    """The syllables of a Chinese word, each with the number of its tone."""
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - takes a quarter of a second to load

    read = cast("_Pinyin", lazy_pinyin)
    return tuple(read(word, style=Style.TONE3, errors="default"))


def _plain(toned: Iterable[str]) -> str:
    return "".join(syllable.rstrip("012345") for syllable in toned)


def _toneless(word: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if is_letter(letter))
