"""Lists as people write them become rules, and what RedBridge writes is read as it was."""

import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.filing.problems import BadFileError
from bot.i18n import LOCALES
from bot.language.types import Detection
from bot.language.variant import variant_of
from bot.rules import wording
from bot.rules.book import MOST_RULES, Book, Rule, RuleText
from bot.rules.files.draft import Contents
from bot.rules.files.markdown import read_markdown, write_markdown
from tests.unit.linear import grows_linearly


def detect(text: str) -> Detection:
    """Good enough for these texts: no detector is needed to tell how a list is taken apart."""
    if any("\u0400" <= each <= "\u04ff" for each in text):
        return Detection("ru")
    han = sum("\u4e00" <= each <= "\u9fff" for each in text)
    return Detection("zh", variant_of(text)) if han * 3 > len(text) else Detection("en")


def read(text: str) -> Contents:
    return read_markdown(text.encode(), detect)


def said(text: str) -> list[dict[str, tuple[str, str]]]:
    return [{each: (rule.name, rule.text) for each, rule in draft.texts.items()} for draft in read(text).drafts]


KIND, POLITICS = ("Be kind", "Talk to people as friends."), ("No politics", "Not here, please.")
BOTH = [{"en": KIND}, {"en": POLITICS}]


@pytest.mark.parametrize(
    "text",
    [
        "1. Be kind: Talk to people as friends.\n2. No politics: Not here, please.",
        "1) **Be kind** Talk to people as friends.\n2) **No politics** – Not here, please.",
        "- **Be kind**: Talk to people as friends.\n- **No politics**: Not here, please.",
        "* Be kind - Talk to people as friends.\n* No politics — Not here, please.",
        "1. Be kind\n   Talk to people as friends.\n\n2. No politics\n   Not here, please.\n",
        "**1. Be kind**\nTalk to people as friends.\n\n**2. No politics**\nNot here, please.",
        "**1.** Be kind\nTalk to people as friends.\n**2.** No politics\nNot here, please.",
        "1️⃣ Be kind\nTalk to people as friends.\n2️⃣ No politics\nNot here, please.",
        "Rule 1: Be kind\nTalk to people as friends.\nRule 2: No politics\nNot here, please.",
        "#1. Be kind\nTalk to people as friends.\n#2. No politics\nNot here, please.",
        "# Our rules\n\n## Be kind\nTalk to people as friends.\n\n## No politics\n\nNot here, please.",
        "## Rules\n## 1. Be kind\nTalk to people as friends.\n## 2. No politics\nNot here, please.",
        "① Be kind: Talk to people as friends.\n② No politics: Not here, please.",
        "# Our rules\r\n1. Be kind\r\n\tTalk to people as friends.\r\n2. No politics\r\n\tNot here, please.",
        "- [x] Be kind: Talk to people as friends.\n- [ ] No politics: Not here, please.",
        "<!-- ours\n1. not this -->\n1. Be kind: Talk to people as friends.\n---\n2. No politics: Not here, please.",
    ],
)
def test_a_list_of_rules_is_read_however_it_is_marked(text: str) -> None:
    assert said(text) == BOTH


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1、友善：像对朋友一样说话。\n2、不聊政治：换个话题吧。", "zh-CN"),
        ("一、友善\n像对朋友一样说话。\n二、不聊政治\n换个话题吧。", "zh-CN"),
        ("第一条 友善\n像对朋友一样说话。\n第二条 不聊政治\n换个话题吧。", "zh-CN"),
        ("规则1：友善\n像对朋友一样说话。\n规则2：不聊政治\n换个话题吧。", "zh-CN"),
        ("1. 友善——像對朋友一樣說話。\n2. 不聊政治——換個話題吧。", "zh-TW"),
    ],
)
def test_chinese_lists_are_read_in_their_characters(text: str, expected: str) -> None:
    found = said(text)
    assert [list(each) for each in found] == [[expected], [expected]]
    assert [each[expected][0] for each in found] == ["友善", "不聊政治"]


def test_a_rule_of_one_line_is_called_how_it_begins() -> None:
    long = "Please do not bring politics into these channels, because we all came here to have fun and to rest."
    assert said(f"1. Be kind.\n2. {long}") == [
        {"en": ("Be kind", "Be kind.")},
        {"en": ("Please do not bring politics into these channels", long)},
    ]
    (only,) = read(f"- {'word ' * 30}").drafts
    assert only.texts["en"].name.endswith("word…")


def test_an_address_is_no_name() -> None:
    assert said("1. https://example.com/rules: read\n2. Be kind")[0]["en"][1] == "https://example.com/rules: read"


def test_lists_below_numbered_headings_belong_to_their_rules() -> None:
    text = "### 1. Be kind\n- No insults.\n- No slurs.\n\n### 2. No politics\n1. Not here.\n2. Not there."
    assert said(text) == [
        {"en": ("Be kind", "- No insults.\n- No slurs.")},
        {"en": ("No politics", "1. Not here.\n2. Not there.")},
    ]


def test_what_stands_below_a_rule_belongs_to_it() -> None:
    text = (
        "Welcome to our club\n\n1. Cats first\n   Post your cat.\n   - then your dog\n\n   *Keywords:* cat, pets\n"
        "   > Biscuit asleep\n\n   ---\n\n   It is a toll.\n\nThanks for reading\n"
    )
    contents = read(text)
    (draft,) = contents.drafts
    assert draft.texts["en"] == RuleText(
        "Cats first", "Post your cat.\n- then your dog", "It is a toll.", ("cat", "pets"), ("Biscuit asleep",)
    )
    assert contents.left == ["Welcome to our club", "Thanks for reading"]
    assert draft.where == "line 3"


