"""The journeys of one server: the pack's, changed and added to as its moderators decided."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from bot.onboarding.filling import placeholders
from bot.onboarding.pack import Journey, Step, Tip
from bot.store.onboarding_steps import ITSELF
from bot.store.setups import Stand, Wording

# The question shows a button for each, and a message has five in a row.
MOST_SHOWN: Final = 5
MOST_STEPS: Final = 20
# Of a menu, in which moderators choose one.
MOST_JOURNEYS: Final = 20
# What stands for something in every server; "" is what most steps need.
_EVERYWHERE: Final = frozenset({"", "server"})
_OWN: Final = re.compile(r"own-([1-9][0-9]{0,8})")
_DIGITS: Final = re.compile(r"([0-9]+)")
Texts = Mapping[str, Mapping[str, Wording]]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step as a server has it. is_own: the pack has no such step. role_id: for whoever finishes it, or None.

    is_machine: in some language it says what no moderator has approved yet.
    """

    step: Step
    is_hidden: bool = False
    is_own: bool = False
    role_id: int | None = None
    is_machine: bool = False

    @property
    def needs(self) -> frozenset[str]:
        """The placeholders without which it is left out: what its text speaks of, and not every server has."""
        return (placeholders(self.step.text) | {self.step.needs}) - _EVERYWHERE


@dataclass(frozen=True, slots=True)
class PlannedJourney:
    """A journey as a server has it. steps: all in their order, the hidden ones, too. tips: as members get them."""

    key: str
    name: str
    about: str
    steps: tuple[PlannedStep, ...]
    tips: tuple[Tip, ...] = ()
    is_hidden: bool = False
    is_own: bool = False
    role_id: int | None = None
    is_machine: bool = False

    @property
    def shown(self) -> Sequence[PlannedStep]:
        """The steps that members see, as far as the server has what they need."""
        return [each for each in self.steps if not each.is_hidden]

    @property
    def leads_somewhere(self) -> bool:
        """Whether there is a card for everybody: one that is shown, whatever channels the server has."""
        return any(not each.needs for each in self.shown)

    def seen_with(self, known: Mapping[str, str]) -> Sequence[PlannedStep]:
        """The steps that members see where these placeholders stand for something."""
        return [each for each in self.shown if each.needs <= known.keys()]

    def step(self, key: str) -> PlannedStep | None:
        """The step of that name, if there is one."""
        return next((each for each in self.steps if each.step.key == key), None)


def planned(
    pack: Sequence[Journey], rows: Mapping[tuple[str, str], Stand], texts: Texts, locale: str
) -> Sequence[PlannedJourney]:
    """All journeys of a server in a locale, the hidden ones, too, in their order.

    pack: in that locale. rows: how journeys and steps differ. texts: the server's own, by name and locale. Rows of what
    is neither in the pack nor has a text are of no account; a step with a text that the pack no longer has, stays.
    """
    ours = {each.key: each for each in pack}
    own = [key for key in _keys(texts, "journey:") if key not in ours]
    found = [_journey(ours.get(key) or Journey(key, "", "", (), ()), rows, texts, locale) for key in [*ours, *own]]
    found = [replace(each, is_own=each.key not in ours) for each in found]
    return ordered(found, [rows.get((each.key, ITSELF), Stand()).position for each in found])


def offered(journeys: Iterable[PlannedJourney]) -> Sequence[PlannedJourney]:
    """Those that members are asked about: not hidden, with a card for everybody, and as many as there are buttons.

    Where that is none, because a file hid them all, those that lead somewhere are offered nevertheless.
    """
    leading = [each for each in journeys if each.leads_somewhere]
    return ([each for each in leading if not each.is_hidden] or leading)[:MOST_SHOWN]


def ordered(things: Sequence[_T], places: Sequence[int | None]) -> list[_T]:
    """Put those that have a place (from 0) there, or behind the last one; the others keep their order around them."""
    result = [thing for thing, place in zip(things, places, strict=True) if place is None]
    placed = [(place, number) for number, place in enumerate(places) if place is not None]
    last = -1
    for place, number in sorted(placed):
        last = min(max(place, last + 1), len(result))
        result.insert(last, things[number])
    return result


def free_key(taken: Iterable[str], least: int = 1) -> str:
    """A name for something new: after all that were ever used and are still known."""
    numbers = [int(found[1]) for key in taken if (found := _OWN.fullmatch(key))]
    return f"own-{max([least - 1, *numbers]) + 1}"


def _journey(journey: Journey, rows: Mapping[tuple[str, str], Stand], texts: Texts, locale: str) -> PlannedJourney:
    key = journey.key
    stand, said = rows.get((key, ITSELF), Stand()), texts.get(f"journey:{key}", {})
    heading = said.get(locale, Wording(journey.name, journey.about))
    ours = {each.key: each for each in journey.steps}
    own = [name for name in _keys(texts, f"step:{key}:") if name not in ours]
    bare = [ours.get(name) or Step(name, "", "") for name in [*ours, *own]]
    steps = [_step(key, each, rows.get((key, each.key), Stand()), texts, locale) for each in bare]
    steps = [replace(each, is_own=each.step.key not in ours) for each in steps]
    return PlannedJourney(
        key,
        heading.title,
        heading.text,
        tuple(ordered(steps, [rows.get((key, each.step.key), Stand()).position for each in steps])),
        tuple(_tip(key, each, texts, locale) for each in journey.tips),
        stand.is_hidden,
        role_id=stand.role_id,
        is_machine=any(each.is_machine for each in said.values()),
    )


def _step(journey: str, step: Step, stand: Stand, texts: Texts, locale: str) -> PlannedStep:
    said = texts.get(f"step:{journey}:{step.key}", {})
    if wording := said.get(locale):
        step = replace(step, title=wording.title, text=wording.text)
    is_machine = any(each.is_machine for each in said.values())
    return PlannedStep(step, stand.is_hidden, role_id=stand.role_id, is_machine=is_machine)


def _tip(journey: str, tip: Tip, texts: Texts, locale: str) -> Tip:
    wording = texts.get(f"tip:{journey}:{tip.key}", {}).get(locale)
    return replace(tip, text=wording.text) if wording else tip


def _keys(texts: Texts, prefix: str) -> list[str]:
    """What stands behind a prefix, numbers in the order of numbers."""
    found = (name.removeprefix(prefix) for name in texts if name.startswith(prefix))
    return sorted(found, key=_by_number)


def _by_number(key: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (0, part) for part in _DIGITS.split(key)]
