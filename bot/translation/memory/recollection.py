"""What the memory answers."""

from dataclasses import dataclass, field
from typing import Literal

Origin = Literal["guild", "starter"]


@dataclass(frozen=True, slots=True)
class Recollection:
    """A rendering that somebody wrote, and whether a server approved it or RedBridge brought it along."""

    text: str = field(repr=False)
    origin: Origin
