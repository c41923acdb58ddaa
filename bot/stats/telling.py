"""The numbers as a text, for those who hear a screen reader, and wherever no picture can be shown."""

from collections.abc import Mapping
from typing import Final

from bot.errors import N_
from bot.i18n import Catalogues
from bot.onboarding.numbers import STEPS
from bot.onboarding.picture import NAMES, span
from bot.stats.figures import Figures
from bot.stats.picture import DELAY_NAMES, DIRECTION_NAMES, FAILURES, SOURCES, TITLE, named
from bot.translation.tally import CHANNEL, CHARACTERS, DELAY, DIRECTION, ENGINE, FAILED, SOURCE

_TRANSLATED: Final = N_("Messages translated: {count}")
_DIRECTIONS: Final = N_("- By direction: {parts}")
_SOURCES: Final = N_("- Answered from: {parts}")
_ENGINES: Final = N_("- By engine: {parts}")
_DELAYS: Final = N_("- How long it took: {parts}")
_CHANNELS: Final = N_("- By channel: {parts}")
_CHARACTERS: Final = N_("- Characters sent to engines: {parts}")
_FAILED: Final = N_("- Not translated: {parts}")
_NONE_FAILED: Final = N_("- Not translated: none")
_WEEKS: Final = N_("- By week: {parts}")
_ACCEPTED: Final = N_("Better translations accepted: {count}")
_REMINDED: Final = N_("Rules shown: {count}")
_NEWCOMERS: Final = N_("Newcomers: {parts}")
_MOST: Final = 8


class Telling:
    """Writes figures down for one reader."""

    def __init__(self, figures: Figures, locale: str, catalogues: Catalogues) -> None:
        self._figures = figures
        self._locale = locale
        self._catalogues = catalogues

    def say(self, message_id: str, **params: str | int) -> str:
        """Render a text for the reader."""
        return self._catalogues.text(self._locale, message_id, **params)

    def heading(self) -> str:
        """What this is about, in one line."""
        weeks = self._figures.weeks
        return f"{self.say(TITLE)} · {span(weeks[0], weeks[-1])}"

    def lines(self) -> list[str]:
        """All of it, a line for each kind of number."""
        figures = self._figures
        lines = [self.say(_TRANSLATED, count=f"{figures.total():,}")]
        for msgid, what, names in (
            (_DIRECTIONS, DIRECTION, DIRECTION_NAMES),
            (_SOURCES, SOURCE, SOURCES),
            (_ENGINES, ENGINE, {}),
            (_DELAYS, DELAY, DELAY_NAMES),
            (_CHARACTERS, CHARACTERS, {}),
        ):
            lines += self._line(msgid, figures.of(what), names)
        lines += self._line(_CHANNELS, {f"<#{name}>": number for name, number in figures.of(CHANNEL).items()}, {})
        if len(figures.weeks) > 1:
            lines += self._line(_WEEKS, {f"{week:%m-%d}": figures.total(week=week) for week in figures.weeks}, {})
        lines += self._line(_FAILED, figures.of(FAILED), FAILURES) or [self.say(_NONE_FAILED)]
        lines.append(self.say(_ACCEPTED, count=f"{figures.accepted:,}"))
        lines.append(self.say(_REMINDED, count=f"{figures.reminded:,}"))
        steps = {self.say(NAMES[step]): figures.newcomers.of(step) for step in STEPS}
        return [*lines, *self._line(_NEWCOMERS, steps, {})]

    def _line(self, msgid: str, counts: Mapping[str, int], names: Mapping[str, str]) -> list[str]:
        """One line, if anything was counted."""
        if not any(counts.values()):
            return []
        shown = [f"{named(name, names, self.say)} {number:,}" for name, number in list(counts.items())[:_MOST]]
        more = ["…"] if len(counts) > _MOST else []
        return [self.say(msgid, parts=" · ".join([*shown, *more]))]
