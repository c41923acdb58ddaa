"""`redbridge explain`, in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.service.cli.terminal import redbridge

FIELDS = [
    "headword", "variants", "language", "kind", "register", "meaning", "rendering", "reading", "expansion",
    "not_slang_when", "match",
]  # fmt: skip


def lines(folder: Path, given: bytes) -> tuple[int, list[dict[str, Any]], str]:
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "PYTHONPATH"}}
    command = [sys.executable, "-m", "bot", "explain", "--jsonl"]
    done = subprocess.run(command, cwd=folder, env=kept, input=given, capture_output=True, timeout=60, check=False)
    return done.returncode, [json.loads(line) for line in done.stdout.decode().splitlines()], done.stderr.decode()


def test_in_both_languages_the_terminals_first(tmp_path: Path) -> None:
    english = redbridge(tmp_path, "explain", "yyds")
    chinese = redbridge(tmp_path, "explain", "yyds", locale="zh-CN")
    assert (english.returncode, chinese.returncode, english.stderr + chinese.stderr) == (0, 0, "")
    first, second = english.stdout.splitlines()[:2]
    assert first.startswith('yyds: initials of 永远的神 (yǒngyuǎn de shén), like "the GOAT"')
    assert "夸人或东西“最棒、永远第一”" in second
    first, second = chinese.stdout.splitlines()[:2]
    assert first == "yyds = 永远的神，夸人或东西“最棒、永远第一”（英文里的 GOAT）"
    assert "initials of 永远的神" in second


def test_for_taiwan(tmp_path: Path) -> None:
    said = redbridge(tmp_path, "explain", "种草", locale="zh-TW").stdout
    assert said.splitlines()[0] == "種草 = 把好東西推薦給別人，讓人也想擁有"
    assert "不算網路用語的時候" in said


def test_what_else_there_is_to_know(tmp_path: Path) -> None:
    said = redbridge(tmp_path, "explain", "slay").stdout
    for part in (
        "To say it in Chinese: 绝了",
        "Also: slayed",
        "Tone: playful",
        "Not slang: when somebody slays a dragon",
    ):
        assert part in said


def test_a_phrase_or_several_words(tmp_path: Path) -> None:
    phrase = redbridge(tmp_path, "explain", "no", "cap").stdout
    several = redbridge(tmp_path, "explain", "rizz", "gg").stdout
    assert phrase.startswith("no cap: ")
    assert [line.split(":")[0] for line in several.splitlines() if not line.startswith(" ")] == ["rizz", "gg"]


def test_an_unknown_word_is_said_to_be_unknown(tmp_path: Path) -> None:
    done = redbridge(tmp_path, "explain", "qwrtz")
    assert (done.returncode, done.stdout, done.stderr) == (1, "I don't know this one: qwrtz\n", "")


def test_the_nearest_words_are_offered_as_such(tmp_path: Path) -> None:
    done = redbridge(tmp_path, "explain", "蓝廋香菇", locale="zh-CN")
    first, second, *_ = done.stdout.splitlines()
    assert (done.returncode, first) == (1, "“蓝廋香菇”我没听过，最接近的是：")
    assert second.startswith("蓝瘦香菇 = ")


def test_one_known_and_one_unknown(tmp_path: Path) -> None:
    done = redbridge(tmp_path, "explain", "yyds", "qwrtz")
    assert done.returncode == 1
    assert done.stdout.startswith("yyds: ")
    assert done.stdout.endswith("I don't know this one: qwrtz\n")


@pytest.mark.parametrize("arguments", [[], ["--jsonl", "yyds"]])
def test_wrong_use(tmp_path: Path, arguments: list[str]) -> None:
    done = redbridge(tmp_path, "explain", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Say which word to explain" in done.stderr


def test_objects(tmp_path: Path) -> None:
    given = '{"term": "种草"}\n{"text": "YYDS"}\n{"text": "qwrtz"}\n{"text": ""}\n{"term": "520", "id": 4}\n'.encode()
    code, answers, said = lines(tmp_path, given)
    assert (code, said) == (0, "")
    assert [[entry["headword"] for entry in answer["entries"]] for answer in answers] == [
        ["种草"],
        ["yyds"],
        [],
        [],
        ["520"],
    ]
    assert [answer["term"] for answer in answers] == ["种草", "YYDS", "qwrtz", "", "520"]
    entries = [entry for answer in answers for entry in answer["entries"]]
    assert all(list(entry) == FIELDS for entry in entries)
    grass, goat, love = entries
    assert goat["expansion"] == "永远的神"
    assert goat["reading"] == "yǒngyuǎn de shén"
    assert goat["rendering"] == {"en": "the GOAT", "zh": "yyds"}
    assert (goat["language"], goat["kind"], goat["register"], goat["match"]) == ("zh", "slang", "playful", "exact")
    assert goat["not_slang_when"] is None
    assert set(love["not_slang_when"]) == {"en", "zh"}
    assert grass["expansion"] is None
    assert set(grass["meaning"]) == {"en", "zh"}


def test_how_each_was_met(tmp_path: Path) -> None:
    given = "\n".join(json.dumps({"term": term}) for term in ("rizz", "slayed", "touch gras", "zhongcao")).encode()
    _, answers, _ = lines(tmp_path, given)
    assert [answer["entries"][0]["match"] for answer in answers] == ["exact", "variant", "near", "near"]


def test_lines_that_hold_no_word(tmp_path: Path) -> None:
    given = b'not json\n[1]\n{"word": "x"}\n{"term": 3}\n\xff\n{"term": "gg"}'
    code, answers, _ = lines(tmp_path, given)
    assert code == 1
    assert ["error" in answer for answer in answers] == [True] * 5 + [False]


def test_the_help_names_it(tmp_path: Path) -> None:
    assert "explain" in redbridge(tmp_path, "--help").stdout
