"""Whether a text is to be translated, and for whom; a reason to stay silent where not."""

import re

from bot.language.types import Detection, Detector, Silence
from bot.markup import TokenKind, scan, strip

SAME_LANGUAGE = "same-language"
UNSUPPORTED = "unsupported"
NO_ANSWER = "no-answer"

# A word right after a sigil that bots listen to; those that people also begin sentences with (`.`, `-`, `~`) are not,
# nor are winking faces.
_COMMAND = re.compile(r"(?!;[DPpOoXx](?:\s|$))[/!?$%;]{1,2}[A-Za-z][\w-]*(?=\s|$)")
# An author's word that a message shall stay as it is; keyboards for Chinese type it in full width, those of phones
# make a capital of it.
_LEFT_ALONE = re.compile(r"[!！][iIｉＩ]\Z")
_SPOILER = "||"
_LINKS = frozenset({TokenKind.URL, TokenKind.INVITE, TokenKind.EMAIL, TokenKind.NAVIGATION})
_EMOJI = frozenset({TokenKind.EMOJI, TokenKind.SHORTCODE})
_FACES = frozenset({TokenKind.KAOMOJI, TokenKind.EMOTICON})
_CODE = frozenset({TokenKind.CODE, TokenKind.FENCE})


def read(text: str, detector: Detector) -> Detection:
    """Tell the language of a message; what is not language (mentions, links, code …) has no vote."""
    if not text.strip():
        return _nothing(Silence.EMPTY)
    if _COMMAND.match(text):
        return _nothing(Silence.COMMAND)
    words = strip(text)
    if words.strip():
        return detector.detect(words)
    kinds = {token.kind for token in scan(text)}
    if kinds & _CODE:
        return _nothing(Silence.CODE)
    if kinds & _LINKS:
        return _nothing(Silence.LINK)
    shown = Silence.EMOJI if kinds & _EMOJI else Silence.NAME
    return _nothing(Silence.KAOMOJI if kinds & _FACES else shown)


def is_left_alone(text: str) -> bool:
    """Whether the author wants a message to have no translation: it ends in `!i`, or is one spoiler altogether."""
    bare = text.strip()
    if _LEFT_ALONE.search(bare):
        return True
    inner = bare.removeprefix(_SPOILER).removesuffix(_SPOILER)
    return len(bare) - len(inner) == 2 * len(_SPOILER) and bool(inner) and _SPOILER not in inner


def reader_of(detection: Detection, chinese: str) -> str | None:
    """The locale whose readers need a translation in a channel of both languages; None for other languages.

    chinese: the locale in which the server reads Chinese, `zh-CN` or `zh-TW`.
    """
    return {"en": chinese, "zh": "en"}.get(detection.language)


def objection(detection: Detection, target: str) -> str | None:
    """Why a text shall not be translated into `target`, or None if it shall."""
    if detection.language == "und":
        return detection.reason or Silence.UNSURE
    if detection.language not in ("en", "zh"):
        return UNSUPPORTED
    return SAME_LANGUAGE if _same(detection, target) else None


def locale_of(detection: Detection) -> str:
    """The locale a text is written in; Chinese whose characters do not tell counts as Simplified."""
    if detection.language == "zh":
        return "zh-TW" if detection.variant == "Hant" else "zh-CN"
    return "en"


def _same(detection: Detection, target: str) -> bool:
    if detection.language == "zh" and target.startswith("zh"):
        return detection.variant is None or locale_of(detection) == target
    return detection.language == target


def _nothing(reason: Silence) -> Detection:
    return Detection("und", reason=reason)
