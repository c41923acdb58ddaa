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
