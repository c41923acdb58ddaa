"""Slots there and back again."""

import re
from collections import Counter

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.markup import Protected, balanced, pieces, protect, restore
from tests.unit.markup.messages import LENGTHY, LONG, MESSAGES

SLOT = re.compile(r"⟦([0-9]+)⟧")
LOOKALIKES = ["⟦ {} ⟧", "⟦{} ⟧", "［{}］", "【{}】", "[{}]", "[[{}]]", "〚{}〛", "【 {} 】", "⟦{}]", "《{}》"]
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@given(MESSAGES)
def test_an_engine_that_changes_nothing_gives_the_source_back(text):
    protected = protect(text)
    assert restore(protected, protected.text) == text


@given(LONG)
@LENGTHY
def test_long_messages_come_back_too(text):
    protected = protect(text)
    assert restore(protected, protected.text) == text


@given(MESSAGES)
def test_pieces_join_back_to_the_source(text):
    protected = protect(text)
    found = pieces(protected)
    assert "".join(protected.slots[piece] if isinstance(piece, int) else piece for piece in found) == text
    assert [piece for piece in found if isinstance(piece, int)] == list(range(len(protected.slots)))
    assert "" not in found


@given(MESSAGES, st.sampled_from(LOOKALIKES), st.booleans())
def test_what_engines_do_to_slots_is_repaired(text, shape, wide):
    protected = protect(text)
    mangled = SLOT.sub(lambda slot: shape.format(slot[1].translate(WIDE) if wide else slot[1]), protected.text)
    # Where a member wrote such brackets himself, nobody can tell them apart, and silence is right.
    assume(not any(shape.format(n) in protected.text for n in range(len(protected.slots))))
    assert restore(protected, mangled) in (text, None)
    if protected.slots and not re.search(r"[\[\]【】［］〚〛《》⟦⟧〖〗{}「」『』]", SLOT.sub("", protected.text)):
        assert restore(protected, mangled) == text


@given(MESSAGES, st.data())
def test_a_dropped_slot_is_damage(text, data):
    protected = protect(text)
    assume(protected.slots)
    number = data.draw(st.integers(0, len(protected.slots) - 1))
    assert restore(protected, protected.text.replace(f"⟦{number}⟧", "", 1)) is None


@given(MESSAGES, st.data())
def test_a_doubled_slot_is_damage(text, data):
    protected = protect(text)
    assume(protected.slots)
    number = data.draw(st.integers(0, len(protected.slots) - 1))
    assert restore(protected, protected.text + f" ⟦{number}⟧") is None


@given(MESSAGES, st.integers(0, 99))
def test_an_invented_slot_is_damage(text, number):
    protected = protect(text)
    assert restore(protected, f"{protected.text} ⟦{len(protected.slots) + number}⟧") is None


@given(MESSAGES, st.text(max_size=40))
def test_any_answer_gives_all_tokens_or_nothing(text, answer):
    protected = protect(text)
    restored = restore(protected, answer)
    assert restored is None or all(slot in restored for slot in protected.slots)


@given(MESSAGES, st.permutations(range(12)))
def test_no_token_is_damaged_by_another_order(text, order):
    protected = protect(text)
    numbers = [n for n in order if n < len(protected.slots)]
    assume(len(numbers) == len(protected.slots))
    again = iter(numbers)
    restored = restore(protected, SLOT.sub(lambda _: f"⟦{next(again)}⟧", protected.text))
    assert restored is None or Counter(protected.slots) <= Counter(protect(restored).slots)


def test_slots_may_change_their_order():
    protected = protect("tell <@1> about <#2>")
    assert restore(protected, "把⟦1⟧的事告诉⟦0⟧") == "把<#2>的事告诉<@1>"


