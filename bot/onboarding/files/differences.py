"""What becomes different when one setup takes the place of another one."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Final

from bot.store.setups import Setup, Stand, Wording
from bot.store.welcomes import AUDITED

_MACHINE: Final = "🤖 "
_STEPS: Final = {"position": "step-position", "is_hidden": "step-hidden", "role_id": "step-role"}
_DAILY: Final = {"channel_id": "icebreaker-channel", "minute": "icebreaker-time", "zone": "icebreaker-zone"}
ADDED, CHANGED, REMOVED = "+", "~", "-"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that becomes different. what: which, such as `welcome-channel`, `text`, `step-role`.

    subject: of which text or step, "" for what there is once. before, after: as it was and will be; None: nothing.
    """

    what: str
    subject: str
    before: str | int | None
    after: str | int | None

    @property
    def sign(self) -> str:
        """Whether it is new, changed or taken away."""
        return ADDED if self.before is None else REMOVED if self.after is None else CHANGED


def differences(before: Setup, after: Setup) -> list[Difference]:
    """All that becomes different, the settings first."""
    parts = (_welcome, _daily, _unasked, _steps, _texts)
    return [each for part in parts for each in part(before, after)]


def _welcome(before: Setup, after: Setup) -> Iterator[Difference]:
    for what, name in AUDITED.items():
        yield from _different(what, "", getattr(before.welcome, name), getattr(after.welcome, name))


def _daily(before: Setup, after: Setup) -> Iterator[Difference]:
    for name, what in _DAILY.items():
        yield from _different(what, "", *(getattr(each.daily, name, None) for each in (before, after)))


def _unasked(before: Setup, after: Setup) -> Iterator[Difference]:
    for name in sorted(before.unasked ^ after.unasked):
        yield Difference("icebreaker-hidden", name, name in before.unasked, name in after.unasked)


def _steps(before: Setup, after: Setup) -> Iterator[Difference]:
    for journey, step in sorted({*before.steps, *after.steps}):
        former, new = (each.steps.get((journey, step), Stand()) for each in (before, after))
        for field in fields(Stand):
            values = getattr(former, field.name), getattr(new, field.name)
            yield from _different(_STEPS[field.name], f"{journey}:{step}" if step else journey, *values)


def _texts(before: Setup, after: Setup) -> Iterator[Difference]:
    for name in sorted({*before.texts, *after.texts}):
        former, new = (each.texts.get(name, {}) for each in (before, after))
        for locale in sorted({*former, *new}):
            yield from _different("text", f"{name} ({locale})", *(_said(each.get(locale)) for each in (former, new)))


def _said(wording: Wording | None) -> str | None:
    if wording is None:
        return None
    text = f"{wording.title}\n{wording.text}" if wording.title else wording.text
    return f"{_MACHINE}{text}" if wording.is_machine else text


def _different(what: str, subject: str, before: str | int | None, after: str | int | None) -> Iterator[Difference]:
    if before != after:
        yield Difference(what, subject, before, after)
