"""The directions that RedBridge translates, and what Mozilla calls them."""

from dataclasses import dataclass
from typing import Final

# Mozilla's records call Chinese by its writing (zh-Hans), while the files' names and older records say zh. The first
# that a mirror has is taken; zh-Hant is not, for OpenCC makes better Taiwan Chinese of Simplified.
_TAGS: Final = {"en": ("en",), "zh": ("zh-Hans", "zh")}


@dataclass(frozen=True, slots=True)
class Pair:
    """One direction: the languages are `en` and `zh`."""

    source: str
    target: str

    @property
    def name(self) -> str:
        """What the host writes, and the name of the folder: `en-zh`."""
        return f"{self.source}-{self.target}"

    def tags(self) -> tuple[tuple[str, str], ...]:
        """The pairs of language tags by which a mirror may know it, best first."""
        return tuple((source, target) for source in _TAGS[self.source] for target in _TAGS[self.target])


PAIRS: Final = (Pair("en", "zh"), Pair("zh", "en"))


def pair_named(name: str) -> Pair | None:
    """The pair of a name in any case, or None."""
    return next((pair for pair in PAIRS if pair.name == name.strip().lower()), None)
