"""What is left of a message when all that is no language is taken out."""

import re

from bot.language.clean import COMMANDS, clean, strip_code, strip_links, strip_names
from bot.language.noise import is_coded, strip_laughter, strip_noise
from bot.language.types import Silence

# Anything but letters in everyday use, their vowel signs, spaces and the punctuation of sentences.
_SUSPECT = re.compile(
    r"[^\w ,.!?'’，。！？、；…“”„«»–—।·\"\u0591-\u05c7\u064b-\u065f\u0900-\u109f\u1780-\u17d3-]|[0-9_]|[wW]{3}\."
    "|[\u1400-\u16ff\u1d00-\u1dbf\u2100-\u214f\ufb00-\ufb06\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\U00010000-\U0001ffff]"
)
# A code is told by its beginning. A face or a name is short, so that short lines are looked at in full.
_CODE_SEES = 400
_SHORT, _LONG = 12, 600


def residue(text: str) -> tuple[str, Silence]:
    """Return the words of `text`, and if none are left, why; `Silence.EMPTY` where nothing had to be taken out."""
    if _SHORT < len(text) < _LONG and not _SUSPECT.search(text) and not text.startswith(COMMANDS):
        # Most lines are plain: no face, link, name or number can be in them, and looking for each costs time.
        words = strip_laughter(text)
        if any(map(str.isalpha, words)):
            return words, Silence.EMPTY if words == text else Silence.LAUGHTER
    return _thorough(text)


def _thorough(text: str) -> tuple[str, Silence]:
    if is_coded(text[:_CODE_SEES]):
        return "", Silence.CODED
    line = clean(text)
    for reason, strip in ((Silence.CODE, strip_code), (Silence.LINK, strip_links), (Silence.NAME, strip_names)):
        bare = strip(line)
        if bare != line and not bare.strip():
            return "", reason
        line = bare
    return strip_noise(line)
