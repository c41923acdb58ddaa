"""What the memory answers."""

from dataclasses import dataclass, field
from typing import Literal

Origin = Literal["guild", "starter"]


@dataclass(frozen=True, slots=True)
class Recollection:
    """A rendering that somebody wrote, and whether a server approved it or RedBridge brought it along."""

    text: str = field(repr=False)
    origin: Origin


@dataclass(frozen=True, slots=True)
class Pair:
    """A text and how it shall be said in another locale; both as a member would write them, tokens and all."""

    source_text: str = field(repr=False)
    source_locale: str
    target_locale: str
    rendering: str = field(repr=False)
