"""Numbers and keywords, in whatever language and script somebody has at hand."""

import pytest

from bot.i18n import LOCALES
from bot.rules.book import Book, Rule, RuleText
from bot.rules.search import find
from bot.rules.triggers.folding import Folding

FOLD = Folding().fold


def rule(position: int, **said: tuple[str, str, tuple[str, ...]]) -> Rule:
    texts = dict(zip(LOCALES, said.values(), strict=True))
    named = {locale: RuleText(name, text, keywords=words) for locale, (name, text, words) in texts.items()}
    return Rule(10 + position, position, named)


BOOK = Book(
    [
        rule(0, en=("Be kind", "Jokes end when somebody stops laughing.", ("kind", "respect others")),
             cn=("友善", "有人不笑了就停。", ("友善", "玩笑")), tw=("友善", "有人不笑了就停。", ("友善", "玩笑"))),
        rule(1, en=("Cats", "Pay the tax.", ("cat", "pets")),
             cn=("猫", "缴税。", ("猫税",)), tw=("貓", "繳稅。", ("貓稅",))),
        rule(2, en=("No politics", "Not here, kindly.", ("politics", "Election")),
             cn=("不聊政治", "换个话题。", ("政治", "选举")), tw=("不聊政治", "換個話題。", ("政治", "選舉"))),
    ]
)  # fmt: skip


def numbers(wanted: str) -> list[int]:
    return [each.number for each in find(BOOK, wanted, FOLD).rules]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("1", [1]),
        ("3 1", [3, 1]),
        ("１、３", [1, 3]),
        ("#2", [2]),
        ("3.", [3]),
        ("1-2", [1, 2]),
        ("2-99", [2, 3]),
        ("politics", [3]),
        ("ＰＯＬＩＴＩＣＳ", [3]),
        ("Polítics", [3]),
        ("政治", [3]),
        ("選舉", [3]),
        ("选举", [3]),
        ("貓稅", [2]),
        ("猫税", [2]),
        ("聊聊政治吧", [3]),
        ("no politics", [3]),
        ("respect others cat", [1, 2]),
        ("1 3 politics", [1, 3]),
        ("elect", [3]),
        ("laughing", [1]),
        ("政治，猫税；1", [3, 2, 1]),
    ],
)
def test_rules_are_found(wanted: str, found: list[int]) -> None:
    assert numbers(wanted) == found


def test_a_keyword_goes_before_a_word_within_a_text() -> None:
    assert numbers("kind") == [1]


@pytest.mark.parametrize("wanted", ["0", "4", "99", "weather", "天气", "4-2"])
def test_what_names_no_rule_is_told(wanted: str) -> None:
    found = find(BOOK, f"{wanted} cat", FOLD)
    assert [each.number for each in found.rules] == [2]
    assert list(found.unknown) == [wanted]


def test_nothing_finds_nothing() -> None:
    assert find(BOOK, " , ", FOLD).rules == []
