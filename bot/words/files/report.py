"""What became of a file."""

from dataclasses import dataclass, field

from bot.errors import N_, UserError

TWICE = N_("It stands further up in the file already; the first one counts.")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line that could not be taken. text: what it is about, as far as that could be read."""

    line: int
    text: str
    error: UserError


@dataclass(slots=True)
class Report:
    """How many lines were new, changed something, or said what was known; and those that could not be taken."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list[Refusal] = field(default_factory=list[Refusal])

    @property
    def taken(self) -> int:
        """How many lines change something."""
        return self.new + self.changed

    @property
    def summary(self) -> str:
        """What was taken, as the audit trail keeps it, in signs that need no translation."""
        return f"+{self.new} ~{self.changed}"
