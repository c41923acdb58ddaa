"""Whatever is written, a transcript is read or explained; what is written from steps is read as those steps."""

from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.transcript import steps
from bot.sandbox.transcript.errors import TranscriptError
from bot.sandbox.transcript.lines import decode
from bot.sandbox.transcript.parse import parse
from bot.sandbox.transcript.steps import Ref, Value

names = st.from_regex(r"[A-Za-z小雨Ω][A-Za-z 小雨_'.-]{0,20}", fullmatch=True).map(str.strip)
labels = st.just("") | st.from_regex(r"[a-z0-9猫]{1,8}", fullmatch=True)
texts = (
    st.text(st.characters(exclude_characters="\n\r", exclude_categories=["Cs"]), min_size=1, max_size=60)
    .map(str.strip)
    .filter(bool)
)
paragraphs = st.lists(texts, min_size=1, max_size=4).map("\n".join)
quotable = st.text(st.characters(exclude_characters='\n\r"', exclude_categories=["Cs"]), max_size=30)
keys = st.from_regex(r"[a-z_文本]{1,12}", fullmatch=True)
values = st.builds(Value, quotable, st.sampled_from(["", "#", "@"]))
refs = (
    st.sampled_from([Ref("last"), Ref("answer")])
    | st.builds(Ref, st.just("beginning"), quotable)
    | st.builds(Ref, st.just("label"), st.from_regex(r"[a-z0-9猫]{1,8}", fullmatch=True))
)
PIECES = (
    """Amy 小雨 > / * # #cats " ” [a] on last fault http set A=b clock 5m fill press choose reply edit attach , react"""
)
pieces = st.sampled_from([*PIECES.split(), *(f"{piece} " for piece in PIECES.split()), ": ", "：", "\n", "\n  ", " "])


def tag(who: str, label: str) -> str:
    return f"{who} [{label}]" if label else who


def write(step: steps.Step) -> str:
    """A step as a transcript says it, in the plainest of its ways."""
    match step:
        case steps.Say(_, who, text, label, None):
            first, *more = text.split("\n")
            return "\n".join([f"{tag(who, label)}: {first}", *(f"  {line}" for line in more)])
        case steps.Say(_, who, text, label, ref):
            first, *more = text.split("\n")
            return "\n".join([f"{tag(who, label)}> reply {ref}: {first}", *(f"  {line}" for line in more)])
        case steps.Command(_, who, path, options, label):
            given = [f'{key}:{value.sigil}"{value.text}"' for key, value in options]
            return f"{tag(who, label)}> /{' '.join([*path, *given])}"
        case steps.Press(_, who, button, message, label):
            return f'{tag(who, label)}> press "{button}"' + (f" on {message}" if message else "")
        case steps.Choose(_, who, chosen, message, label):
            listed = ", ".join(f'{value.sigil}"{value.text}"' for value in chosen)
            return f"{tag(who, label)}> choose {listed}" + (f" on {message}" if message else "")
        case _:
            raise AssertionError(step)


at_first = st.just(1)
said = st.builds(steps.Say, at_first, names, paragraphs, labels, st.none() | refs)
commanded = st.builds(
    steps.Command, at_first, names, st.lists(keys, min_size=1, max_size=3).map(tuple),
    st.lists(st.tuples(keys, values), max_size=3).map(tuple), labels,
)  # fmt: skip
pressed = st.builds(steps.Press, at_first, names, quotable.filter(str.strip), st.none() | refs, labels)
chosen = st.builds(
    steps.Choose, at_first, names, st.lists(values, min_size=1, max_size=3).map(tuple), st.none() | refs, labels
)


@given(said | commanded | pressed | chosen)
def test_what_is_written_from_a_step_is_read_as_that_step(step):
    assert parse(write(step)) == (step,)


@given(
    st.lists(said | commanded | pressed | chosen, max_size=5), st.sampled_from(["\n", "\r\n", "\n\n# so\n", "\n\n\n"])
)
def test_lines_do_not_run_into_each_other(many, between):
    written = [write(step) for step in many]
    read = parse(between.join(written))
    assert [write(step) for step in read] == written


@given(st.text())
def test_any_text_is_read_or_explained(text):
    read_or_explained(text)


@given(st.lists(pieces | st.text(max_size=3), max_size=14).map("".join))
def test_anything_made_of_the_language_s_own_pieces_is_read_or_explained(text):
    read_or_explained(text)


@given(st.binary())
def test_any_file_is_read_or_explained(data):
    try:
        text = decode(data)
    except TranscriptError as error:
        explained(error, data.count(b"\n") + 1)
    else:
        read_or_explained(text)


def read_or_explained(text: str) -> None:
    try:
        found = parse(text)
    except TranscriptError as error:
        explained(error, text.count("\n") + 1)
    else:
        assert [step.line for step in found] == sorted(step.line for step in found)


def explained(error: TranscriptError, lines: int) -> None:
    assert 0 < error.line <= lines
    assert str(error)
