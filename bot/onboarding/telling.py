"""The numbers of newcomers as a text, for those who hear a screen reader, and wherever no picture can be shown."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from bot.errors import N_
from bot.i18n import Catalogues
from bot.onboarding.numbers import LOCALES, STEPS, Numbers
from bot.onboarding.picture import NAMES, TITLE, language, span
from bot.store.onboarding_counts import What

# Translators: a week, by its Monday, in which newcomers joined.
_WEEK: Final = N_("Week of {monday}")
# Translators: a week or a language, and how many newcomers did what: "English: Joined 5 · Began a tour 3".
_LINE: Final = N_("{what}: {steps}")
_YOUNG: Final = N_("Not everybody of the latest weeks has been here for a week yet.")
_NOBODY: Final = N_("nobody")


class Telling:
    """Writes numbers down for one reader."""

    def __init__(self, numbers: Numbers, locale: str, catalogues: Catalogues) -> None:
        self._numbers = numbers
        self._locale = locale
        self._catalogues = catalogues

    def say(self, message_id: str) -> str:
        """Render a text for the reader."""
        return self._catalogues.text(self._locale, message_id)

    def heading(self) -> str:
        """What this is about, in one line."""
        weeks = self._numbers.weeks
        return f"{self.say(TITLE)} · {span(weeks[0], weeks[-1])}"

    def summary(self) -> list[str]:
        """All weeks together, then by language, then what is in doubt; a line each."""
        numbers = self._numbers
        lines = [self._steps(), *self._languages()]
        if unknown := numbers.of(What.UNKNOWN):
            lines.append(
                self._catalogues.plural(
                    self._locale,
                    "RedBridge was away too long to tell whether {n} newcomer stayed a week.",
                    "RedBridge was away too long to tell whether {n} newcomers stayed a week.",
                    unknown,
                )
            )
        if any(numbers.of(What.JOINED, week=week) for week in numbers.ripening):
            lines.append(self.say(_YOUNG))
        return lines

    def weeks(self) -> list[str]:
        """A line for each week, in which nothing is told by language."""
        return [self._line(self._week(week), self._steps(week)) for week in self._numbers.weeks]

    def all(self) -> list[str]:
        """Everything that was counted: each week, and in it each language."""
        lines: list[str] = []
        for week in self._numbers.weeks:
            lines.append(self._line(self._week(week), self._steps(week)))
            lines += [f"  {line}" for line in self._languages(week)]
        return lines

    def _week(self, week: date) -> str:
        return self._catalogues.text(self._locale, _WEEK, monday=f"{week:%Y-%m-%d}")

    def _languages(self, week: date | None = None) -> Iterator[str]:
        for locale in LOCALES:
            if self._numbers.of(What.JOINED, week=week, locale=locale):
                yield self._line(language(locale, self.say), self._steps(week, locale))

    def _line(self, what: str, steps: str) -> str:
        return self._catalogues.text(self._locale, _LINE, what=what, steps=steps)

    def _steps(self, week: date | None = None, locale: str | None = None) -> str:
        """What was counted, without the steps that nobody took."""
        counts = [(step, self._numbers.of(step, week=week, locale=locale)) for step in STEPS]
        return " · ".join(f"{self.say(NAMES[step])} {count}" for step, count in counts if count) or self.say(_NOBODY)


def fitting(lines: list[str], room: int, measure: Callable[[str], int]) -> list[str]:
    """As many of the last lines as there is room for, and a line that says so if some are left out."""
    kept = list(lines)
    while kept and measure("\n".join(["…", *kept])) > room:
        kept.pop(0)
    return kept if len(kept) == len(lines) else ["…", *kept]
