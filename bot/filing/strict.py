"""JSON as RFC 8259 has it, in UTF-8: what is only nearly that is refused, and it is said what to do."""

import codecs
import json
import math
from typing import Any, Final

from bot.errors import N_, UserError

_MARKS_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# No number of the format has more than a few.
_MOST_DIGITS: Final = 15
_NOT_UTF_8: Final = N_(
    "The file is not in UTF-8. Open it in an editor, save it as “UTF-8”, then send that. Nothing was changed."
)
_MARKED: Final = N_(
    "The file begins with a byte order mark, which JSON does not know. "
    "Save it as “UTF-8” instead of “UTF-8 with BOM”, then send that. Nothing was changed."
)
_NOT_JSON: Final = N_(
    "The file can't be read at line {line}, column {column}: that is not JSON. "
    "Put it right there, or export it anew. Nothing was changed."
)
_NO_VALUE: Final = N_("“{word}” stands in the file as a value, and JSON has no such value. Nothing was changed.")
_TWICE: Final = N_("“{key}” stands twice in the same place of the file. Take one of them out; nothing was changed.")
_TOO_DEEP: Final = N_(
    "The file has more brackets within brackets than any file of RedBridge. Export it anew; nothing was changed."
)
_UNWRITABLE: Final = N_(
    "The file has half a letter or a NUL in it (“\\ud83d” without its other half, or “\\u0000”). "
    "Nobody can read that: take it out. Nothing was changed."
)


def decoded(data: bytes) -> str:
    """The text of a file. Raises UserError for everything but plain UTF-8."""
    if data.startswith(codecs.BOM_UTF8):
        raise UserError(_MARKED)
    try:
        # UTF-16 of Latin letters is proper UTF-8 with a NUL beside each, which no text has.
        text = None if data.startswith(_MARKS_16) or b"\x00" in data else data.decode("utf-8")
    except UnicodeDecodeError:
        text = None
    if text is None:
        raise UserError(_NOT_UTF_8)
    return text


def parsed(text: str) -> Any:
    """The value that a text of JSON says. Raises UserError.

    A number with a great many digits becomes infinity: whoever expects a number of the format then names its path.
    """
    try:
        value = json.loads(
            text, object_pairs_hook=_object, parse_constant=_constant, parse_int=_whole, parse_float=_fraction
        )
        if _is_writable(value):
            return value
    except json.JSONDecodeError as error:
        place = {"line": error.lineno, "column": error.colno}
        raise UserError(_NOT_JSON, **place) from None
    except RecursionError:
        raise UserError(_TOO_DEEP) from None
    raise UserError(_UNWRITABLE)


def _is_writable(value: Any) -> bool:
    """Whether all keys and texts are such that a database takes them and Discord shows them."""
    written = json.dumps(value, ensure_ascii=False)
    try:
        written.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\\u0000" not in written.replace("\\\\", "")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise UserError(_TWICE, key=key[:60])
        found[key] = value
    return found


def _constant(word: str) -> Any:
    raise UserError(_NO_VALUE, word=word)


def _whole(digits: str) -> float:
    return int(digits) if len(digits) <= _MOST_DIGITS else math.inf


def _fraction(digits: str) -> float:
    return float(digits) if len(digits) <= _MOST_DIGITS else math.inf
