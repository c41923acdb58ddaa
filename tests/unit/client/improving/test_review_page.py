"""What moderators read of a suggestion fits into a post, whatever was written."""

from hypothesis import given
from hypothesis import strategies as st

from bot.client.improving.review_page import Pages
from bot.client.render import LIMIT
from bot.i18n import Catalogues
from bot.markup import units
from bot.suggestions.checking import LONGEST
from bot.suggestions.suggestions import APPROVED, REJECTED, WAITING, Suggestion
from bot.translation.memory.memory import LONGEST_SOURCE

LARGEST = 2**63 - 1
CATALOGUES = Catalogues.load()


def suggestion(source: str, present: str, proposed: str, state: str = WAITING) -> Suggestion:
    ids = (LARGEST,) * 5
    return Suggestion(*ids, "en", "zh-TW", source, present, proposed, 1, state, 1, 2, LARGEST)


@given(
    st.text(max_size=LONGEST_SOURCE),
    st.text(max_size=1500),
    st.text(max_size=LONGEST).filter(lambda text: units(text) <= LONGEST),
    st.sampled_from([WAITING, APPROVED, REJECTED]),
    st.sampled_from(["zh-CN", "zh-TW"]),
)
def test_a_page_fits_and_holds_the_whole_suggestion(
    source: str, present: str, proposed: str, state: str, chinese: str
) -> None:
    page = Pages(CATALOGUES, chinese).page(suggestion(source, present, proposed, state))
    assert units(page) <= LIMIT
    assert page.endswith(proposed)


def test_the_longest_of_all_fits() -> None:
    longest = suggestion("😭\n" * (LONGEST_SOURCE // 2), "😭\n" * 750, "😭" * (LONGEST // 2))
    page = Pages(CATALOGUES, "zh-CN").page(longest)
    assert units(page) <= LIMIT
    assert page.endswith("😭" * (LONGEST // 2))


def test_short_texts_are_shown_whole() -> None:
    page = Pages(CATALOGUES, "zh-CN").page(suggestion("one\ntwo", "一\n二", "一啊\n二啊"))
    assert page.splitlines()[1:] == [
        "**原文 · The message**",
        "> one",
        "> two",
        "**现在的译文 · The translation now**",
        "> 一",
        "> 二",
        "**建议 · The suggestion**",
        ">>> 一啊",
        "二啊",
    ]


def test_a_long_original_leaves_room_for_the_present_translation() -> None:
    page = Pages(CATALOGUES, "zh-CN").page(suggestion("a" * 500, "猫" * 100, "狗" * 900))
    assert units(page) <= LIMIT
    assert "> aaaaaaaaaa" in page
    assert "> 猫猫猫" in page


def test_what_somebody_else_decided_is_said_above_the_same_texts() -> None:
    pages = Pages(CATALOGUES, "zh-CN")
    page = pages.page(suggestion("one", "一", "一啊"))
    closed = pages.closed(page, suggestion("", "", "", REJECTED))
    assert closed.splitlines()[0].startswith("✖️ <@")
    assert str(LARGEST) in closed.splitlines()[0]
    assert closed.splitlines()[1:] == page.splitlines()[1:]
    assert pages.closed(page, None) == "这条建议已经不在了。 · This suggestion is gone."
