"""Which language Latin letters are in: English, another, or nothing anybody could say."""

import re
from collections.abc import Callable, Sequence

from bot.language.types import Detection, Silence
from bot.language.words import Words

# What a statistical model says of a text: language codes and scores, best first, or nothing.
Guess = Sequence[tuple[str, float]]
Classifier = Callable[[str], Guess]

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|[a-z]+[0-9][a-z0-9]*|[0-9]+[a-z][a-z0-9]*", re.IGNORECASE)
_STRETCHED = re.compile(r"(.)\1{2,}")
_SURE = 0.5


def latin_words(text: str) -> list[str]:
    """Return the words of `text` in lower case, with straight apostrophes."""
    return [word.replace("’", "'") for word in _WORD.findall(text.lower())]


class LatinReader:
    """Reads Latin letters: by frequent words first, then by a classifier."""

    def __init__(self, words: Words, classify: Classifier) -> None:
        self._words = words
        self._classify = classify

    def read(self, text: str) -> Detection:
        """Tell the language of a text in Latin letters, which has had its noise taken out."""
        words = [self._plain(word) for word in latin_words(text)]
        if sum(map(len, words)) < 2:
            return Detection("und", None, 0.9, Silence.TOO_SHORT)
        spoken = [word for word in words if word not in self._words.sounds]
        if not spoken:
            return Detection("und", None, 0.6, Silence.UNSURE)
        if all(word in self._words.initialisms for word in spoken):
            return Detection("zh", None, 0.8)
        return self._weigh(text, spoken)

    def _plain(self, word: str) -> str:
        """Take out of a word what feeling stretched: sooooo, coool, noooo."""
        if not _STRETCHED.search(word):
            return word
        short = _STRETCHED.sub(r"\1", word)
        known = self._words.english(short) or short in self._words.sounds
        return short if known else _STRETCHED.sub(r"\1\1", word)

    def _weigh(self, text: str, words: Sequence[str]) -> Detection:
        english = sum(map(self._words.english, words)) / len(words)
        if english == 1 or (english >= 0.7 and len(words) > 3):
            return Detection("en", None, 0.95 if len(words) > 2 else 0.8)
        code, share = self._foreign(words)
        guess = dict(self._classify(text))
        best = max((lang for lang in guess if lang != "en"), key=lambda lang: guess[lang], default="")
        other = max(guess.get(best, 0.0) + share * (best == code), share)
        weight = guess.get("en", 0.0) + english
        if code and share > guess.get(best, 0.0):
            best = code
        return self._choose(text, best, other, weight)

    def _choose(self, text: str, best: str, other: float, english: float) -> Detection:
        """Decide between English and the best of the others by their weights."""
        plain = text.isascii()
        if english >= other and english >= (0.2 if plain else 0.5):
            return Detection("en", None, min(0.99, max(0.5, english / 1.5)))
        if other >= (_SURE if plain else 0.2) and best:
            return Detection(best, None, min(0.99, max(0.5, other / 1.5)))
        if plain:
            return Detection("en", None, 0.4)
        return Detection(best, None, 0.4) if best else Detection("und", None, 0.4, Silence.UNSURE)

    def _foreign(self, words: Sequence[str]) -> tuple[str, float]:
        """Return the foreign language that most of the words belong to, and their share."""
        hits: dict[str, int] = {}
        for word in words:
            if not self._words.english(word):
                for code in self._words.foreign.get(word, ()):
                    hits[code] = hits.get(code, 0) + 1
        if not hits:
            return "", 0.0
        code = max(hits, key=lambda lang: hits[lang])
        return code, hits[code] / len(words)
