"""The texts for newcomers: a file for each locale and journey, of which the English one says how it is made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

from bot.i18n import ENGLISH, LOCALES
from bot.onboarding.filling import PLACEHOLDERS, placeholders
from bot.packs import PackFile

# In the order in which they are offered.
JOURNEYS: Final = ("refugee", "rednote", "looking")
# A step stands in one message, below its title and above the line of progress; a tip is read at a glance.
LONGEST_STEP: Final = 1500
LONGEST_TITLE: Final = 80
LONGEST_TIP: Final = 300
# Discord's limits for a choice in a menu.
LONGEST_NAME: Final = 80
LONGEST_ABOUT: Final = 100


@dataclass(frozen=True, slots=True)
class Step:
    """One card of a journey. needs: the placeholder without which it is left out, or "". demo: try a translation."""

    key: str
    title: str
    text: str
    needs: str = ""
    demo: bool = False


@dataclass(frozen=True, slots=True)
class Tip:
    """One thought for a later day."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Journey:
    """name: how whoever takes it says who they are. about: what it is, in a line."""

    key: str
    name: str
    about: str
    steps: tuple[Step, ...]
    tips: tuple[Tip, ...]


class Pack:
    """All journeys in all locales; immutable."""

    def __init__(self, journeys: Mapping[str, Mapping[str, Journey]]) -> None:
        """journeys: by locale, then by key."""
        self._journeys = journeys

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read `<locale>/onboarding/<journey>.toml` of a folder; raises PackError for what does not fit together."""
        plans = {key: _read(folder, ENGLISH, key) for key in JOURNEYS}
        return cls({locale: {key: _journey(folder, locale, key, plans[key]) for key in JOURNEYS} for locale in LOCALES})

    def journeys(self, locale: str) -> Sequence[Journey]:
        """All journeys, in the order in which they are offered."""
        return [self._journeys[locale][key] for key in JOURNEYS]

    def journey(self, locale: str, key: str) -> Journey | None:
        """A journey, or None if there is none of that name."""
        return self._journeys[locale].get(key)


def _journey(folder: Path, locale: str, key: str, plan: PackFile) -> Journey:
    file = plan if locale == ENGLISH else _read(folder, locale, key)
    for kind in ("step", "tip"):
        if list(plan.each(kind)) != list(file.each(kind)):
            raise file.broken(f"the {kind}s are not those of {plan.path}, in their order")
    steps = (_step(plan, file, name, entry) for name, entry in file.each("step").items())
    return Journey(
        key,
        file.read(file.entries, "name", LONGEST_NAME, "the journey"),
        file.read(file.entries, "about", LONGEST_ABOUT, "the journey"),
        tuple(steps),
        tuple(Tip(name, _tip(plan, file, name, entry)) for name, entry in file.each("tip").items()),
    )


def _step(plan: PackFile, file: PackFile, key: str, entry: Mapping[str, Any]) -> Step:
    made = plan.each("step")[key]
    text = file.read(entry, "text", LONGEST_STEP, key)
    _check_placeholders(file, key, text, str(made.get("text", "")))
    title = file.read(entry, "title", LONGEST_TITLE, key)
    return Step(key, title, text, str(made.get("needs", "")), bool(made.get("demo", False)))


def _tip(plan: PackFile, file: PackFile, key: str, entry: Mapping[str, Any]) -> str:
    text = file.read(entry, "text", LONGEST_TIP, key)
    _check_placeholders(file, key, text, str(plan.each("tip")[key].get("text", "")))
    return text


def _check_placeholders(file: PackFile, key: str, text: str, plan: str) -> None:
    if unknown := placeholders(text) - PLACEHOLDERS:
        raise file.broken(f"{key}: nothing stands for {{{min(unknown)}}}")
    if different := placeholders(text) ^ placeholders(plan):
        raise file.broken(f"{key}: {{{min(different)}}} stands in one locale and not in the other")


def _read(folder: Path, locale: str, key: str) -> PackFile:
    return PackFile.open(folder, locale, f"onboarding/{key}")
