"""`redbridge sandbox` on a terminal: what one types is answered in the other language."""

import os
import re
import select
import subprocess
import sys
import time
from codecs import getincrementaldecoder
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="pseudo-terminals are a thing of Unix")

ROOT = Path(__file__).parent.parent.parent
CONTROL = re.compile(r"\x1b\[[\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e]|\r")
PATIENCE = 60.0


class Screen:
    """The other side of a terminal."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._decoder = getincrementaldecoder("utf-8")()
        self._shown = ""

    def type(self, text: str) -> None:
        os.write(self._descriptor, f"{text}\r".encode())

    def reads(self, text: str) -> None:
        """Read on until this has been shown."""
        deadline = time.monotonic() + PATIENCE
        while text not in CONTROL.sub("", self._shown):
            ready, _, _ = select.select([self._descriptor], [], [], max(0.0, deadline - time.monotonic()))
            assert ready, f"{text!r} was not shown, but {self._shown!r}"
            self._shown += self._decoder.decode(os.read(self._descriptor, 65536))
        self._shown = CONTROL.sub("", self._shown).partition(text)[2]


def test_what_amy_and_xiaoyu_type_is_answered_in_the_other_language(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "TRANSLATION_ENGINES": "gloss",
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm",
        "PROMPT_TOOLKIT_NO_CPR": "1",
    }
    command = [sys.executable, "-m", "bot", "sandbox"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    ) as process:
        os.close(theirs)
        screen = Screen(ours)
        try:
            screen.reads("/quit ends it.")
            screen.reads("#general Amy:")
            screen.type("good morning")
            screen.reads("  RedBridge  早上好")
            screen.type("小雨: 早上好")
            screen.reads("  RedBridge  Good morning")
            screen.type("/help")
            screen.reads("[1 English]")
            screen.type("1")
            screen.reads("* 小雨 presses [English]")
            screen.type("/quit")
            assert process.wait(30) == 0
        finally:
            process.kill()
            os.close(ours)
