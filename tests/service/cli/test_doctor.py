"""What `redbridge doctor` says of engines, against loopback services that work, refuse and hang."""

import asyncio
import json
import time
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from bot.checks import PerEngine
from bot.clock import SystemClock
from bot.doctor.engines import PHRASES
from bot.engines.budget import Budgets, Limits
from bot.engines.engine import NOBODY
from bot.store.database import Database
from bot.translation.ledger import StoredLedger
from tests.fakes.google import FakeGoogle
from tests.fakes.llm import KEY, MODEL, FakeLlm, error
from tests.service.cli.terminal import redbridge

pytestmark = pytest.mark.asyncio
ENGLISH, CHINESE = (request.text for request in PHRASES.values())
ANSWERS = {ENGLISH: "早上好，火车站在哪里？", CHINESE: "Good morning, where is the train station?"}
NOWHERE = "http://127.0.0.1:1"


async def doctor(folder: Path, *arguments: str, **environ: str) -> CompletedProcess[str]:
    return await asyncio.to_thread(redbridge, folder, "doctor", "--only", "engine", *arguments, **environ)


async def diagnosed(folder: Path, **environ: str) -> tuple[int, dict[str, dict[str, Any]]]:
    """Exit code, and the checks by name."""
    done = await doctor(folder, "--json", **environ)
    assert done.stderr == ""
    report = json.loads(done.stdout)
    assert report["well"] == (done.returncode == 0)
    return done.returncode, {check["name"]: check for check in report["checks"]}


def of(llm: FakeLlm, **environ: str) -> dict[str, str]:
    return {"TRANSLATION_ENGINES": "llm", "LLM_BASE_URL": llm.url, "LLM_MODEL": MODEL, "LLM_API_KEY": KEY, **environ}


async def test_all_is_well(tmp_path: Path) -> None:
    async with FakeLlm(key=KEY) as llm, FakeGoogle() as google:
        llm.answers = google.answers = ANSWERS
        code, checks = await diagnosed(
            tmp_path, **of(llm, TRANSLATION_ENGINES="google,llm,gloss", GOOGLE_URL=google.url)
        )
        assert llm.texts.count(ENGLISH) == llm.texts.count(CHINESE) == 1
    assert code == 0
    assert list(checks) == ["google", "llm", "gloss"]
    for check in checks.values():
        assert (check["kind"], check["well"], check["reachable"], check["fix"]) == ("engine", True, True, None)
        assert list(check["latency_ms"]) == ["en-zh", "zh-en"]
        assert check["quota"] is check["budget_left"] is None


@pytest.mark.parametrize(
    ("locale", "engine", "fix"),
    [("en", "Checked", "fix"), ("zh-CN", "检查对象", "不用改"), ("zh-TW", "檢查對象", "不用改")],
)
async def test_a_table_in_the_hosts_language(tmp_path: Path, locale: str, engine: str, fix: str) -> None:
    async with FakeLlm(key=KEY) as llm:
        llm.answers = ANSWERS
        done = await doctor(tmp_path, **of(llm), locale=locale)
    assert (done.returncode, done.stderr) == (0, "")
    lines = [line for line in done.stdout.splitlines() if line.strip()]
    assert lines[0].split()[0] == engine
    assert lines[2].split()[0] == "llm"
    assert lines[2].split()[-1] == fix


@pytest.mark.parametrize(("locale", "said"), [("en", "Something it needs is missing or wrong"), ("zh-CN", "缺了什么")])
async def test_a_wrong_key(tmp_path: Path, locale: str, said: str) -> None:
    async with FakeLlm(key=KEY) as llm:
        done = await doctor(tmp_path, **of(llm, LLM_API_KEY="sk-wrong-and-secret", COLUMNS="300"), locale=locale)
    assert done.returncode == 1
    assert said in done.stdout
    assert "LLM_API_KEY" in done.stdout
    assert "sk-wrong" not in done.stdout + done.stderr


async def test_a_service_that_hangs_delays_only_its_own_row(tmp_path: Path) -> None:
    async with FakeLlm(key=KEY) as llm, FakeGoogle() as google:
        google.answers = ANSWERS
        llm.open.clear()
        begin = time.monotonic()
        environ = of(llm, TRANSLATION_ENGINES="llm,google", GOOGLE_URL=google.url, ENGINE_TIMEOUT="1.5")
        code, checks = await diagnosed(tmp_path, **environ)
        # A second and a half, and starting a process on a machine that also runs other tests.
        assert time.monotonic() - begin < 20
    assert code == 1
    assert checks["google"]["well"]
    assert (checks["llm"]["reachable"], checks["llm"]["reason"]) == (True, "timeout")
    assert checks["llm"]["fix"] == "No answer within 2 seconds. Try again, or raise ENGINE_TIMEOUT."


