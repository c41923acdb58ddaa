"""A grammar of Discord messages, for hypothesis: tokens, words, markup, and what people paste."""

from hypothesis import settings
from hypothesis import strategies as st

IDS = st.integers(min_value=1, max_value=2**63).map(str)
NAMES = st.from_regex(r"[A-Za-z0-9_]{2,12}", fullmatch=True)

MENTIONS = st.one_of(
    IDS.map("<@{}>".format),
    IDS.map("<@!{}>".format),
    IDS.map("<@&{}>".format),
    IDS.map("<#{}>".format),
    st.sampled_from(
        [
            "@everyone",
            "@here",
            "</translate:1>",
            "</redbridge channel:22>",
            "<id:customize>",
            "<id:linked-roles:7>",
            "<@$9>",
        ]
    ),
)
LINKS = st.sampled_from(
    [
        "https://youtu.be/abc",
        "http://example.com/a_(b)?q=1&r=2#top",
        "<https://example.org/路径>",
        "https://zh.wikipedia.org/wiki/火锅",
        "https://discord.gg/abcDEF",
        "discord.gg/xyz",
        "example.com",
        "youtu.be/abc",
        "amy@example.com",
        "<amy@example.com>",
        "<+1 (555) 123 4567>",
        "https://discord.com/channels/1/2/3",
    ]
)
CODE = st.sampled_from(
    [
        "`x = 1`",
        "``a ` b``",
        "```py\nprint('<@1> @everyone')\n```",
        "```\n```",
        "```ansi\n\x1b[31mred\n```",
        "`⟦0⟧`",
        "```a```",
    ]
)
EMOJI = st.one_of(
    st.builds("<{}:{}:{}>".format, st.sampled_from(["", "a"]), NAMES, IDS),
    st.sampled_from(["😀", "👩‍👩‍👧‍👦", "🏳️‍🌈", "👍🏽", "🇨🇳", "1️⃣", "❤️"]),
)
TIMES = st.builds("<t:{}{}>".format, st.integers(0, 2**33), st.sampled_from(["", ":R", ":F", ":t", ":S"]))
TYPED = st.sampled_from(
    [
        *(":fire:", ":+1:", ":custom_emoji:", ":fire::fire:", "10:30:15"),
        *(
            "@小红",
            "@小红你看",
            "@amy_lee",
            "@Amy.Then",
            "@不爱吃火锅的猫",
            "@Everyone",
            "#猫猫#",
            "#cats",
            "#今天的猫",
            "#1",
            "#city walk[话题]#",
            "[笑哭R]",
        ),
        *(
            "main.py",
            "cat.txt",
            "src/notes.md",
            r"C:\Users\amy\cat.txt",
            "./run.sh",
            "~/x/y",
            "/etc/hosts",
            "/home/小红/猫.txt",
        ),
        *("__init__.py", "either/or", "24/7", "./discord.gg/x"),
        *(" <3 ", " :( ", " :D ", ";)", " xD", ">:(", r" ¯\_(ツ)_/¯ ", "(╯°□°)╯︵ ┻━┻", " :\\ ", " :| "),
    ]
)
FACES = st.sampled_from(
    [
        *(
            "(｡･ω･｡)",
            "QAQ",
            "orz",
            "T_T",
            "^_^",
            ">_<",
            ":-D",
            "ʕ•ᴥ•ʔ",
            "(´・ω・`)",
            "ヽ(✿ﾟ▽ﾟ)ノ",
            "(T_T)",
            "ಠ_ಠ",
            "(๑•̀ㅂ•́)و✧",
        ),
        *(
            "QwQ",
            "UwU",
            "(^_^)/",
            "(*^▽^*)",
            "(╥﹏╥)",
            "┬─┬ノ( ゜-゜ノ)",
            r"¯\\\_(ツ)\_/¯",
            "(>_<)",
            "Σ(°△°|||)",
            "m(_ _)m",
        ),
    ]
)
QUANTITIES = st.sampled_from(
    ["$19.99", "5kg", "20%", "¥128", "1080p", "37°C", "3.5GB", "$30 million", "5-10km", "100€"]
)
TOKENS = st.one_of(
    FACES, MENTIONS, LINKS, CODE, EMOJI, TIMES, TYPED, st.sampled_from(["⟦0⟧", "⟦ 12 ⟧", r"\*", r"\<@1>", r"\`"])
)

