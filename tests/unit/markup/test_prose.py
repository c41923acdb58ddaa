"""Ordinary prose reaches an engine as it is."""

from pathlib import Path

import pytest

from bot.markup import kept, protect, restore, scan

FLORES = Path(__file__).parents[4] / "shared" / "data" / "mt"


def lines(name: str) -> list[str]:
    path = FLORES / name
    if not path.is_file():
        pytest.skip(f"no FLORES development set at {path}")
    return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")


DIRECTIONS = [
    ("flores_dev.en", "flores_dev.en-zh.google.zh"),
    ("flores_dev.zh", "flores_dev.zh-en.google.en"),
]


@pytest.mark.parametrize("name", ["flores_dev.en", "flores_dev.zh"])
def test_no_line_of_a_newspaper_gets_a_slot(name):
    assert [line for line in lines(name) if protect(line).slots] == []


@pytest.mark.parametrize(("source", "answers"), DIRECTIONS)
def test_hardly_any_translation_is_asked_for_twice(source, answers):
    asked_twice = [one for one, two in zip(lines(source), lines(answers), strict=True) if not kept(one, two)]
    assert len(asked_twice) <= 5


@pytest.mark.parametrize(("source", "answers"), DIRECTIONS)
def test_no_good_translation_is_refused_or_changed(source, answers):
    for one, two in zip(lines(source), lines(answers), strict=True):
        assert restore(protect(one), two) == two


@pytest.mark.parametrize(
    "text",
    [
        "a U.S.-based company, at 3:00 p.m. on St. 1, e.g.this and i.e. that, 80 km/h, 5 m/s, A/C, w/o",
        "Mr. Smith vs. J. K. Rowling: 1) yes; 2) no... (see Fig. 3), 10:30, 3-2, 50/50, 2+2=4, a=b, 100%",
        "rock 'n' roll, O'Neill, don't; \"quoted\", ‘this’, [sic], {x}, a & b, C++, R&B, Ph.D., #1, No. 5, @ home",
        "他说：“好的。”（第3章）、《红楼梦》——1995-96赛季，A/B两组，3:00见；90％的人…… U盘/T恤",
        "well: the point is... no; see a: b, c - d, e* and 5* hotels, 3 * 4 = 12, x < y > z, ~5 km, -5 to +3",
    ],
)
def test_what_is_no_construct_of_discord(text):
    assert scan(text) == []
