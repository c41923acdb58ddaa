"""A line of English, word for word, in Chinese."""

from collections.abc import Sequence
from typing import Final

import rjieba

from bot.engines.gloss.counting import Counting
from bot.engines.gloss.english import EnglishReader
from bot.engines.gloss.line import ChineseLine
from bot.engines.gloss.measures import Measures
from bot.engines.gloss.tokens import Kind, Token, tokens_of

# Before these "is" needs no word of its own.
_DEGREES: Final = ("很", "太", "非常", "真的", "不", "没", "也", "都", "只", "还", "已经", "最", "更", "在", "从")
_PRONOUNS: Final = frozenset({"i", "you", "he", "she", "it", "we", "they", "this", "that", "these", "those", "there"})
_QUESTIONS: Final = frozenset({"what", "where", "why", "how", "when", "who", "which"})
_LONGEST_PHRASE: Final = 7


class EnglishGlosser:
    """Puts Chinese words in the place of English ones; everything else stays."""

    def __init__(self, reader: EnglishReader, measures: Measures) -> None:
        self._reader = reader
        self._counting = Counting(reader, measures)

    def gloss(self, text: str) -> str:
        """The Chinese, in Simplified characters."""
        line = ChineseLine()
        tokens = list(tokens_of(text))
        last = ""
        at = 0
        while at < len(tokens):
            token = tokens[at]
            if token.kind in (Kind.WORD, Kind.BE):
                at = self._words(line, tokens, at, last)
                last = token.text.lower()
                continue
            if token.kind is Kind.GAP:
                line.gap(token.text)
            elif token.kind is Kind.WHOSE:
                line.chinese("的")
            else:
                line.other(token.text, followed=_starts_word(tokens, at + 1))
                if measure := self._measure_after(tokens, at):
                    line.gap(" ")
                    line.chinese(measure)
            at += 1
        return line.end()

    def _measure_after(self, tokens: Sequence[Token], at: int) -> str:
        """The measure word between a number in digits and the noun after it."""
        if not tokens[at].text.isdigit() or len(tokens) < at + 3 or tokens[at + 2].kind is not Kind.WORD:
            return ""
        return self._counting.measure([tokens[place].text for place in _phrase_at(tokens, at + 2)])

    def _words(self, line: ChineseLine, tokens: Sequence[Token], at: int, last: str) -> int:
        """Add what is at `at`, and tell where the next token is. `last` is the word before it."""
        places = _phrase_at(tokens, at)
        counted = self._counting.after([tokens[place].text for place in places])
        if counted:
            line.chinese(counted.chinese)
            return places[counted.words - 1] + 1
        return self._phrase_or_word(line, tokens, at, last)

    def _phrase_or_word(self, line: ChineseLine, tokens: Sequence[Token], at: int, last: str) -> int:
        if self._stays(tokens, at, last, begins_sentence=line.begins_sentence):
            line.other(tokens[at].text)
            return at + 1
        places = _phrase_at(tokens, at)
        words = [tokens[place].text for place in places]
        if phrase := self._reader.phrase(words):
            (line.postpone if phrase.is_final else line.chinese)(phrase.chinese)
            return places[phrase.words - 1] + 1
        if words[0] == "A":
            line.chinese("")
            return at + 1
        if words[0].lower() == "too" and len(words) == 1:
            line.chinese("也")
            return at + 1
        if tokens[at].kind is Kind.BE:
            inverted = last in _QUESTIONS or line.begins_sentence
            line.chinese(self._be(words, inverted=inverted))
            return at + 1
        is_name = words[0][0].isupper() and not words[0].isupper() and not line.begins_sentence
        chinese = self._reader.word(words[0], is_name=is_name)
        if chinese is None:
            line.other(words[0])
        else:
            line.chinese(chinese)
        return at + 1

    def _stays(self, tokens: Sequence[Token], at: int, last: str, *, begins_sentence: bool) -> bool:
        """Whether a word is a name of a person, or the letter A."""
        word = tokens[at].text
        if word in ("A", "a"):
            return not _is_article(tokens, at, begins_sentence=begins_sentence)
        following = next((token.text for token in tokens[at + 1 : at + 3] if token.kind is not Kind.GAP), "")
        return self._reader.is_name(word, last, following.lower(), begins_sentence=begins_sentence)

    def _be(self, words: Sequence[str], *, inverted: bool) -> str:
        """What "is" and its like become before the words that follow: 我很累, 他在睡觉, 这是猫."""
        if words[0].lower() in ("been", "being") or (len(words) > 1 and inverted and words[1].lower() in _PRONOUNS):
            return ""
        if len(words) < 2:
            return "是"
        phrase = self._reader.phrase(words[1:])
        following = phrase.chinese if phrase else self._reader.word(words[1], is_name=False)
        if not following:
            return "是"
        if following.startswith(_DEGREES):
            return ""
        if _is_adjective(following) or (not phrase and self._reader.is_adjective(words[1])):
            return "很"
        return "在" if words[1].lower().endswith("ing") else "是"


def _is_adjective(chinese: str) -> bool:
    tagged = rjieba.tag(chinese, hmm=False)
    return len(tagged) == 1 and tagged[0][1].startswith(("a", "z"))


def _is_article(tokens: Sequence[Token], at: int, *, begins_sentence: bool) -> bool:
    """Whether an A stands before a thing: in lower case, at the start of a sentence, or where all is in capitals."""
    word = tokens[at].text
    if len(tokens) <= at + 2 or tokens[at + 1].kind is not Kind.GAP:
        return False
    following = tokens[at + 2]
    if word == "a":
        return True
    if following.kind is not Kind.WORD or len(following.text) < 2:
        return False
    before = next((token.text for token in reversed(tokens[:at]) if token.kind is not Kind.GAP), "")
    return begins_sentence or (following.text.isupper() and before.isupper())


def _starts_word(tokens: Sequence[Token], at: int) -> bool:
    """Whether a letter or digit stands right there."""
    return at < len(tokens) and tokens[at].text[0].isalnum()


def _phrase_at(tokens: Sequence[Token], at: int) -> list[int]:
    """Where the words are that may be one phrase: from `at` on, with no more than a space or hyphen between them."""
    places = [at]
    while len(places) < _LONGEST_PHRASE:
        at += 1
        if at < len(tokens) and tokens[at].text in (" ", "-"):
            at += 1
        if at >= len(tokens) or tokens[at].kind not in (Kind.WORD, Kind.BE):
            break
        places.append(at)
    return places
