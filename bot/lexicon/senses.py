"""From the senses of a dictionary entry to a word or two that can stand in a line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.lexicon.dictionary import Entry

_BRACKETS: Final = re.compile(r"\s*\([^()]*\)\s*")
_LABEL: Final = re.compile(r"^\(([^()]*)\)")
_RARE: Final = re.compile(
    r"\b(?:archaic|dialect|literary|old|classical|Cantonese|vulgar|derogatory|Buddhis\w+|Tw|math|chem)\b"
)
# Senses that say something about the word instead of translating it.
_REMARK: Final = re.compile(
    r"(?:\w+ )?variant of|Mandarin equivalent|bleating"
    r"|see |also (?:written|pr)|(?:Taiwan )?pr\.? |\(?used |surname |abbr\. (?:for|of|to)|same as"
    r"|equivalent (?:of|to)|CL:|Kangxi|particle|structural|classifier|suffix|prefix|interjection|indicat|lit\. |fig\. ",
    re.IGNORECASE,
)
_REFERENCE: Final = re.compile(
    r"(?:variant of|abbr\. (?:for|of|to)|see(?: also)?|same as|also written) (?:[^\s\[|]+\|)?([^\s\[|(),;/]+)"
)
_HAN: Final = re.compile(r"\s*[^\s\x00-\x7f]*[\u3400-\u9fff][^\s\x00-\x7f]*(?:\|\S+)?(?:\[[^\]]*\])?")
_LEAD: Final = re.compile(r"^(?:to be |to |the |an? )(?=\S)")
_NAME: Final = re.compile(r"[A-Z][\w'’.-]*(?: (?:(?:of|and|the) )?[A-Z][\w'’.-]*)*")
_SHORT: Final = {"sth": "something", "sb": "someone", "sb's": "someone's", "sth's": "something's", "etc": ""}
_MOST_WORDS: Final = 4


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of an entry. place: from 0, as the entry orders them; rare: marked as dialect, archaic and so on."""

    english: str
    place: int
    rare: bool


def senses_of(entry: Entry) -> Iterator[Sense]:
    """The meanings of an entry, each without remarks, labels, "to" and articles; references to others left out."""
    place = 0
    for group in entry.senses:
        label = _LABEL.match(group)
        rare_group = bool(label and _RARE.search(label[1]))
        for piece in group.split("; "):
            own = _LABEL.match(piece)
            english = _bare(piece)
            if english and not _REMARK.match(_BRACKETS.sub(" ", piece).strip()):
                yield Sense(english, place, rare_group or bool(own and _RARE.search(own[1])))
                place += 1


def reference_of(entry: Entry) -> str | None:
    """The headword to which an entry without a meaning of its own refers."""
    for sense in entry.senses:
        if found := _REFERENCE.match(sense):
            return found[1]
    return None


def most_likely(entries: Sequence[Entry]) -> Entry | None:
    """The entry that a headword with several readings most often means: no surname, and the one with most senses."""

    def weight(entry: Entry) -> tuple[bool, int]:
        return entry.reading[:1].islower(), sum(not sense.rare for sense in senses_of(entry))

    return max(entries, key=weight, default=None)


def name_of(entry: Entry) -> str:
    """The name that an entry for a name stands for (`Chengdu`, whatever else is said about it), or an empty string."""
    first = next(senses_of(entry), None)
    if first is None or not entry.reading[:1].isupper():
        return ""
    name = _NAME.match(first.english)
    return name[0].rstrip(".,'’-") if name else ""


def rendering(entry: Entry) -> str:
    """The most useful short English of an entry, or an empty string."""
    senses = list(senses_of(entry))
    senses = [sense for sense in senses if not sense.rare] or senses
    if not senses:
        return ""
    first = senses[0].english
    if name := name_of(entry):
        return name
    short = (sense.english for sense in senses[:4] if sense.english.count(" ") < _MOST_WORDS - 1)
    return next(short, "") or " ".join(re.split(r", ", first)[0].split()[: _MOST_WORDS + 1])


def _bare(piece: str) -> str:
    text = piece
    while text != (text := _BRACKETS.sub(" ", text)):
        pass
    text = _LEAD.sub("", _HAN.sub("", text).strip(" ,.…!"))
    return " ".join(word for word in (_SHORT.get(word, word) for word in text.split()) if word)
