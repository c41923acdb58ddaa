"""Characters that nobody sees: they make two texts look alike, turn their order around, or pass for words."""

import re
from typing import Final

# Spaces without width, marks and overrides of direction, invisible operators, the byte order mark. The joiners are not
# among them (U+200C, U+200D): emoji and some scripts are made with them.
_UNSEEN: Final = re.compile("[\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")


def seen(text: str) -> str:
    """A text without the characters that nobody sees."""
    return _UNSEEN.sub("", text)
