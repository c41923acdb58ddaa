"""What is translated, for whom, and why not."""

import pytest

from bot.language import build_detector
from bot.language.types import Detection, Detector
from bot.translation import decide


@pytest.fixture(scope="module")
def detector() -> Detector:
    return build_detector("lite")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("  \n", "empty"),
        ("/translate hello", "command"),
        ("!play a song", "command"),
        ("https://example.com/page", "link"),
        ("`x = 1`", "code"),
        ("```\nhello there\n```", "code"),
        ("<@123456789012345678>", "name"),
        ("#cats", "name"),
        ("#猫猫# #火锅", "name"),
        ("@小红", "name"),
        ("@amy_lee", "name"),
        ("main.py", "name"),
        ("/etc/hosts", "name"),
        (r"C:\Users\amy\cat.txt", "name"),
        (":fire: :+1:", "emoji"),
        (":custom_emoji::custom_emoji:", "emoji"),
        ("<3", "kaomoji"),
        (":D :)", "kaomoji"),
        (";D", "kaomoji"),
        (r"¯\_(ツ)_/¯", "kaomoji"),
        ("@小红 :)", "kaomoji"),
        ("#cats https://example.com", "link"),
        (";play a song", "command"),
        ("<:cat:123456789012345678> <:cat:123456789012345678>", "emoji"),
    ],
)
def test_what_is_not_language_has_a_reason(detector: Detector, text: str, reason: str) -> None:
    assert decide.read(text, detector) == Detection("und", reason=reason)


@pytest.mark.parametrize("text", ["!! that was close", "$5 is too much for tea", "? what do you mean", "...really now"])
def test_a_sentence_that_begins_with_a_sigil_is_no_command(detector: Detector, text: str) -> None:
    assert decide.read(text, detector).reason != "command"


def test_what_is_not_language_has_no_vote(detector: Detector) -> None:
    text = "<@123456789012345678> https://example.com/this-is-an-english-path 今天吃什么 `english code`"
    assert decide.read(text, detector).language == "zh"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("@小红 did you see what the cat did today", "en"),
        ("@amy_lee 今天晚上一起吃火锅吗", "zh"),
        ("@小红你今天来吃火锅吗", "zh"),
        ("#猫猫# is my favourite thing about this place", "en"),
        ("你看一下 src/main.py 里面的代码写得对不对 :D", "zh"),
        ("that was so good :fire: <3", "en"),
        (";D that was a very good joke", "en"),
    ],
)
def test_only_the_words_around_names_and_files_vote(detector: Detector, text: str, language: str) -> None:
    assert decide.read(text, detector).language == language


@pytest.mark.parametrize(
    ("language", "chinese", "reader"),
    [
        ("en", "zh-CN", "zh-CN"),
        ("en", "zh-TW", "zh-TW"),
        ("zh", "zh-TW", "en"),
        ("ja", "zh-CN", None),
        ("und", "zh-CN", None),
    ],
)
def test_a_channel_of_both_languages_is_answered_in_the_other(language: str, chinese: str, reader: str | None) -> None:
    assert decide.reader_of(Detection(language), chinese) == reader


@pytest.mark.parametrize(
    ("detection", "target", "objection"),
    [
        (Detection("en"), "zh-CN", None),
        (Detection("en"), "en", "same-language"),
        (Detection("zh", "Hans"), "en", None),
        (Detection("zh", "Hans"), "zh-CN", "same-language"),
        (Detection("zh", "Hans"), "zh-TW", None),
        (Detection("zh", "Hant"), "zh-CN", None),
        (Detection("zh", None), "zh-TW", "same-language"),
        (Detection("ja"), "en", "unsupported"),
        (Detection("und", reason="laughter"), "en", "laughter"),
        (Detection("und"), "en", "unsure"),
    ],
)
def test_objections(detection: Detection, target: str, objection: str | None) -> None:
    assert decide.objection(detection, target) == objection


@pytest.mark.parametrize(
    "text",
    [
        "a secret for English readers !i",
        "no translation here!i",
        "别翻译这句！i",
        "别翻译这句 ！ｉ  \n",
        "written on a phone !I",
        "||the ending of the film||",
        " ||two\nlines of it|| ",
    ],
)
def test_an_author_can_have_a_message_left_alone(text: str) -> None:
    assert decide.is_left_alone(text)


@pytest.mark.parametrize(
    "text",
    [
        "hi !i there",
        "that is amazing!",
        "i",
        "I am here! I",
        "||one|| and ||another||",
        "the ending: ||they all lived||",
        "||||",
        "||",
        "",
        "if (a || b)",
    ],
)
def test_other_messages_are_not_left_alone(text: str) -> None:
    assert not decide.is_left_alone(text)
