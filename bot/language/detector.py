"""From scripts to languages."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.language.chinese import han_language, is_all_names, outweighs, share_of_latin
from bot.language.latin import Classifier, LatinReader, latin_words
from bot.language.residue import residue
from bot.language.script import Script, candidates, count_scripts, has_run, is_latin, language_of
from bot.language.types import Detection, Silence
from bot.language.variant import variant_of
from bot.language.words import load_words

_EAST_ASIAN = frozenset({Script.HAN, Script.KANA})
# A syllable or word a character, where Latin needs several letters.
_DENSITY = {Script.HAN: 3, Script.KANA: 2, Script.HANGUL: 3}
# What Chinese says while it thinks or wonders, as others say hm: nothing to translate where no word stands beside it.
_FILLERS = re.compile(r"[嗯额呃啊哦噢喔呢诶欸嘛呀吧\W\d_]*")
_NOT_LATIN = re.compile(r"[\u0400-\u1dff\u2e80-\uabff\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]+")
# So much of a line tells enough where few languages are left to choose from.
_SHARED_SEES = 40


class ScriptDetector:
    """Tells by script what scripts tell, and leaves the rest to a classifier."""

    def __init__(self, classify: Classifier) -> None:
        self._words = load_words()
        self._classify = classify
        self._latin = LatinReader(self._words, classify)
        # Reads the sets of characters now rather than in front of the first Chinese message.
        variant_of("算法")

    def detect(self, text: str) -> Detection:
        """Tell the language of `text`. Never raises; a pure function of the text."""
        words, reason = residue(text)
        if is_latin(words):
            return self._latin.read(words)
        counts = count_scripts(words)
        if not counts or (reason is not Silence.EMPTY and max(counts.values()) < 2 and Script.HAN not in counts):
            return _nothing(reason)
        if Script.HAN in counts and _FILLERS.fullmatch(words):
            return Detection("und", None, 0.6, Silence.UNSURE)
        return self._by_script(words, counts)

    def _by_script(self, text: str, counts: Mapping[Script, int]) -> Detection:
        main = max(counts, key=lambda script: counts[script] * _DENSITY.get(script, 1))
        if main is Script.LATIN or main in _EAST_ASIAN:
            return self._east_or_west(text, counts)
        if not has_run(text, main) and main is not Script.HANGUL:
            # Lone letters of rare scripts are the eyes and hands of kaomoji.
            return _nothing(Silence.TOO_SHORT if text.strip().isalpha() else Silence.KAOMOJI)
        return self._shared(text, main)

    def _east_or_west(self, text: str, counts: Mapping[Script, int]) -> Detection:
        """Han and kana on one line with Latin words: the heavier side says what the line is."""
        if Script.HAN not in counts and not (Script.KANA in counts and has_run(text, Script.KANA)):
            return self._latin.read(text) if Script.LATIN in counts else _nothing(Silence.KAOMOJI)
        share = 0.0
        if Script.LATIN in counts:
            words = latin_words(text)
            share = share_of_latin(counts, words, self._words)
            if not outweighs(text, counts, words, self._words) and not self._named(text, counts, words):
                found = self._latin.read(_NOT_LATIN.sub(" ", text))
                if Script.HAN not in counts or Script.KANA in counts:
                    return found
                if found.language == "en":
                    return replace(found, share=1 - share)
        language = han_language(text, counts)
        if language == "ja":
            return Detection(language, None, 0.95)
        return Detection(language, variant_of(text), 0.95, share=share if language == "zh" else 0.0)

    def _named(self, text: str, counts: Mapping[Script, int], words: Sequence[str]) -> bool:
        """Whether the line is Chinese about things with Latin names: no kana, and no word that is not one."""
        return Script.HAN in counts and Script.KANA not in counts and is_all_names(text, words, self._words)

    def _shared(self, text: str, script: Script) -> Detection:
        """Several languages share some scripts; there the classifier chooses among them."""
        among = candidates(script)
        for code, score in self._classify(text[:_SHARED_SEES]) if among else ():
            if code in among:
                return Detection(code, None, max(0.5, min(score, 1.0)))
        return Detection(language_of(script), None, 0.9)


def _nothing(reason: Silence) -> Detection:
    return Detection("und", None, 0.95, reason)
