"""Finding tokens."""

from itertools import pairwise

import pytest
from hypothesis import given

from bot.markup import TokenKind, kinds, scan, strip
from tests.unit.linear import grows_linearly
from tests.unit.markup.messages import LENGTHY, LONG, MESSAGES


def found(text: str) -> list[tuple[str, str]]:
    return [(token.kind.value, token.text) for token in scan(text)]


@given(MESSAGES)
def test_tokens_are_exact_slices_in_order(text):
    last = 0
    for token in scan(text):
        assert last <= token.start < token.end <= len(text)
        assert token.text == text[token.start : token.end]
        last = token.end


@given(LONG)
@LENGTHY
def test_long_messages_too(text):
    tokens = scan(text)
    assert all(one.end <= two.start for one, two in pairwise(tokens))
    assert kinds(text) == {token.kind for token in tokens}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<@80351110224678912>", TokenKind.USER),
        ("<@!80351110224678912>", TokenKind.USER),
        ("<@&165511591545143296>", TokenKind.ROLE),
        ("<#103735883630395392>", TokenKind.CHANNEL),
        ("@everyone", TokenKind.EVERYONE),
        ("@here", TokenKind.EVERYONE),
        ("</airhorn:816437322781949972>", TokenKind.COMMAND),
        ("</redbridge channel mode:816437322781949972>", TokenKind.COMMAND),
        ("</翻译:816437322781949972>", TokenKind.COMMAND),
        ("<:mmLol:216154654256398347>", TokenKind.EMOJI),
        ("<a:b1nzy:392938283556143104>", TokenKind.EMOJI),
        ("<t:1618953630>", TokenKind.TIMESTAMP),
        ("<t:1618953630:R>", TokenKind.TIMESTAMP),
        ("<t:-1:d>", TokenKind.TIMESTAMP),
        ("<id:customize>", TokenKind.NAVIGATION),
        ("<id:linked-roles:123>", TokenKind.NAVIGATION),
        ("<id:linked-roles>", TokenKind.NAVIGATION),
        ("<id:browse>", TokenKind.NAVIGATION),
        ("<t:1618953630:s>", TokenKind.TIMESTAMP),
        ("<t:1618953630:S>", TokenKind.TIMESTAMP),
        ("<@$1402418491272986635>", TokenKind.GAME),
        ("<sound:0:1402418491272986635>", TokenKind.SOUND),
        ("<+1 (555) 123 4567>", TokenKind.PHONE),
        ("<nelly@discord.com>", TokenKind.EMAIL),
        ("#city walk[话题]#", TokenKind.HASHTAG),
        ("#话题[话题]#", TokenKind.HASHTAG),
        ("[笑哭R]", TokenKind.SHORTCODE),
        ("(｡･ω･｡)", TokenKind.KAOMOJI),
        ("https://example.com/a?b=c#d", TokenKind.URL),
        ("<https://example.com/a>", TokenKind.URL),
        ("HTTPS://EXAMPLE.COM", TokenKind.URL),
        ("example.com/a", TokenKind.URL),
        ("https://discord.gg/hotpot", TokenKind.INVITE),
        ("discord.gg/hotpot", TokenKind.INVITE),
        ("<https://discord.com/invite/hotpot>", TokenKind.INVITE),
        ("amy.lee+cats@example.co.uk", TokenKind.EMAIL),
        ("`code`", TokenKind.CODE),
        ("``a ` b``", TokenKind.CODE),
        ("```js\nlet x = `y`\n```", TokenKind.FENCE),
        ("```ansi\n\x1b[0;31mred\x1b[0m\n```", TokenKind.FENCE),
        ("⟦0⟧", TokenKind.SLOT),
        ("⟦ 12 ⟧", TokenKind.SLOT),
        ("⟦３⟧", TokenKind.SLOT),
        (r"\*", TokenKind.ESCAPE),
        (r"\<@80351110224678912>", TokenKind.ESCAPE),
    ],
)
def test_each_kind(text, kind):
    assert found(text) == [(kind.value, text)]
    assert found(f"before {text} after") == [(kind.value, text)]
    assert found(f"看{text}，好") == [(kind.value, text)]


