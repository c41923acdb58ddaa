"""What a text says beneath its disguises: full-width letters, Traditional characters, dots between the letters."""

import re
import unicodedata
from functools import cache
from typing import Final

from bot.language.convert import each_simplified

# Letters that look like Latin ones, as people use them to get past word lists (Unicode's UTS 39 calls them confusable).
_ALIKE: Final = dict(zip("аеорсухіѕјκοαιρτν", "aeopcyxisjkoaiptv", strict=True))
_UNSEEN: Final = "\u00ad\u180e\u200b\u200c\u200d\u2060\ufe0e\ufe0f\ufeff"
_HAN: Final = range(0x4E00, 0xA000)
_ACCENTED: Final = range(0xC0, 0x250)
# Between two Han characters nothing but marks that end a sentence or part it stands where it should.
_HAN_APART: Final = re.compile(r"(?<=[\u4e00-\u9fff])[\s#$%&*+\-./<=>@\\^_`|~·•…]{1,3}(?=[\u4e00-\u9fff])")
# Three letters and more, each for itself: p.o.l.i.t.i.c.s
_LETTERS_APART: Final = re.compile(r"(?<![a-z0-9])[a-z0-9](?:[\s*.\-_/|·•][a-z0-9]){2,}(?![a-z0-9])")
_APART: Final = re.compile(r"[^a-z0-9]")


class Folding:
    """Folds texts; the table of characters is made when it is first needed, in some hundredths of a second."""

    def fold(self, text: str) -> str:
        """The text in small letters, half-width and Simplified, without accents and what cannot be seen."""
        if text.isascii():
            return text.lower()
        return unicodedata.normalize("NFKC", text).casefold().translate(_table())

    def forms(self, text: str) -> str:
        """The folded text and, on further lines, the same with what is written apart put together."""
        folded = self.fold(text)
        together = _HAN_APART.sub("", folded)
        spelt = _LETTERS_APART.sub(lambda found: _APART.sub("", found[0]), together)
        return folded if spelt == folded else f"{folded}\n{spelt}"


@cache
def _table() -> dict[int, str | None]:
    han = "".join(map(chr, _HAN))
    table: dict[int, str | None] = {
        ord(each): plain for each, plain in zip(han, each_simplified(han), strict=True) if each != plain
    }
    table |= {code: _without_accents(chr(code)) for code in _ACCENTED}
    table |= {ord(each): latin for each, latin in _ALIKE.items()}
    return table | dict.fromkeys(map(ord, _UNSEEN))


def _without_accents(letter: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(each))
