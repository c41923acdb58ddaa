"""`redbridge models` as a host uses it."""

import asyncio
import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.settings import Settings
from tests.fakes.mirror import FakeMirror
from tests.service.cli.terminal import LOCALES, redbridge

# The file system refuses to let any file grow further: what a full disk does to a write.
LITTLE_ROOM = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
from bot.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory of a host who has set nothing."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("LC_ALL", LOCALES["en"])
    return tmp_path


def models(home: Path) -> Path:
    return home / "data" / "models"


def publish(mirror: FakeMirror) -> None:
    mirror.publish("en", "zh-Hans")
    mirror.publish("zh-Hans", "en")


async def pull(home: Path, mirror: FakeMirror, *pairs: str, locale: str = "en") -> subprocess.CompletedProcess[str]:
    return await asyncio.to_thread(redbridge, home, "models", "pull", *pairs, locale=locale, **mirror.environ())


@pytest.mark.asyncio
async def test_from_nothing_to_models_and_back(home: Path, capsys: pytest.CaptureFixture[str]):
    async with FakeMirror() as mirror:
        publish(mirror)
        done = await pull(home, mirror)
        again = await pull(home, mirror, "EN-ZH", "en-zh")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "en-zh: fetching version 3.0, 1.2 MB.",
        "en-zh: version 3.0 is ready, 1.2 MB.",
        "zh-en: fetching version 3.0, 1.2 MB.",
        "zh-en: version 3.0 is ready, 1.2 MB.",
    ]
    assert (again.returncode, again.stdout) == (0, "en-zh: version 3.0 is here already.\n")
    assert main(["models", "list"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.split() == ["en-zh", "version", "3.0", "1.2", "MB", str(next(Path("data/models/en-zh").glob("3.0-*")))]
    assert second.startswith("zh-en")
    assert main(["models", "verify"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "en-zh: every file is as it was downloaded.",
        "zh-en: every file is as it was downloaded.",
    ]
    lex = next(models(home).glob("zh-en/*/lex*"))
    lex.write_bytes(lex.read_bytes()[:-1] + b"!")
    next(models(home).glob("zh-en/*/srcvocab*")).unlink()
    assert main(["models", "verify"]) == 1
    assert capsys.readouterr().out.splitlines()[1] == (
        "zh-en: damaged or missing: srcvocab.zhen.spm, lex.50.50.zhen.s2t.bin. "
        "Fetch them again: redbridge models pull zh-en"
    )
    assert main(["models", "verify", "en-zh"]) == 0
    assert main(["models", "remove", "zh-en"]) == 0
    assert main(["models", "remove", "zh-en", "en-zh"]) == 0
    said = capsys.readouterr().out.splitlines()[1:]
    assert said == ["zh-en: removed.", "zh-en: there was no model to remove.", "en-zh: removed."]
    assert main(["models", "list"]) == 0
    assert main(["models", "verify"]) == 0
    assert capsys.readouterr().out == "No models are here yet. Fetch them: redbridge models pull\n" * 2
    assert [path.name for path in models(home).iterdir()] == [".lock"]


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("arguments", [["pull", "en-fr"], ["verify", "en-fr"], ["remove", "en-zh", "en-fr"]])
def test_unknown_pairs(arguments: list[str], capsys: pytest.CaptureFixture[str]):
    assert main(["models", *arguments]) == 2
    assert capsys.readouterr().err == "redbridge: Unknown pair “en-fr”. Known pairs: en-zh, zh-en.\n"


@pytest.mark.usefixtures("home")
def test_remove_wants_a_name(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ended:
        main(["models", "remove"])
    assert ended.value.code == 2
    assert "PAIR" in capsys.readouterr().err


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("locale", "line"),
    [("en", "refuses (status 404)"), ("zh-CN", "FIREFOX_MIRROR 和 FIREFOX_ATTACHMENTS"), ("zh-TW", "拒絕")],
)
async def test_a_mirror_in_trouble_is_one_line(tmp_path: Path, locale: str, line: str):
    async with FakeMirror() as mirror:
        mirror.fail(None, "404")
        done = await pull(tmp_path, mirror, locale=locale)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert line in done.stderr


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("locale", "line"), [("en", "There is no room left"), ("zh-CN", "放不下"), ("zh-TW", "放不下")]
)
async def test_a_full_disk(tmp_path: Path, locale: str, line: str):
    async with FakeMirror() as mirror:
        publish(mirror)
        environ = {**os.environ, **mirror.environ(), "LC_ALL": LOCALES[locale]}
        command = [sys.executable, "-c", LITTLE_ROOM, "models", "pull"]
        done = await asyncio.to_thread(
            subprocess.run, command, cwd=tmp_path, env=environ, capture_output=True, encoding="utf-8", check=False
        )
    assert done.returncode == 1
    assert line in done.stderr
    assert done.stderr.count("\n") == 1
    assert [path for path in models(tmp_path).rglob("*") if path.is_file() and path.name != ".lock"] == []


@pytest.mark.asyncio
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
async def test_interrupted_it_leaves_what_can_be_gone_on_with(tmp_path: Path, number: int, code: int):
    async with FakeMirror() as mirror:
        publish(mirror)
        model = mirror.records[0]
        mirror.fail(model, "hang")
        environ = {**os.environ, **mirror.environ(), "LC_ALL": LOCALES["en"]}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "models", "pull", "en-zh"),
            cwd=tmp_path,
            env=environ,
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        await mirror.reached(model)
        process.send_signal(number)
        out, err = await process.communicate()
        assert (process.returncode, err) == (code, b"")
        assert b"ready" not in out
        assert not (models(tmp_path) / "en-zh" / "model.json").exists()
        assert (await pull(tmp_path, mirror, "en-zh")).returncode == 0


@pytest.mark.asyncio
async def test_on_a_terminal_there_are_bars(tmp_path: Path):
    async with FakeMirror() as mirror:
        publish(mirror)
        ours, theirs = pty.openpty()
        environ = {**os.environ, **mirror.environ(), "LC_ALL": LOCALES["en"], "TERM": "xterm", "COLUMNS": "120"}
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "models", "pull", "en-zh", cwd=tmp_path, env=environ, stdout=theirs
        )
        os.close(theirs)
        shown = await asyncio.to_thread(drained, ours)
        assert await process.wait() == 0
    os.close(ours)
    assert "en-zh: version 3.0 is ready, 1.2 MB." in shown
    assert "model.enzh.intgemm.alphas.bin" in shown
    assert "━" in shown


