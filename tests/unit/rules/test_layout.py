"""Rules are put into as few messages as hold them whole."""

from hypothesis import given
from hypothesis import strategies as st

from bot.markup import units
from bot.rules.book import Rule, RuleText
from bot.rules.layout import block, packed

BLOCKS = st.lists(st.text(alphabet="ab 🐱字\n", min_size=1, max_size=300).filter(str.strip), min_size=1, max_size=12)


def test_a_rule_has_its_number_and_more_only_where_it_is_asked_for() -> None:
    rule = Rule(7, 2, {"en": RuleText("Cats", "Post one.", "They rule.", ("cat",), ("Biscuit",))})
    assert block(rule, "en") == "**3. Cats**\nPost one."
    assert block(rule, "en", whole=True) == "**3. Cats**\nPost one.\n> Biscuit\nThey rule."


def test_what_fits_together_stands_together() -> None:
    assert packed(["a" * 50, "b" * 48, "c"], 100) == ["a" * 50 + "\n\n" + "b" * 48, "c"]
    assert packed(["a" * 50, "b" * 49, "c"], 100) == ["a" * 50, "b" * 49 + "\n\nc"]


def test_only_what_fits_into_no_message_is_cut() -> None:
    long = " ".join(["word"] * 60)
    messages = packed(["first", long, "last"], 200)
    assert messages[0] == "first"
    assert messages[-1].endswith("\n\nlast")
    assert "".join(messages[1:]).replace("\n\nlast", "").replace(" ", "") == long.replace(" ", "")


@given(BLOCKS)
def test_nothing_is_lost_and_every_message_fits(blocks: list[str]) -> None:
    messages = packed(blocks, 200)
    assert all(units(each) <= 200 for each in messages)
    assert "".join("".join(messages).split()) == "".join("".join(blocks).split())
    for each in blocks:
        assert units(each) > 200 or any(each in message for message in messages)
