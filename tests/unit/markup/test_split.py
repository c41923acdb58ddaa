"""Long texts, for Discord and for engines."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.markup import chunks, protect, scan, split, units
from bot.markup.split import parts
from tests.unit.linear import grows_linearly
from tests.unit.markup.messages import LENGTHY, LONG, MESSAGES

LIMITS = st.sampled_from([100, 137, 500, 2000])
CLUSTERS = ["👩‍👩‍👧‍👦", "🏳️‍🌈", "👍🏽", "🇨🇳", "1️⃣", "e\u0301\u0302"]


@given(st.one_of(LONG, MESSAGES), LIMITS)
@LENGTHY
def test_parts_fit_and_lose_only_white_space_at_the_cuts(text, limit):
    found = parts(text, limit)
    at = 0
    for part in found:
        assert not text[at : part.start].strip()
        assert part.start < part.end
        at = part.end
    assert not text[at:].strip()
    written = split(text, limit)
    assert [part.opening + text[part.start : part.end] + part.closing for part in found] == written
    assert all(one.strip() and units(one) <= limit and len(one) <= limit for one in written)


@given(LONG, LIMITS)
@LENGTHY
def test_no_cut_goes_through_a_token(text, limit):
    cuts = {place for part in parts(text, limit) for place in (part.start, part.end)}
    for token in scan(text):
        if token.kind.value != "fence" and units(token.text) < limit // 3:
            assert not any(token.start < cut < token.end for cut in cuts), token


@pytest.mark.parametrize("cluster", CLUSTERS)
@pytest.mark.parametrize("limit", [100, 101, 102, 103, 2000])
def test_no_cut_goes_through_what_is_read_as_one_character(cluster, limit):
    for one in split(cluster * 700, limit):
        assert one.replace(cluster, "") == ""


def test_short_texts_stay_as_they_are():
    assert split("  hello\n") == ["  hello\n"]
    assert split("") == []
    assert split(" \n ") == []


def test_emoji_count_as_clients_count_them():
    assert [len(one) for one in split("😀" * 1500)] == [1000, 500]


def test_a_line_without_spaces():
    assert [len(one) for one in split("字" * 4000)] == [2000, 2000]
    assert [len(one) for one in split("a" * 4000)] == [2000, 2000]


def test_cuts_are_at_line_ends_then_sentences_then_spaces():
    lines = "\n".join(["a line of words that goes on"] * 200)
    assert all(one.endswith("goes on") and one.startswith("a line") for one in split(lines))
    sentences = "你好吗？我很好。" * 400
    assert all(one.endswith(("？", "。")) for one in split(sentences))
    spaced = "word " * 1000
    assert all(one.startswith("word") and one.rstrip().endswith("word") for one in split(spaced))


def test_a_code_block_is_closed_and_reopened_in_its_language():
    code = "\n".join(f"    x{n} = {n}  # <@{n}>" for n in range(300))
    text = f"look:\n```py\n{code}\n```\nnice"
    written = split(text)
    assert len(written) > 2
    assert all(one.count("```") % 2 == 0 for one in written)
    assert all("```py\n" in one for one in written[:-1])
    inner = [line for one in written for line in one.split("\n") if line.startswith("    x")]
    assert inner == code.split("\n")


def test_a_cut_spoiler_stays_hidden():
    written = split("||" + "he dies in the end. " * 200 + "||")
    assert len(written) > 1
    assert all(one.startswith("||") and one.endswith("||") for one in written)


def test_a_masked_link_is_not_cut():
    link = "[some label of words](https://a.example/path)"
    assert sum(one.count(link) for one in split((link + " ") * 100)) == 100


@given(st.one_of(LONG, MESSAGES), st.sampled_from([20, 100, 499, 4999]))
@LENGTHY
def test_chunks_join_back(text, limit):
    found = chunks(text, limit)
    assert "".join(found) == text
    assert all(one and units(one) <= limit for one in found)


@given(LONG)
@LENGTHY
def test_chunks_cut_no_slot(text):
    protected = protect(text)
    slots = [re.findall(r"⟦[0-9]+⟧", one) for one in chunks(protected.text, 100)]
    assert [slot for found in slots for slot in found] == [f"⟦{n}⟧" for n in range(len(protected.slots))]


@pytest.mark.parametrize(
    "words", ["Mr. Lee", "e.g. a cat", "i.e. him", "3.5 km", "No. 5 here", "the U.S. team", "J. K. Lee", "3 p.m. there"]
)
def test_no_chunk_ends_where_no_sentence_does(words):
    text = "Here we go again now. " + f"We saw that {words} was there. " * 20
    found = chunks(text, 70)
    assert len(found) > 5
    assert all(one.endswith(("now. ", "there. ")) for one in found)


@pytest.mark.parametrize(
    "sentence", ["你好吗？", "好。”", "太好了！！", "真的……", "It is so. ", "Is it?! ", '"Yes." ', "Wait... "]
)
def test_chunks_end_at_sentences_of_both_languages(sentence):
    text = f"他说了很多话，一直没停{sentence}" * 30
    assert all(one.endswith(sentence) for one in chunks(text, 60))


def test_limits_too_small_to_work_with():
    with pytest.raises(ValueError, match="too short"):
        split("x", 99)
    with pytest.raises(ValueError, match="at least one"):
        chunks("x", 1)


@pytest.mark.parametrize(
    "unit",
    ["a", " ", "\n", "```\n", "**a** ", "e\u0301", "\u0301", "||", "😀", "[a](https://b.c)", "a.", "\u200d", "🇨"],
)
def test_no_text_makes_it_slow(unit):
    grows_linearly(split, unit)
