"""What a trigger may look like: few enough words to be found in microseconds, and patterns that cannot run away."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from bot.errors import N_, UserError
from bot.rules.triggers.folding import Folding
from bot.rules.triggers.matcher import ANY_ENDING
from bot.rules.triggers.patterns import PatternError, compiled
from bot.store.triggers import Trigger

MOST_WORDS: Final = 200
LONGEST_WORD: Final = 60
LONGEST_PATTERN: Final = 300
# Characters of all words, or exceptions, together: as many as a form can show.
LONGEST_LIST: Final = 4000
MOST_COUNT: Final = 50
MOST_MINUTES: Final = 24 * 60
MOST_REST: Final = 7 * 24 * 60
_NOTHING: Final = N_("A trigger needs a word, a phrase or a pattern. Nothing was changed.")
_MANY: Final = N_(
    "A trigger has {most} words and as many exceptions at most, and these are {count}. Nothing was changed: `elect*` "
    "stands for all words that begin so, and a pattern for even more."
)
_LONG: Final = N_("A word or phrase has {most} characters at most. This one is longer, and nothing was changed: {word}")
_LONG_LIST: Final = N_(
    "All words or exceptions of a trigger have {most} characters at most, and these have more. Nothing was changed: "
    "a second trigger can hold the rest."
)
_EMPTY: Final = N_("There is nothing to look for in “{word}”. Nothing was changed.")
_LONG_PATTERN: Final = N_("A pattern has {most} characters at most, and this one has {count}. Nothing was changed.")
_PATTERN: Final = N_(
    "RedBridge takes no such pattern: {reason}. It reads RE2's dialect, which cannot run away: no look-around, no "
    "back-references, no huge repetitions. Nothing was changed."
)
_NUMBERS: Final = N_(
    "Messages go from 1 to {count}, minutes from 1 to {minutes}, rests from 0 to {rest} minutes. Nothing was changed."
)


def checked(trigger: Trigger, folding: Folding) -> Trigger:
    """The trigger with its words tidied; raises UserError for what cannot be."""
    words, exceptions = (_tidy(each, folding) for each in (trigger.words, trigger.exceptions))
    pattern = trigger.pattern.strip()
    if not words and not pattern:
        raise UserError(_NOTHING)
    _require_pattern(pattern)
    rests = trigger.channel_rest, trigger.member_rest
    is_fair = 1 <= trigger.count <= MOST_COUNT and 1 <= trigger.minutes <= MOST_MINUTES
    if not is_fair or not all(0 <= rest <= MOST_REST for rest in rests):
        raise UserError(_NUMBERS, count=MOST_COUNT, minutes=MOST_MINUTES, rest=MOST_REST)
    return replace(trigger, words=words, exceptions=exceptions, pattern=pattern)


def _tidy(phrases: Iterable[str], folding: Folding) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(filter(None, (" ".join(each.split()) for each in phrases))))
    if len(found) > MOST_WORDS:
        raise UserError(_MANY, most=MOST_WORDS, count=len(found))
    if len("\n".join(found)) > LONGEST_LIST:
        raise UserError(_LONG_LIST, most=LONGEST_LIST)
    for word in found:
        if len(word) > LONGEST_WORD:
            raise UserError(_LONG, most=LONGEST_WORD, word=f"{word[:LONGEST_WORD]}…")
        if not any(letter.isalnum() for letter in folding.fold(word.removesuffix(ANY_ENDING))):
            raise UserError(_EMPTY, word=word)
    return found


def _require_pattern(pattern: str) -> None:
    if len(pattern) > LONGEST_PATTERN:
        raise UserError(_LONG_PATTERN, most=LONGEST_PATTERN, count=len(pattern))
    try:
        compiled(pattern)
    except PatternError as error:
        reason = str(error)
    else:
        return
    raise UserError(_PATTERN, reason=reason)
