"""Who agreed to which version of the rules, as a chart."""

from collections import Counter
from collections.abc import Callable
from typing import Final

from bot.charts.chart import Chart, Rows, Series
from bot.errors import N_
from bot.rules.agreements import Roll

TITLE: Final = N_("Who agreed to the rules")
# Translators: what a number follows: "Version 3".
_VERSION: Final = N_("Version")
_NOT_YET: Final = N_("Not yet")
_BY_VERSION: Final = N_("The version to which they agreed last")
# Every text that the chart can show.
LABELS: Final = (TITLE, _VERSION, _NOT_YET, _BY_VERSION)
_COLOUR: Final = "#5b9bf3"
# The latest versions; all before them stand together in the text beside the picture.
_MOST: Final = 8


def chart_of(roll: Roll, missing: int | None, locale: str, say: Callable[[str], str]) -> Chart:
    """A chart for a reader of `locale`. missing: how many members never agreed, if that is known."""
    agreed = Counter(each.version for each in roll.agreements)
    versions = sorted(agreed, reverse=True)[:_MOST]
    names = [f"{say(_VERSION)} {version}" for version in versions]
    numbers = [agreed[version] for version in versions]
    if missing is not None:
        names, numbers = [*names, say(_NOT_YET)], [*numbers, missing]
    rows = Rows(say(_BY_VERSION), names, [Series(say(TITLE), _COLOUR, numbers)])
    return Chart(say(TITLE), "", [rows], locale)
