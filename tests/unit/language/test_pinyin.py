"""Chinese spelt out, and Chinese that says nothing."""

import pytest

from bot.language import Detector, Silence, build_detector

PINYIN = """
ni hao ma;wo ai ni;gong xi fa cai;ma la tang;Ni hao!;xie xie;xiexie ni;nǐ hǎo ma;wo xiang qu zhongguo
wo men qu chi fan ba;ta zhen de hao
""".replace("\n", ";")
OTHERS = [
    ("he can die", "en"),
    ("me too man", "en"),
    ("you can sing", "en"),
    ("tu sai che", "it"),
    ("la la land is fun", "en"),
    ("嗯好", "zh"),
    ("啊这", "zh"),
    ("运行main.py", "zh"),
]


@pytest.fixture(scope="module")
def detector() -> Detector:
    return build_detector("lite")


@pytest.mark.parametrize("text", [text for text in PINYIN.split(";") if text])
def test_pinyin_is_no_other_language(detector: Detector, text: str):
    found = detector.detect(text)
    assert (found.language, found.reason) == ("und", Silence.UNSURE)


@pytest.mark.parametrize("text", ["额", "嗯嗯", "啊？", "哦？", "呢？", "呃……", "嗯嗯😂"])
def test_fillers_say_nothing(detector: Detector, text: str):
    found = detector.detect(text)
    assert (found.language, found.reason) == ("und", Silence.UNSURE)


@pytest.mark.parametrize(("text", "language"), OTHERS)
def test_what_only_looks_like_it_is_what_it_was(detector: Detector, text: str, language: str):
    assert detector.detect(text).language == language


def test_a_long_word_takes_no_time(detector: Detector):
    assert detector.detect("xian" * 200 + "1 hao hao").language
