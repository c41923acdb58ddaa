"""What docs/doubt.md and docs/glossary.md show is what comes out."""

import re
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.glossary import Glossary
from bot.language.convert import to_simplified, to_traditional
from bot.lexicon.dictionary import Dictionary
from bot.translation.doubt import Judge
from bot.translation.memory import Memory
from bot.translation.types import Verdict
from tests.fakes.library import opened

DOCS = Path(__file__).parent.parent.parent / "docs"
BOTH = pytest.mark.parametrize("suffix", [".md", ".zh-CN.md"])
PAIR = re.compile(r"`([^`⟦]+)` → `([^`⟦]+)`")
CHINESE = re.compile("[\u3400-\u9fff]")


@pytest.fixture(scope="module")
def dictionary() -> Dictionary:
    return Dictionary.load()


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return Glossary.load(to_simplified)


def section(name: str, number: int) -> str:
    """A part of a document, by its place among those under headings."""
    return (DOCS / name).read_text(encoding="utf-8").split("\n## ")[number]


@BOTH
def test_the_three_cases_are_told_apart(suffix: str, dictionary: Dictionary) -> None:
    judge = Judge(dictionary, to_simplified)
    examples = PAIR.findall(section(f"doubt{suffix}", 1))
    verdicts = [judge.judge(source, answer, "zh-CN").verdict for source, answer in examples]
    assert verdicts == [Verdict.ALIEN, Verdict.DOUBTFUL, Verdict.FINE]


@BOTH
def test_what_it_cannot_see_it_does_not_see(suffix: str, dictionary: Dictionary) -> None:
    judge = Judge(dictionary, to_simplified)
    examples = [pair for pair in PAIR.findall(section(f"doubt{suffix}", 5)) if " " in pair[0]]
    assert len(examples) >= 3
    assert [pair for pair in examples if judge.judge(*pair, "zh-CN").verdict is not Verdict.FINE] == []


@BOTH
@pytest.mark.asyncio
async def test_the_memory_answers_as_shown(suffix: str) -> None:
    memory = Memory(None, SystemClock(), to_simplified, to_traditional, (await opened()).starter)
    await memory.load()
    shown = re.findall(r"^(.+?) +→  (.+)$", section(f"glossary{suffix}", 1), re.MULTILINE)
    assert len(shown) == 4
    for text, rendering in shown:
        source, target = ("zh-CN", "en") if CHINESE.search(text) else ("en", "zh-CN")
        recalled = memory.recall(text, source, target, 0)
        assert recalled
        assert recalled.text == rendering
    assert memory.recall("I'm from Georgia", "en", "zh-CN", 0) is None


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("my friend", []),
        ("520 宝贝", ["520"]),
        ("520 元", []),
        ("5:20", []),
        ("520 房间", []),
        ("花园里种草", []),
        ("she has rizzz", ["rizz"]),
    ],
)
def test_words_are_found_as_told(glossary: Glossary, line: str, found: list[str]) -> None:
    language = "zh" if CHINESE.search(line) else "en"
    assert [match.entry.headword for match in glossary.find(line, language)] == found


def test_there_are_as_many_words_as_told(glossary: Glossary) -> None:
    assert len(glossary.entries) > 900


def test_a_term_becomes_a_slot_and_a_question_stays(glossary: Glossary) -> None:
    assert [match.rendering for match in glossary.find("你家猫就 yyds", "zh")] == ["the GOAT"]
    assert [match.rendering for match in glossary.find("what does yyds mean", "en")] == ["yyds"]


@BOTH
def test_the_note_is_the_glossarys(suffix: str, glossary: Glossary) -> None:
    meaning = glossary.explain("yyds")[0].meaning.of("en" if suffix == ".md" else "zh")
    assert meaning in section(f"glossary{suffix}", 2)


@pytest.mark.parametrize(("asked", "nearest"), [("避擂", "避雷"), ("zhongcao", "种草"), ("delulo", "delulu")])
def test_the_nearest_words_are_those_told(glossary: Glossary, asked: str, nearest: str) -> None:
    assert glossary.look_up(asked)[0].entry.headword == nearest
