import pytest

from bot.engines.gloss.lemmas import forms_of, squeezed

IRREGULAR = {"went": "go", "ate": "eat"}
COMPARABLE = {"big", "pretty", "nice"}


@pytest.mark.parametrize(
    ("word", "plain", "before", "after"),
    [
        ("cats", "cat", "", ""),
        ("puppies", "puppy", "", ""),
        ("watches", "watch", "", ""),
        ("refugees", "refugee", "", ""),
        ("running", "run", "", ""),
        ("telling", "tell", "", ""),
        ("making", "make", "", ""),
        ("looked", "look", "", "了"),
        ("liked", "like", "", "了"),
        ("stopped", "stop", "", "了"),
        ("tried", "try", "", "了"),
        ("went", "go", "", "了"),
        ("bigger", "big", "更", ""),
        ("prettier", "pretty", "更", ""),
        ("nicest", "nice", "最", ""),
        ("slowly", "slow", "", ""),
    ],
)
def test_endings_lead_back_to_the_plain_form(word: str, plain: str, before: str, after: str):
    assert (plain, before, after) in list(forms_of(word, IRREGULAR, COMPARABLE))


@pytest.mark.parametrize("word", ["is", "bed", "red", "ring", "her", "a", "", "us"])
def test_short_words_have_no_endings(word: str):
    assert list(forms_of(word, IRREGULAR, COMPARABLE)) == []


@pytest.mark.parametrize("word", ["spoiler", "letter", "interest"])
def test_what_cannot_be_compared_is_no_comparative(word: str):
    assert not [form for form in forms_of(word, IRREGULAR, COMPARABLE) if form.before]


@pytest.mark.parametrize(
    ("word", "shorter"),
    [("soooo", ["soo", "so"]), ("cuuute", ["cuute", "cute"]), ("hello", ["helo"]), ("cat", []), ("", [])],
)
def test_drawn_out_letters_are_squeezed(word: str, shorter: list[str]):
    assert list(squeezed(word)) == shorter
