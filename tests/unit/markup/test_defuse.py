"""What engines invent."""

from collections import Counter

import pytest
from hypothesis import given

from bot.markup import TokenKind, defuse, scan
from bot.markup.tokens import TYPED
from tests.unit.linear import grows_linearly
from tests.unit.markup.messages import LENGTHY, LONG, MESSAGES

QUIET = TYPED | {TokenKind.LABEL, TokenKind.LINE, TokenKind.SLOT, TokenKind.CODE, TokenKind.FENCE}
LINKS = {TokenKind.URL, TokenKind.INVITE, TokenKind.EMAIL, TokenKind.TARGET}


def live(text: str) -> Counter[str]:
    """What fires, links or shows, and how often; a link is the same with and without <…>."""
    return Counter(
        token.text.strip("<>") if token.kind in LINKS else token.text
        for token in scan(text)
        if token.kind not in QUIET and not (token.kind is TokenKind.ESCAPE and len(token.text) == 2)
    )


@given(MESSAGES, MESSAGES)
def test_nothing_live_remains_that_the_source_did_not_hold(translation, source):
    defused = defuse(translation, source)
    assert live(defused) <= live(source)
    assert defused.replace("\u200b", "") == translation.replace("\u200b", "")


@given(MESSAGES)
def test_the_source_itself_is_left_alone(text):
    assert defuse(text, text) == text


@given(LONG)
@LENGTHY
def test_long_inventions_too(text):
    assert not live(defuse(text, ""))


@pytest.mark.parametrize(
    ("invented", "harmless"),
    [
        ("@everyone", "@\u200beveryone"),
        ("`@here`", "`@\u200bhere`"),
        ("<@1>", "<\u200b@1>"),
        ("<@&1>", "<\u200b@&1>"),
        ("<#1>", "<\u200b#1>"),
        ("</nuke all:1>", "<\u200b/nuke all:1>"),
        ("<id:guide>", "<\u200bid:guide>"),
        ("<@$1>", "<\u200b@$1>"),
        ("<:purr:1>", "<\u200b:purr:1>"),
        ("<a:purr:1>", "<\u200ba:purr:1>"),
        ("<sound:0:1>", "<\u200bsound:0:1>"),
        ("<t:1:R>", "<\u200bt:1:R>"),
        ("<+1 555 123>", "<\u200b+1 555 123>"),
        (r"\<@1>", "\\<\u200b@1>"),
        ("https://evil.example/x", "https:\u200b//evil.\u200bexample/x"),
        ("discord.gg/evil", "discord.\u200bgg/evil"),
        ("eve@evil.example", "eve@\u200bevil.\u200bexample"),
        ("[click](https://evil.example)", "[click](https:\u200b//evil.\u200bexample)"),
    ],
)
def test_each_invention(invented, harmless):
    assert defuse(f"你好 {invented} 吗", "hello") == f"你好 {harmless} 吗"
    assert defuse(f"你好 {invented} 吗", f"hello {invented}") == f"你好 {invented} 吗"


def test_a_mention_that_the_source_only_showed_as_code_does_not_fire():
    assert defuse("@everyone", "`@everyone`") == "@\u200beveryone"


def test_another_target_under_a_known_address_is_an_invention():
    defused = defuse("[https://bank.example](https://evil.example)", "https://bank.example")
    assert live(defused) == live("https://bank.example")


@pytest.mark.parametrize(
    "one", ["<@1>", "@everyone", "<:a_b:1>", "https://a.example/x", "discord.gg/abc", "amy@a.example"]
)
def test_none_is_there_more_often_than_in_the_source(one):
    assert live(defuse(f"{one} 你好 {one} {one}", f"hello {one}")) == live(one)
    assert live(defuse(f"{one} 你好 {one} {one}", f"hello {one} {one}")) == live(f"{one} {one}")


def test_the_link_that_is_written_as_in_the_source_stays_rather_than_another():
    assert defuse("https://a.example/x 看 <https://a.example/x>", "see <https://a.example/x>") == (
        "https:\u200b//a.\u200bexample/x 看 <https://a.example/x>"
    )


@pytest.mark.parametrize("mark", ["# ", "## ", "-# ", "> ", ">>> "])
def test_no_line_becomes_a_heading_or_a_quote(mark):
    assert defuse(f"{mark}你好", "hello") == f"\u200b{mark}你好"
    assert defuse(f"{mark}你好", f"{mark}hello") == f"{mark}你好"
    assert defuse("- 你好\n1. 吗", "hello") == "- 你好\n1. 吗"


def test_a_link_may_lose_its_brackets():
    assert defuse("看 https://a.example/x", "see <https://a.example/x>") == "看 https://a.example/x"


@pytest.mark.parametrize("invented", ["#cats", "@amy", ":fire:", ":)", "main.py", "/etc/hosts"])
def test_what_is_only_text_to_discord_is_left_alone(invented):
    assert defuse(f"你好 {invented} 吗", "hello") == f"你好 {invented} 吗"


@pytest.mark.parametrize("path", ["./discord.gg/evil", "/x/discord.gg/evil", "x/discord.gg/evil.py"])
def test_no_path_hides_an_invite(path):
    assert TokenKind.FILE not in {token.kind for token in scan(path)}


@pytest.mark.parametrize(
    "unit", ["@everyone", "<@1>", "https://a.b", "`@here`", "`", "[a](https://b.c)", "```https://a.b```"]
)
def test_no_invention_makes_it_slow(unit):
    grows_linearly(lambda text: defuse(text, ""), unit)
