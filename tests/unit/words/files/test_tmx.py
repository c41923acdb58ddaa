"""TMX, and what hostile files try."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.words.files import tmx
from bot.words.files.pairing import pair_of
from bot.words.files.row import FileError, Row

DOCUMENT = """<?xml version="1.0"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
<header srclang="en-US" creationtool="x"/>
<body>
<tu><tuv xml:lang="EN-us"><seg>cat <hi>tax</hi><ph>&lt;b></ph> please</seg></tuv>
    <tuv xml:lang="zh-Hans"><seg>请交猫税</seg></tuv>
    <tuv lang="zh-HK"><seg>請交貓稅</seg></tuv>
    <tuv xml:lang="fr"><seg>chat</seg></tuv></tu>
<tu srclang="zh"><tuv xml:lang="en"><seg>Morning</seg></tuv><tuv xml:lang="zh"><seg> 早 </seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>alone</seg></tuv></tu>
</body></tmx>"""


def test_units_become_lines() -> None:
    first, second, third, fourth = tmx.read(DOCUMENT.encode())
    assert first == Row(6, {"from": "en", "to": "zh-CN", "source": "cat tax please", "translation": "请交猫税"})
    assert second == Row(6, {"from": "en", "to": "zh-TW", "source": "cat tax please", "translation": "請交貓稅"})
    assert third == Row(10, {"from": "zh-CN", "to": "en", "source": "早", "translation": "Morning"})
    assert fourth.line == 11
    with pytest.raises(UserError, match="no English text with a Chinese one"):
        pair_of(fourth)


def test_where_no_source_is_named_it_goes_both_ways() -> None:
    document = DOCUMENT.replace('<header srclang="en-US" creationtool="x"/>', "")
    assert [(row.values["from"], row.values["to"]) for row in tmx.read(document.encode())[:4]] == [
        ("en", "zh-CN"),
        ("en", "zh-TW"),
        ("zh-CN", "en"),
        ("zh-TW", "en"),
    ]


SAYS = '<tmx><body><tu><tuv lang="en"><seg>{}</seg></tuv></tu></body></tmx>'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "document",
    [
        f'<!DOCTYPE tmx [<!ENTITY l0 "ha">{LAUGHS}]>{SAYS.format("&l9;")}',
        f'<!DOCTYPE tmx [<!ENTITY a "{"x" * 50000}">]><tmx>{"&a;" * 50000}</tmx>',
        '<!DOCTYPE tmx [<!ENTITY a SYSTEM "file://{path}">]>' + SAYS.format("&a;"),
        '<!DOCTYPE tmx [<!ENTITY % a SYSTEM "file://{path}">%a;]><tmx/>',
        '<!DOCTYPE tmx SYSTEM "file://{path}"><tmx>&secret;</tmx>',
        "<tmx>" + "<tu>" * 100_000 + "</tu>" * 100_000 + "</tmx>",
        "<tmx>" + "<tu>" * 100_000,
        "<html/>",
        "no xml at all",
        "",
        '<?xml version="1.0" encoding="bogus"?><tmx/>',
    ],
    ids=[
        "laughs",
        "blow-up",
        "a file",
        "a parameter",
        "a type",
        "deep",
        "deep and open",
        "another",
        "none",
        "empty",
        "encoding",
    ],
)
def test_what_is_hostile_or_no_tmx_is_refused(document: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text('<!ENTITY secret "hunter2">', encoding="utf-8")
    with pytest.raises(FileError) as caught:
        tmx.read(document.replace("{path}", str(secret)).encode())
    assert "hunter2" not in str(caught.value)


def test_a_type_that_lies_elsewhere_is_not_fetched(tmp_path: Path) -> None:
    missing = DOCUMENT.replace("tmx14.dtd", f"file://{tmp_path}/is-not-there.dtd")
    assert len(tmx.read(missing.encode())) == 4


def test_one_unit_in_very_many_languages_stays_small() -> None:
    many = '<tuv xml:lang="en"><seg>a</seg></tuv><tuv xml:lang="zh"><seg>啊</seg></tuv>' * 20_000
    with pytest.raises(FileError, match="more than"):
        tmx.read(f"<tmx><body>{f'<tu>{many}</tu>' * 10}</body></tmx>".encode())


def test_other_encodings_are_read() -> None:
    document = DOCUMENT.replace('version="1.0"', 'version="1.0" encoding="utf-16"')
    assert tmx.read(document.encode("utf-16"))[:3] == tmx.read(DOCUMENT.encode())[:3]


WRITABLE = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1)


@given(st.lists(st.tuples(st.booleans(), WRITABLE, WRITABLE), max_size=5))
def test_what_is_written_is_read_back(pairs: list[tuple[bool, str, str]]) -> None:
    rows = [
        {"from": here, "to": there, "source": source, "translation": rendering}
        for to_chinese, source, rendering in pairs
        for here, there in [("en", "zh-TW") if to_chinese else ("zh-CN", "en")]
    ]
    read = [row.values for row in tmx.read(tmx.write(rows))]
    assert read == [{name: text.strip() for name, text in row.items()} for row in rows]


@given(st.text())
def test_any_text_makes_a_file_that_can_be_read(text: str) -> None:
    row = {"from": "en", "to": "zh-CN", "source": text, "translation": "好"}
    (read,) = tmx.read(tmx.write([row]))
    assert read.values["translation"] == "好"
