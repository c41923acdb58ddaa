"""What may be a word of a server, and what is said where it may not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.words.checking import MOST_VARIANTS, Spellings, checked
from bot.words.word import Kind, Word

TERM, KEEP, SLANG = Kind


def test_spaces_are_tidied() -> None:
    word = checked(Word("  hotpot \n night ", TERM, " 火锅局 ", (" a  b ", "", "a b")))
    assert word == Word("hotpot night", TERM, "火锅局", ("a b",))


@pytest.mark.parametrize(
    ("word", "said"),
    [
        (Word("x", KEEP), "two characters"),
        (Word("好", KEEP), "two characters"),
        (Word("", KEEP), "two characters"),
        (Word("ok", KEEP, variants=("k",)), "two characters"),
        (Word("x" * 61, KEEP), "60 characters"),
        (Word("xx", KEEP, variants=("x" * 61,)), "60 characters"),
        (Word("xx", KEEP, variants=tuple(f"x{n}" for n in range(MOST_VARIANTS + 1))), "10 other spellings"),
        (Word("xx", TERM, "好" * 101), "translation may have 100"),
        (Word("xx", SLANG, meaning_en="x" * 301, meaning_zh="好"), "explanation may have 300"),
        (Word("⟦1⟧", KEEP), "can't be kept"),
        (Word("xx\x00", KEEP), "can't be kept"),
        (Word("xx", TERM, "好\ud800"), "can't be kept"),
        (Word("!!", KEEP), "no letters"),
        (Word("😂😂", KEEP), "no letters"),
        (Word("xx", TERM), "needs a translation"),
        (Word("xx", TERM, "yy"), "one must be Chinese"),
        (Word("火锅", TERM, "火鍋"), "one must be Chinese"),
        (Word("xx", KEEP, "好"), "stay as it is"),
        (Word("xx", SLANG), "an explanation in English and one in Chinese"),
        (Word("xx", SLANG, meaning_en="x"), "an explanation in English and one in Chinese"),
    ],
)
def test_what_cannot_be_a_word_is_told_plainly(word: Word, said: str) -> None:
    with pytest.raises(UserError) as caught:
        checked(word)
    assert said in str(caught.value)


TEXTS = st.text(max_size=70)


@given(st.builds(Word, TEXTS, st.sampled_from(Kind), TEXTS, st.lists(TEXTS, max_size=3).map(tuple), TEXTS, TEXTS))
def test_what_is_kept_is_fit_to_be_kept(word: Word) -> None:
    """Either an error, or a word that checks to itself."""
    try:
        kept = checked(word)
    except UserError:
        return
    assert checked(kept) == kept
    assert all(2 <= len(each) <= 60 and "," not in each and "\n" not in each for each in (kept.variants))


def test_no_word_is_found_where_another_one_is() -> None:
    spellings = Spellings([Word("RedBridge", KEEP, variants=("红桥",))], str.casefold)
    for twin in (Word("redbridge", KEEP), Word("bridge", KEEP, variants=("红桥",)), Word("x1", TERM, "红桥")):
        with pytest.raises(UserError, match="RedBridge"):
            spellings.put(twin)
    spellings.put(Word("bridge", KEEP))
    with pytest.raises(UserError, match="“bridge”"):
        spellings.put(Word("Bridge", KEEP))


def test_a_word_may_take_the_place_of_its_former_self() -> None:
    former = Word("RedBridge", KEEP, variants=("红桥",))
    spellings = Spellings([former], str.casefold)
    spellings.put(Word("redbridge", KEEP), former)
    spellings.put(Word("红桥", KEEP))


def test_a_word_may_repeat_itself() -> None:
    Spellings([], str.casefold).put(Word("moon", TERM, "月亮", ("Moon",)))


def test_what_nobody_sees_makes_no_other_word() -> None:
    word = checked(Word("\u202eRed\u200bBridge\ufeff", Kind.KEEP, variants=("R\u2066B",)))
    assert (word.text, word.variants) == ("RedBridge", ("RB",))


def test_joiners_of_emoji_stay() -> None:
    assert checked(Word("family 👨‍👩‍👧", Kind.KEEP)).text == "family 👨‍👩‍👧"
