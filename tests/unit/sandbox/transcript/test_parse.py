"""What the lines of a transcript mean."""

import pytest

from bot.sandbox.transcript import steps
from bot.sandbox.transcript.errors import TranscriptError
from bot.sandbox.transcript.lines import decode
from bot.sandbox.transcript.parse import parse, people
from bot.sandbox.transcript.steps import LAST, Ref, Value


def only(text: str) -> steps.Step:
    (step,) = parse(text)
    return step


def test_a_plain_file_of_names_and_texts_is_a_transcript():
    text = "Amy: ok that hotpot looks INSANE 😭\n\n小雨：哈哈哈哈 来成都\nLeo: a: b > c\n"
    assert parse(text) == (
        steps.Say(1, "Amy", "ok that hotpot looks INSANE 😭"),
        steps.Say(3, "小雨", "哈哈哈哈 来成都"),
        steps.Say(4, "Leo", "a: b > c"),
    )


def test_texts_are_taken_literally():
    assert only(r"Amy: ¯\_(ツ)_/¯").text == r"¯\_(ツ)_/¯"
    assert only("Amy: /translate is a command").text == "/translate is a command"
    assert only(r'Amy: "quoted" \n # not a comment').text == r'"quoted" \n # not a comment'


def test_indented_lines_continue_a_message_and_keep_their_own_indentation():
    text = "Amy: look\n  ```py\n  def f():\n      pass\n\n  ```\nLeo:\n\tone\n\ttwo\n"
    assert [step.text for step in parse(text)] == ["look\n```py\ndef f():\n    pass\n\n```", "one\ntwo"]


def test_windows_line_ends_and_a_byte_order_mark_do_not_matter():
    assert parse(decode("\ufeffAmy: hi\r\n  there\r\n".encode())) == (steps.Say(1, "Amy", "hi\nthere"),)


def test_only_line_feeds_end_a_line():
    assert only("Amy: one\u2028two\x0bthree").text == "one\u2028two\x0bthree"


def test_a_hash_alone_or_before_a_space_is_a_comment_and_else_a_channel():
    assert parse("# a comment\n#\n#cats\n#what to eat\n#「中文 角」\n") == (
        steps.Go(3, "cats"),
        steps.Go(4, "what to eat"),
        steps.Go(5, "中文 角"),
    )


def test_an_at_sign_and_a_name_are_somebodys_direct_messages_unless_somebody_says_something():
    assert parse("@小雨\n@“Little Rain”\n@Amy: hi\n@Amy> type\n") == (
        steps.Visit(1, "小雨"),
        steps.Visit(2, "Little Rain"),
        steps.Say(3, "@Amy", "hi"),
        steps.StartTyping(4, "@Amy"),
    )


@pytest.mark.parametrize("line", ["Amy [cat]: meow", "Amy[cat] : meow", "Amy [ cat ]：meow"])
def test_a_message_may_be_given_a_label(line):
    assert only(line) == steps.Say(1, "Amy", "meow", "cat")


def test_brackets_elsewhere_are_part_of_the_name_or_text():
    assert only("[mod] Lin: hi") == steps.Say(1, "[mod] Lin", "hi")
    assert only("Lin: [sic]: hi") == steps.Say(1, "Lin", "[sic]: hi")
    assert only("Amy [12:03]: hi") == steps.Say(1, "Amy", "hi", "12:03")


def test_commands_have_a_path_and_options():
    assert only('Amy> /translate text:"good morning" to:zh-CN') == steps.Command(
        1, "Amy", ("translate",), (("text", Value("good morning")), ("to", Value("zh-CN")))
    )
    assert only('Lin> /redbridge channel channel:#general who:@"the cooks" mode:reply') == steps.Command(
        1,
        "Lin",
        ("redbridge", "channel"),
        (("channel", Value("general", "#")), ("who", Value("the cooks", "@")), ("mode", Value("reply"))),
    )


