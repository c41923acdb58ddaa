"""Whether a model's answer is a translation of the text it was given; pure."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from rapidfuzz.fuzz import ratio
from zhon import cedict  # pyright: ignore[reportMissingTypeStubs] - two strings of characters

from bot.engines.llm.debris import has_marks, is_json
from bot.engines.llm.hidden import slots
from bot.engines.llm.idioms import is_set_phrase
from bot.engines.llm.letters import bare, folded, gist, han, latin, letters, lines, others, weight
from bot.engines.llm.orders import is_order, lacks
from bot.engines.llm.questions import is_question, stays_question
from bot.engines.llm.tells import TELLS


class Fault(StrEnum):
    """Why an answer is no translation, or not yet a good one."""

    EMPTY = "empty answer"
    CUT = "cut off"
    SLOTS = "slots damaged"
    SCRIPT = "wrong language"
    LENGTH = "wrong length"
    LINES = "lines added"
    MERGED = "lines merged"
    ECHO = "source echoed"
    REPLY = "answered instead of translated"
    OBEYED = "obeyed the message"
    LEAK = "prompt leaked"
    DEBRIS = "marks or JSON added"
    NAME = "name left as it is"
    VARIANT = "wrong Chinese"


# Better than no answer at all, if asking again does not help.
BEARABLE: Final = frozenset({Fault.MERGED, Fault.VARIANT, Fault.NAME})

# Over 997 sentences and the stored outputs of five systems, the weight of a translation was 0.24 to 2.03 times that of
# its source (apart from one that repeated itself); short texts vary more. Most times, and on top of it; and least.
_LENGTHS: Final = {"en": (2.2, 12.0, 0.25, 3.0), "zh": (2.4, 10.0, 0.25, 3.0)}
# So many words of the prompt in a row are no coincidence.
_SHINGLE: Final = 5
_WORD: Final = re.compile(r"[a-z]+(?:['’][a-z]+)?")
_LETTERS: Final = re.compile("[a-z\u00df-\u024f]+")
# A line of the conversation, or an example, that stands as a whole in an answer it does not belong to.
_WHOLE: Final = 6.0
_ALIKE: Final = 60
# An echo of less may be a name.
_QUOTED: Final = 5.0
# Chinese characters that must have become some word of English.
_TOLD: Final = 3
# Nothing but capitalised words, with an abbreviation, a number or a capital inside: NASA, PS5, iPhone 15 Pro Max.
_PROPER: Final = re.compile(r"[a-z]?[A-Z0-9][A-Za-z0-9.+-]*(?: [a-z]?[A-Z0-9][A-Za-z0-9.+-]*){0,4}")
_ODD: Final = re.compile(r"\b[A-Z]{2,5}\b|[0-9]|[a-z][A-Z]")
_SIMPLIFIED: Final = frozenset(cedict.simplified) - frozenset(cedict.traditional)
_TRADITIONAL: Final = frozenset(cedict.traditional) - frozenset(cedict.simplified)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a model was asked.

    text: the text as the model saw it, with slots. target: `en`, `zh-CN` or `zh-TW`.
    fence: the word of the fence. prompt: our own words to the model.
    examples: pairs of source and rendering; context: earlier lines.
    """

    text: str = field(repr=False)
    target: str
    fence: str = ""
    prompt: str = field(default="", repr=False)
    examples: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    context: tuple[str, ...] = field(default=(), repr=False)


def check(asked: Asked, answer: str) -> Fault | None:
    """What is wrong with `answer`, the worst first; None if it may be shown."""
    source, said = bare(asked.text), bare(answer)
    if not answer.strip() or (letters(source) and not letters(said)):
        return Fault.EMPTY
    if _leaks(asked, source, answer):
        return Fault.LEAK
    if slots(asked.text) != slots(answer):
        return Fault.SLOTS
    if (has_marks(answer) and not has_marks(asked.text)) or (is_json(answer) and asked.text.strip()[:1] not in "{["):
        return Fault.DEBRIS
    return _language_fault(source, said, asked.target) or _role_fault(source, said) or _shape_fault(asked, answer)


