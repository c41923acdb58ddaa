"""What is left of a message when all that is no language is taken out."""

import re

from bot.language.clean import COMMANDS, clean, strip_code, strip_links, strip_names
from bot.language.kaomoji import FACE_WORDS
from bot.language.noise import is_coded, strip_laughter, strip_noise, strip_numbers
from bot.language.types import Silence

# Anything but letters in everyday use with their vowel signs, digits, spaces and the punctuation of sentences: one set
# of plain ranges, which is looked for six times as quickly as a choice between sets.
_SUSPECT = re.compile(
    "[^A-Za-z0-9 ,.!?'\"’，。！？、；…“”„«»–—·¿¡،؟\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af"
    "\u0370-\u0481\u048a-\u05c7\u05d0-\u05ea\u0620-\u0669\u066e-\u06dc\u06ee-\u06ff\u0750-\u077f\u0900-\u135a"
    "\u1780-\u17d3\u1e00-\u1fbc\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc\u3105-\u318e\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff-]"
)
# Links and files have a dot within.
_DOTTED = re.compile(r"\.[^\W\d_]")
# What would be a word in a long line may be a face in a short one: QAQ.
_FACE = re.compile(FACE_WORDS)
# A code is told by its beginning.
_CODE_SEES = 400
_SHORT, _LONG = 12, 600


def residue(text: str) -> tuple[str, Silence]:
    """Return the words of `text`, and if none are left, why; `Silence.EMPTY` where nothing had to be taken out."""
    if _is_plain(text):
        spoken = strip_laughter(text)
        words = strip_numbers(spoken)
        if any(map(str.isalpha, words)):
            if words != spoken:
                return words, Silence.NUMBER
            return words, Silence.EMPTY if words == text else Silence.LAUGHTER
    return _thorough(text)


def _is_plain(text: str) -> bool:
    """Tell whether no face, link, name or code can be in `text`, as in most lines: looking for each costs time."""
    if len(text) >= _LONG or _SUSPECT.search(text) or _DOTTED.search(text) or text.startswith(COMMANDS):
        return False
    return len(text) > _SHORT or not _FACE.search(text)


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
