"""TMX 1.4, the form in which translators' tools exchange memories. What others wrote may be hostile."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, cast
from xml.etree.ElementTree import (
    Element,
    ParseError,
    SubElement,
    TreeBuilder,
    indent,
    tostring,
)

from defusedxml.ElementTree import DefusedXMLParser

from bot.errors import N_, UserError
from bot.words.files.locales import locale_of
from bot.words.files.row import FileError, Row, limited

_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
# What XML 1.0 has no way to write.
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_ANY: Final = "*all*"
# TMX is five deep, and what is highlighted rarely twice.
_DEEPEST: Final = 50
_MOST_LANGUAGES: Final = 100
_NO_PAIR: Final = N_("There is no English text with a Chinese one in it, or the other way round.")


def read(data: bytes) -> list[Row]:
    """What is translated in a TMX file, with the columns of the memory. Raises FileError.

    Entities are refused, and nothing is fetched, whatever the file names.
    """
    root, lines = _parsed(data)
    if root.tag != "tmx":
        raise FileError(N_("The file is XML, but not TMX. Nothing was changed."))
    header = root.find("header")
    common = header.get("srclang", _ANY) if header is not None else _ANY
    return limited(row for unit in root.iterfind("body/tu") for row in _rows(unit, common, lines[unit]))


def write(rows: Iterable[Mapping[str, str]]) -> bytes:
    """A TMX file of rows with the columns `from`, `to`, `source` and `translation`."""
    root = Element("tmx", version="1.4")
    SubElement(
        root,
        "header",
        {
            "creationtool": "RedBridge",
            "creationtoolversion": "1",
            "segtype": "sentence",
            "o-tmf": "RedBridge",
            "adminlang": "en",
            "srclang": _ANY,
            "datatype": "plaintext",
        },
    )
    body = SubElement(root, "body")
    for row in rows:
        unit = SubElement(body, "tu", srclang=row["from"])
        for locale, text in ((row["from"], row["source"]), (row["to"], row["translation"])):
            variant = SubElement(unit, "tuv", {_LANG: locale})
            SubElement(variant, "seg").text = _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    indent(root)
    return tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


class _Lines(TreeBuilder):
    """Notes on which line each element begins. Raises ValueError for what is nested deeper than anybody would."""

    def __init__(self) -> None:
        super().__init__()
        self.parser: Any = None
        self.lines: dict[Element, int] = {}
        self._depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:  # pyright: ignore[reportIncompatibleMethodOverride] # the stub allows bytes as well
        element = super().start(tag, cast("dict[Any, Any]", attrs))
        self.lines[element] = self.parser.CurrentLineNumber
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ValueError("too deep")
        return element

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag)


def _parsed(data: bytes) -> tuple[Element, dict[Element, int]]:
    builder = _Lines()
    parser: Any = DefusedXMLParser(target=builder)
    builder.parser = parser.parser
    try:
        parser.feed(data)
        return parser.close(), builder.lines
    except (ParseError, ValueError, LookupError) as error:
        # The position of a syntax error; what defusedxml refuses has none.
        line = getattr(error, "position", (builder.parser.CurrentLineNumber,))[0]
    raise FileError(
        N_("The file can't be read at line {line}: that is not TMX, or it defines entities. Nothing was changed."),
        line=line,
    )


def _rows(unit: Element, common: str, line: int) -> Iterator[Row]:
    """Each text of a unit in its source language, with its translations into the other one."""
    texts = [(_locale(variant), _text(variant)) for variant in unit.findall("tuv")[:_MOST_LANGUAGES]]
    source = unit.get("srclang", common)
    found = False
    for here, text in texts:
        if here is None or (source != _ANY and locale_of(source) != here):
            continue
        for there, rendering in texts:
            if there and there[:2] != here[:2]:
                found = True
                yield Row(line, {"from": here, "to": there, "source": text, "translation": rendering})
    if not found:
        yield Row(line, error=UserError(_NO_PAIR))


def _locale(variant: Element) -> str | None:
    return locale_of(variant.get(_LANG) or variant.get("lang") or "")


def _text(variant: Element) -> str:
    segment = variant.find("seg")
    return "" if segment is None else "".join(_said(segment)).strip()


def _said(element: Element) -> Iterator[str]:
    """The text of a segment; what is highlighted belongs to it, codes of other programs do not."""
    yield element.text or ""
    for child in element:
        if child.tag == "hi":
            yield from _said(child)
        yield child.tail or ""