WORDS = st.sampled_from(
    [
        "hello",
        "I <3 you",
        "5 > 4",
        "wait.what did you say",
        "e.g. this",
        "don't",
        "你好",
        "来成都，我请你",
        "「說」",
        "これ",
        "3*4*5",
        "snake_case_name",
        "f**k",
        "in $30 million years",
        "안녕",
    ]
)
STRANGE = st.sampled_from(
    [
        "<@ 1>",
        "@ everyone",
        "`",
        "``",
        "```",
        "<",
        ">",
        "[",
        "](",
        "](https://",
        "\\",
        "\u200f\u202eabc\u202c",
        "Z̷̗̆á̸̼l̶̢͝",
        "\ud83d",
        "\udc4d",
        "\u200d",
        "\x00",
        "⟦",
        "⟧",
        "[0]",
        "【1】",
        "((((",
        "https://",
        "a@b",
        *("@", "#", ":", "/", "~/", "C:\\", ".py", ":)"),
        "www.",
        "\r\n",
        "\u2028",
        "||",
        *("***", "_", "*", "~~~", "||||", "____", "＊＊", "“", "> ", "#"),
        "**",
        "~~",
        "__",
        "* ",
        "- x",
    ]
)
SPACES = st.sampled_from(["", " ", " ", "\n", "\n\n", "，", ", ", "。", ". ", "　"])


def _wrap(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        inner.map("**{}**".format),
        inner.map("||{}||".format),
        inner.map("~~{}~~".format),
        inner.map("__{}__".format),
        inner.map("*{}*".format),
        inner.map("_{}_".format),
        inner.map("***{}***".format),
        inner.map("__*{}*__".format),
        inner.map("||**{}**||".format),
        inner.map("~~__{}__~~".format),
        inner.map("\n> {}\n> \n> end".format),
        inner.map("\n>>> {}".format),
        inner.map("\n- one\n  - {}\n    1. three".format),
        inner.map("\n> {}".format),
        inner.map("\n# {}".format),
        inner.map("\n-# {}".format),
        inner.map("\n- {}".format),
        inner.map("\n1. {}".format),
        inner.map("[{}](https://example.com/x)".format),
        inner.map('[{}](<https://example.com/y> "a title")'.format),
        inner.map("[{}](https://example.com/a_(b_(c)) 'a title')".format),
        st.tuples(inner, SPACES, inner).map("".join),
    )


PIECES = st.recursive(st.one_of(WORDS, TOKENS, QUANTITIES, STRANGE, st.text(max_size=8)), _wrap, max_leaves=6)
MESSAGES = st.lists(st.tuples(PIECES, SPACES).map("".join), max_size=10).map("".join)
# What people really write: markup around words and tokens, with white space between, nothing half.
TIDY = st.lists(
    st.tuples(st.one_of(WORDS, TOKENS, QUANTITIES, _wrap(_wrap(WORDS)), _wrap(TOKENS)), st.sampled_from(" \n")).map(
        "".join
    ),
    max_size=8,
).map("".join)
LONG = st.tuples(st.lists(PIECES, min_size=1, max_size=12), st.integers(1, 120)).map(
    lambda drawn: " ".join(drawn[0] * drawn[1])[:9000]
)

# Long messages take long to build; some dozens of them say enough.
LENGTHY = settings(max_examples=max(40, settings.default.max_examples // 4 if settings.default else 0))
