"""Copies as contents of posts."""

from datetime import UTC, datetime

import pytest

from bot.bridges.types import Said
from bot.bridges.wording import Worded
from bot.client.bridging.rendering import contents, signed
from bot.client.render import LIMIT
from bot.i18n import Catalogues
from bot.markup import units

NOW = datetime(2025, 1, 14, 12, 0, tzinfo=UTC)
SENTENCE = "这一句话要有二十个字才算写得很够长。\n"


@pytest.fixture(scope="module")
def catalogues() -> Catalogues:
    return Catalogues.load()


def said(text: str) -> Said:
    return Said(1, 1, 1, 1, 1, ("Amy",), "https://example.com/", text, NOW)


@pytest.mark.parametrize("length", [*range(1880, 2010, 3), 3970, 4000])
def test_the_mark_of_what_is_not_translated_stands_below_text(catalogues: Catalogues, length: int) -> None:
    text = (SENTENCE * 250)[:length].rstrip()
    plain = contents(None, Worded(text, pending=True), (), "zh-CN", catalogues)
    for found in (plain, signed(said(text), plain)):
        assert all(units(part) <= LIMIT for part in found)
        *above, mark = found[-1].splitlines()
        assert mark.startswith("-# ⏳ ")
        words = [line for line in above if not line.startswith("**Amy**")]
        assert words
        assert not words[-1].startswith("-# ")
    assert "".join("".join(plain).split()).startswith("".join(text.split()))


def test_what_is_small_print_altogether_stays_as_it_is(catalogues: Catalogues) -> None:
    text = "\n".join(f"-# {SENTENCE.strip()}" for _ in range(200))
    found = contents(None, Worded(text, pending=True), (), "zh-CN", catalogues)
    assert "\n".join(found).startswith(text)
    assert all(units(part) <= LIMIT for part in found)
