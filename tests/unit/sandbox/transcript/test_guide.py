"""docs/transcripts.md leaves nothing of the language out, and its examples can be read."""

import re
from pathlib import Path

import pytest

from bot.sandbox.events import SandboxEvent
from bot.sandbox.transcript import steps
from bot.sandbox.transcript.acts import VERBS
from bot.sandbox.transcript.directives import DIRECTIVES
from bot.sandbox.transcript.faults import FAULTS
from bot.sandbox.transcript.jsonl import NAMES
from bot.sandbox.transcript.parse import parse

GUIDE = (Path(__file__).parents[4] / "docs" / "transcripts.md").read_text(encoding="utf-8")
LANGUAGE, FROM_PYTHON, _ = GUIDE.partition("\n## From Python\n")
FIRST_COLUMN = re.compile(r"^\| (`.*?`) \|", re.MULTILINE)
LINES = [
    line for line in (cell.strip("`") for cell in FIRST_COLUMN.findall(LANGUAGE)) if re.search(r"^[*#@]|[:>] ", line)
]


@pytest.mark.parametrize("line", LINES)
def test_examples_are_read(line):
    assert len(parse(line)) == (0 if line.startswith("# ") else 1)


def test_every_act_directive_and_fault_is_shown():
    read = [step for line in LINES for step in parse(line)]
    assert {type(step) for step in read} == concrete()
    assert [verb for verb in VERBS if not any(f"> {verb}" in line for line in LINES)] == []
    assert [word for word in DIRECTIVES if not any(line.startswith(f"* {word}") for line in LINES)] == []
    assert [fault for fault in FAULTS if not any(line.startswith(f"* fault {fault}") for line in LINES)] == []


def test_the_calls_of_python_are_apart_from_the_language():
    assert FROM_PYTHON


def test_every_event_is_named():
    kinds = re.findall(r"\b[a-z]+(?:_[a-z]+)+|ephemeral|deferred|autocompleted|typing|fault", explained_kinds())
    assert len(kinds) > 20
    assert [kind for kind in kinds if f"`{NAMES.get(kind, kind)}`" not in GUIDE] == []


def explained_kinds() -> str:
    return re.search(r"kind +(.*?)\n    number", SandboxEvent.__doc__ or "", re.DOTALL)[1]


def concrete() -> set[type]:
    """Every kind of step, without the families."""
    kinds = {each for each in vars(steps).values() if isinstance(each, type) and issubclass(each, steps.Step)}
    return kinds - {steps.Step, steps.Setup, steps.Act}
