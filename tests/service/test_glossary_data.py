"""The glossary on ordinary prose, which lies beside the repository and never in it: no slang is found there."""

from pathlib import Path

import pytest

from bot.glossary import Glossary
from bot.language.convert import to_simplified

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return Glossary.load(to_simplified)


def prose(name: str) -> list[str]:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"no development data at {path}")
    return path.read_text("utf-8").splitlines()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_next_to_nothing_is_forced_on_news(glossary: Glossary, language: str) -> None:
    lines = prose(f"mt/flores_dev.{language}")
    forced = [line for line in lines if any(match.rendering for match in glossary.find(line, language))]
    assert len(lines) > 900
    assert len(forced) < 5


@pytest.mark.parametrize("language", ["en", "zh"])
def test_hardly_a_line_of_news_has_a_word_to_explain(glossary: Glossary, language: str) -> None:
    lines = prose(f"mt/flores_dev.{language}")
    found = [line for line in lines if any(not match.entry.quiet for match in glossary.find(line, language))]
    assert len(found) < 10


def test_chat_without_slang_is_left_alone(glossary: Glossary) -> None:
    rows = [row.split("\t") for row in prose("lid/chat_dev.tsv")]
    lines = [(text, label[:2]) for text, label, _ in rows if label[:2] in ("en", "zh")]
    found = [text for text, language in lines if any(m.rendering for m in glossary.find(text, language))]
    assert len(lines) > 500
    assert len(found) < 10
