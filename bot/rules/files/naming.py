"""A rule from lines in which its name is not always told apart from what it says."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from bot.i18n import ENGLISH, SIMPLIFIED, TRADITIONAL
from bot.language.types import Detection
from bot.rules import wording
from bot.rules.book import LONGEST_NAME, RuleText

Detect = Callable[[str], Detection]
MACHINE: Final = "🤖"
_BOLD: Final = re.compile(r"(\*\*|__)(?P<name>.+?)\1\s*(?P<machine>🤖)?\s*(?P<rest>.*)")
_COLON: Final = re.compile(r"(?P<name>[^:：]{1,60}?)\s*[:：](?!//)\s*(?P<rest>.*)")
_DASH: Final = re.compile(r"(?P<name>.{1,60}?)(?:\s+[-–—]+\s+|\s*——\s*)(?P<rest>\S.*)")
_SENTENCE: Final = re.compile(r".{2,60}?(?=[.!?。！？；;，,](?:\s|$|[\u4e00-\u9fff]))")
_KEYWORDS: Final = re.compile(r"[*_]{0,2}(?:keywords?|关键词|關鍵字|關鍵詞)\s*[:：][*_]{0,2}\s*(.+)", re.IGNORECASE)
_ENDS: Final = " .:：。-–—*_"
_HAN: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_LATIN: Final = re.compile(r"[A-Za-z]+")
_BESIDE: Final = re.compile(r"[|｜/／·・]")
_SHORTENED: Final = 60
# Characters that tell a language.
_ENOUGH: Final = 1000


def texts(lines: Sequence[str], locale: str | None, detect: Detect) -> Mapping[str, RuleText] | None:
    """What lines say of a rule, by locale; None where they are in a language of no rule book.

    locale: what they are known to be in. Lines of both languages are one rule that is written twice.
    """
    if locale:
        return {locale: text(lines)}
    parts = _parts(lines)
    found = {locale_of(part, detect): text(part) for part in parts}
    return None if "" in found else found


def text(lines: Sequence[str]) -> RuleText:
    """What lines of one language say."""
    name, body, is_machine = _named(lines)
    keywords = [f"# {found[1]}" if (found := _KEYWORDS.fullmatch(line.strip())) else line for line in body]
    split = wording.split("\n".join([name, *keywords]))
    said = split.text or split.detail or name
    detail = split.detail if split.text else ""
    return RuleText(split.name, said, detail, split.keywords, split.examples, is_machine)


def locale_of(lines: Sequence[str], detect: Detect) -> str:
    """The locale in which lines are written; "" for another language."""
    said = "\n".join(lines)
    found = detect(said[:_ENOUGH])
    language = found.language if found.language != "und" else _script(said)
    if language == "zh":
        return TRADITIONAL if found.variant == "Hant" else SIMPLIFIED
    return ENGLISH if language == "en" else ""


def _named(lines: Sequence[str]) -> tuple[str, Sequence[str], bool]:
    """The name, what stands below it, and whether it is marked as machine-made."""
    first, body = lines[0].strip(), list(lines[1:])
    if found := _BOLD.fullmatch(first):
        rest = found["rest"].lstrip(_ENDS)
        return found["name"].strip(" :：") or first, [*([rest] if rest else []), *body], bool(found["machine"])
    for pattern in (_COLON, _DASH):
        if (found := pattern.fullmatch(first)) and (found["rest"] or any(body)):
            return found["name"].strip("*_ "), [*([found["rest"]] if found["rest"] else []), *body], False
    if any(body) and len(first) <= LONGEST_NAME:
        return first.rstrip(_ENDS) or first, body, False
    return _shortened(first), lines, False


def _shortened(line: str) -> str:
    """A name for a rule that is one line: all of it, or how it begins."""
    if len(line) <= _SHORTENED:
        return line.rstrip(" .。") or line
    if found := _SENTENCE.match(line):
        return found[0]
    cut = line[: _SHORTENED - 1]
    return f"{cut.rsplit(' ', 1)[0] if ' ' in cut else cut}…"


def _parts(lines: Sequence[str]) -> Sequence[Sequence[str]]:
    """Lines by their language, if some are in English and some in Chinese; each part begins with its name."""
    first = [each.strip() for each in _BESIDE.split(lines[0].strip("*_ "), maxsplit=1)]
    if len(first) == 2 and {*map(_script, first)} == {"en", "zh"}:
        lines = [*first, *lines[1:]]
    scripts = [_script(line) for line in lines]
    if not {"en", "zh"} <= set(scripts):
        return [lines]
    parts: dict[str, list[str]] = {}
    present = next(filter(None, scripts))
    for line, script in zip(lines, scripts, strict=True):
        present = script or present
        parts.setdefault(present, []).append(line)
    # One line of a word in the other language is an example or a name, no translation.
    enough = all(sum(len(line) for line in part) * 8 >= sum(map(len, lines)) for part in parts.values())
    return list(parts.values()) if enough else [lines]


def _script(line: str) -> str:
    """Of which language a line looks; "" for one without words."""
    han, latin = len(_HAN.findall(line)), len(_LATIN.findall(line))
    return ("zh" if han >= latin else "en") if han or latin else ""
