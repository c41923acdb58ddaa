"""How much of a line is in the other of the two languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import Detector, build_detector

WORDS = st.sampled_from(["phone", "the", "hotpot", "buy", "火锅", "我们", "今天", "吃", "yyds", "ok"])


@pytest.fixture(scope="module")
def detector() -> Detector:
    return build_detector("lite")


@pytest.mark.parametrize(
    ("text", "language", "share"),
    [
        ("Let's eat 火锅 tonight", "en", 1 / 4),
        ("我想buy一个phone", "zh", 2 / 4),
        ("这个bug真的yyds lol", "zh", 1 / 4),
        ("I'm learning 中文", "en", 1 / 3),
        ("大家好，我来了", "zh", 0.0),
        ("no Chinese here at all", "en", 0.0),
        ("我爱ラーメン你们呢", "zh", 0.0),
        ("yyds xswl", "zh", 0.0),
        ("hola amigo, ¿cómo estás?", "es", 0.0),
        ("I love ラーメン so much", "en", 0.0),
        ("😂😂", "und", 0.0),
    ],
)
def test_shares(detector, text, language, share):
    found = detector.detect(text)
    assert (found.language, found.share) == (language, pytest.approx(share))


@given(st.lists(WORDS, min_size=1, max_size=12))
def test_a_share_is_what_the_other_language_has(detector, words):
    found = detector.detect(" ".join(words))
    assert 0.0 <= found.share < 1.0
    foreign = {
        "en": any("一" <= word <= "鿿" for word in words),
        "zh": not {"phone", "the", "hotpot", "buy", "ok"}.isdisjoint(words),
    }
    assert (found.share > 0) == foreign[found.language]