def _language_fault(source: str, said: str, target: str) -> Fault | None:
    if target != "en" and letters(source) == letters(said) and _is_name(source.strip()):
        return Fault.NAME
    if _echoes(source, said, target):
        return Fault.ECHO
    return Fault.SCRIPT if _in_wrong_script(source, said, target) else None


def _role_fault(source: str, said: str) -> Fault | None:
    """Whether the model took the message for one to itself."""
    before, after = folded(source), folded(said)
    if any(tell.answer.search(after) and not tell.source.search(before) for tell in TELLS):
        return Fault.REPLY
    if is_question(before) and not stays_question(before, after) and not is_set_phrase(before, after):
        return Fault.REPLY
    return Fault.OBEYED if is_order(before) and lacks(before, after) else None


def _shape_fault(asked: Asked, answer: str) -> Fault | None:
    if _has_wrong_length(bare(asked.text), bare(answer), asked.target):
        return Fault.LENGTH
    if lines(answer) != lines(asked.text):
        return Fault.LINES if lines(answer) > lines(asked.text) else Fault.MERGED
    return Fault.VARIANT if _is_other_variant(asked, answer) else None


def _is_other_variant(asked: Asked, answer: str) -> bool:
    """Whether more characters are written the other way than in the reader's."""
    if asked.target == "en":
        return False
    characters = set(answer) - set(asked.text)
    own, foreign = (_TRADITIONAL, _SIMPLIFIED) if asked.target == "zh-TW" else (_SIMPLIFIED, _TRADITIONAL)
    return len(characters & foreign) > len(characters & own)


def _in_wrong_script(source: str, said: str, target: str) -> bool:
    """Whether most of what the source does not say itself is in letters that the reader does not read.

    Names, slang and quotations may stay as they are written.
    """
    if others(said) > others(source) and others(said) > (han(said) + latin(said)) / 4:
        return True
    known = set(_LETTERS.findall(source.casefold()))
    new = sum(len(word) for word in _LETTERS.findall(said.casefold()) if word not in known)
    if target == "en":
        foreign = sum(1 for character in said if han(character) and character not in source)
        untranslated = latin(said) > 0 and new == 0 and han(source) >= _TOLD
        return untranslated or han(said) > 0.45 * latin(said) or foreign > 0.15 * latin(said)
    return latin(said) > 0 and (han(said) == 0 or (new > 0 and 0.3 * latin(said) > han(said)))


def _is_name(text: str) -> bool:
    """Whether a text may well be the same in Chinese. A shout may look like that, too, so the model is asked again."""
    return bool(_PROPER.fullmatch(text) and _ODD.search(text))


def _echoes(source: str, said: str, target: str) -> bool:
    """Whether the source stands in the answer, whole or with a translation beside it."""
    before, after = letters(source), letters(said)
    foreign = han(source) if target == "en" else latin(source)
    if not before or not foreign:
        return False
    return before == after or (weight(source) >= _QUOTED and before in after)


def _has_wrong_length(source: str, said: str, target: str) -> bool:
    times, more, least, less = _LENGTHS["en" if target == "en" else "zh"]
    return weight(said) > times * weight(source) + more or gist(said) < least * gist(source) - less


def _leaks(asked: Asked, source: str, answer: str) -> bool:
    if asked.fence and asked.fence in answer.casefold():
        return True
    if (_shingles(answer) & _shingles(asked.prompt)) - _shingles(source):
        return True
    said, own = letters(answer), letters(source)
    if any(_stands_in(line, said, own) for line in asked.context):
        return True
    return any(_copied(pair, said, own) for pair in asked.examples)


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return {tuple(words[start : start + _SHINGLE]) for start in range(len(words) - _SHINGLE + 1)}


def _stands_in(line: str, said: str, own: str) -> bool:
    wanted = letters(line)
    return weight(line) >= _WHOLE and wanted in said and wanted not in own


def _copied(pair: tuple[str, str], said: str, own: str) -> bool:
    """An example's rendering may be the right one for a text that is much like the example's source."""
    source, rendering = pair
    if _stands_in(source, said, own):
        return True
    return _stands_in(rendering, said, own) and ratio(letters(source), own) < _ALIKE
