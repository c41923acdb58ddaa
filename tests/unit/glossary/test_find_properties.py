"""What holds of `find` for any text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.glossary import Glossary
from bot.glossary.folding import Folding
from bot.language.convert import to_simplified
from tests.unit.linear import grows_linearly

GLOSSARY = Glossary.load(to_simplified)
WORDS = [word for entry in GLOSSARY.entries for word in (entry.headword, *entry.variants)]
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(
        ["⟦0⟧", "⟦12⟧", " ", "，", "!", "的", "了", "520", "yuan", "元", "what does ", " mean", "是什么意思"]
    ),
    st.text(max_size=8),
)
LINES = st.lists(PIECES, max_size=10).map("".join)
LANGUAGES = st.sampled_from(["en", "zh"])


@given(LINES, LANGUAGES)
def test_matches_are_in_order_and_apart(text: str, language: str) -> None:
    reached = 0
    for match in GLOSSARY.find(text, language):
        assert reached <= match.start < match.end <= len(text)
        reached = match.end


@given(LINES, LANGUAGES)
def test_spans_are_spellings_of_the_entry(text: str, language: str) -> None:
    """What stands there is a spelling of the entry, but for letters that are written more often."""
    folding = Folding(to_simplified)
    for match in GLOSSARY.find(text, language):
        there = squeezed(folding.fold(text[match.start : match.end]))
        spellings = (match.entry.headword, *match.entry.variants)
        assert there in {squeezed(folding.fold(spelling)) for spelling in spellings}


@given(LINES, LANGUAGES)
def test_no_match_touches_a_slot(text: str, language: str) -> None:
    slots = [set(range(*slot.span())) for slot in re.finditer(r"⟦\d+⟧", text)]
    for match in GLOSSARY.find(text, language):
        assert not any(slot & set(range(match.start, match.end)) for slot in slots)


@given(LINES, LANGUAGES)
def test_the_same_text_gives_the_same_matches(text: str, language: str) -> None:
    once = GLOSSARY.find(text, language)
    assert GLOSSARY.find(text, language) == once


@given(LINES, LANGUAGES)
def test_what_is_kept_is_what_stands_there(text: str, language: str) -> None:
    for match in GLOSSARY.find(text, language):
        if match.entry.language != language or match.asked:
            assert match.rendering == text[match.start : match.end]
        else:
            assert match.rendering in ("", match.entry.rendering.of("zh" if language == "en" else "en"))


@given(st.text())
def test_folding_keeps_every_place(text: str) -> None:
    assert len(Folding(to_simplified).fold(text)) == len(text)


@given(st.text(max_size=120))
def test_whatever_is_asked_for_is_answered(term: str) -> None:
    found = GLOSSARY.look_up(term)
    assert len(found) <= 5
    assert len({one.entry.id for one in found}) == len(found)


@pytest.mark.parametrize(
    "unit", ["yyds ", "打卡", "a", "⟦", "no cap ", "520", "what is ", "aaa", "牛马，", "i'm dead "]
)
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    grows_linearly(lambda text: GLOSSARY.find(text, "en"), unit, 400)


def squeezed(text: str) -> str:
    return "".join(letter for at, letter in enumerate(text) if not at or text[at - 1] != letter)
