"""Given names that are words as well."""

from dataclasses import dataclass
from typing import Final

# After these a month is meant.
_DATES: Final = frozenset("in of since by until till last next this early mid late every and or".split())  # noqa: SIM905 - a list of words


@dataclass(frozen=True, slots=True)
class Names:
    """Names in lower case.

    openers: names that begin sentences as words too; months: names that are months, too; after_names: what follows
    names more often than such words.
    """

    names: frozenset[str]
    openers: frozenset[str]
    months: frozenset[str]
    after_names: frozenset[str]

    def is_name(self, word: str, last: str, following: str, *, begins_sentence: bool) -> bool:
        """Tell whether a word is a person's name, by its capital and by what stands around it (lower case or signs)."""
        lower = word.lower()
        if word != word.capitalize():
            return False
        if lower in self.months:
            return last not in _DATES and self._named_before(following)
        if lower in self.openers:
            return not begins_sentence or self._named_before(following)
        return lower in self.names

    def _named_before(self, following: str) -> bool:
        return following in self.after_names or following.startswith(":")
