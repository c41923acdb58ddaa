"""One line of a file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from bot.errors import N_, UserError


class FileError(UserError):
    """A file that cannot be read at all; nothing was changed."""


# Many times what a server can keep.
MOST_ROWS: Final = 10_000
NOT_A_TEXT: Final = N_("“{field}” must be a text in quotation marks.")


@dataclass(frozen=True, slots=True)
class Row:
    """What a file says of one word or one translation.

    line: where it begins, from 1. values: texts by column; a column that is not there, or empty, is missing.
    error: why it cannot be read, if it cannot.
    """

    line: int
    values: Mapping[str, str] = field(default_factory=dict[str, str])
    error: UserError | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """What stands in a file. table: how TOML calls one line of it. columns: in their order.

    lists: the columns that hold several texts, with commas between them. needed: the column without which a file makes
    no sense. aliases: what else people call a column.
    """

    table: str
    columns: tuple[str, ...]
    needed: str
    lists: frozenset[str] = frozenset()
    aliases: Mapping[str, str] = field(default_factory=dict[str, str])

    def column(self, name: str) -> str | None:
        """The column that is called so, whatever its case and spaces; None for any other."""
        plain = name.strip().casefold().replace(" ", "_").replace("-", "_")
        found = self.aliases.get(plain, plain)
        return found if found in self.columns else None


def limited(rows: Iterable[Row]) -> list[Row]:
    """The rows of a file. Raises FileError where there are more than anybody can mean."""
    found = list(islice(rows, MOST_ROWS + 1))
    if len(found) > MOST_ROWS:
        raise FileError(
            N_("The file has more than {most} lines. Send it in parts; nothing was changed."), most=MOST_ROWS
        )
    return found
