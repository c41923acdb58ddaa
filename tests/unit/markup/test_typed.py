"""What members type as it is: names, hashtags, shortcodes, emoticons, files and paths."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.markup import protect, restore, scan
from tests.unit.linear import grows_linearly
from tests.unit.markup.messages import TYPED, WORDS


def found(text: str) -> list[tuple[str, str]]:
    return [(token.kind.value, token.text) for token in scan(text)]


@pytest.mark.parametrize("shortcode", [":fire:", ":+1:", ":-1:", ":custom_emoji:", ":100:", f":{'a' * 32}:"])
def test_shortcodes(shortcode):
    token = ("shortcode", shortcode)
    assert found(shortcode) == [token]
    assert found(f"so {shortcode} hot") == [token]
    assert found(f"好{shortcode}，热") == [token]
    assert found(f"**{shortcode}**__{shortcode}__") == [token, token]
    assert found(shortcode * 3) == [token] * 3


@pytest.mark.parametrize("text", ["10:30:15", "at 10:30:15 or 1:20:30", "a:fire:", ":fire:b", ":a:", "::", "a: b :cat"])
def test_times_and_colons_are_no_shortcodes(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("@小红 你看", "@小红"),
        ("@小红，你看", "@小红"),
        ("@小红你看", "@小红"),
        ("@小红今天来吗", "@小红"),
        ("@小紅請看", "@小紅"),
        ("你好@小红", "@小红"),
        ("@不爱吃火锅的猫 早", "@不爱吃火锅的猫"),
        ("@爱你的猫 早", "@爱你的猫"),
        ("@小红👍", "@小红"),
        ("@小红cat 早", "@小红cat"),
        ("@たろう おはよう", "@たろう"),
        ("@민수 안녕", "@민수"),
        ("@Zoë hi", "@Zoë"),
        ("hi @amy_lee.99!", "@amy_lee.99"),
        ("@amy.", "@amy"),
        ("@Amy.Then we left", "@Amy"),
        ("@Amy你看", "@Amy"),
        ("(@amy)", "@amy"),
        ("__@amy__", "@amy"),
        ("||@amy||", "@amy"),
        ("@Everyone look", "@Everyone"),
        ("@" + "a" * 32, "@" + "a" * 32),
    ],
)
def test_where_a_typed_name_ends(text, name):
    assert found(text) == [("name", name)]


@pytest.mark.parametrize(
    "text", ["@", "@ amy", "me @ home", "@5pm", "a@b", "@@", "@，", "@" + "a" * 33, "@" + "红" * 33]
)
def test_what_is_no_name(text):
    assert found(text) == []


def test_an_address_is_no_name():
    assert found("amy@example.com") == [("email", "amy@example.com")]
    assert found("@amy@cats.example") == [("email", "amy@cats.example")]


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#cats is my favourite", ["#cats"]),
        ("#猫猫#", ["#猫猫#"]),
        ("#猫猫##狗狗#", ["#猫猫#", "#狗狗#"]),
        ("#猫猫#好可爱", ["#猫猫#"]),
        ("好看#猫猫 #狗狗，", ["#猫猫", "#狗狗"]),
        ("in #general-chat.", ["#general-chat"]),
        ("__#cats__", ["#cats"]),
        ("#2025goals", ["#2025goals"]),
        ("we are #1", []),
        ("C#sharp", []),
        ("&#39;", []),
        ("#", []),
        ("a # b", []),
    ],
)
def test_hashtags(text, tags):
    assert found(text) == [("hashtag", tag) for tag in tags]


def test_a_heading_stays_a_heading():
    assert found("# cats\n#cats") == [("line", "# "), ("hashtag", "#cats")]


FILES = [
    *("main.py", "cat.txt", "notes.md", "__init__.py", "_x.json", "my-cat_2.tar.gz", "README.MD", "src/bot/main.py"),
    *(r"C:\Users\amy\cat.txt", r"d:\x", r"C:\Program Files (x86)\Cat\cat.exe", r"C:\Users\小红\猫.txt", r"src\main.py"),
    *("./run.sh", "../x", "~/x/y", "~/.bashrc", "/etc/hosts", "/home/小红/猫.txt", "/usr/lib/", "/home/amy/main.c"),
]


@pytest.mark.parametrize("file", FILES)
def test_files_and_paths(file):
    token = ("file", file)
    assert found(file) == [token]
    assert found(f"open {file}, please") == [token]
    assert found(f"({file})") == [token]
    assert found(f"“{file}”！") == [token]
    assert found(f"**{file}** ||{file}||") == [token, token]


@pytest.mark.parametrize("file", ["main.py", r"C:\cats\cat.txt", "./run.sh", "~/x/y", "/etc/hosts"])
def test_files_right_behind_chinese(file):
    assert found(f"看{file}，好") == [("file", file)]
    assert found(f"I read {file}. Then I slept.") == [("file", file)]


def test_a_sentence_that_begins_right_behind_a_file():
    assert found("I read cat.txt.Then I slept") == [("file", "cat.txt")]


@pytest.mark.parametrize(
    "text",
    [
        "wait.what did you say",
        "I saw Amy.Then we left",
        "either/or and/or A/B 24/7 km/h she/he/they",
        "/ // a / b",
        "你/我/他 男/女/other",
        "/shrug",
        "~5/10",
        "v1.2.3 and 3.14 e.g. i.e.",
        "http:/x",
        ".py",
    ],
)
def test_what_is_no_file(text):
    assert found(text) == []


FACES = [
    *(
        "<3",
        "</3",
        ":(",
        ":)",
        ":)))",
        ":D",
        ":DDD",
        ";)",
        ";-)",
        ":'(",
        ">:(",
        ":P",
        ":3",
        ":/",
        ":\\",
        ":|",
        "=)",
        "xD",
    ),
    *("XDD", "^^", "^_^", "-_-", ">_<", "T_T", "o_O".lower(), r"¯\_(ツ)_/¯", "(╯°□°)╯︵ ┻━┻", "┬─┬ノ( ゜-゜ノ)"),
]


@pytest.mark.parametrize("face", FACES)
def test_a_face_stands_alone(face):
    token = ("emoticon", face)
    assert found(face) == [token]
    assert found(f"hello {face} you\n{face}") == [token, token]
    assert ("emoticon", face) not in found(f"a{face}") + found(f"{face}a") + found(f"({face})")


def test_a_quoted_face():
    assert found("> :)") == [("line", "> "), ("emoticon", ":)")]


@pytest.mark.parametrize("text", ["5 > 4", "if x :", "a: b", "8) eight", "note :D: x", "||x :||"])
def test_what_is_no_face(text):
    assert found(text) == []


@given(
    st.lists(st.tuples(TYPED, WORDS).map(" ".join), min_size=1, max_size=6).map(" ".join),
    st.sampled_from(["看", "b", "你", "今天", "，", "1"]),
)
def test_they_survive_an_engine_that_glues_them_to_its_words(text, word):
    protected = protect(text)
    answer = word.join(["", *(f"⟦{n}⟧" for n in range(len(protected.slots))), ""])
    restored = restore(protected, answer)
    assert restored is not None
    assert protect(restored).slots == protected.slots


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "@",
            "@a",
            "@小",
            "@小红你",
            "@a.",
            "@a-",
            "#",
            "#a",
            "#猫#",
            "#1",
            "#_",
            ":",
            ":a",
            ":a:",
            ":ab",
            "_",
            "__",
            "a_",
        ),
        *(
            "/",
            "/a",
            "a/",
            "a\\",
            "./",
            "~/",
            "..",
            "a.a/",
            "C:\\",
            "C:\\a\\",
            "a-",
            "%",
            "+",
            "a.py",
            "/etc/",
            "猫/",
            "a.py ",
        ),
        *(" :)", " :", " )", " :))", " xDD", " >", " -_", " ¯\\", " (╯°□°)╯︵", "Program Files\\", "@你", "@今"),
    ],
)
def test_nothing_typed_makes_it_slow(unit):
    grows_linearly(scan, unit)


@pytest.mark.parametrize("unit", ["@小红你", "#a ", ":ab:", "a.py ", "/a/b ", " :)"])
def test_nothing_typed_makes_restoring_slow(unit):
    grows_linearly(lambda text: restore(protect(text), protect(text).text), unit, 1000)
