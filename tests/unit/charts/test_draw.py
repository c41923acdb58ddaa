"""Charts are pictures of the right size, whatever the numbers, and bars are as long as they have to be."""

import io
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.charts.canvas import BACKGROUND, FINE
from bot.charts.chart import Chart, Columns, Lines, Panel, Rows, Series
from bot.charts.draw import WIDTH, draw, nice

RED, BLUE, GREEN = "#ff0000", "#0000ff", "#00ff00"


def picture(*panels: Panel, locale: str = "en") -> Image.Image:
    image = Image.open(io.BytesIO(draw(Chart("Joined", "2025-01-13", panels, locale))))
    image.load()
    return image


def colour(name: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(name[1:]))


def count(image: Image.Image, name: str) -> int:
    found = {each: number for number, each in image.getcolors(2**24) or []}
    return found.get(colour(name), 0)


def three(values: list[int]) -> list[Panel]:
    labels = [f"01-{number:02}" for number in range(len(values))]
    series = [Series("English", RED, values), Series("English", BLUE, values[::-1])]
    return [Columns("Joined", labels, series), Rows("Joined", labels, series), Lines("Joined", labels, series)]


def test_it_is_a_png_of_the_size_that_its_panels_need() -> None:
    for panels, rows in (1, 1), (2, 1), (3, 2):
        image = picture(*three([1, 2, 3])[:panels])
        assert (image.format, image.mode, image.width) == ("PNG", "RGB", WIDTH * FINE)
        assert image.height // FINE == 92 + rows * 352 + 8
        assert image.getpixel((0, 0)) == colour(BACKGROUND)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.one_of(st.integers(0, 20), st.integers(0, 10**7)), min_size=1, max_size=26))
def test_any_numbers_can_be_drawn(values: list[int]) -> None:
    assert picture(*three(values)).width == WIDTH * FINE


def test_bars_are_as_long_as_their_numbers() -> None:
    for kind in Columns, Rows:
        none, one, two = (
            count(picture(kind("Joined", ["a", "b"], [Series("x", RED, [0, 0]), Series("y", GREEN, [each, 8])])), GREEN)
            for each in (0, 4, 8)
        )
        # The first of two bars is nothing, half of the other, as long as the other.
        assert one - none == pytest.approx((two - none) / 2, rel=0.05)
        assert none > 0


def test_stacked_series_do_not_hide_each_other() -> None:
    image = picture(Columns("Joined", ["a"], [Series("x", RED, [5]), Series("y", BLUE, [5])]))
    assert count(image, RED) == pytest.approx(count(image, BLUE), rel=0.05)


def test_a_line_may_end_earlier_or_be_none() -> None:
    whole, half, none = (
        count(picture(Lines("Joined", ["a", "b", "c"], [Series("x", RED, values)])), RED)
        for values in ([3, 3, 3], [3, 3], [])
    )
    assert whole > half > none > 0


def test_chinese_looks_as_it_does_where_its_reader_lives() -> None:
    panel = Rows("還沒", ["選"], [Series("加入", RED, [1])])
    mainland, taiwan = (picture(panel, locale=each).tobytes() for each in ("zh-CN", "zh-TW"))
    assert mainland != taiwan


@given(st.integers(1, 10**9))
def test_axes_have_few_round_steps(most: int) -> None:
    step = nice(most)
    assert 1 <= -(-most // step) <= 5
    assert str(step).strip("0") in {"1", "2", "5"}


def test_axes_grow_with_what_they_show() -> None:
    assert all(nice(small) <= nice(large) for small, large in pairwise(range(1, 2000)))
