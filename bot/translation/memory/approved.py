"""What servers have approved, in RAM."""

import re
from dataclasses import dataclass, field
from typing import Final

from bot.markup import protect
from bot.translation.memory.asking import forms
from bot.translation.memory.index import Index
from bot.translation.memory.reading import Reading
from bot.translation.memory.tone import bare

_SLOT: Final = re.compile(r"⟦[0-9]{1,4}⟧")
_BESIDE: Final = " \u3000,，!！.。~～…"


@dataclass(frozen=True, slots=True)
class Approved:
    """One approved text.

    exact: the source with slots in place of its tokens; verbatim: the rendering with those slots, as it was approved,
    or "" where it has not all of them. core: the rendering of the words alone, or "" where it cannot be told from what
    is around them; inner: the slots within the source, in order, each of which stands in `core`.
    """

    target_locale: str
    source_text: str
    rendering: str
    exact: str
    verbatim: str
    core: str
    inner: tuple[str, ...]

    def words_for(self, message: Reading) -> str:
        """The rendering of the words, with the message's slots in place of the source's."""
        slots = dict(zip(self.inner, message.inner, strict=True))
        return _SLOT.sub(lambda found: slots.get(found[0], found[0]), self.core)


def prepare(source_text: str, rendering: str, target: str, reading: Reading) -> Approved:
    """Work out what an approved rendering says of texts like its source. reading: of the source, slots in it."""
    source = protect(source_text)
    slotted = _renumber(rendering, source.slots)
    complete = sorted(_SLOT.findall(slotted)) == sorted(f"⟦{number}⟧" for number in range(len(source.slots)))
    core = bare(_peel(slotted, reading))
    sound = sorted(_SLOT.findall(core)) == sorted(reading.inner)
    verbatim = slotted if complete else ""
    return Approved(target, source_text, rendering, source.text, verbatim, core if sound else "", reading.inner)


def _renumber(rendering: str, slots: tuple[str, ...]) -> str:
    """The rendering with the slots of the source in place of the same tokens; other tokens stay as they are."""
    own = protect(rendering)
    free = list(enumerate(slots))

    def mate(found: re.Match[str]) -> str:
        token = own.slots[int(found[0][1:-1])]
        place = next((one for one in free if one[1] == token), None)
        if place is None:
            return token
        free.remove(place)
        return f"⟦{place[0]}⟧"

    return _SLOT.sub(mate, own.text)


def _peel(slotted: str, reading: Reading) -> str:
    """Take off what is around the words of the source too."""
    core = slotted.strip()
    for kind, piece in reading.before:
        if kind in ("slot", "emoji") and core.startswith(piece):
            core = core[len(piece) :].lstrip(_BESIDE)
    for kind, piece in reversed(reading.after):
        ending = core.rstrip(_BESIDE)
        if kind in ("slot", "emoji") and ending.endswith(piece):
            core = ending[: -len(piece)]
    return core.strip()


@dataclass(slots=True)
class GuildTexts:
    """What one server has approved in one direction: by key, and there by target locale (`zh-CN`, `zh-TW` or `en`)."""

    index: Index[dict[str, Approved]] = field(default_factory=Index[dict[str, Approved]])
    entries: dict[str, dict[str, Approved]] = field(default_factory=dict[str, dict[str, Approved]])
    exact: dict[str, dict[str, Approved]] = field(default_factory=dict[str, dict[str, Approved]])
    longest: int = 0

    def all(self) -> list[Approved]:
        """Every approved text, in the order in which they came."""
        return [one for by_target in self.entries.values() for one in by_target.values()]

    def put(self, reading: Reading, key: str, approved: Approved) -> None:
        """Keep an approved text; from now on it is found."""
        self.remove(reading, key, approved.target_locale)
        if approved.verbatim:
            self.exact.setdefault(approved.exact, {})[approved.target_locale] = approved
        by_target = self.entries.setdefault(key, {})
        by_target[approved.target_locale] = approved
        for form in forms(approved.source_text, reading):
            self.index.put(reading, by_target, form)
        self.longest = max(self.longest, len(approved.exact))

    def remove(self, reading: Reading, key: str, target: str) -> None:
        """Forget an approved text, if there is one."""
        by_target = self.entries.get(key, {})
        found = by_target.pop(target, None)
        if found is None:
            return
        if found.verbatim:
            del self.exact[found.exact][target]
        if not by_target:
            del self.entries[key]
            for form in forms(found.source_text, reading):
                self.index.remove(reading, form)
