"""The line over a reply's copy."""

from hypothesis import given
from hypothesis import strategies as st

from bot.bridges.quote import excerpt, jump_to, quote


@given(st.text(max_size=300), st.text(max_size=300))
def test_it_is_one_line_in_which_nothing_fires(name: str, said: str) -> None:
    line = quote(name, "https://discord.com/channels/1/2/3", said)
    assert line.startswith("-# ↩ [")
    assert len(line.splitlines()) == 1
    rest = line.removeprefix("-# ↩ ").replace("https://discord.com/channels/1/2/3", "")
    assert "@everyone" not in rest
    assert "://" not in rest
    assert "<@" not in rest


def test_a_name_a_link_and_a_few_words() -> None:
    jump = jump_to(1, 2, 3)
    assert quote("Amy", jump, "hello there") == f"-# ↩ [Amy]({jump}): hello there"
    assert quote("Amy", None, "") == "-# ↩ Amy"
    assert quote("", jump, "") == f"-# ↩ […]({jump})"


def test_an_excerpt_is_of_the_text_alone() -> None:
    assert excerpt("-# ↩ [Yu](https://x.y): 你好\nsee <@123456789012345678> this\n-# a note") == "see this"


def test_a_long_text_is_cut() -> None:
    assert len(excerpt("word " * 100)) <= 71
    assert excerpt("word " * 100).endswith("…")
