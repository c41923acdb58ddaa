"""What the characters of a message are to the memory: words, breaks between them, decoration."""

import re
import unicodedata
from functools import cache
from typing import Final

_HAN: Final = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LETTER: Final = rf"[^\W_{_HAN}]"

# Full-width forms are the same characters, wider. What else NFKC would fold ("²", "½", "①") is not the same.
_NARROW: Final = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    0x3000: 0x20,
    **{ord(quote): ord("'") for quote in "‘’ʼ´`"},
    **{ord(quote): ord('"') for quote in "“”"},
    ord("妳"): ord("你"),
    ord("您"): ord("你"),
    # Written to be unseen.
    **dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200E, 0x200F, 0x2060, 0xFEFF), None),
}
_RUN: Final = re.compile(r"([^\W\d_])\1{2,}", re.IGNORECASE)

# A pair of Discord's marks around the whole of a text.
WRAP: Final = re.compile(r"(\*{1,3}|_{1,3}|~~|\|\|)(?=[^\s*_|~])(.+)(?<=[^\s*_|~])\1", re.DOTALL)


@cache
def pieces() -> re.Pattern[str]:
    """What to look along a text with; compiled when it is first needed, which takes a while.

    The order matters: most words are plain ASCII, which is found quickest; a digit with a keycap is an emoji, "3.5" is
    one number, "don't" one word.
    """
    return re.compile(
        rf"""(?P<plain>[a-z]+(?=[ ,!?]|\Z))
      | (?P<space>[ \t\u00a0]+)
      | (?P<slot>⟦[0-9]{{1,4}}⟧)
      | (?P<hole>\{{(?:place|name|number)\}})
      | (?P<han>[{_HAN}]+)
      | (?P<emoji>(?:[\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]|[0-9\#*]\ufe0f?\u20e3)
          [\ufe0e\ufe0f\u200d\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*)
      | (?P<number>[0-9]+(?:[.,:][0-9]+)*(?!{_LETTER}))
      | (?P<word>(?:[a-z]\.){{2,}}(?![a-z])|{_LETTER}(?:{_LETTER}|'(?={_LETTER}))*)
      | (?P<hyphen>(?<=[^\W\d_])-(?=[^\W\d_]))
      | (?P<quote>["'«»「」『』])
      | (?P<mark>[,.!?;:~()…。、，！？；：～—–\n]+|(?<=\s)-(?=\s))
      | (?P<other>.)""",
        re.VERBOSE | re.IGNORECASE | re.DOTALL,
    )


def plain(text: str) -> str:
    """Return `text` with full-width letters, curly quotes and stretched letters as one writes them plainly.

    Letters in runs of three or more become three: "sooooo" and "sooo" are one, but neither is "so" (see `shortened`).
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.translate(_NARROW))
    return _RUN.sub(lambda run: run[1] * 3, text)


def shortened(text: str) -> tuple[str, ...]:
    """Return what a `plain` text may be without its stretched letters: each run as two letters or one.

    "gooood" is "good" or "god", "sooo" is "soo" or "so"; letters that stand twice are left alone, so that "too" is
    never "to". With more than three runs all are shortened alike.
    """
    runs = len(_RUN.findall(text))
    if runs == 0:
        return ()
    if runs > 3:
        return (_RUN.sub(r"\1\1", text), _RUN.sub(r"\1", text))
    texts = [text]
    for number in range(runs):
        texts = [_cut(one, runs - 1 - number, length) for one in texts for length in (3, 2, 1)]
    return tuple(one for one in texts if one != text)


def _cut(text: str, number: int, length: int) -> str:
    """Let the number-th run from the left be `length` letters long. Runs behind it may be cut already."""
    run = list(_RUN.finditer(text))[number]
    return text[: run.start()] + run[1] * length + text[run.end() :]
