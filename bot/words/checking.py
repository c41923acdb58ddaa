"""What may be a word of a server."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from bot.errors import N_, UserError
from bot.markup import seen
from bot.words.word import Kind, Word, is_chinese

MOST_PER_GUILD: Final = 500
LONGEST_WORD: Final = 60
LONGEST_RENDERING: Final = 100
LONGEST_MEANING: Final = 300
MOST_VARIANTS: Final = 10
_SHORTEST: Final = 2
# U+FFFC is where the glossary masks slots.
_UNFIT: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffc⟦⟧\ud800-\udfff]")
_BETWEEN_VARIANTS: Final = r"[,，、\n]"

FULL: Final = N_("This server has {most} words of its own already, and that is all it can. Remove some first.")


def variants_of(written: str) -> tuple[str, ...]:
    """Other ways to write a word, with commas between them."""
    split = map(_tidy, re.split(_BETWEEN_VARIANTS, written))
    return tuple(dict.fromkeys(variant for variant in split if variant))


def checked(word: Word) -> Word:
    """The word as it is kept, without superfluous spaces. Raises UserError for what cannot be one."""
    tidy = replace(
        word,
        text=_tidy(word.text),
        rendering=_tidy(word.rendering),
        variants=variants_of(",".join(word.variants)),
        meaning_en=_tidy(word.meaning_en),
        meaning_zh=_tidy(word.meaning_zh),
    )
    _check_size(tidy)
    _check_characters(tidy)
    _check_kind(tidy)
    return tidy


class Spellings:
    """How the words of a server are written, so that none is found where another one is."""

    def __init__(self, words: Iterable[Word], fold: Callable[[str], str]) -> None:
        """fold: what makes spellings comparable."""
        self._fold = fold
        self._owners = {spelling: word.text for word in words for spelling in self._of(word)}

    def put(self, word: Word, former: Word | None = None) -> None:
        """Let a word in, in the place of another one if that is given. Raises UserError, and nothing is changed."""
        own = self._of(word)
        freed = set(self._of(former)) if former else set[str]()
        for spelling in own:
            if spelling in self._owners and spelling not in freed:
                raise UserError(
                    N_("“{word}” is written like “{other}”, which this server has already. Change or remove that one."),
                    word=word.text,
                    other=self._owners[spelling],
                )
        for spelling in freed:
            self._owners.pop(spelling, None)
        self._owners.update(dict.fromkeys(own, word.text))

    def _of(self, word: Word) -> list[str]:
        return [self._fold(each) for each in word.spellings]


def _tidy(text: str) -> str:
    return " ".join(seen(text).split())


def _check_size(word: Word) -> None:
    spellings = (word.text, *word.variants)
    if any(len(each) < _SHORTEST for each in spellings):
        raise UserError(N_("A word needs two characters or more: a single one stands in too many other words."))
    if any(len(each) > LONGEST_WORD for each in spellings):
        raise UserError(N_("A word may have {most} characters, no more."), most=LONGEST_WORD)
    if len(word.variants) > MOST_VARIANTS:
        raise UserError(N_("A word may have {most} other spellings, no more."), most=MOST_VARIANTS)
    if len(word.rendering) > LONGEST_RENDERING:
        raise UserError(N_("A translation may have {most} characters, no more."), most=LONGEST_RENDERING)
    if len(max(word.meaning_en, word.meaning_zh, key=len)) > LONGEST_MEANING:
        raise UserError(N_("An explanation may have {most} characters, no more."), most=LONGEST_MEANING)


def _check_characters(word: Word) -> None:
    whole = "".join((word.text, word.rendering, *word.variants, word.meaning_en, word.meaning_zh))
    if _UNFIT.search(whole):
        raise UserError(N_("“{word}” holds a character that can't be kept, such as ⟦ or ⟧."), word=_shown(word.text))
    if not all(any(map(str.isalnum, each)) for each in word.spellings if each):
        raise UserError(N_("“{word}” has no letters, digits or Chinese characters."), word=word.text)


def _check_kind(word: Word) -> None:
    if word.kind is Kind.TERM:
        if not word.rendering:
            raise UserError(N_("“{word}” needs a translation: how it is said in the other language."), word=word.text)
        if is_chinese(word.text) is is_chinese(word.rendering):
            raise UserError(
                N_(
                    "Of “{word}” and “{rendering}” one must be Chinese and the other one not. "
                    "For a word that stays as it is, choose the kind “keep”."
                ),
                word=word.text,
                rendering=word.rendering,
            )
    elif word.kind is Kind.KEEP:
        if word.rendering:
            raise UserError(N_("“{word}” shall stay as it is, so it can't have a translation, too."), word=word.text)
    elif not (word.meaning_en and word.meaning_zh):
        raise UserError(
            N_("“{word}” needs an explanation in English and one in Chinese: readers of each language see theirs."),
            word=word.text,
        )


def _shown(text: str) -> str:
    return _UNFIT.sub("?", text)