@pytest.mark.parametrize(
    "text",
    [
        (
            "1. Be kind\nTalk to people as friends.\n友善\n像对朋友一样说话。\n"
            "2. No politics\nNot here, please.\n不聊政治\n换个话题吧。"
        ),
        (
            "1. Be kind | 友善\nTalk to people as friends.\n像对朋友一样说话。\n"
            "2. **No politics / 不聊政治**\nNot here, please.\n换个话题吧。"
        ),
        (
            "1. Be kind\n   Talk to people as friends.\n2. No politics\n   Not here, please.\n\n"
            "1. 友善\n   像对朋友一样说话。\n2. 不聊政治\n   换个话题吧。"
        ),
        (
            "## Rules\n- Be kind: Talk to people as friends.\n- No politics: Not here, please.\n"
            "## 规则\n- 友善：像对朋友一样说话。\n- 不聊政治：换个话题吧。"
        ),
    ],
)
def test_what_is_written_in_both_languages_is_one_book(text: str) -> None:
    chinese = [("友善", "像对朋友一样说话。"), ("不聊政治", "换个话题吧。")]
    assert said(text) == [{"en": KIND, "zh-CN": chinese[0]}, {"en": POLITICS, "zh-CN": chinese[1]}]


def test_chapters_of_one_language_follow_each_other() -> None:
    assert said("## Chat\n1. Be kind: Talk to people as friends.\n## Topics\n1. No politics: Not here, please.") == BOTH


def test_a_word_of_the_other_language_is_no_translation() -> None:
    (draft,) = read(
        "1. No gatekeeping\nNobody has to know what all of this slang means, so explain it.\nyyds 永远的神"
    ).drafts
    assert list(draft.texts) == ["en"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no list"),
        ("Just be nice to each other, everybody.", "no list"),
        ("1. Be kind\n2. Будьте добры друг к другу", "neither English nor Chinese"),
        ("## English\n1. Be kind\n2. No politics\n## 简体中文\n1. 友善", "Each rule needs its place in both"),
    ],
)
def test_what_is_no_rule_book_is_refused(text: str, words: str) -> None:
    with pytest.raises(BadFileError) as caught:
        read(text)
    assert words in caught.value.problems[0].message_id


# Spaces at the ends of lines are nothing that anybody sees, and are not kept.
# What a naive pattern would go through again and again.
UNITS = [
    "<!--",
    "# ",
    "#",
    "| ",
    " ",
    "**",
    "- ",
    "* ",
    "1. x\n",
    "-",
    "\u3000",
    "a: ",
    "```\n",
    "第1条 ",
    "\t",
    "—",
    "https:",
]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("head", ["", "1. a", "# b"])
def test_no_text_takes_long(unit: str, head: str) -> None:
    def work(text: str) -> None:
        with suppress(BadFileError):
            read_markdown(f"{head}{text}b".encode(), detect)

    grows_linearly(work, unit)


def test_a_great_many_rules_are_not_looked_at_one_by_one() -> None:
    asked: list[str] = []

    def count(text: str) -> Detection:
        asked.append(text)
        return Detection("en")

    with pytest.raises(BadFileError) as caught:
        read_markdown(b"1. Be kind\n" * 1000, count)
    assert caught.value.problems[0].params == {"n": 1000, "most": MOST_RULES}
    assert asked == []


_LETTERS = st.text(st.sampled_from("abc XYZ 猫狗,.!?：-#>`_\n"), max_size=60).map(
    lambda text: "\n".join(map(str.rstrip, text.split("\n")))
)
_LINE = st.text(st.sampled_from("abcXYZ猫狗 .!?-#>_"), min_size=1, max_size=30)


@st.composite
def _texts(draw: st.DrawFn) -> RuleText:
    """What a form can hold: written into it, and read from it."""
    name = draw(_LINE.filter(lambda line: any(map(str.isalnum, line))))
    words, examples = draw(st.lists(_LINE, max_size=3)), draw(st.lists(_LINE, max_size=3))
    raw = RuleText(name, f"a{draw(_LETTERS)}", draw(_LETTERS), tuple(words), tuple(examples))
    text = wording.split(wording.joined(raw))
    return RuleText(
        text.name, text.text or "a", text.detail, text.keywords, text.examples, is_machine=draw(st.booleans())
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(_texts(), _texts(), _texts()), min_size=1, max_size=4))
def test_what_is_written_is_read_as_it_was(rules: Sequence[tuple[RuleText, RuleText, RuleText]]) -> None:
    book = Book([Rule(n, n, dict(zip(LOCALES, each, strict=True))) for n, each in enumerate(rules)])
    contents = read_markdown(write_markdown(book), detect)
    assert [draft.texts for draft in contents.drafts] == [rule.texts for rule in book.rules]
    assert contents.left == []


@pytest.mark.parametrize("page", ["rules.md", "rules.zh-CN.md"])
def test_what_the_documentation_shows_is_read_as_it_says(page: str) -> None:
    text = (Path(__file__).parents[4] / "docs" / page).read_text(encoding="utf-8")
    form, written = re.findall(r"^```text\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    rule = wording.split(form)
    assert (len(rule.keywords), len(rule.examples), bool(rule.text), bool(rule.detail)) == (3, 1, True, True)
    contents = read(written)
    first, second = [next(iter(draft.texts.values())) for draft in contents.drafts]
    assert (len(first.keywords), first.name) == (2, "友善" if "zh" in page else "Be kind")
    assert second.text in ("We come here to have fun.", "大家是来开心的。")
    assert contents.left == []