@pytest.mark.parametrize(
    ("source", "answer", "restored"),
    [
        # engines put spaces around slots in Chinese
        ("你好<@1>吗", "你好 ⟦0⟧ 嗎", "你好<@1>嗎"),
        ("看https://youtu.be/abc，太好笑了", "看 ⟦0⟧ ，太好笑了", "看https://youtu.be/abc，太好笑了"),
        ("（<@1>）", "( ⟦0⟧ )", "( <@1> )"),
        ("(<@1>)", "( ⟦0⟧ )", "(<@1>)"),
        # but words are never glued to a mention or a link
        ("你好<@1>吗", "hello ⟦0⟧ how are you", "hello <@1> how are you"),
        ("你好<@1>吗", "hello⟦0⟧how are you", "hello <@1> how are you"),
        ("look at https://youtu.be/abc it is funny", "看⟦0⟧太好笑了", "看https://youtu.be/abc 太好笑了"),
        ("look at https://youtu.be/abc, it is funny", "看⟦0⟧，太好笑了", "看https://youtu.be/abc ，太好笑了"),
        ("see https://a.example, https://b.example", "看⟦0⟧⟦1⟧", "看https://a.example https://b.example"),
        ("<@1> hi", "⟦0⟧ 你好", "<@1> 你好"),
        ("hi <@1>", "⟦0⟧你好", "<@1>你好"),
        ("a <@1> <@2> b", "甲⟦0⟧⟦1⟧乙", "甲<@1><@2>乙"),
        # names, tags, shortcodes, faces and files stay what they are
        ("@小红 look", "⟦0⟧看", "@小红 看"),
        ("@小红你看", "⟦0⟧ look", "@小红 look"),
        ("@小红你看", "⟦0⟧look", "@小红 look"),
        ("hi @amy", "⟦0⟧们好", "@amy们好"),
        ("#cats here", "⟦0⟧在这里", "#cats 在这里"),
        ("#猫猫 #狗狗", "⟦0⟧⟦1⟧", "#猫猫 #狗狗"),
        ("hello :)", "你好⟦0⟧", "你好 :)"),
        ("hello :) friend", "⟦0⟧你好，朋友", ":) 你好，朋友"),
        ("a :) <3 b", "甲⟦0⟧⟦1⟧乙", "甲 :) <3 乙"),
        ("so :fire: hot", "好⟦0⟧热", "好:fire:热"),
        ("open main.py now", "打开⟦0⟧吧", "打开main.py吧"),
        ("open /home/amy now", "打开⟦0⟧吧", "打开 /home/amy 吧"),
        ("./run.sh or src/notes.md", "⟦0⟧或⟦1⟧", "./run.sh 或 src/notes.md"),
        (r"open C:\cats now", "打开⟦0⟧吧", "打开 C:\\cats 吧"),
        # marks of lines and labels hug their words
        ("> hello", "⟦0⟧ 你好", "> 你好"),
        ("see [the page](https://x.example)", "看⟦0⟧ 这页 ⟦1⟧", "看[这页](https://x.example)"),
    ],
)
def test_spaces_around_slots(source, answer, restored):
    assert restore(protect(source), answer) == restored


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("**now** <@1>", "现在 ⟦0⟧"),
        ("**now**", "**现在"),
        ("||he dies||", "他死了"),
        ("~~no~~ yes", "不 是"),
        ("__all__ of it", "_ _全部_ _"),
        ("||**x** y||", "||**x|| y**"),
        ("hi", "**你好**"),
        ("[a](https://x.example) b", "⟦1⟧a⟦0⟧ b"),
        ("[a](https://x.example) [b](https://y.example)", "⟦0⟧a⟦2⟧b⟦1⟧⟦3⟧"),
        ("> one\n> two", "⟦0⟧一 ⟦1⟧二"),
        ("hi <@1>", "⟦1⟧"),
        ("hi <@1>", ""),
        ("hi <@1>", "⟦0⟧ ⟦" + "9" * 5000 + "⟧⟦1⟧"),
    ],
)
def test_damage(source, answer):
    assert restore(protect(source), answer) is None


def test_marks_that_stand_alone_may_go_but_not_come():
    assert balanced("a || b", "a 或 b")
    assert balanced("a || b", "a || b")
    assert not balanced("a b", "a || b")
    assert balanced("**a** ||b||", "||乙|| **甲**")
    assert balanced(r"\*\*a", "a")


def test_a_lookalike_that_the_member_wrote_is_left_alone():
    protected = protect("see [0] and <@1>")
    assert restore(protected, "看 [0] 和") is None
    assert restore(protected, "看 [0] 和 ⟦0⟧") == "看 [0] 和 <@1>"
    assert restore(protected, "看 [0] 和 【0】") == "看 [0] 和 <@1>"


def test_a_literal_slot_comes_back_as_it_was():
    protected = protect("⟦0⟧ <@1> ⟦ 7 ⟧")
    assert protected == Protected("⟦0⟧ ⟦1⟧ ⟦2⟧", ("⟦0⟧", "<@1>", "⟦ 7 ⟧"))
    assert restore(protected, "⟦2⟧ ⟦1⟧ ⟦0⟧") == "⟦ 7 ⟧ <@1> ⟦0⟧"


def test_complaints_of_others():
    mention = protect("<@80351110224678912> hello")
    assert mention.text == "⟦0⟧ hello"
    assert restore(mention, "＜＠ 80351110224678912＞ 你好") is None
    heart = protect("I <3 you and 5 > 4")
    assert heart == Protected("I ⟦0⟧ you and 5 > 4", ("<3",))
    after = protect("look at https://youtu.be/abc it is so funny")
    assert after.text == "look at ⟦0⟧ it is so funny"
