"""How a conversation is laid out."""

from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.transcript.body import Content, body, form
from bot.sandbox.transcript.columns import pad, printable, quote, width
from bot.sandbox.transcript.controls import buttons, controls
from bot.sandbox.transcript.page import Page

ROW, BUTTON, SELECT, INPUT, CHANNELS, SECTION, TEXT, CONTAINER, LABEL = 1, 2, 3, 4, 8, 9, 10, 17, 18


def button(label, **more):
    return {"type": BUTTON, "style": 1, "label": label, "custom_id": label.lower(), **more}


def row(*children):
    return {"type": ROW, "components": list(children)}


def page(*names, answering=""):
    lines = []
    return Page(lines.append, names, answering), lines


def test_chinese_takes_two_columns():
    assert width("小雨") == 4
    assert width("Amy") == 3
    assert width("a\x1bb") == 2


def test_texts_stand_in_one_column_whatever_the_names():
    paper, lines = page("Amy", "小雨", answering="RedBridge")
    paper.say("Amy", ["hi", "there"])
    paper.say("小雨", ["好"])
    paper.say("RedBridge", ["hello"], below=True)
    assert lines == ["Amy          hi", "             there", "小雨         好", "  RedBridge  hello"]
    assert {width(line) - width(line.split()[-1]) for line in lines} == {13}


def test_a_name_that_is_too_long_pushes_its_text_on():
    paper, lines = page("Amy")
    paper.say("Christopher 克里斯", ["hi", "there"])
    assert lines == ["Christopher 克里斯  hi", "                    there"]


def test_headings_appear_when_the_place_changes():
    paper, lines = page("Amy")
    for heading in ("#general", "#general", "#cats"):
        paper.heading(heading)
        paper.note("Amy is typing…")
    assert lines == ["#general", "* Amy is typing…", "* Amy is typing…", "", "#cats", "* Amy is typing…"]


def test_long_texts_are_quoted_by_their_beginning():
    assert quote(" short  and sweet\n") == "short and sweet"
    assert quote("first\nsecond") == "first…"
    assert quote("ok that hotpot looks INSANE and I need it right now") == "ok that hotpot looks INSANE and I need…"
    assert width(quote("火锅" * 40)) <= 40


@given(st.text(max_size=80))
def test_quotes_fit_and_nothing_steers_the_terminal(text):
    shown = printable(quote(text))
    assert width(quote(text)) <= 40
    assert not any(ord(char) < 32 and char not in "\n\t" for char in shown)
    shown.encode("utf-8")


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=20), st.integers(0, 30))
def test_padding_leaves_room(name, columns):
    assert width(pad(name, columns)) >= max(columns, width(name) + 2) or not name.isprintable()


def test_buttons_are_numbered_across_rows_and_those_that_cannot_be_pressed_are_not():
    components = [
        row(button("English"), button("Later", disabled=True), button("简体中文", emoji={"name": "🀄"})),
        row({"type": BUTTON, "style": 5, "label": "Help", "url": "https://example.com"}, button("Off")),
    ]
    assert body(Content("Pick.", components)) == [
        "Pick.",
        "[1 English] (Later) [2 🀄 简体中文]",
        "[Help ↗] [3 Off]",
    ]
    assert {number: found.custom_id for number, found in buttons(controls(components)).items()} == {
        1: "english",
        2: "简体中文",
        3: "off",
    }


def test_selects_show_what_can_be_chosen_and_what_is():
    options = [{"label": "Reply", "value": "reply", "default": True}, {"label": "Off", "value": "off"}]
    components = [
        row({"type": SELECT, "custom_id": "m", "placeholder": "Mode", "options": options}),
        row({"type": CHANNELS, "custom_id": "w", "placeholder": "Where"}),
        row({"type": CHANNELS, "custom_id": "x", "disabled": True}),
    ]
    assert body(Content("", components)) == [
        "[▾ Mode: ✓ Reply | Off]",
        "[▾ Where: a channel]",
        "(▾ a channel)",
    ]


def test_nested_components_are_read_in_order():
    section = {"type": SECTION, "components": [{"type": TEXT, "content": "A cat"}], "accessory": button("Pet")}
    container = {"type": CONTAINER, "components": [section, row(button("Feed"), button("Play"))]}
    assert body(Content("", [{"type": TEXT, "content": "# Cats"}, container])) == [
        "# Cats",
        "A cat",
        "[1 Pet]",
        "[2 Feed] [3 Play]",
    ]


def test_marks_stand_behind_the_text():
    assert body(Content("one\ntwo", [row(button("Go"))]), marks=["edited", "only Amy sees this"]) == [
        "one",
        "two (edited) (only Amy sees this)",
        "[1 Go]",
    ]
    assert body(Content("", files=["cat.png"]), marks=["deleted"]) == ["(deleted)", "📎 cat.png"]
    assert body(Content("", files=["cat.png"])) == ["📎 cat.png"]
    assert body(Content()) == [""]


def test_embeds_are_read_from_top_to_bottom():
    embed = {
        "author": {"name": "Lin"},
        "title": "Rules",
        "description": "one\ntwo",
        "fields": [{"name": "3", "value": "no politics"}],
        "footer": {"text": "be kind"},
    }
    assert body(Content("", embeds=[embed])) == [
        "│ Lin",
        "│ Rules",
        "│ one",
        "│ two",
        "│ 3: no politics",
        "│ be kind",
    ]


def test_forms_show_their_fields_old_and_new():
    old = row({"type": INPUT, "custom_id": "a", "label": "Your words", "value": "as it is"})
    new = {"type": LABEL, "label": "Why", "component": {"type": INPUT, "custom_id": "b"}}
    assert form("Improve", [old, new]) == ["Improve", "[Your words: as it is]", "[Why: ]"]


def test_ids_and_times_never_show():
    shown = body(Content("</redbridge channel:123> <:cat:456> <a:dance:789> <t:1700000000:R> <@1> <#2> <@&3>"))
    assert shown == ["/redbridge channel :cat: :dance: (a time) @unknown-user #unknown @unknown-role"]
