"""Texts and journeys that no server could use, whatever channels and roles it has."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.errors import N_, UserError
from bot.filing.problems import Problem
from bot.i18n import ENGLISH
from bot.onboarding.kinds import kind_of, problem
from bot.onboarding.pack import Pack
from bot.onboarding.plan import MOST_JOURNEYS, MOST_STEPS
from bot.onboarding.texts import MOST as MOST_TEXTS
from bot.onboarding.zones import zone
from bot.store.setups import Setup, Wording

_NO_ZONE: Final = N_("There is no time zone “{name}”. It must be one such as Asia/Shanghai or America/New_York.")
_NO_JOURNEY: Final = N_("There is no tour of that name: neither RedBridge has one, nor is there a text “{name}”.")
_TOO_MANY: Final = N_("With this file there would be {n} of them, and {most} is the most. Take some out.")
_NO_STEP: Final = N_("There is no card of that name: neither RedBridge has one, nor is there a text “{name}”.")


@dataclass(frozen=True, slots=True)
class Contents:
    """Checks what a setup says anew; what a server has already may stay as it is."""

    pack: Pack

    def problems(self, before: Setup, after: Setup) -> Sequence[Problem]:
        """What is wrong with `after`, of all in which it differs from `before`."""
        return [
            *_zone(before, after),
            *self._texts(before, after),
            *self._steps(before, after),
            *self._numbers(before, after),
        ]

    def _texts(self, before: Setup, after: Setup) -> Iterator[Problem]:
        known = self._known(after.texts)
        for name in after.texts:
            kind, _, rest = name.partition(":")
            journey = rest.partition(":")[0]
            if name not in before.texts and kind in ("step", "tip") and journey not in known:
                yield Problem(f"texts.{name}", _NO_JOURNEY, {"name": f"journey:{journey}"})
            if after.texts[name] != before.texts.get(name):
                yield from _wordings(name, after.texts[name])

    def _steps(self, before: Setup, after: Setup) -> Iterator[Problem]:
        known = self._known(after.texts)
        for journey, step in after.steps.keys() - before.steps.keys():
            if journey not in known:
                yield Problem(f"journeys.{journey}", _NO_JOURNEY, {"name": f"journey:{journey}"})
            elif step and step not in known[journey]:
                yield Problem(f"journeys.{journey}.steps.{step}", _NO_STEP, {"name": f"step:{journey}:{step}"})

    def _numbers(self, before: Setup, after: Setup) -> Iterator[Problem]:
        """More than a server can have, unless it has as many already."""
        former, new = self._known(before.texts), self._known(after.texts)
        counted = [("texts", len(before.texts), len(after.texts), MOST_TEXTS)]
        counted.append(("journeys", len(former), len(new), MOST_JOURNEYS))
        for journey, steps in new.items():
            counted.append((f"journeys.{journey}.steps", len(former.get(journey, ())), len(steps), MOST_STEPS))
        for path, had, n, most in counted:
            if n > max(had, most):
                yield Problem(path, _TOO_MANY, {"n": n, "most": most})

    def _known(self, texts: Mapping[str, object]) -> Mapping[str, set[str]]:
        """The steps of each journey that there is."""
        packed = {each.key: {step.key for step in each.steps} for each in self.pack.journeys(ENGLISH)}
        named = [name.split(":") for name in texts]
        known = {parts[1]: set[str]() for parts in named if parts[0] == "journey" and len(parts) == 2} | packed
        for parts in named:
            if parts[0] == "step" and len(parts) == 3 and parts[1] in known:
                known[parts[1]].add(parts[2])
        return known


def _wordings(name: str, wordings: Mapping[str, Wording]) -> Iterator[Problem]:
    """What is wrong with a text, by the rules for those that are typed."""
    try:
        kind_of(name)
    except UserError as error:
        yield Problem(f"texts.{name}", error.message_id, error.params)
        return
    for locale, wording in wordings.items():
        if error := problem(name, locale, wording):
            yield Problem(f"texts.{name}.{locale}", error.message_id, error.params)


def _zone(before: Setup, after: Setup) -> Iterator[Problem]:
    if after.daily and after.daily != before.daily and zone(after.daily.zone).key != after.daily.zone:
        yield Problem("icebreaker.zone", _NO_ZONE, {"name": after.daily.zone})
