"""How rules are said: in both languages, in turns of phrase that differ, and never longer than Discord takes."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import LOCALES, catalogue_folder
from bot.markup import units
from bot.rules.book import LONGEST_NAME, LONGEST_TEXT, Rule, RuleText
from bot.rules.saying import GENTLE, LONGEST, PLACEHOLDERS, PLAIN, PRIVATE, SayingsError, Wordings, line, load

WORDINGS: Wordings = load(catalogue_folder())
POLITICS = Rule(
    1,
    2,
    {
        "en": RuleText("No politics", "Please leave politics at the door."),
        "zh-CN": RuleText("不聊政治", "政治留在门外吧。"),
        "zh-TW": RuleText("不聊政治", "政治留在門外吧。"),
    },
)
MORE = {
    "en": {"server": "Hotpot Club", "question": "What did you have for breakfast?"},
    "zh-CN": {"server": "Hotpot Club", "question": "早饭吃什么？"},
    "zh-TW": {"server": "Hotpot Club", "question": "早餐吃什麼？"},
}


def test_a_reminder_says_the_rule_in_both_languages_the_chinese_one_as_the_server_reads_it() -> None:
    assert line(PLAIN, POLITICS, "zh-TW", WORDINGS, lambda _: 0) == (
        "🍵 小提醒，規則 3「不聊政治」：政治留在門外吧。\n"
        "🍵 A gentle reminder of rule 3, No politics: Please leave politics at the door."
    )
    private = line(PRIVATE, POLITICS, "zh-CN", WORDINGS, lambda _: 0, MORE)
    assert private.count("Hotpot Club") == 2
    assert "政治留在门外吧。" in private


@pytest.mark.parametrize("how", PLACEHOLDERS)
def test_each_way_is_said_in_every_language_and_all_ways_differ(how: str) -> None:
    ways = len(WORDINGS[how])
    assert ways >= 3
    for chinese in LOCALES[1:]:
        said = {line(how, POLITICS, chinese, WORDINGS, lambda _, way=way: way, MORE) for way in range(ways)}
        assert len(said) == ways
        assert not any("{" in each for each in said)


def test_the_choice_is_among_all_ways_of_the_kind() -> None:
    asked: list[int] = []
    line(GENTLE, POLITICS, "zh-CN", WORDINGS, lambda count: asked.append(count) or count - 1, MORE)
    assert asked == [len(WORDINGS[GENTLE])]


WORDS = st.text(st.sampled_from("ab 字😀\n。{}*"), min_size=1)


@given(
    how=st.sampled_from(sorted(PLACEHOLDERS)),
    names=st.tuples(WORDS, WORDS),
    texts=st.tuples(st.integers(1, LONGEST_TEXT), st.integers(1, LONGEST_TEXT)),
    way=st.integers(0, 2),
    letter=st.sampled_from("a字😀"),
)
def test_it_always_fits_and_a_text_that_fits_is_never_cut(
    how: str, names: tuple[str, str], texts: tuple[int, int], way: int, letter: str
) -> None:
    english, chinese = (RuleText(name[:LONGEST_NAME], letter * count) for name, count in zip(names, texts, strict=True))
    rule = Rule(1, 49, {"en": english, "zh-CN": chinese, "zh-TW": chinese})
    said = line(how, rule, "zh-CN", WORDINGS, lambda _: way, MORE)
    assert units(said) <= LONGEST
    assert english.name in said
    if how != GENTLE and "…" not in said:
        assert english.text in said
        assert chinese.text in said
    if sum(texts) * units(letter) < 1400:
        assert "…" not in said


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for locale in ("en", "zh_CN", "zh_TW"):
        shutil.copytree(catalogue_folder() / locale / "rules", tmp_path / locale / "rules")
    return tmp_path


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("[timed]", "[sometimes]", "exactly the tables"),
        ("door =", "gate =", "not those of the English file"),
        ("规则 {number}", "规则", "must hold exactly"),
        ("[plain]", "[plain", "TOMLDecodeError"),
    ],
)
def test_a_broken_file_is_named_with_its_fault(folder: Path, before: str, after: str, reason: str) -> None:
    path = folder / "zh_CN" / "rules" / "reminders.toml"
    path.write_text(path.read_text("utf-8").replace(before, after), "utf-8")
    with pytest.raises(SayingsError) as refused:
        load(folder)
    assert refused.value.params["path"] == str(path)
    assert reason in str(refused.value.params["reason"])
