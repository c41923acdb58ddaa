"""Notes on words that readers may not know: few, and not again and again."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bot.clock import Clock
from bot.errors import N_
from bot.glossary import Entry, Kind, Match
from bot.language.convert import to_simplified, to_traditional
from bot.translation.types import Note

# Translators: a note under a translation: a word and what it means.
NOTE: Final = N_("{term}: {meaning}")
# Translators: the same with the pinyin of a Chinese word; readers of English see it.
NOTE_WITH_READING: Final = N_("{term} ({reading}): {meaning}")

_MOST_AT_ONCE: Final = 2
_AGAIN_AFTER: Final = 3600.0
# So many words and channels are remembered; of more, those explained longest ago are forgotten.
_MOST_REMEMBERED: Final = 20_000
_TRADITIONAL: Final = "zh-TW"
# Taiwan quotes so.
_QUOTES: Final = str.maketrans("“”‘’", "「」『』")


@dataclass(frozen=True, slots=True)
class _Said:
    """When something was explained, and under which message; 0 where nobody knows."""

    at: float
    message_id: int


class NoteBook:
    """Chooses what is explained under a translation, and remembers what was, in memory alone."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._said: OrderedDict[tuple[int, str], _Said] = OrderedDict()

    def notes(self, matches: Iterable[Match], target: str, channel_id: int, message_id: int = 0) -> tuple[Note, ...]:
        """At most two notes for readers of the locale `target`; none on what was explained there within the hour.

        Words that the text asks about come first. A channel that is 0 has no memory: everything is new there.
        message_id: under which the notes stand; an edit of that message keeps them.
        """
        self._forget()
        chosen: dict[str, Match] = {}
        for match in sorted(matches, key=lambda match: not match.asked):
            said = self._said.get((channel_id, match.entry.id))
            told = said is not None and (not message_id or said.message_id != message_id)
            if len(chosen) < _MOST_AT_ONCE and not told and _puzzles(match, target):
                chosen.setdefault(match.entry.id, match)
        now = _Said(self._clock.monotonic(), message_id)
        for name in chosen if channel_id else ():
            self._said.setdefault((channel_id, name), now)
        return tuple(note(match.entry, target, match.written) for match in chosen.values())

    def take_back(self, message_ids: frozenset[int]) -> None:
        """What stood under these messages did not stay, or never came: it may be explained again."""
        for name in [name for name, said in self._said.items() if said.message_id in message_ids]:
            del self._said[name]

    def _forget(self) -> None:
        """Drop what was said over an hour ago; the oldest stand first, as none is said again before it is dropped."""
        latest = self._clock.monotonic() - _AGAIN_AFTER
        while self._said and (len(self._said) > _MOST_REMEMBERED or next(iter(self._said.values())).at <= latest):
            self._said.popitem(last=False)


def note(entry: Entry, target: str, written: str = "") -> Note:
    """The line that explains an entry to readers of the locale `target`, under the spelling that they see."""
    is_headword = to_simplified(written).lower() in ("", entry.headword.lower(), entry.expansion.lower())
    term, meaning = entry.headword if is_headword else written, entry.meaning.of(target)
    if target == _TRADITIONAL:
        term, meaning = to_traditional(term), to_traditional(meaning).translate(_QUOTES)
    if target == "en" and entry.reading and is_headword and not entry.expansion:
        return Note(NOTE_WITH_READING, {"term": term, "reading": entry.reading, "meaning": meaning})
    return Note(NOTE, {"term": term, "meaning": meaning})


def _puzzles(match: Match, target: str) -> bool:
    """Whether readers of `target` may not know the word.

    Of the words of their own language they do not need slang explained, but initialisms they may: those hide what they
    stand for, unless they are written out. Terms are names, and some slang is rendered so plainly that nothing is left
    to say.
    """
    entry = match.entry
    if not entry.meaning.of(target):
        return False
    if match.asked:
        return True
    written_out = bool(entry.expansion) and to_simplified(match.written).lower() == entry.expansion.lower()
    if entry.kind is not Kind.SLANG or entry.quiet or written_out:
        return False
    return entry.language != target.partition("-")[0] or (bool(entry.expansion) and entry.language == "zh")