def drained(descriptor: int) -> str:
    """All that a terminal was sent until its program ended."""
    shown = b""
    while True:
        try:
            portion = os.read(descriptor, 65_536)
        except OSError:  # what Linux says when nobody holds the other end any more
            return shown.decode()
        if not portion:
            return shown.decode()
        shown += portion


@pytest.mark.usefixtures("home")
def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setenv("FIREFOX_MIRROR", "http://mirror.example/records")
    assert main(["models", "list"]) == 78
    assert "FIREFOX_MIRROR must begin with https://" in capsys.readouterr().err


def test_a_list_that_cannot_be_read(home: Path, capsys: pytest.CaptureFixture[str]):
    broken = models(home) / "en-zh" / "model.json"
    broken.parent.mkdir(parents=True)
    file = {"name": "model.bin", "kind": "model", "sha256": "", "size": 1}
    elsewhere = [
        {"version": "3.0", "folder": "../..", "files": [file]},
        {"version": "3.0", "folder": "3.0", "files": [{**file, "name": "/etc/passwd"}]},
        {"version": "3.0", "folder": "3.0", "files": []},
    ]
    for content in ("{", "[]", "\udcff", *map(json.dumps, elsewhere)):
        broken.write_bytes(content.encode("utf-8", "surrogateescape"))
        assert main(["models", "verify"]) == 1
        assert capsys.readouterr().err.endswith(
            "model.json cannot be read. Fetch the model again: redbridge models pull en-zh\n"
        )
    assert main(["models", "remove", "en-zh"]) == 0
    assert not broken.parent.exists()
