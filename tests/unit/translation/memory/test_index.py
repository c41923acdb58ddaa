"""Looking readings up: where they may be parted, and what fills a hole."""

import pytest

from bot.translation.memory.index import QUESTION, STATEMENT, UNMARKED, Index
from bot.translation.memory.reading import read


@pytest.fixture
def index() -> Index[str]:
    found: Index[str] = Index()
    found.put(read("hi, how are you"), "hi", STATEMENT)
    found.put(read("what? no way, really"), "what", STATEMENT)
    found.put(read("你吃了？"), "eaten", QUESTION)
    found.put(read("你吃了吗？"), "have you eaten", UNMARKED)
    found.put_template(read("hey, I'm from {place}, nice to meet you"), "from", STATEMENT)
    found.put_template(read("{place}好美"), "beautiful", STATEMENT)
    return found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("hi how are you", "hi"),
        ("Hi! How are you", "hi"),
        ("hi how, are you", None),
        ("hi? how are you", None),
        ("what? no way. really", "what"),
        ("what, no way really", "what"),
        ("what? no way? really", None),
        ("hi how are you?", None),
        ("你吃了？", "eaten"),
        ("你吃了", None),
        ("你吃了吗", "have you eaten"),
    ],
)
def test_whole_texts(index, text, value):
    assert index.find(read(text)) == value


@pytest.mark.parametrize(
    ("text", "filling"),
    [
        ("hey, i'm from ohio, nice to meet you", ["ohio"]),
        ("hey i'm from new york city nice to meet you", ["new york city"]),
        ("hey, i'm from new york city. nice to meet you", ["new york city"]),
        ("hey, i'm from new, york city nice to meet you", []),
        ("hey, i'm from, ohio nice to meet you", []),
        ("hey, i'm from ohio nice to, meet you", []),
        ("hey, i'm from nice to meet you", []),
        ("hey i'm from a, b c d e nice to meet you", []),
        ("hey, i'm from ohio, nice to meet you?", []),
        ("hey, i'm from " + "very " * 13 + "far, nice to meet you", []),
        ("哈尔滨好美", ["哈 尔 滨"]),
        ("好美", []),
    ],
)
def test_templates(index, text, filling):
    message = read(text)
    assert [" ".join(message.units[found.start : found.end]) for found in index.matches(message)] == filling


def test_what_is_removed_is_not_found(index):
    index.remove(read("Hi! How are you"), QUESTION)
    assert index.find(read("hi how are you")) == "hi"
    index.remove(read("Hi! How are you"), STATEMENT)
    assert index.find(read("hi how are you")) is None


def test_a_template_has_one_hole():
    with pytest.raises(ValueError, match="unpack"):
        Index[str]().put_template(read("from {place} to {place}"), "", STATEMENT)