async def test_what_is_wrong_is_told_for_each_engine(tmp_path: Path) -> None:
    async with FakeLlm() as llm:
        llm.model = lambda chat: error(402, f"Insufficient Balance for {chat.text}")
        environ = of(llm, TRANSLATION_ENGINES="google,llm,deepl,gloss", GOOGLE_URL=f"{NOWHERE}/m")
        code, checks = await diagnosed(tmp_path, **environ)
    assert code == 1
    assert [check["reachable"] for check in checks.values()] == [False, True, None, True]
    assert checks["google"]["fix"].startswith("It cannot be reached: ")
    waits = "It wants to be left alone for 3600 seconds: the account's balance is used up."
    assert checks["llm"]["fix"].startswith(waits)
    assert checks["deepl"]["fix"].startswith("DEEPL_API_KEY is missing")
    assert checks["gloss"]["well"]
    assert "station" not in json.dumps(checks)


@pytest.mark.parametrize(
    ("wrong", "setting"),
    [
        ({"LLM_BASE_URL": "ftp://hunter2.example"}, "LLM_BASE_URL"),
        ({"LLM_BASE_URL": "http://hunter2.example/v1", "GOOGLE_URL": "nonsense"}, "LLM_BASE_URL"),
        ({"LLM_API_KEY": "hunter2 hunter2"}, "LLM_API_KEY"),
    ],
)
async def test_a_setting_that_cannot_be_read_is_a_row(tmp_path: Path, wrong: dict[str, str], setting: str) -> None:
    environ = {"TRANSLATION_ENGINES": "llm,gloss", "LLM_BASE_URL": f"{NOWHERE}/v1", "LLM_MODEL": MODEL, **wrong}
    code, checks = await diagnosed(tmp_path, **environ)
    assert code == 1
    assert (checks["llm"]["reachable"], checks["llm"]["reason"]) == (None, setting)
    assert checks["llm"]["fix"].startswith(setting)
    assert checks["gloss"]["well"]
    assert "hunter2" not in json.dumps(checks)


async def test_a_setting_in_a_file_too(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("LLM_BASE_URL=nonsense\nTRANSLATION_ENGINES=gloss,llm\n", encoding="utf-8")
    code, checks = await diagnosed(tmp_path)
    assert (code, list(checks)) == (1, ["gloss", "llm"])
    assert checks["llm"]["fix"].startswith("LLM_BASE_URL must be a full address")


@pytest.mark.parametrize("wrong", [{"TRANSLATION_ENGINES": "gogle"}, {"ENGINE_TIMEOUT": "soon"}, {"LOG_LEVEL": "loud"}])
async def test_a_setting_that_concerns_them_all_ends_it(tmp_path: Path, wrong: dict[str, str]) -> None:
    done = await doctor(tmp_path, **wrong)
    assert (done.returncode, done.stdout) == (78, "")
    assert done.stderr.startswith(f"redbridge: {next(iter(wrong))} ")
    assert done.stderr.count("\n") == 1


async def test_an_answer_that_is_no_translation(tmp_path: Path) -> None:
    async with FakeGoogle() as google:  # which only marks what it is asked
        code, checks = await diagnosed(tmp_path, TRANSLATION_ENGINES="google", GOOGLE_URL=google.url)
    assert (code, checks["google"]["reason"]) == (1, "no translation")


async def test_a_terminal_that_knows_no_chinese(tmp_path: Path) -> None:
    done = await doctor(tmp_path, locale="zh-CN", TRANSLATION_ENGINES="gloss", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert "gloss" in done.stdout
    assert "\\u" in done.stdout


async def test_it_tells_what_the_budget_still_allows(tmp_path: Path) -> None:
    database = await Database.open(f"sqlite+aiosqlite:///{tmp_path / 'redbridge.db'}")
    ledger = StoredLedger(database, SystemClock())
    budgets = Budgets(ledger, Limits(engine=PerEngine(None, (("google", 500),))), SystemClock())
    assert await budgets.reserve([budgets.bill("google", NOBODY, 120)]) == [True]
    await ledger.close()
    await database.close()
    async with FakeGoogle() as google:
        google.answers = ANSWERS
        environ = {
            "TRANSLATION_ENGINES": "google,gloss",
            "GOOGLE_URL": google.url,
            "BUDGET_ENGINE": "google=500",
            "DATABASE_URL": f"sqlite:///{tmp_path / 'redbridge.db'}",
        }
        code, checks = await diagnosed(tmp_path, **environ)
    assert code == 0
    assert (checks["google"]["budget_left"], checks["gloss"]["budget_left"]) == (380, None)


async def test_without_a_database_nothing_is_spent_and_none_is_made(tmp_path: Path) -> None:
    environ = {
        "TRANSLATION_ENGINES": "gloss",
        "BUDGET_ENGINE": "500",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'no.db'}",
    }
    _, checks = await diagnosed(tmp_path, **environ)
    assert checks["gloss"]["budget_left"] == 500
    assert not (tmp_path / "no.db").exists()
