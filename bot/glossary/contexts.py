"""Whether a word stands where it means what the glossary says."""

from typing import Final

from bot.glossary.edges import ends_clause
from bot.glossary.folding import is_letter
from bot.glossary.types import Context, Entry

EDGE: Final = "<edge>"
DIGIT: Final = "<digit>"

# Whoever asks about a word means the word, wherever it stands. Folded.
_ASKS_BEFORE: Final = (
    "what does", "what do", "what did", "whats", "what's", "what is", "meaning of", "definition of", "什么叫", "啥叫",
    "什么是", "啥是", "who says", "explain", "解释一下", "解释",
)  # fmt: skip
_ASKS_AFTER: Final = (
    "mean", "means", "stand for", "stands for", "是什么意思", "什么意思", "是啥意思", "啥意思", "是啥", "是什么",
    "什么梗", "是什么梗", "这个词", "的意思", "怎么翻译",
)  # fmt: skip
# These alone leave open whether the word is meant or the thing.
_VAGUE: Final = frozenset({"whats", "what's", "what is", "explain", "解释", "who says"})
_QUOTES: Final = " \"'“”「」『』‘’`*"


def fits(entry: Entry, folded: str, start: int, end: int, *, phrase: bool) -> bool:
    """Whether the rules of `entry` allow it at this place of a folded text; for a phrase, those of `unless`."""
    if entry.unless and _holds(entry.unless, folded, start, end):
        return False
    return phrase or not entry.only or _holds(entry.only, folded, start, end)


def is_alone(folded: str, start: int, end: int) -> bool:
    """Whether nothing else stands in the clause."""
    return ends_clause(folded, start, -1) and ends_clause(folded, end, 1)


def is_asked_about(folded: str, start: int, end: int) -> bool:
    """Whether the line asks what this word means, or says so."""
    while start and folded[start - 1] in _QUOTES:
        start -= 1
    while end < len(folded) and folded[end] in _QUOTES:
        end += 1
    if any(_begins(folded, end, words) for words in _ASKS_AFTER):
        return True
    return any(_ends(folded, start, words) for words in _ASKS_BEFORE if words not in _VAGUE)


def _holds(context: Context, folded: str, start: int, end: int) -> bool:
    if context.alone and is_alone(folded, start, end):
        return True
    return (
        any(_precedes(folded, start, words) for words in context.preceded)
        or any(_follows(folded, end, words) for words in context.followed)
        or any(_is_in(folded, words) for words in context.near)
    )


def _precedes(folded: str, start: int, words: str) -> bool:
    if words == EDGE:
        return ends_clause(folded, start, -1)
    while start and folded[start - 1] == " ":
        start -= 1
    if words == DIGIT:
        return folded[start - 1 : start].isdigit()
    return _ends(folded, start, words)


def _follows(folded: str, end: int, words: str) -> bool:
    if words == EDGE:
        return ends_clause(folded, end, 1)
    while folded[end : end + 1] == " ":
        end += 1
    if words == DIGIT:
        return folded[end : end + 1].isdigit()
    return _begins(folded, end, words)


def _ends(folded: str, end: int, words: str) -> bool:
    """Whether `words` end at `end`, and do not begin inside a Latin word."""
    start = end - len(words)
    if start < 0 or not folded.startswith(words, start):
        return False
    return not (is_letter(words[0]) and is_letter(folded[start - 1 : start]))


def _begins(folded: str, start: int, words: str) -> bool:
    if not folded.startswith(words, start):
        return False
    end = start + len(words)
    return not (is_letter(words[-1]) and is_letter(folded[end : end + 1]))


def _is_in(folded: str, words: str) -> bool:
    at = folded.find(words)
    while at >= 0:
        if _begins(folded, at, words) and _ends(folded, at + len(words), words):
            return True
        at = folded.find(words, at + 1)
    return False
