"""CSV, as spreadsheets write it: with or without a byte order mark, with commas, semicolons or tabs."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from bot.errors import N_
from bot.words.files.row import FileError, Layout, Row, limited

_DELIMITERS: Final = ",;\t"
_MARKS: Final = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MARKS_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# The last letter that UTF-8 writes in two bytes, as GBK writes all of its own.
_LAST_OF_TWO: Final = "\u07ff"
# Latin letters with marks, beside plain ones: café, naïve, Zürich.
_ACCENTED: Final = re.compile(
    "(?<=[A-Za-z])[\u00c0-\u024f](?![\u0080-\u07ff])|(?<![\u0080-\u07ff])[\u00c0-\u024f](?=[A-Za-z])"
)
_STRANGE: Final = re.compile("[\u0080-\u07ff]+")
_HAN: Final = re.compile("[\u4e00-\u9fff]")
# What makes a spreadsheet take a cell for a formula, full-width forms included; a tab or a line break before it is cut.
_FORMULA: Final = re.compile(r"'*\s*[=+\-@＝＋－＠\t\r\n]")
_GUARDED: Final = re.compile(r"'+\s*[=+\-@＝＋－＠\t\r\n]")
# Excel's own way to name the delimiter.
_NAMED: Final = re.compile(r"\Asep=([,;\t])\r?\n")


def decoded(data: bytes) -> str:
    """The text of a file. Raises FileError where it is not Unicode, or may be GBK just as well.

    Some Chinese in GBK is proper UTF-8 by chance: 小说 reads as С˵. Only letters of two bytes can come of it, so a file
    with a byte order mark, or with anything that takes three, is beyond doubt. Accents on Latin words are, too.
    """
    try:
        text = data.decode("utf-16" if data.startswith(_MARKS_16) else "utf-8-sig")
    except UnicodeDecodeError:
        text = None
    if text is not None:
        if not data.startswith(_MARKS) and _may_be_gbk(text):
            raise FileError(
                N_(
                    "The file may be in UTF-8 or in GBK, and its letters mean something else in each. "
                    "Save it as “CSV UTF-8” in Excel, or as “UTF-8 with BOM” in an editor, then send that."
                )
            )
        return text
    raise FileError(
        N_("The file is not in UTF-8, so its Chinese can't be read. In Excel, save it as “CSV UTF-8”, then send that.")
    )


def read(data: bytes, layout: Layout) -> list[Row]:
    """The lines of a CSV file below the one that names the columns. Raises FileError."""
    text = decoded(data)
    named = _NAMED.match(text)
    skipped = 1 if named else 0
    text = text[named.end() :] if named else text
    columns, delimiter = _columns(text, named[1] if named else "", layout)
    rows = (
        Row(
            line + skipped,
            {name: _bare(cell) for name, cell in zip(columns, cells, strict=False) if name and cell.strip()},
        )
        for line, cells in _records(text, delimiter)
        if any(cell.strip() for cell in cells)
    )
    return limited(rows)[1:]


def write(rows: Iterable[Mapping[str, str]], columns: Iterable[str]) -> bytes:
    """A CSV file that any spreadsheet opens, and in which no cell is taken for a formula."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    names = list(columns)
    writer.writerow(names)
    writer.writerows([_guarded(row.get(name, "")) for name in names] for row in rows)
    return sheet.getvalue().encode("utf-8-sig", "replace")


def _may_be_gbk(text: str) -> bool:
    """Whether the bytes of a text, taken for UTF-8, are Chinese in GBK as well, letter by letter."""
    if max(text, default="") > _LAST_OF_TWO:
        return False
    strange = _STRANGE.findall(_ACCENTED.sub("", text))
    return bool(strange) and all(_is_gbk(run) for run in strange)


def _is_gbk(run: str) -> bool:
    try:
        return all(_HAN.match(letter) for letter in run.encode().decode("gbk"))
    except UnicodeDecodeError:
        return False


def _columns(text: str, named: str, layout: Layout) -> tuple[list[str | None], str]:
    """The columns by their place, and the delimiter: the one with which the first line names the most of them."""
    candidates: list[tuple[list[str | None], str]] = []
    for delimiter in named or _DELIMITERS:
        first = next((cells for _, cells in _records(text, delimiter) if any(map(str.strip, cells))), list[str]())
        candidates.append(([layout.column(_bare(cell)) for cell in first], delimiter))
    best = max(candidates, key=lambda candidate: len(set(candidate[0]) - {None}))
    if layout.needed not in best[0]:
        raise FileError(
            N_("The first line of the file must name its columns: {columns}. Nothing was changed."),
            columns=", ".join(layout.columns),
        )
    return best


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for cells in reader:
            yield begins, cells
            begins = reader.line_num + 1
    except csv.Error:
        pass
    else:
        return
    raise FileError(
        N_("The file can't be read from line {line} on: a quotation mark is missing there. Nothing was changed."),
        line=begins,
    )


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _bare(cell: str) -> str:
    """A cell without the guard against formulas."""
    return cell[1:] if _GUARDED.match(cell) else cell
