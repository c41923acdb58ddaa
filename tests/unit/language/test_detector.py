"""Detection, by both detectors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import Detector, Silence, build_detector
from bot.language.classifiers import LangdetectDetector, LiteDetector
from tests.unit.linear import grows_linearly
from tests.unit.markup.messages import LONG, MESSAGES


@pytest.fixture(scope="module")
def lite() -> Detector:
    return LiteDetector()


@pytest.fixture(scope="module")
def langdetect() -> Detector:
    return LangdetectDetector()


@pytest.fixture(scope="module", params=["lite", "langdetect"])
def detector(request) -> Detector:
    return build_detector(request.param)


MIXED = [
    ("Let's eat 火锅 tonight", "en"),
    ("the 小红书 app is great", "en"),
    ("How do you say 我爱你 in English?", "en"),
    ("I'm learning 中文 on xiaohongshu", "en"),
    ("my grandma taught me 粽子 recipes and she is the best", "en"),
    ("I love ラーメン so much", "en"),
    ("这个bug真的yyds lol", "zh"),
    ("我想buy一个phone", "zh"),
    ("iPhone 15 Pro Max 真的好贵", "zh"),
    ("你们play games吗", "zh"),
    ("ok好的", "zh"),
    ("今天的OOTD怎么样", "zh"),
    ("v我50", "zh"),
    ("打call", "zh"),
    ("求pinyin", "zh"),
    ("T恤", "zh"),
    ("大家好、我来了", "zh"),
    ("大家好，我来了。", "zh"),
    ("优の良品很好吃", "zh"),
    ("我喜欢听《さくら》这首歌，你们呢", "zh"),
    ("蓝瘦香菇", "zh"),
]


@pytest.mark.parametrize(("text", "language"), MIXED)
def test_mixed_lines_have_the_language_that_holds_them_together(detector, text, language):
    assert detector.detect(text).language == language


OTHERS = [
    ("今日はいい天気ですね", "ja"),
    ("ラーメン", "ja"),
    ("東京駅で待ち合わせしよう", "ja"),
    ("안녕하세요, 반가워요", "ko"),
    ("네", "ko"),
    ("佢哋冇嚟", "yue"),
    ("你喺邊度呀", "yue"),
    ("Привет, как дела?", "ru"),
    ("สวัสดีครับ", "th"),
    ("שלום לכולם", "he"),
    ("Καλημέρα", "el"),
    ("ठीक है", "hi"),
    ("مرحبا بالجميع", "ar"),
    ("hola amigo, ¿cómo estás?", "es"),
    ("bonjour tout le monde, je suis là", "fr"),
    ("Ich habe heute leider keine Zeit", "de"),
    ("terima kasih banyak semua", "id"),
    ("cảm ơn bạn rất nhiều", "vi"),
]


@pytest.mark.parametrize(("text", "language"), OTHERS)
def test_other_languages(lite, text, language):
    assert lite.detect(text).language == language


@pytest.mark.parametrize(("text", "language"), OTHERS)
def test_langdetect_at_least_knows_that_they_are_neither(langdetect, text, language):
    assert langdetect.detect(text).language not in ("en", "zh", "und"), language


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        "thx",
        "ok",
        "np",
        "gg ez",
        "fr no cap ngl brb",
        "no zuo no die",
        "you can you up, no can no bb",
        "soooo coooool",
        "RedNote",
        "that's what I'm talking about",
        "WHERE ARE YOU",
        "𝓱𝓮𝓵𝓵𝓸 𝔀𝓸𝓻𝓵𝓭",
        "Ｈｅｌｌｏ there",
        "h\u0336e\u0336\u0301l\u0336l\u0336o my friend",
        "lol same here",
        "哈哈 ok thanks",
        "I <3 you and 5 > 4",
        "I love you (づ｡◕‿‿◕｡)づ",
        "😂😂 I can't",
        "check this https://a.example/火锅 now",
    ],
)
def test_english(detector, text):
    assert detector.detect(text).language == "en"


@pytest.mark.parametrize(
    ("text", "variant"),
    [
        ("这个软件很好用", "Hans"),
        ("這個軟體很好用", "Hant"),
        ("你好", None),
        ("什么", "Hans"),
        ("看着你", "Hans"),
        ("看著你", "Hant"),
        ("今晚 eat 火鍋 嗎", "Hant"),
    ],
)
def test_chinese_has_a_variant_where_the_characters_tell(detector, text, variant):
    found = detector.detect(text)
    assert (found.language, found.variant) == ("zh", variant)


@pytest.mark.parametrize(
    "text",
    [
        "好~~~~",
        "来啦————",
        "早☀️",
        "好的✨✨✨",
        "【通知】明天停电",
        "到了→左转",
        "我=猫奴",
        "价格￥99吗",
        "好耶٩(ˊᗜˋ*)و",
        "~~不要~~",
        "（捂脸）",
    ],
)
def test_chinese_with_its_ornaments(detector, text):
    assert detector.detect(text).language == "zh"


@pytest.mark.parametrize(
    "text", ["np :)", "gg <3", "ty ^_^", "ok~~~", "GN :3", "~~no~~", "||hi||", "-> here", "yes!!! 🎉🎉🎉🎉"]
)
def test_english_with_its_ornaments(detector, text):
    assert detector.detect(text).language == "en"


def test_initialisms_are_chinese(detector):
    assert {detector.detect(text).language for text in ("yyds", "xswl", "YYDS!!", "zqsg u1s1")} == {"zh"}


SILENT = {
    Silence.EMPTY: ["", "   ", "...", "？？？", "!!", "。", "\u200b\u200e\u202e", "\x00"],
    Silence.EMOJI: ["😀", "👩‍👩‍👧‍👦 🇨🇳", "❤️", "1️⃣", "🐱🐱🐱" * 600],
    Silence.KAOMOJI: [
        "(╯°□°)╯︵ ┻━┻",
        "¯\\_(ツ)_/¯",
        "QAQ",
        "orz",
        "T_T",
        "(｡･ω･｡)ﾉ♡",
        "ʕ•ᴥ•ʔ",
        "ಠ_ಠ",
        ":)",
        "<3",
        ">_<",
        "^_^",
    ],
    Silence.LAUGHTER: [
        "lol",
        "LMAO",
        "hahaha",
        "哈哈哈哈",
        "jajaja",
        "www",
        "ㅋㅋㅋ",
        "草",
        "笑死",
        "233333",
        "hhhh",
        "😂 lol",
        "haha 哈哈",
    ],
    Silence.NUMBER: ["666", "520", "88", "3.14", "12:30", "2025-01-20", "$30", "3pm", "30元", "100%", "5 km", "+1"],
    Silence.CODED: [
        ".... . .-.. .-.. ---",
        "⠓⠑⠇⠇⠕",
        "ᙏ\u0324\u032b\u035a",
        "ᙏ\u0324\u032b\u035a ᗝ\u0321\u0322",
        "01101000 01101001",
        "ᚺᛖᛚᛚᛟ",
    ],
    Silence.LINK: ["https://a.example/x", "look.at@me.example", "https://a.example https://b.example"],
    Silence.CODE: ["`x = 1`", "CONTRIBUTING.md", "```py\nprint('hello')\n```"],
    Silence.NAME: ["@Amy", "#火锅", "<@1> <#2>", "<:cat:1>"],
    Silence.TOO_SHORT: ["a", "k", "Z"],
    Silence.UNSURE: ["hm", "um", "ah", "uhh hmm", "sdfghjkl"],
}


@pytest.mark.parametrize(("reason", "text"), [(reason, text) for reason, texts in SILENT.items() for text in texts])
def test_nothing_to_translate(lite, reason, text):
    found = lite.detect(text)
    assert (found.language, found.reason) == ("und", reason)


@pytest.mark.parametrize("text", ["ah", "gr", "um", "hm", "woo", "np", "ah gr um hm woo np", "ah gr um hm woo"])
def test_short_words_are_never_another_language(detector, text):
    assert detector.detect(text).language in ("en", "und")


@given(st.one_of(MESSAGES, LONG, st.text(), st.text(st.characters(codec=None), max_size=4000)))
def test_any_text_gets_an_answer(lite, text):
    found = lite.detect(text)
    assert 0.0 <= found.confidence <= 1.0
    assert (found.language == "und") == bool(found.reason)
    assert found.variant is None or found.language in ("zh", "yue")
    assert lite.detect(text) == found


@given(st.one_of(MESSAGES, st.text(max_size=80)))
def test_any_text_gets_an_answer_from_langdetect_too(langdetect, text):
    found = langdetect.detect(text)
    assert (found.language == "und") == bool(found.reason)
    assert langdetect.detect(text) == found


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=60))
def test_chinese_is_never_korean(langdetect, text):
    assert langdetect.detect(text).language in ("zh", "yue", "ja", "und")


@pytest.mark.parametrize(
    "text",
    [
        "\ud83d" * 10,
        "hello \udc4d world",
        "a\x00b" * 100,
        "Z̷̗̆á̸̼l̶̢͝g̴̨͑o̵̰͝" * 100,
        "\u200f" * 4000,
        "👩‍👩‍👧‍👦" * 500,
        "a\u200db" * 1000,
        "字" * 4000,
    ],
)
def test_hard_texts(detector, text):
    assert detector.detect(text).language


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "(",
        "()",
        "(a",
        "@",
        "@a",
        "#",
        ":a",
        "<",
        "<@",
        "`",
        "``` ",
        ". ",
        "-",
        "0",
        "0 ",
        "1,",
        "ha",
        "lo",
        "哈",
        "草",
        "w",
        "👩‍",
        "e\u0301",
        "http://",
        "a@",
        "a.",
        "ノ",
        "ヽ(",
        "ᙏ\u0324",
        "字",
        "の",
        "a字",
    ],
)
def test_no_text_makes_it_slow(lite, unit):
    grows_linearly(lite.detect, unit)


def test_names_of_detectors():
    assert isinstance(build_detector("lite"), LiteDetector)
    assert isinstance(build_detector("langdetect"), LangdetectDetector)
    with pytest.raises(ValueError, match="guess"):
        build_detector("guess")
