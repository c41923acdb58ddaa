"""How Chinese is read: pinyin for learners."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final, cast

from bot.language.convert import each_simplified

_RUN: Final = re.compile("[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
# Read otherwise than the Simplified form they have elsewhere; 么 has none.
_AS_THEY_STAND: Final = re.compile("[么矽]|乾[坤隆]|[名巨原拙論论土卓顯显昭編编專专遺遗譯译合]著|著[名作者稱称述錄录]")
_CHINESE_STOP: Final = re.compile("([，、。．！？；：])(?=[^\\W_])")
_WESTERN: Final = str.maketrans("，、。．！？；：（）【】「」『』《》〈〉～", ",,..!?;:()[]“”‘’“”‘’~")
# What stands close to the word before it, and what to the word after it.
_CLOSES: Final = ",.!?;:)]}%…~”’\"'"
_OPENS: Final = "([{“‘"
_TONES: Final = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ", "aaaaeeeeiiiioooouuuuüüüü")
# 跑得快, 说了算; and 好不好, 看了看, 试一试, which pypinyin has among its phrases.
_THREE_WORDS: Final = re.compile(".[得了不一].")
_TWICE: Final = re.compile(r"(.)[不没了一]\1")
# So much on each side of a character tells how it is read.
_AROUND: Final = 8
_LONGEST_WORD: Final = 4
_SUFFIXES: Final = (["r"], ["men"])
# What may follow the name of a place in one word with it.
_OF_PLACES: Final = re.compile("(?:省|市|县|区|州|镇|村|湾|塔|路|站|机场|大学|人|话|菜)?")


@dataclass(frozen=True, slots=True)
class _Rule:
    """How a character is read between what matches `before` and `after`."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    reading: str


@dataclass(frozen=True, slots=True)
class _Readings:
    """Own words and rules; pypinyin's phrases and characters, and what parts a run into words."""

    words: Mapping[str, str]
    neutral: frozenset[str]
    full: frozenset[str]
    places: frozenset[str]
    parted: frozenset[str]
    single: Mapping[str, tuple[_Rule, ...]]
    phrases: Mapping[str, list[list[str]]]
    characters: Mapping[int, str]
    cut: Callable[[str], list[str]]
    has_word: Callable[[str], bool]

    def own(self, word: str) -> bool:
        """Whether the word is one of our own lists."""
        return word in self.words or word in self.neutral

    def is_phrase(self, word: str) -> bool:
        """Whether the word is written and read as a whole."""
        return word not in self.parted and (self.own(word) or word in self.phrases)

    def is_place(self, word: str) -> bool:
        """Whether the word is the name of a place, or begins with one."""
        return any(word[:end] in self.places and _OF_PLACES.fullmatch(word, end) for end in range(2, len(word) + 1))

    def is_word(self, word: str) -> bool:
        """Whether this can be part of something longer that is not a word itself."""
        return self.is_phrase(word) or (len(word) == 2 and self.has_word(word))


def pinyin(text: str) -> str:
    """Return the reading of the Chinese in `text`, with tone marks and words written as one: `wǒ qǐng nǐ chī huǒguō`.

    As learners' books do, each word has the tones it has by itself: 一 is yī and 不 is bù, whatever comes after (no
    sandhi), places begin with a capital, light syllables have no mark, and 儿 at the end of a word is an r. Chinese
    punctuation becomes that of Latin letters; whatever else is no Chinese stays as it stands, with a space beside it. A
    text without Chinese comes back as it is. Never raises.
    """
    parts: list[str] = []
    last = 0
    for run in _RUN.finditer(text):
        _append(parts, _western(text[last : run.start()]))
        _append(parts, " ".join(_spoken(run[0], text[max(0, run.start() - _AROUND) : run.start()])))
        last = run.end()
    _append(parts, _western(text[last:]) if last else text)
    return "".join(parts)


def _western(text: str) -> str:
    return _CHINESE_STOP.sub(r"\1 ", text).translate(_WESTERN)


def _append(parts: list[str], part: str) -> None:
    """Add `part`, with a space before it unless it clings to what comes before."""
    if not part:
        return
    if parts and not (parts[-1][-1].isspace() or part[0].isspace() or parts[-1][-1] in _OPENS or part[0] in _CLOSES):
        parts.append(" ")
    parts.append(part)


def _spoken(run: str, before: str) -> Iterator[str]:
    """Read a run of Chinese, word by word. before: what stands right in front of it."""
    readings = _readings()
    simple = _simple(run)
    text = before + simple
    at = len(before)
    waiting: list[str] = []
    for word in _words(simple, readings):
        syllables = _syllables(word, text, at, readings)
        if readings.is_place(word):
            syllables = [syllables[0].capitalize(), *syllables[1:]]
        at += len(word)
        if waiting and syllables not in _SUFFIXES:
            yield _written(waiting)
            waiting = []
        waiting += syllables
    yield _written(waiting)


def _simple(run: str) -> str:
    """Return `run` in Simplified characters, one for one, but for those that are read otherwise then."""
    letters = [into if len(into) == 1 else char for char, into in zip(run, each_simplified(run), strict=True)]
    for kept in _AS_THEY_STAND.finditer(run):
        letters[kept.start() : kept.end()] = [
            char if char in "么矽乾著" else letters[kept.start() + place] for place, char in enumerate(kept[0])
        ]
    return "".join(letters)


