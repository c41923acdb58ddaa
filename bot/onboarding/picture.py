"""The numbers of newcomers as a chart."""

from collections.abc import Callable
from datetime import date
from typing import Final

from bot.charts.chart import Chart, Columns, Lines, Rows, Series
from bot.errors import N_
from bot.i18n import LANGUAGES
from bot.onboarding.numbers import CHOSE, LOCALES, STEPS, Numbers
from bot.store.onboarding_counts import What

TITLE: Final = N_("Newcomers, week by week")
_NOTE: Final = N_("By the week in which they joined. Weeks begin on Monday (UTC).")
_YOUNG: Final = N_("* not everybody has been here for a week yet")
_ARRIVED: Final = N_("Who joined")
_FAR: Final = N_("How far they came")
_WEEKLY: Final = N_("How far they came, by week")
# Translators: newcomers whose language is not known, beside "English" and "简体中文".
NOT_CHOSEN: Final = N_("No language yet")
# Translators: what follows says how many newcomers did this: "Joined 12 · Chose a language 9".
NAMES: Final = {
    What.JOINED: N_("Joined"),
    CHOSE: N_("Chose a language"),
    What.BEGAN: N_("Began a tour"),
    What.FINISHED: N_("Finished a tour"),
    What.CAT: N_("Paid the cat tax"),
    What.STAYED: N_("Stayed a week"),
}
# Every text that the chart can show.
LABELS: Final = (TITLE, _NOTE, _YOUNG, _ARRIVED, _FAR, _WEEKLY, NOT_CHOSEN, *NAMES.values())
_OF_LANGUAGES: Final = {"en": "#5b9bf3", "zh-CN": "#f0616d", "zh-TW": "#f5b83d", "": "#8b919c"}
_OF_STEPS: Final = ("#f2f3f5", "#5b9bf3", "#f5b83d", "#f0616d", "#c792ea", "#5fd38d")


def chart_of(numbers: Numbers, locale: str, say: Callable[[str], str]) -> Chart:
    """A chart for a reader of `locale`. say: renders a text for them."""
    weeks = [f"{week:%m-%d}{'*' if week in numbers.ripening else ''}" for week in numbers.weeks]

    def by_language(values: Callable[[str], list[int]]) -> list[Series]:
        return [Series(language(each, say), _OF_LANGUAGES[each], values(each)) for each in LOCALES]

    def by_week(what: str) -> list[int]:
        # Of those who have not been here for a week yet, a line would tell that they left.
        young = numbers.ripening if what == What.STAYED else ()
        return [numbers.of(what, week=week) for week in numbers.weeks if week not in young]

    def joined(spoken: str) -> list[int]:
        return [numbers.of(What.JOINED, week=week, locale=spoken) for week in numbers.weeks]

    arrived = Columns(say(_ARRIVED), weeks, by_language(joined))
    names = [say(NAMES[step]) for step in STEPS]
    far = Rows(say(_FAR), names, by_language(lambda each: [numbers.of(step, locale=each) for step in STEPS]))
    steps = zip(names, _OF_STEPS, STEPS, strict=True)
    weekly = Lines(say(_WEEKLY), weeks, [Series(name, colour, by_week(step)) for name, colour, step in steps])
    note = " ".join([say(_NOTE), *([say(_YOUNG)] if numbers.ripening else [])])
    return Chart(f"{say(TITLE)}   {span(numbers.weeks[0], numbers.weeks[-1])}", note, [arrived, far, weekly], locale)


def language(locale: str, say: Callable[[str], str]) -> str:
    """How a language is called: in its own words. locale: "" for those who chose none yet."""
    return LANGUAGES[locale] if locale else say(NOT_CHOSEN)


def span(first: date, last: date) -> str:
    """The first and the last week."""
    return f"{first:%Y-%m-%d}" if first == last else f"{first:%Y-%m-%d} – {last:%Y-%m-%d}"
