"""`redbridge detect` and `redbridge translate`, as another program uses them."""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.engines.registry import ENGINE_NAMES
from tests.fakes.google import FakeGoogle
from tests.service.cli.terminal import LOCALES

DETECTED = ["language", "variant", "confidence", "reason", "share"]
TRANSLATED = [*DETECTED, "target", "translation", "engine", "notes", "doubtful", "skipped"]
# In the place of a resolver: every look-up hangs for longer than any test waits.
NO_ANSWER = "import socket, time\nsocket.getaddrinfo = lambda *a, **k: time.sleep(300)\n"


@contextmanager
def process(folder: Path, *arguments: str, locale: str = "en", **environ: str) -> Iterator[subprocess.Popen[bytes]]:
    """A command with pipes to it; at the end of the block its input is closed and it is waited for."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "PYTHONPATH"}}
    # Nothing listens on port 1 of loopback, so Google is out of reach unless a test says otherwise.
    environment = {"GOOGLE_URL": "http://127.0.0.1:1/m", "LC_ALL": LOCALES[locale], **kept, **environ}
    command = [sys.executable, "-m", "bot", *arguments]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=folder, env=environment, stdin=pipe, stdout=pipe, stderr=pipe) as running:
        yield running


def redbridge(folder: Path, arguments: str, given: bytes, **environ: str) -> tuple[int, list[dict[str, Any]], str]:
    """Run a command on `given`: its exit code, the objects it wrote, and what it said besides."""
    with process(folder, *arguments.split(), **environ) as running:
        out, err = running.communicate(given, timeout=60)
    return running.returncode, [json.loads(line) for line in out.decode().splitlines()], err.decode()


def test_detect_answers_line_by_line(tmp_path: Path):
    given = "hello there, how are you?\n那只猫好可爱\r\n那隻貓好可愛\n😂😂\n\n¿Dónde está la biblioteca?"
    code, answers, said = redbridge(tmp_path, "detect", given.encode())
    assert (code, said) == (0, "")
    assert [(answer["language"], answer["variant"], answer["reason"]) for answer in answers] == [
        ("en", None, ""),
        ("zh", "Hans", ""),
        ("zh", "Hant", ""),
        ("und", None, "emoji"),
        ("und", None, "empty"),
        ("es", None, ""),
    ]
    assert all(list(answer) == DETECTED and 0 <= answer["confidence"] <= 1 for answer in answers)


def test_translate_answers_line_by_line(tmp_path: Path):
    given = "哈哈哈哈 来成都 我请你\nhello\nlol\n<@1> 谢谢 `x`\nbonjour tout le monde, comment allez-vous\n"
    code, answers, _ = redbridge(tmp_path, "translate --to en", given.encode())
    assert code == 0
    assert all(list(answer) == TRANSLATED and answer["target"] == "en" for answer in answers)
    assert [(answer["translation"], answer["engine"], answer["skipped"]) for answer in answers] == [
        ("hahaha come Chengdu, I'll treat you", "gloss", None),
        (None, None, "same-language"),
        (None, None, "laughter"),
        ("<@1> Thank you `x`", "memory", None),
        (None, None, "unsupported"),
    ]
    assert answers[0]["notes"] == ["Word for word, from a dictionary · hāhā hāhā lái Chéngdū wǒ qǐng nǐ"]


def test_objects_with_a_text(tmp_path: Path):
    lines = [
        b'{"text": "good morning\\nmy friends", "id": 7}',
        b'{"text": "\\ud83d\\u732b\\u5f88\\u53ef\\u7231"}',
        b"not json",
        b"",
        b"[1]",
        b'{"words": "hello"}',
        b'{"text": 5}',
        b"[" * 100_000,
        b'{"text": "\xff"}',
        b'{"text": "my cat is lovely"}',
    ]
    code, answers, _ = redbridge(tmp_path, "translate --to zh-CN --jsonl --engine gloss", b"\n".join(lines))
    assert code == 1
    assert [answer.get("error") or answer["translation"] for answer in answers] == [
        "早上好\n我的朋友",
        None,
        "not valid JSON",
        "not valid JSON",
        "not a JSON object",
        'no "text" that is a string',
        'no "text" that is a string',
        "not valid JSON",
        "not valid UTF-8",
        "我的猫很可爱",
    ]


def test_notes_are_for_the_reader_and_lone_surrogates_come_out_as_escapes(tmp_path: Path):
    given = b'{"text": "\\ud83d my cat is lovely \\udc00"}\n'
    with process(tmp_path, "translate", "--to", "zh_tw", "--jsonl", "--engine", "gloss") as running:
        out, _ = running.communicate(given, timeout=60)
    assert out.decode().count(r"\ud83d") == out.decode().count(r"\udc00") == 1
    answer = json.loads(out)
    assert (answer["target"], answer["translation"]) == ("zh-TW", "\ud83d 我的貓很可愛 \udc00")
    assert answer["notes"] == ["查字典逐詞對照，不是完整翻譯"]


def test_bad_lines_do_not_stop_detect(tmp_path: Path):
    code, answers, _ = redbridge(
        tmp_path, "detect", b"\xef\xbb\xbfgood morning everyone\n\xff\xfe\nthank you so much\n"
    )
    assert code == 1
    assert [answer.get("language") for answer in answers] == ["en", None, "en"]
    assert answers[1] == {"error": "not valid UTF-8"}


@pytest.mark.parametrize("command", ["detect", "translate --to en --engine google"])
def test_no_lines_no_answers(tmp_path: Path, command: str):
    assert redbridge(tmp_path, command, b"")[:2] == (0, [])


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ("--to fr", "redbridge: Unknown locale “fr”. Known locales: en, zh-CN, zh-TW.\n"),
        ("--to zh", "redbridge: Unknown locale “zh”. Known locales: en, zh-CN, zh-TW.\n"),
        ("--to en --engine gogle", f"redbridge: Unknown engine “gogle”. Known engines: {', '.join(ENGINE_NAMES)}.\n"),
    ],
)
def test_unknown_names_are_answered_with_the_known_ones(tmp_path: Path, arguments: str, complaint: str):
    assert redbridge(tmp_path, f"translate {arguments}", b"hello\n") == (2, [], complaint)


@pytest.mark.parametrize("command", [["detect"], ["translate", "--to", "zh-CN", "--engine", "gloss"]])
def test_each_answer_comes_before_the_next_line_is_known(tmp_path: Path, command: list[str]):
    with process(tmp_path, *command) as running:
        assert running.stdin
        assert running.stdout
        for text in (b"good morning\n", b"how are you today?\n"):
            running.stdin.write(text)
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["language"] == "en"
        running.stdin.close()
        assert running.wait(60) == 0


@pytest.mark.parametrize("command", ["detect", "translate --to zh-CN --engine gloss"])
def test_when_nobody_reads_on_it_ends_quietly(tmp_path: Path, command: str):
    with process(tmp_path, *command.split()) as running:
        assert running.stdin
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        running.stdin.write(b"good morning\n")
        running.stdin.close()
        assert running.stderr.read() == b""
        assert running.wait(60) == 141


def test_without_a_network_the_first_answer_is_quick_and_the_end_too(tmp_path: Path):
    """The look-up of the host name hangs; neither the answer nor the end of the process waits for it."""
    (tmp_path / "sitecustomize.py").write_text(NO_ANSWER)
    url = "https://translate.google.com/m"
    started = time.monotonic()
    code, [answer], said = redbridge(
        tmp_path, "translate --to zh-CN", b"my cat is lovely\n", GOOGLE_URL=url, PYTHONPATH=f"{tmp_path}:{Path.cwd()}"
    )
    assert (code, answer["translation"], answer["engine"]) == (0, "我的猫很可爱", "gloss")
    assert "google" in said
    # Two seconds are promised on a machine with nothing else to do; this one also runs tests.
    assert time.monotonic() - started < 40


@pytest.mark.asyncio
async def test_the_engine_that_is_asked_for_is_asked(tmp_path: Path):
    async with FakeGoogle() as google:
        google.fail("500", times=4)  # the first try and the second, of both texts
        code, answers, said = await asyncio.to_thread(
            redbridge,
            tmp_path,
            "translate --to zh-CN --engine google",
            b"my cat is lovely\nthis is a sentence\n",
            GOOGLE_URL=google.url,
        )
    assert code == 1
    assert [(answer["translation"], answer["skipped"]) for answer in answers] == [(None, "no-engine")] * 2
    assert sorted(google.texts) == ["my cat is lovely"] * 2 + ["this is a sentence"] * 2
    assert "engine google is left alone for a while: status 500" in said
    assert "lovely" not in said


@pytest.mark.asyncio
async def test_google_answers(tmp_path: Path):
    async with FakeGoogle() as google:
        google.answers["my cat is lovely ⟦0⟧"] = "我的猫 ⟦0⟧ 好可爱"
        code, [answer], said = await asyncio.to_thread(
            redbridge, tmp_path, "translate --to zh-CN", b"my cat is lovely <@5>\n", GOOGLE_URL=google.url
        )
    assert (code, said) == (0, "")
    assert (answer["translation"], answer["engine"], answer["notes"]) == ("我的猫 <@5> 好可爱", "google", [])


def test_what_is_remembered_needs_no_engine(tmp_path: Path):
    code, [answer], _ = redbridge(tmp_path, "translate --to zh-CN --engine google", b"Good night, <@5>!\n")
    assert (code, answer["translation"], answer["engine"], answer["notes"]) == (0, "晚安，<@5>！", "memory", [])


@pytest.mark.asyncio
async def test_what_may_say_something_else_is_called_doubtful(tmp_path: Path):
    async with FakeGoogle() as google:
        google.answers["my cat is lovely and my dog is asleep in the garden behind the house"] = "我的猫很可爱"
        given = b"my cat is lovely and my dog is asleep in the garden behind the house\nmy cat is lovely\n"
        code, answers, _ = await asyncio.to_thread(
            redbridge, tmp_path, "translate --to zh-CN", given, GOOGLE_URL=google.url
        )
    assert [(answer["translation"], answer["doubtful"]) for answer in answers] == [
        ("我的猫很可爱", True),
        ("我的猫很可爱", False),
    ]
    assert [answer["notes"] for answer in answers] == [["这句不太有把握，意思可能不完全一样"], []]
    assert code == 0