def _words(run: str, readings: _Readings) -> Iterator[str]:
    """Part a run into words: as the segmenter does, and where it is too coarse or too fine, by what is known."""
    alone = ""
    for part in readings.cut(run):
        if len(part) == 1 or _TWICE.fullmatch(part) or (_THREE_WORDS.fullmatch(part) and not readings.is_phrase(part)):
            alone += part
            continue
        yield from _prefixes(alone, readings.own)
        alone = ""
        yield from _pieces(part, readings)
    yield from _prefixes(alone, readings.own)


def _pieces(part: str, readings: _Readings) -> Iterator[str]:
    """Part what the segmenter holds for a word into those that a learner sees."""
    if part in readings.parted:
        yield from _prefixes(part, readings.own)
    elif len(part) == 2 or readings.is_phrase(part):
        yield part
    elif part[:2] in readings.places and len(part) == 3:
        yield from (part[:2], part[2])
    elif len(part) == 3:
        # A verb and its object (吃火锅), or a noun and its ending (图书馆).
        yield from (part[0], part[1:]) if part[2] != "儿" and readings.is_word(part[1:]) else (part,)
    else:
        yield from _prefixes(part, readings.is_word)


def _prefixes(text: str, is_word: Callable[[str], bool]) -> Iterator[str]:
    """Part `text` from the left into the longest words there are, shorter than all of it unless they are one's own."""
    while text:
        size = next((n for n in range(min(len(text), _LONGEST_WORD), 1, -1) if is_word(text[:n])), 1)
        yield text[:size]
        text = text[size:]


def _syllables(word: str, text: str, at: int, readings: _Readings) -> list[str]:
    """Read a word that stands in `text` at `at`."""
    if word in readings.words:
        return readings.words[word].split()
    if word == "儿" and at and _RUN.fullmatch(text[at - 1]):
        return ["r"]
    phrase = readings.phrases.get(word) if len(word) > 1 else None
    if phrase and len(phrase) == len(word):
        found = [_own_tone(char, one[0]) for char, one in zip(word, phrase, strict=True)]
    else:
        found = [_alone(text, at + place, readings) for place in range(len(word))]
    return _light(word, found, readings)


def _own_tone(char: str, reading: str) -> str:
    """Some phrases of pypinyin have the tones of 一 and 不 as they change before others."""
    if char == "一":
        return "yī"
    return "bù" if char == "不" and reading != "bu" else reading


def _alone(text: str, at: int, readings: _Readings) -> str:
    """Read the character of `text` at `at` by what stands around it."""
    char = text[at]
    before, after = text[max(0, at - _AROUND) : at], text[at + 1 : at + 1 + _AROUND]
    for rule in readings.single.get(char, ()):
        if rule.before.search(before) and rule.after.match(after):
            return rule.reading
    return readings.characters.get(ord(char), char).partition(",")[0]


def _light(word: str, syllables: list[str], readings: _Readings) -> list[str]:
    """Take the tone off the last syllable where it has none, and make the ending 儿 an r."""
    ending = word[-1]
    if ending == "子" and word in readings.full:
        return [*syllables[:-1], "zǐ"]
    if ending == "儿" and len(word) > 1 and word not in readings.full:
        return [*syllables[:-1], "r"]
    if len(word) > 1 and (ending in "们么子" or word in readings.neutral):
        return [*syllables[:-1], syllables[-1].translate(_TONES)]
    return syllables


def _written(syllables: list[str]) -> str:
    """Write syllables as one word, with an apostrophe where it could be read otherwise: xī'ān is not xiān."""
    word = ""
    for syllable in syllables:
        word += ("'" if word and syllable.translate(_TONES)[:1] in "aeo" else "") + syllable
    return word


@lru_cache(maxsize=1)
def _readings() -> _Readings:
    """Read pypinyin's phrases, some 50 MiB, and the segmenter's words."""
    import rjieba  # noqa: PLC0415 - only who asks for a reading pays
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT  # noqa: PLC0415 - as above

    own = tomllib.loads(files("bot.language").joinpath("reading.toml").read_text("utf-8"))
    single = cast("dict[str, list[list[str]]]", own["single"])
    return _Readings(
        words=cast("dict[str, str]", own["words"]),
        neutral=frozenset(cast("str", own["neutral"]).split()),
        full=frozenset(cast("str", own["full_zi"]).split() + cast("str", own["full_er"]).split()),
        places=frozenset(_places()),
        parted=frozenset(cast("str", own["parted"]).split()),
        single={char: tuple(_rule(*rule) for rule in rules) for char, rules in single.items()},
        phrases=PHRASES_DICT,
        characters=PINYIN_DICT,
        # Without its guesses at names: it would join what is none.
        cut=lambda run: rjieba.cut(run, hmm=False),
        has_word=rjieba.has_word,
    )


def _places() -> Iterator[str]:
    """The names of places that people chat about."""
    lists = tomllib.loads(files("bot.language").joinpath("places.toml").read_text("utf-8"))
    for names in cast("dict[str, str]", lists).values():
        yield from names.split()


def _rule(before: str, after: str, reading: str) -> _Rule:
    return _Rule(re.compile(f"(?:{before})$"), re.compile(after), reading)
