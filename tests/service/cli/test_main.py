"""The command line as a whole: what it offers, how it ends."""

import json
import logging
import subprocess
import sys
from pathlib import Path

import pytest

import bot.cli
from bot import __version__
from bot.__main__ import COMMANDS, main
from tests.service.cli.terminal import redbridge

# What `redbridge --help` must not spend its time on.
HEAVY = {"pydantic", "sqlalchemy", "alembic", "discord", "aiohttp", "asyncio", "deep_translator", "prompt_toolkit"}

HELP = """
import sys
from bot.__main__ import main
try:
    main(["--help"])
except SystemExit:
    print("LOADED", *{name.partition(".")[0] for name in sys.modules})
"""


def fail(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def run(_: object) -> int:
        raise error

    monkeypatch.setattr("bot.cli.db.run", run)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"redbridge {__version__}\n"


def test_without_a_command_it_shows_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    shown = capsys.readouterr().out
    assert all(command in shown for command in ("run", "db"))


def test_every_module_of_commands_is_on_offer() -> None:
    files = [path for path in Path(bot.cli.__file__).parent.glob("*.py") if path.stem != "__init__"]
    modules = {path.stem for path in files if "\ndef add_parser(" in path.read_text(encoding="utf-8")}
    assert modules == set(COMMANDS)


def test_an_unknown_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["dance"])
    assert ended.value.code == 2
    assert "dance" in capsys.readouterr().err


def test_help_loads_nothing_heavy() -> None:
    done = subprocess.run([sys.executable, "-c", HELP], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.rpartition("LOADED ")[2].split())
    assert "argparse" in loaded
    assert loaded & HEAVY == set()


def test_an_interrupt_is_no_error(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    fail(monkeypatch, KeyboardInterrupt())
    assert main(["db", "current"]) == 130
    assert capsys.readouterr().err == ""


def test_a_bug_gets_a_number_and_its_traceback_goes_to_the_log(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setattr(logging.getLogger(), "handlers", [])  # as when a program starts
    fail(monkeypatch, LookupError("inner workings"))
    assert main(["db", "current"]) == 1
    logged, said = capsys.readouterr().err.splitlines()
    entry = json.loads(logged)
    number = entry["message"].rpartition(" ")[2]
    assert "LookupError: inner workings" in entry["exception"]
    assert said.startswith("redbridge: Something went wrong inside RedBridge.")
    assert number in said
    assert "inner workings" not in said


def test_nobody_reads_on(tmp_path: Path) -> None:
    """As in `redbridge … | head -0`: no complaint, and the exit code that shells give."""
    command = f"{sys.executable} -m bot db current; echo code=$? >&2"
    writer = subprocess.Popen(
        ["sh", "-c", command], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert writer.stdout
    writer.stdout.close()
    assert writer.stderr
    assert writer.stderr.read() == "code=141\n"
    writer.stderr.close()
    assert writer.wait(60) == 0


def test_the_program_has_its_name(tmp_path: Path) -> None:
    assert redbridge(tmp_path, "--help").stdout.startswith("usage: redbridge ")
