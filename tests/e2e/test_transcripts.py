"""Every transcript, played by `redbridge sandbox --script` with the real bot, reads as the file beside it.

After a change that is meant to change conversations: `python -m tests.e2e.test_transcripts --write [NAME …]`, then
read the difference as a member would.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.service.cli.terminal import redbridge

ROOT = Path(__file__).parent.parent.parent
FOLDER = Path(__file__).parent / "transcripts"
DEMO = ROOT / "bot" / "sandbox" / "demo.txt"
TRANSCRIPTS = {path.stem: path for path in (DEMO, *sorted(FOLDER.glob("*.txt")))}
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
Play = Future[subprocess.CompletedProcess[str]]
SHOWN = re.compile(r"^```(transcript|conversation) (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def expected(name: str) -> Path:
    return FOLDER / f"{name}.expected"


def source(kind: str, name: str) -> str:
    """What a document shows as `transcript name` or `conversation name`."""
    return (TRANSCRIPTS[name] if kind == "transcript" else expected(name)).read_text(encoding="utf-8")


def play(path: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Without a network: only the dictionary translates, also where a transcript does not say so."""
    return redbridge(folder, "sandbox", "--script", str(path), PYTHONPATH=str(ROOT), TRANSLATION_ENGINES="gloss")


@pytest.fixture(scope="module")
def plays(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Play]]:
    """The transcripts that were asked for, all at work at once: most of their time is the bot's start."""
    items = [
        item for item in request.session.items if isinstance(item, pytest.Function) and item.path == Path(__file__)
    ]
    names = [item.callspec.params["name"] for item in items if item.originalname == ASKS_FOR_PLAY]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield {name: pool.submit(play, TRANSCRIPTS[name], tmp_path_factory.mktemp(name)) for name in names}


@pytest.mark.parametrize("name", TRANSCRIPTS)
def test_the_conversation_is_as_expected(name: str, plays: dict[str, Play]) -> None:
    played = plays[name].result()
    assert played.stdout == expected(name).read_text(encoding="utf-8")
    assert (played.stderr, played.returncode) == ("", 0)


ASKS_FOR_PLAY = test_the_conversation_is_as_expected.__name__


def test_no_expected_conversation_is_left_over() -> None:
    assert {path.stem for path in FOLDER.glob("*.expected")} == set(TRANSCRIPTS)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_documents_show_transcripts_and_conversations_as_they_are(document: Path) -> None:
    for kind, name, shown in SHOWN.findall(document.read_text(encoding="utf-8")):
        assert name in TRANSCRIPTS, f"{document.name} shows {name}, which is no transcript"
        assert shown == source(kind, name), f"{document.name}: {kind} {name}"


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_readmes_show_the_demonstration(readme: str) -> None:
    shown = SHOWN.findall((ROOT / readme).read_text(encoding="utf-8"))
    assert ("conversation", "demo") in [(kind, name) for kind, name, _ in shown]


def test_the_language_is_explained_with_transcripts() -> None:
    shown = SHOWN.findall((ROOT / "docs" / "transcripts.md").read_text(encoding="utf-8"))
    assert {name for kind, name, _ in shown if kind == "transcript"}
    assert {name for kind, name, _ in shown if kind == "conversation"}


def write(names: list[str]) -> int:
    """Keep what the transcripts give now as what is expected, and show that in the documents.

    Nothing is kept of a transcript that fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        for name in names or TRANSCRIPTS:
            played = play(TRANSCRIPTS[name], Path(folder))
            if played.returncode:
                sys.stderr.write(played.stderr)
                return played.returncode
            expected(name).write_text(played.stdout, encoding="utf-8")
    for document in DOCUMENTS:
        before = document.read_text(encoding="utf-8")
        after = SHOWN.sub(lambda block: f"```{block[1]} {block[2]}\n{source(block[1], block[2])}```", before)
        if after != before:
            document.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    if sys.argv[1:2] != ["--write"]:
        sys.exit("usage: python -m tests.e2e.test_transcripts --write [NAME …]")
    sys.exit(write(sys.argv[2:]))
