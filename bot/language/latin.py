"""Which language Latin letters are in: English, another, or nothing anybody could say."""

import re
from collections.abc import Callable, Sequence

from bot.language.pinyin import is_pinyin
from bot.language.script import NOT_LATIN
from bot.language.types import Detection, Silence
from bot.language.words import Words

# What a statistical model says of a text: language codes and scores, best first, or nothing.
Guess = Sequence[tuple[str, float]]
Classifier = Callable[[str], Guess]

_LETTER = "a-z\u00aa\u00b5\u00ba\u00df-\u00f6\u00f8-\u024f\u0300-\u036f\u1e00-\u1eff"
_WORD = re.compile(rf"(?:[0-9]+(?=[a-z]))?[{_LETTER}]+(?:[0-9][a-z0-9]*|(?:'[{_LETTER}]+)*)")
_STRETCHED = re.compile(r"(\w)\1{2,}")
_UNSPEAKABLE = re.compile(r"[b-df-hj-np-tv-xz]{5}|^[b-df-hj-np-tv-xz]{3,}$")
_SURE = 0.5
_FEW = 2
# Shares of a line's words.
_MOSTLY = 0.7
_PARTLY = 0.25
_HARDLY = 0.25
_LARGELY = 0.6
# Which no other language spells alike; a sentence with two of them is English, whatever names are in it.
_ONLY_ENGLISH = frozenset(
    {"the", "and", "about", "with", "that", "this", "from", "been", "they", "your", "would", "because"}
)
# Names in two words of which the first is an everyday word elsewhere, and a Chinese greeting spelt out, with which
# English begins.
_PAIRS = frozenset(
    tuple(pair.split())
    for pair in ("los angeles", "las vegas", "las casas", "el paso", "san francisco", "san diego", "ni hao")
)
_SECONDS = frozenset(pair[1] for pair in _PAIRS)


def latin_words(text: str) -> list[str]:
    """Return the words of `text` in lower case, with straight apostrophes."""
    return _WORD.findall(text.lower().replace("’", "'"))


class LatinReader:
    """Reads Latin letters: by frequent words first, then by a classifier."""

    def __init__(self, words: Words, classify: Classifier) -> None:
        self._words = words
        self._classify = classify

    def read(self, text: str) -> Detection:
        """Tell the language of a text in Latin letters, which has had its noise taken out."""
        words = latin_words(text)
        if not self._words.english.issuperset(words) and _STRETCHED.search(text):
            words = [self._plain(word) for word in words]
        if len(words) < 2 and sum(map(len, words)) < 2:
            return Detection("und", None, 0.9, Silence.TOO_SHORT)
        sounds = self._words.sounds
        spoken = words if sounds.isdisjoint(words) else [word for word in words if word not in sounds]
        if not spoken:
            return Detection("und", None, 0.6, Silence.UNSURE)
        if self._words.initialisms.issuperset(spoken):
            return Detection("zh", None, 0.8)
        if is_pinyin(words, self._words):
            return Detection("und", None, 0.6, Silence.UNSURE)
        return self._weigh(text, spoken)

    def _plain(self, word: str) -> str:
        """Take out of a word what feeling stretched: sooooo, coool, noooo."""
        if not _STRETCHED.search(word):
            return word
        short = _STRETCHED.sub(r"\1", word)
        known = short in self._words.english or short in self._words.sounds
        return short if known else _STRETCHED.sub(r"\1\1", word)

    def _weigh(self, text: str, words: Sequence[str]) -> Detection:
        known = sum(map(self._words.english.__contains__, words)) / len(words)
        if known == 1:
            return Detection("en", None, 0.95 if len(words) > _FEW else 0.8)
        code, foreign = self._foreign(words)
        if len(words) > _FEW and (found := self._by_words(words, known, code, foreign)):
            return found
        return self._ask(text, words, known, code, foreign)

    def _by_words(self, words: Sequence[str], known: float, code: str, foreign: float) -> Detection | None:
        """What the lists say of a line of several words, of which some are not English; None if that is too little."""
        if not _SECONDS.isdisjoint(words):
            rest = _without_names(words)
            if len(rest) < len(words) and (self._words.english.issuperset(rest) or max(map(len, rest)) <= _FEW):
                return Detection("en", None, 0.8)
        if known >= _MOSTLY and not foreign:
            return Detection("en", None, 0.95)
        if self._holds_together(words, known, foreign):
            return Detection("en", None, 0.8)
        if foreign >= _PARTLY and foreign >= 2 * known:
            return Detection(code, None, 0.9)
        return None

    def _ask(self, text: str, words: Sequence[str], known: float, code: str, foreign: float) -> Detection:
        """Weigh what the classifier says against the lists."""
        guess = {lang: score for lang, score in self._classify(text) if lang not in NOT_LATIN}
        english = guess.pop("en", 0.0)
        best = max(guess, key=lambda lang: guess[lang], default="")
        margin = english - guess.get(best, 0.0) + 0.5 * known - 1.5 * foreign - (0.0 if text.isascii() else 0.2)
        margin += _benefit(len(words), known)
        if margin >= 0 or not best + code:
            return self._english(words, known, english, max(margin, 0.0))
        if foreign > guess.get(best, 0.0):
            best = code
        return Detection(best, None, min(0.99, 0.5 - margin / 2))

    def _holds_together(self, words: Sequence[str], known: float, foreign: float) -> bool:
        """Tell whether words that English alone has hold a line together."""
        if not _ONLY_ENGLISH.isdisjoint(words):
            telling = sum(map(_ONLY_ENGLISH.__contains__, words))
            if telling >= _FEW:
                return 2 * telling > foreign * len(words)
        return known >= _LARGELY and not foreign and not self._words.grammar.isdisjoint(words)

    def _english(self, words: Sequence[str], known: float, score: float, margin: float) -> Detection:
        """English, unless neither list nor model knows a word and they cannot be said either: sdfgjkl."""
        if not known and score < _SURE and any(map(_UNSPEAKABLE.search, words)):
            return Detection("und", None, 0.5, Silence.UNSURE)
        return Detection("en", None, min(0.99, 0.4 + margin / 2))

    def _foreign(self, words: Sequence[str]) -> tuple[str, float]:
        """Return the foreign language that most of the words belong to, and their share."""
        hits: dict[str, int] = {}
        for codes in filter(None, map(self._words.foreign.get, words)):
            for code in codes:
                hits[code] = hits.get(code, 0) + 1
        if not hits:
            return "", 0.0
        code = max(hits, key=lambda lang: hits[lang])
        return code, hits[code] / len(words)


def _without_names(words: Sequence[str]) -> list[str]:
    """Leave out names in two words, and greetings: ni hao everyone."""
    left: list[str] = []
    for word in words:
        if left and (left[-1], word) in _PAIRS:
            left.pop()
        else:
            left.append(word)
    return left


def _benefit(count: int, known: float) -> float:
    """What the number of words says for English: one that no list knows is likely a name or a typo, more are not."""
    if count == 1 or (count <= _FEW and known):
        return 0.4
    if count <= _FEW:
        return 0.15
    return -0.4 if known <= _HARDLY else 0.0
