"""Faces drawn with characters, in the middle of a line."""

import pytest

from bot.markup import protect, restore, scan, strip
from bot.markup.kaomoji import faces
from tests.unit.linear import grows_linearly

FACES = [
    *("(｡･ω･｡)", "(´・ω・`)", "(T_T)", "(^_^)", "(^o^)/", "(>_<)", "(;_;)", "(-_-)", "(╥﹏╥)", "ヽ(✿ﾟ▽ﾟ)ノ", "(ツ)"),
    *("(๑•̀ㅂ•́)و✧"[:9], "(*^▽^*)", "m(_ _)m", "Σ(°△°|||)", "(ﾉ◕ヮ◕)ﾉ", "＼(^o^)／", "(・_・;)", "（￣▽￣）", "(눈_눈)"),
    *("ʕ•ᴥ•ʔ", "༼ つ ◕_◕ ༽つ", "ಠ_ಠ", "◕‿◕", "≧▽≦", "┻━┻", "(ノಠ益ಠ)ノ彡┻━┻", "_(:3」∠)_", "(=^･ω･^=)", "(*/ω＼*)"),
    *("QAQ", "QwQ", "TAT", "OwO", "UwU", "uwu", "orz", "OTZ", "T_T", "^_^", ">_<", "-_-", "=_=", "XD", "o_O", "@_@"),
]


@pytest.mark.parametrize("face", FACES)
def test_between_chinese_and_between_english(face):
    assert [token.text for token in scan(f"今天好开心{face}明天见")] == [face]
    assert [token.text for token in scan(f"so happy {face} see you")] == [face]
    assert [token.text for token in scan(face)] == [face]


@pytest.mark.parametrize(
    ("text", "face"),
    [
        ("好的:)明天见", ":)"),
        ("好的:(", ":("),
        ("爱你<3明天", "<3"),
        ("nice :-D", ":-D"),
        ("well :-)", ":-)"),
        ("see you :).", ":)"),
        ("see you :)~", ":)"),
        ("**yes :)**", ":)"),
        ("😂:)", ":)"),
        ("哭了;_;", ";_;"),
        (r"好吧¯\_(ツ)_/¯算了", r"¯\_(ツ)_/¯"),
        (r"oh well ¯\\\_(ツ)\_/¯ never mind", r"¯\\\_(ツ)\_/¯"),
        ("我掀了(╯°□°)╯︵ ┻━┻再说", "(╯°□°)╯︵ ┻━┻"),
    ],
)
def test_faces_that_stick_to_words(text, face):
    assert [token.text for token in scan(text)] == [face]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "(hello)",
            "（你好）",
            "(1/2)",
            "(°C)",
            "(2025)",
            "(a)",
            "(A・B公司)",
            "(x, y)",
            "(see below)",
            "（一）",
            "()",
            "(...)",
        ),
        *(
            "(H5N1)",
            "(UTC+1)",
            "(90kg)",
            "(±5)",
            "(α)",
            "f(x) = x_n",
            "TATA Qaq toto",
            "storz",
            "如下:1",
            "a:(b",
            "3:(4",
        ),
        *("(トマト)", "(안녕)", "(Мир)", "( )", "(->)", "选D:好", "比例 3:3", "(@)", "(*)", "(no)", "(OK)"),
    ],
)
def test_what_is_no_face(text):
    assert scan(text) == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("`(T_T)`", ["code"]),
        ("https://a.example/(T_T)", ["url"]),
        ("(<@1>_<@1>)", ["user", "user"]),
        ("(@everyone・ω・)", ["everyone"]),
        ("> (T_T)", ["line", "kaomoji"]),
        ("[(T_T)](https://a.example)", ["label", "kaomoji", "target"]),
        ("(´・ω・`) and (´・ω・`)", ["kaomoji", "kaomoji"]),
    ],
)
def test_a_face_hides_nothing_and_is_no_code(text, kinds):
    assert [token.kind.value for token in scan(text)] == kinds


def test_the_reader_of_the_words_sees_drawn_faces():
    assert strip("今天(｡･ω･｡)开心 <@1>") == "今天(｡･ω･｡)开心"


@pytest.mark.parametrize(
    ("source", "answer", "restored"),
    [
        ("好开心QAQ", "so happy⟦0⟧", "so happy QAQ"),
        ("so happy QAQ", "好开心⟦0⟧", "好开心QAQ"),
        ("so happy (T_T) today", "好开心 ⟦0⟧ 今天", "好开心 (T_T) 今天"),
        ("好的:)", "ok⟦0⟧", "ok :)"),
        ("so :) good", "真⟦0⟧好", "真 :) 好"),
    ],
)
def test_how_faces_stand(source, answer, restored):
    assert restore(protect(source), answer) == restored


@pytest.mark.parametrize(
    "unit",
    [
        "(",
        ")",
        "(T",
        "()",
        "(T_T)",
        "ノ",
        "(ノ",
        "ʕ",
        "༼",
        "(·",
        "(^",
        "^_",
        "QA",
        "( (",
        "(（",
        "´ω",
        "(T_T)ノ",
        "┻━",
        "oO(",
    ],
)
def test_no_face_makes_it_slow(unit):
    grows_linearly(lambda text: list(faces(text)), unit)
    grows_linearly(scan, unit)
