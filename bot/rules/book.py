"""A server's rules: what each says in each language, and how long it may be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

# A rule is read in a chat window: it stands in one message together with its name, also side by side in two languages.
LONGEST_NAME: Final = 80
LONGEST_TEXT: Final = 800
LONGEST_DETAIL: Final = 1500
LONGEST_KEYWORD: Final = 40
LONGEST_EXAMPLE: Final = 200
MOST_KEYWORDS: Final = 20
MOST_EXAMPLES: Final = 5
MOST_RULES: Final = 50


@dataclass(frozen=True, slots=True)
class RuleText:
    """What a rule says in one locale. detail: a longer explanation, or "". is_machine: nobody has approved it yet."""

    name: str
    text: str
    detail: str = ""
    keywords: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    is_machine: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """texts: by locale, all three of them. position: its place, from 0. revision: how often it was changed."""

    rule_id: int
    position: int
    texts: Mapping[str, RuleText]
    revision: int = 0

    @property
    def number(self) -> int:
        """As people count."""
        return self.position + 1


@dataclass(frozen=True, slots=True)
class Book:
    """All rules of a server, in their order."""

    rules: Sequence[Rule] = ()

    def numbered(self, number: int) -> Rule | None:
        """The rule with a number, from 1."""
        return self.rules[number - 1] if 0 < number <= len(self.rules) else None

    def rule(self, rule_id: int) -> Rule | None:
        """The rule with an id."""
        return next((each for each in self.rules if each.rule_id == rule_id), None)
