"""The other detector: langdetect's faults are real, and do not come through."""

import json
import subprocess
import sys

import langdetect
import pytest

from bot.language.classifiers import LangdetectDetector

# Each of these lines langdetect alone takes for Korean, whatever the seed.
NOT_KOREAN = ["你好吗", "谢谢你", "我不知道", "早上好", "晚安", "天气很好", "她很可爱"]
# Without a feature in them, langdetect raises.
FEATURELESS = ["...", "123", "😂", "!!! ???", "~ ~"]
# Lines that langdetect takes for one language or another, as its dice fall.
WAVERING = ["Pablo", "venga tio", "gut so", "mon ami", "Sputnik", "no se", "bella", "ok va"]


@pytest.fixture(scope="module")
def detector() -> LangdetectDetector:
    return LangdetectDetector()


def test_langdetect_alone_takes_chinese_for_korean():
    langdetect.DetectorFactory.seed = 0
    assert "ko" in {langdetect.detect(text) for text in NOT_KOREAN}


@pytest.mark.parametrize("text", NOT_KOREAN)
def test_chinese_is_chinese(detector, text):
    assert detector.detect(text).language == "zh"


@pytest.mark.parametrize("text", FEATURELESS)
def test_what_makes_langdetect_raise_does_not(detector, text):
    with pytest.raises(langdetect.LangDetectException):
        langdetect.detect_langs(text)
    assert detector._classify_line(text) == ()
    assert detector.detect(text).language == "und"


def test_it_says_the_same_in_each_process():
    code = (
        "import json, sys\nfrom bot.language import build_detector\n"
        "detector = build_detector('langdetect')\n"
        "answers = map(detector.detect, json.loads(sys.argv[1]))\n"
        "print(json.dumps([[found.language, found.confidence] for found in answers]))"
    )
    # The order in which lines come must not matter either.
    answers = [
        json.loads(
            subprocess.run(
                [sys.executable, "-c", code, json.dumps(texts)], capture_output=True, text=True, check=True
            ).stdout
        )
        for texts in (WAVERING, WAVERING[::-1])
    ]
    assert answers[0] == answers[1][::-1]


def test_the_dice_of_langdetect_do_fall_differently_without_a_seed():
    before = langdetect.DetectorFactory.seed
    try:
        answers = set()
        for seed in range(12):
            langdetect.DetectorFactory.seed = seed
            answers.add(tuple(str(langdetect.detect_langs(text)) for text in WAVERING))
    finally:
        langdetect.DetectorFactory.seed = before
    assert len(answers) > 1