@pytest.mark.parametrize(
    "text",
    [
        "wait.what did you say",
        "let it.be now",
        "5 > 4 and 3 <4",
        "<@ 1> <@> <@x> <#> <:x> <t:> <@１>",
        "@ Everyone @ here",
        "`unterminated",
        "``unmatched`",
        "``` never closed",
        "email me @ home",
        "[0] [link] (https) ](x)",
        "C++ -> a*b*c, 3.14, v1.2.3",
        "https:// and http:/x",
        "⟦x⟧ ⟦⟧ ⟦1 2⟧",
        "",
    ],
)
def test_what_is_no_token(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("看https://youtu.be/abc，太好笑了", "https://youtu.be/abc"),
        ("看https://youtu.be/abc太好笑了", "https://youtu.be/abc"),
        ("look at https://youtu.be/abc it is so funny", "https://youtu.be/abc"),
        ("(see https://a.example/x).", "https://a.example/x"),
        ("(see https://a.example/x_(y)).", "https://a.example/x_(y)"),
        ("https://a.example/x.", "https://a.example/x"),
        ("https://a.example/x!?", "https://a.example/x"),
        ("**https://a.example/x**", "https://a.example/x"),
        ("||https://a.example/x||", "https://a.example/x"),
        ("__https://a.example/x__", "https://a.example/x"),
        ("~~https://a.example/x~~text", "https://a.example/x"),
        ("“https://a.example/x”", "https://a.example/x"),
        ("https://a.example/x>", "https://a.example/x"),
        ("https://zh.wikipedia.org/wiki/火锅。", "https://zh.wikipedia.org/wiki/火锅"),
        ("https://a.example/s?q=火锅 好", "https://a.example/s?q=火锅"),
        ("https://a.example/你好", "https://a.example/"),
        ("去example.com，快", "example.com"),
        ("example.com, then", "example.com"),
        ("youtu.be/abc!", "youtu.be/abc"),
    ],
)
def test_where_a_link_ends(text, link):
    assert found(text) == [("url", link)]


def test_code_wins_over_what_it_holds():
    assert found("`<@1>` <@1> ```@everyone\nhttps://x.com```") == [
        ("code", "`<@1>`"),
        ("user", "<@1>"),
        ("fence", "```@everyone\nhttps://x.com```"),
    ]


def test_a_masked_link_keeps_its_label_open():
    text = 'go [to <@1> the **page**](https://a.example/x_(1) "title") now'
    assert found(text) == [("label", "["), ("user", "<@1>"), ("target", '](https://a.example/x_(1) "title")')]
    assert found("[[a]](https://x.example)") == [("label", "["), ("target", "](https://x.example)")]


@pytest.mark.parametrize(
    "target",
    [
        "https://a.example/x_(1)",
        "https://a.example/x_(a_(b))",
        "<https://a.example/x>",
        "https://a.example/火锅",
        'https://a.example/x "a title (of it)"',
        "https://a.example/x 'a title'",
        "discord://-/channels/1/2",
    ],
)
def test_targets_of_masked_links(target):
    assert found(f"go [here]({target}) now") == [("label", "["), ("target", f"]({target})")]


def test_a_target_without_label_is_only_a_link():
    assert found("](https://x.example)") == [("url", "https://x.example")]
    assert found("[](https://x.example)") == [("url", "https://x.example")]


def test_marks_that_open_a_line():
    text = "# Title\n-# small\n> quote\n> - item\n1. one\n  * two\n>>> all\nno - item # here"
    assert [token for kind, token in found(text) if kind == "line"] == [
        "# ",
        "-# ",
        "> ",
        "> - ",
        "1. ",
        "  * ",
        ">>> ",
    ]


def test_nested_lists_and_empty_lines_of_quotes():
    text = "- a\n  - b\n    1. c\n> q\n> \n> r\n### h\n* d"
    assert [token for kind, token in found(text)] == ["- ", "  - ", "    1. ", "> ", "> ", "> ", "### ", "* "]


def test_everyone_fires_even_behind_a_backslash_or_inside_a_word():
    assert found(r"\@everyone x@herey") == [("everyone", "@everyone"), ("everyone", "@here")]


def test_strip_leaves_the_words():
    assert (
        strip("> hi <@1>, see [the **page**](https://x.example) `code` \\*now\\*") == "hi  , see the **page**    *now*"
    )
    assert strip("<@1> https://x.example") == ""
    assert strip("look https://youtu.be/abc it is so funny").split() == ["look", "it", "is", "so", "funny"]


@pytest.mark.parametrize(
    "unit",
    [
        "`",
        "``` ",
        "` `` ",
        "<",
        "<@",
        "<https://a",
        "[",
        "](http://a",
        "[a](http://a",
        "a@",
        "a.",
        "a.com/",
        "\\",
        "1. ",
        "> - ",
        "(",
        "⟦1",
        "https://a",
        "https://a(",
        "https://a)",
        "@here",
        "*" * 3,
        "a" * 50,
        "😀",
        "-",
        "?&=",
    ],
)
def test_no_message_makes_it_slow(unit):
    grows_linearly(scan, unit)
