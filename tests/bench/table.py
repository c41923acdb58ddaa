"""What a measurement prints: ours beside something known, and their ratio."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One quantity, measured twice in the same run."""

    name: str
    unit: str
    ours: float
    theirs: float

    @property
    def ratio(self) -> float:
        """Ours as a multiple of theirs."""
        return self.ours / self.theirs


@dataclass(frozen=True, slots=True)
class Table:
    """The outcome of one bench. footnotes: what a reader must know to judge the numbers."""

    title: str
    beside: str
    rows: tuple[Row, ...]
    footnotes: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Lay the table out for a terminal."""
        head = f"{'':<38}{'RedBridge':>12}{self.beside:>12}{'ratio':>9}"
        lines = [
            f"{f'{row.name} ({row.unit})':<38}{row.ours:>12.2f}{row.theirs:>12.2f}{row.ratio:>8.2f}x"
            for row in self.rows
        ]
        return "\n".join([self.title, head, *lines, *(f"  {note}" for note in self.footnotes)])


@dataclass(frozen=True, slots=True)
class Column:
    """A quantity that several things are measured by."""

    name: str
    unit: str
    form: str = "{:.2f}"


@dataclass(frozen=True, slots=True)
class Grid:
    """The outcome of one bench with several known things beside ours, which is the first row.

    rows: a name and a number a column, None where it has none.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, tuple[float | None, ...]], ...]
    footnotes: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Lay it out for a terminal: the numbers, and below them each as a multiple of ours."""
        lines = [self.title]
        if self.rows:
            lines.append(" " * 16 + "".join(f"{f'{column.name} ({column.unit})':>16}" for column in self.columns))
            lines += [self._line(name, [column.form for column in self.columns], values) for name, values in self.rows]
            ours = self.rows[0][1]
            lines.append(f"as multiples of {self.rows[0][0]}'s")
            lines += [
                self._line(name, ["{:.2f}x"] * len(ours), _ratios(values, ours)) for name, values in self.rows[1:]
            ]
        return "\n".join([*lines, *(f"  {note}" for note in self.footnotes)])

    def _line(self, name: str, forms: list[str], values: tuple[float | None, ...]) -> str:
        cells = ("-" if value is None else form.format(value) for form, value in zip(forms, values, strict=True))
        return f"{name:<16}" + "".join(f"{cell:>16}" for cell in cells)


@dataclass(frozen=True, slots=True)
class Grids:
    """The outcome of one bench in several parts, each beside something of its own."""

    parts: tuple[Grid, ...]

    def __str__(self) -> str:
        """One below the other."""
        return "\n\n".join(map(str, self.parts))


def _ratios(values: tuple[float | None, ...], ours: tuple[float | None, ...]) -> tuple[float | None, ...]:
    return tuple(value / own if value is not None and own else None for value, own in zip(values, ours, strict=True))
