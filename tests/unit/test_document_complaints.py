"""docs/complaints.md names tests that exist, and says the same in both languages."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
COMPLAINTS = 28
LANGUAGES = {"complaints.md": "not yet", "complaints.zh-CN.md": "还没有"}
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def table(document: str) -> list[list[str]]:
    """The cells of each complaint: number, complaint, who said it of what, what RedBridge does, tests."""
    lines = (ROOT / "docs" / document).read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines if re.match(r"\| \d+ \|", line)]


@pytest.mark.parametrize("document", LANGUAGES)
def test_every_complaint_has_its_row(document: str) -> None:
    rows = table(document)
    assert [row[0] for row in rows] == [str(number) for number in range(1, COMPLAINTS + 1)]
    assert [row[0] for row in rows if len(row) != 5 or not all(row)] == []


@pytest.mark.parametrize("document", LANGUAGES)
def test_every_test_that_is_named_exists(document: str) -> None:
    named = [test for row in table(document) for test in TEST.findall(row[4])]
    assert len(named) >= COMPLAINTS - 3
    assert [test for test in named if not (ROOT / test[0]).is_file()] == []
    assert [
        name
        for path, name in named
        if not re.search(rf"^(async )?def {name}\(", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)
    ] == []


@pytest.mark.parametrize(("document", "missing"), LANGUAGES.items())
def test_what_no_test_shows_is_not_claimed(document: str, missing: str) -> None:
    """A row names tests and nothing else, or says that RedBridge does not do it yet, in both cells."""
    for number, _, _, what, shown in table(document):
        if shown == missing:
            assert what.lower().startswith(missing), number
        else:
            assert TEST.sub("", shown).replace("<br>", "") == "", number


def test_both_languages_have_the_same_threads_and_tests() -> None:
    english, chinese = (
        [
            (row[0], re.findall(r"#\d+", row[2]), re.findall(r"\]\(([^)\s]+)\)", row[2]), TEST.findall(row[4]))
            for row in table(document)
        ]
        for document in LANGUAGES
    )
    assert english == chinese
