"""What a chart shows; nothing of how it is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers of one kind, from 0, one for each label of its panel; a line may end earlier. colour: `#rrggbb`."""

    label: str
    colour: str
    values: Sequence[int]


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of a chart. labels: what stands below each place (columns, lines) or before it (rows).

    All series but those of lines have as many values as there are labels.
    """

    title: str
    labels: Sequence[str]
    series: Sequence[Series]


class Columns(Panel):
    """Columns beside each other; the series are stacked, and the sum stands on top."""


class Rows(Panel):
    """Rows below each other; the series are stacked, and the sum stands at the end."""


class Lines(Panel):
    """A line for each series."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture. Panels fill it from left to right, two in a row; the last one, if it is alone, takes the whole width.

    locale: whose shapes Chinese characters have. Every character must be in the font of this package: whatever a chart
    says is a text of the catalogues or a number, and nobody's name.
    """

    title: str
    note: str
    panels: Sequence[Panel]
    locale: str
