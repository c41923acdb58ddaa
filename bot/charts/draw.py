"""Charts become pictures."""

from typing import Final

from bot.charts.canvas import FAINT, GRID, GROUND, INK, TROUGH, Area, Canvas
from bot.charts.chart import Chart, Columns, Lines, Panel, Rows

WIDTH: Final = 1120
_MARGIN, _GAP, _PAD = 24, 16, 20
_HEAD, _HEIGHT = 92, 336
_TITLE, _HEADING, _LABEL, _SMALL = 28, 21, 18, 16
_LEGEND, _AXIS, _ROW_HEAD = 30, 30, 48
# Numbers above columns are left out where there is no room for them.
_LEAST_STEP: Final = 30.0


def draw(chart: Chart) -> bytes:
    """A PNG of a chart. Takes some tens of milliseconds: not for an event loop."""
    rows = -(-len(chart.panels) // 2)
    canvas = Canvas(WIDTH, _HEAD + rows * (_HEIGHT + _GAP) + _MARGIN - _GAP, chart.locale)
    canvas.text((_MARGIN, 36), chart.title, _TITLE)
    canvas.text((_MARGIN, 70), chart.note, _LABEL, FAINT)
    for place, panel in enumerate(chart.panels):
        is_wide = place == len(chart.panels) - 1 and place % 2 == 0
        width = WIDTH - 2 * _MARGIN if is_wide else (WIDTH - 2 * _MARGIN - _GAP) / 2
        left = _MARGIN + place % 2 * (width + _GAP)
        top = _HEAD + place // 2 * (_HEIGHT + _GAP)
        _panel(canvas, panel, Area(left, top, left + width, top + _HEIGHT))
    return canvas.png()


def nice(most: int) -> int:
    """A step for an axis from 0 to `most`: 1, 2 or 5 times a power of ten, so that at most five steps are needed."""
    step = 1
    while True:
        for factor in (1, 2, 5):
            if factor * step * 5 >= most:
                return factor * step
        step *= 10


def _panel(canvas: Canvas, panel: Panel, area: Area) -> None:
    canvas.box(area, GROUND, radius=12)
    left, right = area.left + _PAD, area.right - _PAD
    canvas.text((left, area.top + 28), panel.title, _HEADING)
    legend_top = _legend(canvas, panel, left, right, area.bottom - 18)
    inner = Area(left, area.top + _ROW_HEAD + 8, right, legend_top - 6)
    if isinstance(panel, Rows):
        _rows(canvas, panel, inner)
    else:
        _grid(canvas, panel, inner)


def _legend(canvas: Canvas, panel: Panel, left: float, right: float, bottom: float) -> float:
    """The names of the series, from the bottom upwards as lines are needed; where the legend begins."""
    lines: list[list[int]] = [[]]
    used = 0.0
    for index, series in enumerate(panel.series):
        width = 24 + canvas.width(series.label, _SMALL) + 22
        if lines[-1] and used + width > right - left + 22:
            lines.append([])
            used = 0.0
        lines[-1].append(index)
        used += width
    for number, line in enumerate(reversed(lines)):
        x, y = left, bottom - 4 - number * 26
        for index in line:
            x = _key(canvas, panel, index, x, y)
    return bottom - 4 - len(lines) * 26


def _key(canvas: Canvas, panel: Panel, index: int, x: float, y: float) -> float:
    series = panel.series[index]
    if isinstance(panel, Lines):
        canvas.line([(x, y), (x + 18, y)], series.colour, 3)
        canvas.mark((x + 9, y), index, series.colour)
    else:
        canvas.box(Area(x + 2, y - 7, x + 16, y + 7), series.colour, radius=3)
    canvas.text((x + 24, y), series.label, _SMALL, FAINT)
    return x + 24 + canvas.width(series.label, _SMALL) + 22


def _rows(canvas: Canvas, panel: Panel, area: Area) -> None:
    """Labels before the rows, numbers after them."""
    sums = _sums(panel)
    before = max(canvas.width(label, _LABEL) for label in panel.labels) + 14
    after = max(canvas.width(f"{each:,}", _LABEL) for each in sums) + 12
    room, most = area.right - area.left - before - after, max(1, *sums)
    step = (area.bottom - area.top) / len(panel.labels)
    thickness = min(26.0, step * 0.66)
    for number, label in enumerate(panel.labels):
        y = area.top + (number + 0.5) * step
        canvas.text((area.left + before - 14, y), label, _LABEL, INK, "rm")
        x = area.left + before
        canvas.box(Area(x, y - thickness / 2, x + room, y + thickness / 2), TROUGH, radius=4)
        for series in panel.series:
            end = x + room * series.values[number] / most
            canvas.box(Area(x, y - thickness / 2, end, y + thickness / 2), series.colour)
            x = end
        canvas.text((area.right, y), f"{sums[number]:,}", _LABEL, INK, "rm")


def _grid(canvas: Canvas, panel: Panel, area: Area) -> None:
    """An axis of numbers on the left, the labels below, and the series between."""
    highest = max([0, *(_sums(panel) if isinstance(panel, Columns) else _tops(panel))])
    step = nice(max(1, highest))
    ceiling = -(-max(1, highest) // step) * step
    before = canvas.width(f"{ceiling:,}", _SMALL) + 12
    plot = Area(area.left + before, area.top + 16, area.right, area.bottom - _AXIS)
    for value in range(0, ceiling + 1, step):
        y = _height(plot, value, ceiling)
        canvas.line([(plot.left, y), (plot.right, y)], GRID, 1)
        canvas.text((plot.left - 10, y), f"{value:,}", _SMALL, FAINT, "rm")
    _labels(canvas, panel, plot)
    (_columns if isinstance(panel, Columns) else _lines)(canvas, panel, plot, ceiling)


def _labels(canvas: Canvas, panel: Panel, plot: Area) -> None:
    """As many labels as there is room for, the last one always."""
    widest = max(canvas.width(label, _SMALL) for label in panel.labels) + 12
    every = max(1, -int(-widest * len(panel.labels) // (plot.right - plot.left)))
    for number, label in enumerate(panel.labels):
        if (len(panel.labels) - 1 - number) % every == 0:
            canvas.text((_middle(plot, panel, number), plot.bottom + 17), label, _SMALL, FAINT, "mm")


def _columns(canvas: Canvas, panel: Panel, plot: Area, ceiling: int) -> None:
    step = (plot.right - plot.left) / len(panel.labels)
    half = min(24.0, step * 0.34)
    for number, total in enumerate(_sums(panel)):
        x, below = _middle(plot, panel, number), 0
        for series in panel.series:
            above = below + series.values[number]
            top, bottom = _height(plot, above, ceiling), _height(plot, below, ceiling)
            canvas.box(Area(x - half, top, x + half, bottom), series.colour)
            below = above
        if total and step >= max(_LEAST_STEP, canvas.width(f"{total:,}", _SMALL) + 4):
            canvas.text((x, _height(plot, total, ceiling) - 4), f"{total:,}", _SMALL, INK, "mb")


def _lines(canvas: Canvas, panel: Panel, plot: Area, ceiling: int) -> None:
    for index, series in enumerate(panel.series):
        points = [
            (_middle(plot, panel, number), _height(plot, value, ceiling)) for number, value in enumerate(series.values)
        ]
        canvas.line(points, series.colour, 3)
        for point in points:
            canvas.mark(point, index, series.colour)


def _middle(plot: Area, panel: Panel, number: int) -> float:
    return plot.left + (number + 0.5) * (plot.right - plot.left) / len(panel.labels)


def _height(plot: Area, value: int, ceiling: int) -> float:
    return plot.bottom - (plot.bottom - plot.top) * value / ceiling


def _sums(panel: Panel) -> list[int]:
    return [sum(series.values[number] for series in panel.series) for number in range(len(panel.labels))]


def _tops(panel: Panel) -> list[int]:
    return [value for series in panel.series for value in series.values]
