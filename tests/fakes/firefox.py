"""What stands in for a model in a real worker process, and misbehaves when a text tells it to.

The “model” is a JSON object: `journal` is a file to which each process writes its number and what it is asked, `loads`
how loading goes wrong.
"""

import hashlib
import json
import os
import re
import time
from collections.abc import Mapping
from pathlib import Path

from bot.engines.firefox import frames
from bot.models.folder import Folder, Installed
from bot.models.pairs import pair_named

FACTORY = "tests.fakes.firefox:translator"


class Panic(BaseException):
    """As Rust's, which is no Exception."""


class Marking:
    """Translates by marking each sentence; sentences end with `.`, `。` and the like."""

    def __init__(self, journal: Path) -> None:
        self._journal = journal

    def sentences(self, text: str) -> list[str]:
        return [sentence.strip() for sentence in re.findall(r"[^.!?。！？]+[.!?。！？]*|[.!?。！？]+", text)]

    def translate(self, sentence: str) -> str:
        known = self._journal.read_text(encoding="utf-8") if self._journal.exists() else ""
        note(self._journal, sentence)
        for word, misbehave in MISBEHAVIOUR.items():
            if word in sentence and not ("once" in sentence and sentence in known):
                misbehave()
        return f" 「{sentence}」 "


def note(journal: Path, line: str) -> None:
    with journal.open("a", encoding="utf-8") as file:
        file.write(f"{os.getpid()} {line}\n")


def _die() -> None:
    os._exit(3)


def _hang() -> None:
    time.sleep(300)


def _panic() -> None:
    raise Panic


def _send(body: bytes) -> None:
    """Let the next answer be these bytes."""
    frames.packed = lambda _: body


def _garble() -> None:
    _send(b"oh dear, this is no message at all")


def _overflow() -> None:
    _send(frames.HEAD.pack(frames.MOST_BYTES + 1) + b"x" * 1_000_000)


def _say(**answer: object) -> None:
    body = json.dumps(answer).encode()
    _send(frames.HEAD.pack(len(body)) + body)


MISBEHAVIOUR = {
    "die": _die,
    "hang": _hang,
    "panic": _panic,
    "garble": _garble,
    "overflow": _overflow,
    "be late": lambda: _say(id=0, texts=["the answer before"]),
    "lose": lambda: _say(id=1, texts=[]),
    "count": lambda: _say(id=1, texts=[7]),
    "list": lambda: _say(id=1, texts="no list"),
    "array": lambda: _send(frames.HEAD.pack(2) + b"[]"),
    "cut": lambda: _send(frames.HEAD.pack(500) + b'{"id"'),
}


def translator(files: Mapping[str, bytes]) -> Marking:
    """The factory that a worker is told to use."""
    wanted = json.loads(files["model"])
    journal = Path(wanted["journal"])
    note(journal, "LOAD")
    if wanted.get("loads") == "refused":
        raise ValueError("not a model: 我们的秘密")
    if wanted.get("loads"):
        MISBEHAVIOUR[wanted["loads"]]()
    return Marking(journal)


def install(root: Path, pair: str, files: Mapping[str, bytes], version: str = "3.0") -> Installed:
    """Put a model into a folder as a pull would; files by their kind."""
    place = root / pair / f"{version}-0123456789ab"
    place.mkdir(parents=True)
    listed = []
    for kind, content in files.items():
        (place / f"{kind}.bin").write_bytes(content)
        sha256 = hashlib.sha256(content).hexdigest()
        listed.append({"name": f"{kind}.bin", "kind": kind, "sha256": sha256, "size": len(content)})
    (root / pair / "model.json").write_text(json.dumps({"version": version, "folder": place.name, "files": listed}))
    known = pair_named(pair)
    assert known
    installed = Folder(root).installed(known)
    assert installed
    return installed


def install_marking(root: Path, pair: str, *, loads: str = "") -> Path:
    """Put a model of this module into a folder; its journal."""
    journal = root / f"{pair}.journal"
    install(root, pair, {"model": marking_model(journal, loads=loads), "vocab": b"words"})
    return journal


def marking_model(journal: Path, *, loads: str = "") -> bytes:
    """The content of such a model."""
    return json.dumps({"journal": str(journal), "loads": loads}).encode()
