"""`redbridge sandbox` as one runs it: its output, its exit codes, and that nothing is left behind."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import discord
import psutil
import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.__main__ import main
from bot.client.endpoints import Endpoints, point_discord_at
from tests.service.cli.terminal import redbridge

ROOT = Path(__file__).parent.parent.parent
COMMAND = (sys.executable, "-m", "bot", "sandbox")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "TRANSLATION_ENGINES": "gloss", "LC_ALL": "C.UTF-8"}


def sandbox(folder: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    variables = {"PYTHONPATH": str(ROOT), "TRANSLATION_ENGINES": "gloss", **environ}
    return redbridge(folder, "sandbox", *arguments, **variables)


@contextmanager
def running(folder: Path, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=folder,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def line(process: subprocess.Popen[bytes]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().decode()


def ended(process: subprocess.Popen[bytes], children: list[psutil.Process]) -> int:
    """The exit code, once it is certain that no bot was left behind."""
    code = process.wait(30)
    gone, alive = psutil.wait_procs(children, timeout=5)
    assert (len(gone), alive) == (len(children), [])
    return code


def test_a_transcript_that_cannot_be_read_is_explained_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text("Amy: hi\n\nwhat now\n", encoding="utf-8")
    done = sandbox(tmp_path, "--script", "talk.txt")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("talk.txt:3: This line says neither who speaks nor what to do.")


def test_a_transcript_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = sandbox(tmp_path, "--script", "talk.txt")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "redbridge: The transcript talk.txt cannot be read: No such file or directory.\n"


def test_a_directory_is_no_transcript(tmp_path: Path) -> None:
    done = sandbox(tmp_path, "--script", ".")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "redbridge: The transcript . cannot be read: Is a directory.\n"


def test_a_line_that_cannot_be_played_ends_the_conversation_there(tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text("Amy: good morning\nAmy> press 1\nAmy: hello\n", encoding="utf-8")
    done = sandbox(tmp_path, "--script", "talk.txt", "--keep", "kept/here")
    assert done.returncode == 2
    assert done.stderr == "talk.txt:2: There is no button 1 for Amy to press.\n"
    assert done.stdout.startswith("#general\nAmy          good morning\n  RedBridge  早上好\n")
    assert "hello" not in done.stdout
    assert {path.name for path in (tmp_path / "kept" / "here").iterdir()} >= {"redbridge.db", "bot.log"}
    assert {path.name for path in tmp_path.iterdir()} == {"talk.txt", "kept"}


def test_a_bot_that_does_not_start_is_a_failure_with_the_end_of_its_log(tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text("Amy: hi", encoding="utf-8")
    done = sandbox(tmp_path, "--script", "talk.txt", TRANSLATION_ENGINES="telepathy")
    assert (done.returncode, done.stdout) == (1, "")
    said, *log = done.stderr.splitlines()
    assert said == "redbridge: The bot ended by itself, with exit status 78."
    assert any("telepathy" in logged for logged in log)


@pytest.mark.parametrize("keep", ["file/below", "file"])
def test_a_directory_that_cannot_be_used_is_named(tmp_path: Path, keep: str) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = sandbox(tmp_path, "--keep", keep)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"redbridge: The directory {keep} cannot be used: ")


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        for arguments in (["--serve"], ["--jsonl"]):
            done = sandbox(tmp_path, *arguments, "--port", str(port))
            assert (done.returncode, done.stdout) == (1, "")
            assert done.stderr.startswith(f"redbridge: Port {port} cannot be used")


@pytest.mark.parametrize("port", ["65536", "-1", "http"])
@pytest.mark.parametrize("form", [("--serve",), ("--script", "talk.txt"), ()], ids=["serve", "script", "plain"])
def test_a_port_that_cannot_be_is_wrong_use(
    port: str, form: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["sandbox", *form, "--port", port])
    assert caught.value.code == 2
    said = capsys.readouterr().err.splitlines()[-1]
    assert said.endswith(f"argument --port: '{port}' is no port; choose a number from 0 to 65535")


def test_without_a_terminal_the_demonstration_is_played_until_nobody_reads_on(tmp_path: Path) -> None:
    with running(tmp_path, "--jsonl") as process:
        events = [json.loads(line(process)) for _ in range(3)]
        children = psutil.Process(process.pid).children()
        assert len(children) == 1
        assert process.stdout is not None
        process.stdout.close()
        assert ended(process, children) == 128 + signal.SIGPIPE
    assert [event["event"] for event in events] == ["member_joined", "message_created", "message_created"]
    said, answer = events[1:]
    assert (said["author"], said["bot"], answer["bot"], answer["reference"]) == ("Amy", False, True, said["id"])


def test_it_takes_the_bot_along_when_it_is_terminated(tmp_path: Path) -> None:
    with running(tmp_path) as process:
        assert line(process) == "#general\n"
        children = psutil.Process(process.pid).children()
        process.terminate()
        assert len(children) == 1
        assert ended(process, children) == 128 + signal.SIGTERM


@pytest.mark.parametrize("intents", [discord.Intents(guilds=True), discord.Intents.all()], ids=["few", "all"])
@pytest.mark.asyncio
async def test_any_discord_py_program_can_connect_to_what_it_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, intents: discord.Intents
) -> None:
    for owner, name in ((Route, "BASE"), (DiscordWebSocket, "DEFAULT_GATEWAY"), (discord.Asset, "BASE")):
        monkeypatch.setattr(owner, name, getattr(owner, name))  # as it is now, and again afterwards
    with running(tmp_path, "--serve") as process:
        assert line(process).startswith("# ")
        settings = dict(line(process).strip().split("=", 1) for _ in range(4))
        point_discord_at(
            Endpoints(settings["DISCORD_API_BASE"], settings["DISCORD_CDN_BASE"], settings["DISCORD_GATEWAY_URL"])
        )
        client = discord.Client(intents=intents)
        async with client:
            connection = asyncio.create_task(client.start(settings["DISCORD_TOKEN"]))
            await asyncio.wait_for(client.wait_until_ready(), 10)
            assert [guild.name for guild in client.guilds] == ["Hotpot Club"]
            sent = await client.guilds[0].text_channels[0].send("hello")
            assert sent.content == "hello"
            await client.close()
            await connection
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0


def test_what_it_serves_can_be_read_by_programs_too(tmp_path: Path) -> None:
    with running(tmp_path, "--serve", "--jsonl") as process:
        first = json.loads(line(process))
        assert first["event"] == "listening"
        assert set(first) == {
            "event", "DISCORD_TOKEN", "DISCORD_API_BASE", "DISCORD_GATEWAY_URL", "DISCORD_CDN_BASE",
        }  # fmt: skip
        process.terminate()
        assert process.wait(10) == 0
