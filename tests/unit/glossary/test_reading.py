"""What is said about a list that cannot be used."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.glossary import Context, Entry, GlossaryError, Kind, Register
from bot.glossary.folding import Folding
from bot.glossary.reading import Reader
from bot.language.convert import to_simplified

HEAD = 'language = "zh"\n[entry."甲乙"]\n'
GOOD = HEAD + 'meaning = { en = "a", zh = "一" }\n'


def read(document: str) -> list[Entry]:
    return Reader(Folding(to_simplified), {"money": ["元", "USD"]}).read(document)


def test_all_fields() -> None:
    (entry,) = read(
        GOOD
        + """
        kind = "term"
        register = "playful"
        variants = ["丙丁"]
        rendering = "A B"
        fixed = true
        home = true
        quiet = true
        expansion = "x"
        reading = "jiǎ yǐ"
        not_slang_when = { en = "never", zh = "从不" }
        unless = { followed = ["@money", "<digit>", "軟"], near = ["X"] }
        only.alone = true
        only.preceded = ["<edge>"]
        """
    )
    assert (entry.kind, entry.register, entry.variants) == (Kind.TERM, Register.PLAYFUL, ("丙丁",))
    assert (entry.rendering.en, entry.rendering.zh) == ("A B", "甲乙")
    assert entry.unless == Context(followed=("元", "usd", "<digit>", "软"), near=("x",))
    assert entry.only == Context(alone=True, preceded=("<edge>",))
    assert (entry.fixed, entry.home, entry.quiet, entry.expansion, entry.reading) == (True, True, True, "x", "jiǎ yǐ")


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ("language = ", "line 1"),
        (GOOD + GOOD.replace('language = "zh"', ""), "line 5"),
        ("", "begin with its language"),
        ('language = "ja"', "begin with its language"),
        ('language = "zh"\nentries = {}', "doesn't know: entries"),
        ('language = "zh"\nentry = 3', "entry must be a table"),
        ('language = "zh"\n[entry]\na = 3', "a must be a table"),
        (HEAD, "meaning.en is missing"),
        (HEAD + 'meaning.en = "a"', "“甲乙”: meaning.zh is missing"),
        (HEAD + "meaning = 1", "meaning must be a table"),
        (GOOD + "meaning.fr = 'x'", "line 4"),
        (HEAD + "meaning = { en = 'a', zh = '一', fr = 'b' }", "doesn't know: fr"),
        (GOOD + "color = 1", "doesn't know: color"),
        (GOOD + "variants = 'x'", "variants must be a list"),
        (GOOD + "variants = [1]", "variants must be a text"),
        (GOOD + f"variants = {['x'] * 201}", "variants may hold 200 at most"),
        (GOOD + "fixed = 1", "fixed must be true or false"),
        (GOOD + "fixed = true", "rendering is missing"),
        (GOOD + "kind = 'term'", "rendering is missing"),
        (GOOD + "kind = 'joke'", "kind must be one of: slang, term, never"),
        (GOOD + "register = 'loud'", "register must be one of: neutral"),
        (GOOD + f"expansion = '{'x' * 301}'", "expansion may have 300 characters"),
        (GOOD + "expansion = ' x'", "begins or ends with a space"),
        (GOOD + "expansion = ''", "is empty"),
        (GOOD + "rendering = '⟦0⟧'", "one of ⟦ ⟧"),
        (GOOD + 'reading = "a\\nb"', "holds a line break"),
        (GOOD + "unless.near = ['@time']", "no list of words called @time"),
        (GOOD + "unless.near = ['x']", "say them in both languages"),
        (GOOD + "unless.nearby = ['x']", "doesn't know: nearby"),
        (GOOD + "only = true", "only must be a table"),
        ('language = "zh"\n[entry."⟦1⟧"]\nmeaning = { en = "a", zh = "一" }', "one of ⟦ ⟧"),
        (f'language = "zh"\n[entry.{"x" * 61}]\nmeaning = {{ en = "a", zh = "一" }}', "entry may have 60"),
    ],
)
def test_what_is_wrong_is_named(document: str, said: str) -> None:
    with pytest.raises(GlossaryError) as refused:
        read(document)
    assert said in str(refused.value)


@given(st.text())
def test_whatever_the_text_it_is_read_or_refused(document: str) -> None:
    with suppress(GlossaryError):
        assert isinstance(read(document), list)
