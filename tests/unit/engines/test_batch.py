"""Joined texts come apart exactly, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engines import batch
from bot.engines.batch import BatchMismatch, Party, may_mix, same_answer, split
from bot.engines.engine import Answer, Asker, Request, Term, Traits
from tests.fakes.desks import LineEngine, ListEngine

line = st.text(st.characters(exclude_categories=["Cs", "Zl", "Zp", "Cc"]), min_size=1, max_size=20).filter(str.strip)
lines = st.lists(line, min_size=2, max_size=8)


def ask(text: str, guild: int = 1, **more: object) -> Request:
    return Request(text, "en", "zh-CN", asker=Asker(guild), **more)  # type: ignore[arg-type]


@given(lines)
def test_lines_come_apart_as_they_were(texts: list[str]) -> None:
    assert [answer.text for answer in split(Answer("\n".join(texts), "x"), len(texts))] == texts


@given(lines, st.sampled_from(["\n", "\n\n", "\r\n"]))
def test_an_outer_line_break_is_no_text(texts: list[str], end: str) -> None:
    assert [answer.text for answer in split(Answer(end + "\n".join(texts) + end, "x"), len(texts))] == texts


@given(lines, st.data())
def test_a_lost_joined_added_or_emptied_line_is_noticed(texts: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(texts) - 2))
    spoiled = {
        "dropped": texts[:place] + texts[place + 1 :],
        "joined": [*texts[:place], texts[place] + " " + texts[place + 1], *texts[place + 2 :]],
        "added": [*texts[:place], texts[place], "and more", *texts[place + 1 :]],
        "emptied": [*texts[:place], " ", *texts[place + 1 :]],
        "moved by an empty line": [*texts[: place + 1], "", *texts[place + 2 :]],
        "all gone": [],
    }
    for answer in spoiled.values():
        with pytest.raises(BatchMismatch):
            split(Answer("\n".join(answer), "x"), len(texts))


@pytest.mark.parametrize("broken", ["a\u2028b", "a\rb", "a\x85b"])
def test_a_line_that_others_would_read_as_two_is_noticed(broken: str) -> None:
    with pytest.raises(BatchMismatch):
        split(Answer(f"{broken}\nc", "x"), 2)


def test_readings_come_apart_or_are_left_out() -> None:
    good, bad = Answer("a\nb", "x", pinyin="ā\nbō"), Answer("a\nb", "x", pinyin="ā bō")
    assert [answer.pinyin for answer in split(good, 2)] == ["ā", "bō"]
    assert [answer.pinyin for answer in split(bad, 2)] == ["", ""]


def test_no_text_at_all_is_no_answer_to_two() -> None:
    with pytest.raises(BatchMismatch):
        split(Answer(None, "x"), 2)  # type: ignore[arg-type] # as deep-translator answers


@pytest.mark.asyncio
async def test_a_list_of_the_wrong_length_is_noticed() -> None:
    engine = ListEngine()
    engine.spoil = lambda answers: answers[:-1]
    with pytest.raises(BatchMismatch):
        await batch.ask(engine, [ask("one"), ask("two")])


def test_what_goes_along() -> None:
    party = Party(LineEngine(), ask("one"))
    assert party.has_room
    assert party.admits(ask("two"))
    assert not party.admits(ask("two\nlines"))
    assert not party.admits(ask("two\u2028lines"))
    assert not party.admits(ask(" "))
    assert not party.admits(Request("zwei", "zh-CN", "en"))
    assert not party.admits(ask("x" * 2_000))
    assert party.admits(ask("x" * 1_900))
    assert not party.admits(ask("x" * 100)), "with the others it would be too much"


def test_what_takes_nobody_along() -> None:
    assert not Party(LineEngine(), ask("two\nlines")).has_room
    assert not Party(LineEngine(), ask("x" * 2_000)).has_room
    single = LineEngine()
    single.traits = Traits(answers_as="x")
    assert not Party(single, ask("one")).has_room


def test_a_list_takes_texts_of_several_lines() -> None:
    party = Party(ListEngine(), ask("one\ntwo"))
    assert party.has_room
    assert party.admits(ask("three\nfour", guild=2))


def test_a_prompt_takes_only_what_is_asked_in_the_same_words() -> None:
    engine = ListEngine()
    engine.traits = Traits(answers_as="llm", prompted=True)
    party = Party(engine, ask("one", terms=(Term("cat", "猫"),)))
    assert not party.admits(ask("two"))
    assert party.admits(ask("two", terms=(Term("cat", "猫"),)))


def test_who_could_mix_texts_up() -> None:
    prompted = ListEngine()
    prompted.traits = Traits(answers_as="llm", prompted=True)
    assert [may_mix(engine) for engine in (LineEngine(), prompted, ListEngine())] == [True, True, False]


def test_equal_answers_whoever_asks() -> None:
    plain, prompted = Traits(answers_as="x"), Traits(answers_as="x", prompted=True)
    for traits in (plain, prompted):
        assert same_answer(ask("one", 1), traits) == same_answer(ask("one", 2), traits)
        assert same_answer(ask("one"), traits) != same_answer(ask("two"), traits)
        assert same_answer(ask("one"), traits) != same_answer(Request("one", "en", "zh-TW"), traits)
    one, other = ask("it", context=("the cat",)), ask("it", context=("the dog",))
    assert same_answer(one, prompted) != same_answer(other, prompted)
    assert same_answer(one, plain) == same_answer(other, plain)
