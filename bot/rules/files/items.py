"""The rules in a text of Markdown, as lines: lists with numbers or dots, or headings, as people write them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from textwrap import dedent
from typing import Final

from bot.i18n import ENGLISH, SIMPLIFIED, TRADITIONAL

_HEADING: Final = re.compile(r"(#{1,6})[ \t]+(.*)")
_BOLD: Final = r"(?P<bold>\*\*|__)?"
_NUMBERED: Final = re.compile(
    _BOLD + r"(?:(?:[Rr]ule|规则|規則)\s*)?(?:[#＃]?(?P<number>\d{1,3})(?:\s*[.)、．）:：](?!\d)|\ufe0f?\u20e3)"
    r"|[①-⑳]|第?[一二三四五六七八九十]{1,3}(?:[、.．：:]|条|條)[、：:\s]*|第\s*\d{1,3}\s*[条條][、：:\s]*)"
    r"\s*(?P<text>\S.*)"
)
_DOTTED: Final = re.compile(r"(?P<bold>)[-*+•·‣▪][ \t]+(?:\[[ xX]\][ \t]+)?(?P<text>\S.*)")
_RULER: Final = re.compile(r"(?:[-*_][ \t]*){3,}|[—－]{2,}")
_COMMENT: Final = ("<!--", "-->")
_TABS: Final = re.compile(r"^\t+")
_FENCE: Final = ("```", "~~~")
_TONGUES: Final = {
    "english": ENGLISH,
    "英文": ENGLISH,
    "英语": ENGLISH,
    "英語": ENGLISH,
    "简体中文": SIMPLIFIED,
    "簡體中文": SIMPLIFIED,
    "简体": SIMPLIFIED,
    "simplified chinese": SIMPLIFIED,
    "繁體中文": TRADITIONAL,
    "繁体中文": TRADITIONAL,
    "繁體": TRADITIONAL,
    "traditional chinese": TRADITIONAL,
}


@dataclass(slots=True)
class Item:
    """A rule. line: where it begins, from 1. lines: what it says, its marks and what it was moved in by taken off."""

    line: int
    lines: list[str]


@dataclass(slots=True)
class Run:
    """Rules that follow each other. locale: what the heading above them says, None if it names no language."""

    locale: str | None = None
    items: list[Item] = field(default_factory=list[Item])


def runs(text: str) -> tuple[Sequence[Run], Sequence[str]]:
    """The rules of a text, and the lines that belong to none."""
    reader = _Reader(_lines(text))
    reader.read()
    return [run for run in reader.runs if run.items], reader.left


def _lines(text: str) -> list[str]:
    """Comments are nothing but the lines that they take."""
    plain = _uncommented(text.replace("\r\n", "\n"))
    return [_TABS.sub(lambda found: "    " * len(found[0]), line).rstrip() for line in plain.split("\n")]


def _uncommented(text: str) -> str:
    """The text without comments; one that does not end is none. Each character is looked at once."""
    opening, closing = _COMMENT
    kept, at = list[str](), 0
    while (start := text.find(opening, at)) >= 0 and (end := text.find(closing, start)) >= 0:
        kept += [text[at:start], "\n" * text.count("\n", start, end)]
        at = end + len(closing)
    return "".join([*kept, text[at:]])


class _Reader:
    """Goes through the lines once."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.runs, self.left = [Run()], list[str]()
        self._lines = lines
        numbered = [found for found in map(_NUMBERED.fullmatch, lines) if found]
        self._item = _NUMBERED if numbered else _DOTTED
        heads = [heading for heading in map(_heading, lines) if heading and _NUMBERED.fullmatch(heading[1])]
        # Headings with numbers are rules, whatever lists stand below them; others only where there is no list.
        self._is_numbered = len(heads) > 1
        is_list = not self._is_numbered and (bool(numbered) or any(map(_DOTTED.fullmatch, lines)))
        self._level = heads[0][0] if self._is_numbered else 0 if is_list else _usual_level(lines)
        # Where what belongs to a rule is moved in, what is not does not belong to it.
        self._is_indented = is_list and any(line.startswith("  ") for line in lines)
        self._bodies: list[list[str]] = []
        self._is_open = self._is_code = self._is_inside = self._is_apart = False

    def read(self) -> None:
        """Fill `runs` and `left`."""
        for number, line in enumerate(self._lines, 1):
            self._take(number, line)
        for item, body in zip(self._items(), self._bodies, strict=True):
            item.lines += dedent("\n".join(body)).strip("\n").split("\n") if any(body) else []

    def _items(self) -> Iterator[Item]:
        for run in self.runs:
            yield from run.items

    def _take(self, number: int, line: str) -> None:
        if self._is_code and self._is_inside and line and not line.startswith(" "):
            # A block of code ends with the rule in which it stands, whether it was closed or not.
            self._is_code = False
        if line.lstrip().startswith(_FENCE):
            self._is_code, self._is_inside = not self._is_code, line.startswith(" ")
        elif not self._is_code and self._structure(number, line):
            self._is_apart = False
            return
        is_loose = self._is_apart and self._is_indented and bool(line) and not line.startswith(" ")
        self._is_apart = not line
        if self._is_open and not is_loose:
            self._bodies[-1].append(line)
        elif line:
            self._is_open = False
            self.left.append(line)

    def _structure(self, number: int, line: str) -> bool:
        """Whether a line is one that begins or ends something."""
        if heading := _heading(line):
            self._head(number, *heading)
            return True
        if found := self._item.fullmatch(line) if not self._level else None:
            if found.groupdict().get("number") == "1" and self.runs[-1].items:
                self.runs.append(Run())
            self._begin(number, _rejoined(found))
            return True
        if line and not line.startswith(" ") and _RULER.fullmatch(line) and not self._level:
            self._is_open = False
            return True
        return False

    def _head(self, number: int, level: int, title: str) -> None:
        locale = _TONGUES.get(title.strip("*_ :：").lower())
        found = _NUMBERED.fullmatch(title)
        if self._level == level and locale is None and (found or not self._is_numbered):
            self._begin(number, _rejoined(found) if found else title)
            return
        self.runs.append(Run(locale))
        self._is_open = False

    def _begin(self, number: int, first: str) -> None:
        self.runs[-1].items.append(Item(number, [first.strip()]))
        self._bodies.append([])
        self._is_open = True


def _usual_level(lines: Sequence[str]) -> int:
    """The level of headings that rules most likely have: that of most of them; 0 if there are none."""
    found = [heading for heading in map(_heading, lines) if heading]
    levels = [level for level, title in found if title.strip("*_ :：").lower() not in _TONGUES]
    return max(set(levels), key=lambda level: (levels.count(level), level), default=0)


def _heading(line: str) -> tuple[int, str] | None:
    """The level and the text of a heading; None for a line that is none."""
    found = _HEADING.fullmatch(line)
    title = found[2].rstrip("# \t") if found else ""
    return (len(found[1]), title) if found and title else None


def _rejoined(found: re.Match[str]) -> str:
    """What stands behind a number; where the number was in bold letters too, what follows is."""
    bold, text = found["bold"] or "", found["text"]
    if bold and text.startswith(bold):
        return text.removeprefix(bold).strip()
    return f"{bold}{text}"
