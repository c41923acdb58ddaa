"""Lines under a translation: how good it is, and how its Chinese is read."""

from typing import Final

from bot.engines.engine import Quality
from bot.errors import N_
from bot.translation.aloud import aloud
from bot.translation.attempt import Draft
from bot.translation.types import Note

# A reading helps with a line or two; under a long message it would be a second wall of text.
_LONGEST_PINYIN: Final = 300

GLOSS_NOTE: Final = N_("Word for word, from a dictionary")
GLOSS_PINYIN_NOTE: Final = N_("Word for word, from a dictionary · {pinyin}")
DOUBT_NOTE: Final = N_("Not sure about this one: it may not say quite the same")
PINYIN_NOTE: Final = N_("Read: {pinyin}")


def quality(draft: Draft) -> tuple[Note, ...]:
    """What a reader should know before they rely on it."""
    if draft.quality is Quality.GLOSS:
        if draft.pinyin and len(draft.pinyin) <= _LONGEST_PINYIN:
            return (Note(GLOSS_PINYIN_NOTE, {"pinyin": draft.pinyin}),)
        return (Note(GLOSS_NOTE),)
    return (Note(DOUBT_NOTE),) if draft.doubtful else ()


def reading(chinese: str) -> tuple[Note, ...]:
    """The pinyin of a text, for learners."""
    line = aloud(chinese)
    return (Note(PINYIN_NOTE, {"pinyin": line}),) if line and len(line) <= _LONGEST_PINYIN else ()
