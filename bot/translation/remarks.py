"""Lines under a translation: how good it is, and how its Chinese is read."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from bot.engines.engine import Quality
from bot.errors import N_
from bot.glossary import Match
from bot.language.convert import to_simplified
from bot.language.reading import pinyin
from bot.markup import strip
from bot.translation.aloud import aloud
from bot.translation.attempt import Draft
from bot.translation.riddles import unknown
from bot.translation.types import Note

if TYPE_CHECKING:
    from bot.lexicon.puns import Puns

# A reading helps with a line or two; under a long message it would be a second wall of text.
_LONGEST_PINYIN: Final = 300

GLOSS_NOTE: Final = N_("Word for word, from a dictionary")
GLOSS_PINYIN_NOTE: Final = N_("Word for word, from a dictionary · {pinyin}")
DOUBT_NOTE: Final = N_("Not sure about this one: it may not say quite the same")
# Translators: {term} is a few letters, such as "kswl", that stand for a Chinese phrase which the glossary lacks.
RIDDLE_NOTE: Final = N_("🤔 {term}: short for something that isn't in my word list")
# Translators: readers of English see it; {word} is the Chinese idiom that {term} sounds like.
CHINESE_PUN_NOTE: Final = N_("🤔 {term}: may play on {word} ({reading})")
# Translators: readers of Chinese see it; {word} is the English word that {term} sounds like.
ENGLISH_PUN_NOTE: Final = N_("🤔 {term}: may play on the word “{word}”")
PINYIN_NOTE: Final = N_("Read: {pinyin}")


def quality(draft: Draft) -> tuple[Note, ...]:
    """What a reader should know before they rely on it."""
    if draft.quality is Quality.GLOSS:
        if draft.pinyin and len(draft.pinyin) <= _LONGEST_PINYIN:
            return (Note(GLOSS_PINYIN_NOTE, {"pinyin": draft.pinyin}),)
        return (Note(GLOSS_NOTE),)
    return (Note(DOUBT_NOTE),) if draft.doubtful else ()


def riddle(text: str, matches: Sequence[Match]) -> tuple[Note, ...]:
    """That a Chinese text holds initials of which nobody knows what they stand for; there an engine guesses."""
    word = unknown(text, matches)
    return (Note(RIDDLE_NOTE, {"term": word}),) if word else ()


def pun(puns: "Puns", text: str, language: str, matches: Sequence[Match]) -> tuple[Note, ...]:
    """That a text seems to play on a word, which is named as it is usually written; unless the glossary explains it."""
    plain = strip(text)
    found = puns.find(to_simplified(plain) if language == "zh" else plain, language)
    if found is None or found.written in {match.written.lower() for match in matches}:
        return ()
    if language == "zh":
        params = {"term": found.written, "word": found.meant, "reading": pinyin(found.meant)}
        return (Note(CHINESE_PUN_NOTE, params),)
    return (Note(ENGLISH_PUN_NOTE, {"term": found.written, "word": found.meant}),)


def reading(chinese: str) -> tuple[Note, ...]:
    """The pinyin of a text, for learners."""
    line = aloud(chinese)
    return (Note(PINYIN_NOTE, {"pinyin": line}),) if line and len(line) <= _LONGEST_PINYIN else ()
