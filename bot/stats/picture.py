"""The numbers as a chart."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.charts.chart import Chart, Columns, Panel, Rows, Series
from bot.errors import N_
from bot.onboarding.picture import span
from bot.stats.figures import Figures
from bot.translation.tally import (
    BUDGET,
    CACHE,
    DELAY,
    DELAYS,
    DIRECTION,
    ENGINE,
    FAILED,
    FROM_ENGINE,
    MEMORY,
    NO_ENGINE,
    REWRITTEN,
    SLOWER,
    SOURCE,
    UNUSABLE,
)

TITLE: Final = N_("Translation, week by week")
_NOTE: Final = N_("Weeks begin on Monday (UTC). Counts only: no texts, no names.")
_NOT: Final = N_("Not translated")
_BY_SOURCE: Final = N_("Answered from")
_BY_ENGINE: Final = N_("By engine")
_BY_DELAY: Final = N_("How long it took")
_COUNT: Final = N_("Messages")
_NONE: Final = N_("none")
# Translators: into which language something is translated.
DIRECTION_NAMES: Final = {
    "en>zh": N_("English → Chinese"),
    "zh>en": N_("Chinese → English"),
    "zh>zh": N_("Chinese, other characters"),
}
SOURCES: Final = {
    FROM_ENGINE: N_("an engine"),
    CACHE: N_("the cache"),
    MEMORY: N_("the memory"),
    REWRITTEN: N_("other characters only"),
}
DELAY_NAMES: Final = {
    DELAYS[0]: N_("under 0.5 s"),
    DELAYS[1]: N_("0.5 to 1 s"),
    DELAYS[2]: N_("1 to 2 s"),
    DELAYS[3]: N_("2 to 5 s"),
    SLOWER: N_("over 5 s"),
}
FAILURES: Final = {
    NO_ENGINE: N_("no engine answered"),
    BUDGET: N_("the budget was used up"),
    UNUSABLE: N_("no answer made sense"),
}
# Every text that the chart can show.
LABELS: Final = (
    TITLE,
    _NOTE,
    _NOT,
    _BY_SOURCE,
    _BY_ENGINE,
    _BY_DELAY,
    _COUNT,
    _NONE,
    *DIRECTION_NAMES.values(),
    *SOURCES.values(),
    *DELAY_NAMES.values(),
    *FAILURES.values(),
)
_COLOURS: Final = ("#5b9bf3", "#f0616d", "#f5b83d", "#c792ea")
_MOST_ENGINES: Final = 6
Say = Callable[[str], str]


def named(name: str, names: Mapping[str, str], say: Say) -> str:
    """A name as a reader knows it; one that is nobody's msgid stays as it is."""
    return say(names[name]) if name in names else name


def chart_of(figures: Figures, locale: str, say: Say) -> Chart:
    """A chart for a reader of `locale`. say: renders a text for them."""
    weeks = [f"{week:%m-%d}" for week in figures.weeks]
    directions = [
        Series(say(name), colour, [figures.of(DIRECTION, week).get(key, 0) for week in figures.weeks])
        for (key, name), colour in zip(DIRECTION_NAMES.items(), _COLOURS, strict=False)
    ]
    failed = [figures.total(FAILED, week) for week in figures.weeks]
    shown = [*directions, *([Series(say(_NOT), "#8b919c", failed)] if any(failed) else [])]
    engines = {name: name for name in list(figures.of(ENGINE))[:_MOST_ENGINES]}
    panels: list[Panel] = [
        Columns(say(_COUNT), weeks, shown),
        _rows(say(_BY_SOURCE), figures.of(SOURCE), SOURCES, say),
        _rows(say(_BY_ENGINE), figures.of(ENGINE), engines or {_NONE: _NONE}, say),
        _rows(say(_BY_DELAY), figures.of(DELAY), DELAY_NAMES, say),
    ]
    title = f"{say(TITLE)}   {span(figures.weeks[0], figures.weeks[-1])}"
    return Chart(title, say(_NOTE), panels, locale)


def _rows(title: str, counts: Mapping[str, int], names: Mapping[str, str], say: Say) -> Rows:
    labels = [name if name == label and name != _NONE else say(label) for name, label in names.items()]
    return Rows(title, labels, [Series(say(_COUNT), _COLOURS[0], [counts.get(name, 0) for name in names])])
