import pytest

from bot.engines.gloss.pinyin import marked


@pytest.mark.parametrize(
    ("numbered", "written"),
    [
        ("huo3 guo1", "huǒguō"),
        ("ke3 ai4", "kě'ài"),
        ("Xi1 an1", "Xī'ān"),
        ("xian1", "xiān"),
        ("nu:3 er2", "nǚ'ér"),
        ("lu:e4", "lüè"),
        ("shui3", "shuǐ"),
        ("jiu3", "jiǔ"),
        ("gou3", "gǒu"),
        ("dui4", "duì"),
        ("na3 r5", "nǎr"),
        ("ma5", "ma"),
        ("Zhong1 guo2 Ren2 min2", "Zhōngguó Rénmín"),
        ("AA zhi4", "AAzhì"),
        ("A1", "Ā"),
        ("m2", "m"),
        ("", ""),
    ],
)
def test_numbers_become_marks(numbered: str, written: str):
    assert marked(numbered) == written
