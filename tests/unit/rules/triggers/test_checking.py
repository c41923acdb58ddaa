"""Triggers are refused that would cost too much, find nothing, or find everything."""

import time

import pytest

from bot.errors import UserError
from bot.rules.triggers.checking import LONGEST_PATTERN, LONGEST_WORD, MOST_WORDS, checked
from bot.rules.triggers.everyday import MOST, lines, refuse_everyday
from bot.rules.triggers.folding import Folding
from bot.rules.triggers.matcher import Matcher, Topic
from bot.store.triggers import Trigger

FOLDING, LINES = Folding(), lines()


def looked_at(**values: object) -> Trigger:
    return checked(Trigger(1, 1, 1, **values), FOLDING)  # pyright: ignore[reportArgumentType] - as each test has it


def everyday(*words: str, pattern: str = "") -> None:
    refuse_everyday(Matcher([Topic(1, words, pattern)], FOLDING), LINES)


def test_words_are_tidied() -> None:
    kept = looked_at(words=("  two   words ", "", "two words", "政治"), exceptions=(" a ", ""))
    assert (kept.words, kept.exceptions) == (("two words", "政治"), ("a",))


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"words": (" ", "")},
        {"words": ("***",)},
        {"words": ("。。",)},
        {"words": ("x" * (LONGEST_WORD + 1),)},
        {"words": tuple(f"word{n}" for n in range(MOST_WORDS + 1))},
        {"words": ("a",), "exceptions": tuple(f"word{n}" for n in range(MOST_WORDS + 1))},
        {"pattern": "x" * (LONGEST_PATTERN + 1)},
        {"pattern": "("},
        {"pattern": "(?=a)b"},
        {"pattern": "x{1000}{1000}"},
        {"words": ("a",), "count": 0},
        {"words": ("a",), "minutes": 1441},
        {"words": ("a",), "member_rest": -1},
    ],
)
def test_what_cannot_be_is_refused(values: dict[str, object]) -> None:
    with pytest.raises(UserError, match=r"[Nn]othing was changed"):
        looked_at(**values)


def test_ten_thousand_words_are_refused_at_once_with_the_limit() -> None:
    begun = time.process_time()
    with pytest.raises(UserError) as refused:
        looked_at(words=tuple(f"word{number}" for number in range(10_000)))
    assert refused.value.params == {"most": MOST_WORDS, "count": 10_000}
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    ("words", "pattern"), [(("的",), ""), (("the",), ""), ((), "."), ((), ".*"), ((), "[aeiou]"), (("你", "我"), "")]
)
def test_what_everybody_says_all_day_is_refused_with_an_example(words: tuple[str, ...], pattern: str) -> None:
    with pytest.raises(UserError) as refused:
        everyday(*words, pattern=pattern)
    assert refused.value.params["example"] in LINES
    assert refused.value.params["word"] in {*words, pattern}
    assert refused.value.params["share"] > 100 * MOST // len(LINES)


def test_ordinary_topics_are_taken() -> None:
    everyday("politics", "政治", "选举", "elect*", "war", "zz", "cat", "猫")
    everyday(pattern=r"\bv(ote|oting)\b")


def test_there_are_as_many_lines_of_both_languages() -> None:
    chinese = [line for line in LINES if any("\u4e00" <= letter <= "\u9fff" for letter in line)]
    assert len(LINES) == len(set(LINES)) == 60
    assert len(chinese) == 30