def test_commands_may_be_written_with_full_width_marks_and_chinese_quotes():
    assert only('小雨＞ /翻译 文本：“说 "好"” 语言:en-US') == steps.Command(
        1, "小雨", ("翻译",), (("文本", Value('说 "好"')), ("语言", Value("en-US")))
    )


def test_an_indented_block_is_the_value_of_the_last_option():
    assert only('Amy> /translate to:zh-CN text:\n  one "two"\n  “three”') == steps.Command(
        1, "Amy", ("translate",), (("to", Value("zh-CN")), ("text", Value('one "two"\n“three”')))
    )
    assert only("Mei> fill Why:\n  because\n  of cats").fields == (("Why", Value("because\nof cats")),)


@pytest.mark.parametrize(
    ("line", "step"),
    [
        (
            'Leo> reply "ok that": yes: it does',
            steps.Say(1, "Leo", "yes: it does", reply_to=Ref("beginning", "ok that")),
        ),
        ("Leo> reply: yes", steps.Say(1, "Leo", "yes", reply_to=LAST)),
        ("Leo [r]> reply [cat]：好", steps.Say(1, "Leo", "好", "r", Ref("label", "cat"))),
        ("Leo> reply answer: thanks", steps.Say(1, "Leo", "thanks", reply_to=Ref("answer"))),
        ("Leo> edit last: lasting", steps.Edit(1, "Leo", LAST, "lasting")),
        ("Leo> edit：好", steps.Edit(1, "Leo", LAST, "好")),
        ("Leo> delete", steps.Delete(1, "Leo", LAST)),
        ("Leo> delete “on my way”", steps.Delete(1, "Leo", Ref("beginning", "on my way"))),
        ("Leo> react 🌐", steps.React(1, "Leo", "🌐", LAST)),
        ("Leo> react :cat: on [cat]", steps.React(1, "Leo", ":cat:", Ref("label", "cat"))),
        ("Leo> unreact 🌐 on answer", steps.React(1, "Leo", "🌐", Ref("answer"), away=True)),
        ("Leo> attach cat.png", steps.Say(1, "Leo", "", files=("cat.png",))),
        (
            'Leo> attach "my cat.png", b.txt: look: cats',
            steps.Say(1, "Leo", "look: cats", files=("my cat.png", "b.txt")),
        ),
        (
            'Leo [q]> post "Why: cats?" in #questions: because: cats',
            steps.Post(1, "Leo", "questions", "Why: cats?", "because: cats", "q"),
        ),
        ('Leo> post Why in #"all questions"：好', steps.Post(1, "Leo", "all questions", "Why", "好")),
        ("Leo> forward [cat] to #cats", steps.Forward(1, "Leo", Ref("label", "cat"), "cats")),
        ("Leo [f]> forward to #cats", steps.Forward(1, "Leo", LAST, "cats", "f")),
        ('Leo> poll "Where: to?": hotpot | noodles', steps.Ask(1, "Leo", "Where: to?", ("hotpot", "noodles"))),
        ("Leo> poll 去哪儿？：火锅｜面条", steps.Ask(1, "Leo", "去哪儿？", ("火锅", "面条"))),
        ("Leo> press 1", steps.Press(1, "Leo", "1")),
        ("Leo> press Set up", steps.Press(1, "Leo", "Set up")),
        (
            'Leo> press "Go on last" on "come on in"',
            steps.Press(1, "Leo", "Go on last", Ref("beginning", "come on in")),
        ),
        ("Leo> choose reply", steps.Choose(1, "Leo", (Value("reply"),))),
        (
            'Leo> choose In a thread, "a, b", #cats, @Lin on answer',
            steps.Choose(
                1, "Leo", (Value("In a thread"), Value("a, b"), Value("cats", "#"), Value("Lin", "@")), Ref("answer")
            ),
        ),
        (
            'Leo> choose "Role for cooks":@cooks',
            steps.Choose(1, "Leo", (Value("cooks", "@"),), select="Role for cooks"),
        ),
        ("Leo> choose In a thread: always", steps.Choose(1, "Leo", (Value("In a thread: always"),))),
        ('Leo> fill "Your words":"a b" Why:', steps.Fill(1, "Leo", (("Your words", Value("a b")), ("Why", Value(""))))),
        ("Leo> menu 翻译 on last", steps.Menu(1, "Leo", "翻译", LAST)),
        ("Leo> menu Translate", steps.Menu(1, "Leo", "Translate", LAST)),
        ("Leo> join locale:zh-TW roles:cooks、artists", steps.Join(1, "Leo", "zh-TW", ("cooks", "artists"))),
        ("Leo> join pending:yes", steps.Join(1, "Leo", pending=True)),
        ("Leo> agree", steps.Agree(1, "Leo")),
        ("Leo> leave", steps.Leave(1, "Leo")),
        ("Leo> type", steps.StartTyping(1, "Leo")),
    ],
)
def test_acts(line, step):
    assert only(line) == step


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("* guild Noodle House owner:Mei", steps.OpenGuild(1, "Noodle House", "Mei")),
        (
            '* guild "A: B" bot:send_messages,view_channel',
            steps.OpenGuild(1, "A: B", "", ("send_messages", "view_channel")),
        ),
        ("* channel #cats", steps.OpenChannel(1, "cats")),
        (
            '* channel "Cat news" kind:announcement topic:"猫: all of them" parent:Animals',
            steps.OpenChannel(1, "Cat news", "announcement", "猫: all of them", "Animals"),
        ),
        ("* thread what to eat in:#cats", steps.OpenThread(1, "what to eat", "cats")),
        ("* role cat people permissions:manage_guild", steps.OpenRole(1, "cat people", ("manage_guild",))),
        (
            '* member Kit locale:zh-TW roles:"cat people, cooks" bot:yes',
            steps.AddMember(1, "Kit", "zh-TW", ("cat people", "cooks"), bot=True),
        ),
        ("* set TRANSLATION_ENGINES=gloss", steps.SetVariable(1, "TRANSLATION_ENGINES", "gloss")),
        ("* set EMPTY=", steps.SetVariable(1, "EMPTY", "")),
        ("* clock 1h30m", steps.Advance(1, 5400)),
        ("* clock 2d 5s", steps.Advance(1, 172805)),
        ("* clock until:7:05", steps.Until(1, 7, 5)),
        ("* clock until:19:00 on:Sunday zone:Asia/Shanghai", steps.Until(1, 19, 0, 6, "Asia/Shanghai")),
        ("* at once", steps.Pace(1, waits=False)),
        ("* wait", steps.Pace(1, waits=True)),
        ("* start", steps.Control(1, "start")),
        ("* stop", steps.Control(1, "stop")),
        ("* restart", steps.Control(1, "restart")),
        ("* kill", steps.Control(1, "kill")),
        ("* fault drop", steps.GatewayFault(1, "drop")),
        ("* fault drop resumable:no", steps.GatewayFault(1, "drop", resumable=False)),
        ("* fault reconnect", steps.GatewayFault(1, "reconnect")),
        ("* fault invalidate", steps.GatewayFault(1, "invalidate", resumable=False)),
        (
            '* fault http status:429 route:"POST /channels/*/messages" times:2 retry_after:3',
            steps.HttpFault(1, "http", "POST /channels/*/messages", 2, 429, 3),
        ),
        ("* fault http", steps.HttpFault(1, "http", status=500, seconds=1)),
        ("* fault slow seconds:2 times:3", steps.HttpFault(1, "slow", "", 3, seconds=2)),
        ("* fault hang", steps.HttpFault(1, "hang", seconds=1)),
        ("* fault deny permission:send_messages channel:#cats", steps.Permit(1, "send_messages", "cats")),
        ("* fault allow permission:send_messages", steps.Permit(1, "send_messages", allowed=True)),
        ("* tolerate unanswered, errors", steps.Tolerate(1, ("unanswered", "errors"))),
    ],
)
def test_directives(line, step):
    assert only(line) == step


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("Amy: hi\nhello there", 2, "neither who speaks"),
        ("  Amy: hi", 1, "no line above"),
        ("# comment\n  Amy: hi", 2, "no line above"),
        (": hi", 1, "name of who speaks"),
        ("x" * 33 + ": hi", 1, "1 to 32"),
        ("Amy:", 1, "no text"),
        ("Amy: \n\nLeo: x", 1, "no text"),
        ("#cats\n  hi", 2, "has no text"),
        ("@Amy\n  hi", 2, "has no text"),
        ("Amy> dance", 1, '"dance" is nothing a member can do'),
        ("Amy> /", 1, "Name the command"),
        ("Amy> /translate text:good morning", 1, '"morning" belongs to nothing'),
        ('Amy> /translate text:"good morning', 1, "never closed"),
        ("Amy> /translate text:a\n  b", 1, "belongs to nothing"),
        ("Amy> reply yes", 1, "Name the message"),
        ("Amy> reply last:", 1, "no text"),
        ("Amy> delete that", 1, "names no message"),
        ("Amy> delete last\n  x", 2, "no text that an indented line"),
        ("Amy> react", 1, "Name the emoji"),
        ("Amy> press on last", 1, "Name the button"),
        ("Amy> choose", 1, "Name what is chosen"),
        ("Amy> attach", 1, "Name the files"),
        ("Amy> post Why in #questions", 1, "no text"),
        ("Amy> post Why: because", 1, "Name the title and the forum"),
        ("Amy> post Why in questions: because", 1, "Name the title and the forum"),
        ("Amy> forward last", 1, "where it goes"),
        ("Amy> forward that to #cats", 1, "where it goes"),
        ("Amy> poll Where to?", 1, "list the answers"),
        ("Amy> poll : hotpot", 1, "Ask"),
        ("Amy> leave now", 1, "has no place"),
        ("Amy> join size:big", 1, "size: is not known"),
        ("Amy> join roles:a roles:b", 1, "twice"),
        ("Amy> join pending:maybe", 1, "yes or no"),
        ("* dance", 1, "no directive"),
        ("*", 1, "no directive"),
        ("* guild", 1, "name is missing"),
        ("* channel x kind:cinema", 1, "no kind of channel"),
        ("* role cooks permissions:cook", 1, "no permission"),
        ("* fault deny permission:cook", 1, "Name the permission"),
        ("* member Kit bot:maybe", 1, "yes or no"),
        ("* set X", 1, "NAME=value"),
        ("* clock soon", 1, "how much time"),
        ("* clock 53w", 1, "A year"),
        ("* clock until:24:00", 1, "until when"),
        ("* clock until:7:05 on:Caturday", 1, "until when"),
        ("* clock until:7:05 zone:Cats", 1, "until when"),
        ("* clock until:7:05 in:Berlin", 1, "in: is not known"),
        ("* at twice", 1, "at once"),
        ("* kill softly", 1, "has no place"),
        ("* fault flood", 1, "no fault"),
        ("* fault http status:200", 1, "400 to 599"),
        ("* fault slow seconds:0", 1, "whole number"),
        ("* fault deny", 1, "Name the permission"),
        ("* tolerate everything", 1, "Known: unanswered"),
        ("* kill\n  x", 2, "no text"),
    ],
)
def test_a_line_that_means_nothing_is_named_and_explained(text, line, says):
    with pytest.raises(TranscriptError) as caught:
        parse(text)
    assert caught.value.line == line
    assert says in str(caught.value)


def test_a_file_that_is_not_utf8_is_refused_with_its_line():
    with pytest.raises(TranscriptError, match="UTF-8") as caught:
        decode(b"Amy: hi\nLeo: \xff")
    assert caught.value.line == 2


def test_people_are_listed_in_order_of_appearance():
    assert people(parse("Amy: hi\n小雨> leave\nAmy: oh\n* member Lin")) == ("Amy", "小雨")
