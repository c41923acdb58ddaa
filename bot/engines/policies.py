"""Whose eyes a text meets at each engine, and where that service says what it does with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Policy:
    """leaves: whether a text leaves the machine; None: as the host set it up. url: the service's own policy, if any."""

    leaves: bool | None
    url: str | None = None


# As docs/engines has them; a test holds both together.
POLICIES: Final[Mapping[str, Policy]] = {
    "google": Policy(leaves=True, url="https://policies.google.com/privacy"),
    "mymemory": Policy(leaves=True, url="https://mymemory.translated.net/terms-and-conditions"),
    "libretranslate": Policy(leaves=None, url="https://libretranslate.com"),
    "deepl": Policy(leaves=True, url="https://www.deepl.com/en/privacy"),
    "microsoft": Policy(leaves=True, url="https://privacy.microsoft.com"),
    "baidu": Policy(leaves=True, url="https://fanyi-api.baidu.com/privacypolicy"),
    "papago": Policy(leaves=True, url="https://api.ncloud-docs.com/docs/en/ai-naver-papagonmt"),
    "llm": Policy(leaves=None),
    "firefox": Policy(leaves=False),
    "gloss": Policy(leaves=False),
}
