import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

import bot.engines.gloss
from bot.engines.gloss.tables import load_tables

FOLDER = Path(bot.engines.gloss.__file__).parent
HAN = re.compile(r"[\u3400-\u9fff]+")
# The general tables of each direction. The others hold what a word means only alone, or only in some places.
GENERAL = {"to_chinese": ("talk", "words", "chat"), "to_english": ("talk", "words", "chat")}


@pytest.mark.parametrize("folder", GENERAL)
def test_no_word_is_listed_twice(folder: str):
    listed: Counter[str] = Counter()
    for name in GENERAL[folder]:
        for section in tomllib.loads((FOLDER / folder / f"{name}.toml").read_text("utf-8")).values():
            listed.update(word for words in section.values() for word in words)
    assert [word for word, times in listed.items() if times > 1] == []
    assert len(listed) > 600


def test_english_can_be_found():
    tables = load_tables()
    for english, chinese in tables.english.items():
        assert re.fullmatch(r"[a-z0-9']+( [a-z0-9']+)*|[A-Z]+", english), english
        assert not chinese or HAN.fullmatch(chinese.replace("，", "")), chinese
        assert not re.search(r"'(m|re|ll|ve|d|s)\b", english.replace("let's", "")), "contractions are written out"


def test_chinese_can_be_found():
    tables = load_tables()
    for chinese, english in tables.chinese.items():
        assert re.fullmatch(r"[a-z\u3400-\u9fff]+", chinese), chinese
        assert re.fullmatch(r"\??|[A-Za-z][A-Za-z',-]*( [A-Za-z][A-Za-z',-]*)*\??", english), english
    assert all(map(HAN.fullmatch, tables.readings))
    assert all(map(str.isalpha, tables.readings.values()))


def test_irregular_forms_lead_to_plain_ones():
    tables = load_tables()
    assert tables.irregular["went"] == "go"
    assert not set(tables.irregular) & set(tables.irregular.values())
