"""CSV as spreadsheets write it, and back."""

import codecs
import csv
import io
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.words.files import sheets, tables
from bot.words.files.row import MOST_ROWS, FileError, Layout, Row
from bot.words.files.wording import LAYOUT

HEAD = "word,kind,rendering"
ONE = [Row(2, {"word": "火锅局", "kind": "term", "rendering": "Hotpot Night"})]


@pytest.mark.parametrize(
    "data",
    [
        f"{HEAD}\n火锅局,term,Hotpot Night\n".encode(),
        f"{HEAD}\n火锅局,term,Hotpot Night".encode("utf-8-sig"),
        f"{HEAD}\r\n火锅局,term,Hotpot Night\r\n\r\n".encode(),
        f"{HEAD}\n火锅局,term,Hotpot Night\n".replace(",", ";").encode("utf-8-sig"),
        f"{HEAD}\n火锅局,term,Hotpot Night\n".replace(",", "\t").encode("utf-16"),
        "Rendering,WORD, Kind \nHotpot Night,火锅局,term\n".encode(),
        "译法,词,种类,别的\nHotpot Night,火锅局,term,x\n".encode(),
        'word,kind,rendering\n"火锅局","term","Hotpot Night"\n'.encode(),
    ],
    ids=["plain", "with a mark", "blank lines", "semicolons", "tabs in UTF-16", "other order", "Chinese", "quoted"],
)
def test_whatever_a_spreadsheet_writes_is_read(data: bytes) -> None:
    assert sheets.read(data, LAYOUT) == ONE


def test_a_named_delimiter_counts_as_a_line() -> None:
    data = "sep=;\nword;rendering\nx, y;好\n".encode()
    assert sheets.read(data, LAYOUT) == [Row(3, {"word": "x, y", "rendering": "好"})]


def test_lines_are_counted_as_editors_count_them() -> None:
    data = b'word,meaning_en\n\naa,"first\nsecond"\n\n\nbb,x\n'
    assert [(row.line, row.values["word"]) for row in sheets.read(data, LAYOUT)] == [(3, "aa"), (7, "bb")]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("word\n火锅".encode("gb18030"), "CSV UTF-8"),
        (b"\xff\xfe\x00", "CSV UTF-8"),
        (b"", "name its columns: word, kind"),
        ("火锅局,term,Hotpot Night\n".encode(), "name its columns"),
        (b'word\naa\n"bb\ncc\n', "from line 3 on"),
        (b'word\naa\n"bb"x\n', "from line 3 on"),
        (b"word\n" + b"x\n" * (MOST_ROWS + 1), "more than"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(data: bytes, said: str) -> None:
    with pytest.raises(FileError) as caught:
        sheets.read(data, LAYOUT)
    assert said in str(caught.value)


@pytest.mark.parametrize("word", ["小说", "小山", "一", "么", "说", "一统"])
@pytest.mark.parametrize("read", [sheets.read, tables.read])
def test_chinese_in_gbk_that_is_utf_8_by_chance_is_refused(word: str, read: Callable[[bytes, Layout], object]) -> None:
    text = f"{HEAD}\n{word},term,novel\n" if read is sheets.read else f'[[word]]\nword = "{word}"\n'
    data = text.encode("gbk")
    assert word not in data.decode()
    with pytest.raises(FileError, match="UTF-8 or in GBK"):
        read(data, LAYOUT)


@pytest.mark.parametrize("word", ["café", "naïve", "Zürich", "élan", "Ångström", "π小", "№ 5", "hello"])
def test_what_only_utf_8_can_mean_is_read(word: str) -> None:
    assert sheets.read(f"{HEAD}\n{word},keep,\n".encode(), LAYOUT)[0].values["word"] == word


def test_a_mark_settles_it() -> None:
    data = f"{HEAD}\nΩ,keep,\n".encode()
    with pytest.raises(FileError, match="UTF-8 or in GBK"):
        sheets.read(data, LAYOUT)
    assert sheets.read(codecs.BOM_UTF8 + data, LAYOUT)[0].values["word"] == "Ω"


CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["=1+1", "'=1", "''-x", "+x", "-x", "@x", "＝x", "'x", " =x", "\t=x", "\n-x", '"', "a\r\nb", ";;", "sep=,"]
)


@given(st.lists(st.fixed_dictionaries({"word": CELLS, "rendering": CELLS, "meaning_zh": CELLS}), max_size=5))
def test_what_is_written_is_read_back(rows: list[dict[str, str]]) -> None:
    read = sheets.read(sheets.write(rows, LAYOUT.columns), LAYOUT)
    wanted = [{name: text for name, text in row.items() if text.strip()} for row in rows]
    assert [row.values for row in read] == [row for row in wanted if row]


@given(CELLS)
def test_no_cell_begins_a_formula(cell: str) -> None:
    data = sheets.write([{"word": cell}], ["word"])
    _, (written,) = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert not written.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    assert not written.startswith(("\t", "\r", "\n"))
