"""The firefox engine with workers that are real processes, and a stand-in for the model in them."""

import asyncio
import hashlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import psutil
import pytest

from bot.engines.engine import Answer, Batcher, Request, Traits
from bot.engines.firefox.engine import FirefoxEngine
from bot.engines.firefox.pool import Pool
from bot.engines.firefox.process import Order
from bot.errors import EngineBackOff, EngineMisconfigured, EngineRefusedText, EngineUnavailable
from tests.fakes import tiny_model
from tests.fakes.clock import ManualClock
from tests.fakes.firefox import FACTORY, install, install_marking

PATIENCE = 20.0


@asynccontextmanager
async def engine(
    root: Path, *, patience: float = PATIENCE, workers: int = 1, factory: str = FACTORY
) -> AsyncIterator[FirefoxEngine]:
    built = FirefoxEngine(root, patience, workers, factory=factory)
    try:
        yield built
    finally:
        await built.close()
        assert children() == []


def children() -> list[int]:
    return [child.pid for child in psutil.Process().children() if "bot.engines.firefox.worker" in child.cmdline()]


async def a_worker() -> None:
    """Wait for a process."""
    while not children():  # noqa: ASYNC110 - a process sets no Event
        await asyncio.sleep(0.01)


def asked(text: str, source: str = "en", target: str = "zh-CN") -> Request:
    return Request(text, source, target)


def journal_of(journal: Path) -> list[tuple[int, str]]:
    lines = journal.read_text(encoding="utf-8").splitlines()
    return [(int(pid), line) for pid, _, line in (line.partition(" ") for line in lines)]


def loads(journal: Path) -> int:
    return sum(line == "LOAD" for _, line in journal_of(journal))


@pytest.mark.asyncio
async def test_texts_go_sentence_by_sentence_and_keep_their_layout(tmp_path: Path):
    journal = install_marking(tmp_path, "en-zh")
    install_marking(tmp_path, "zh-en")
    async with engine(tmp_path) as firefox:
        await firefox.reach()
        assert not journal.exists()  # no process before the first text
        answer = await firefox.translate(asked("  Hello there. Come in!\n\n  - tea 🍵\n🍵\n"))
        assert answer == Answer("  「Hello there.」「Come in!」\n\n  「- tea 🍵」\n🍵\n", "firefox")
        back = await firefox.translate(asked("你好。进来！", "zh-CN", "en"))
        assert back.text == "「你好。」 「进来！」"
        assert (await firefox.translate(asked("⟦0⟧ 🍵"))).text == "⟦0⟧ 🍵"
        assert (await firefox.translate(asked("a \ud83d b"))).text == "「a \ufffd b」"
    assert loads(journal) == 1


@pytest.mark.asyncio
async def test_what_the_rest_of_the_bot_is_told(tmp_path: Path):
    empty = FirefoxEngine(tmp_path, PATIENCE)
    assert empty.traits == Traits(answers_as="", traditional=False, remote=False)
    install_marking(tmp_path, "en-zh")
    async with engine(tmp_path) as firefox:
        assert isinstance(firefox, Batcher)
        assert firefox.name == "firefox"
        assert firefox.traits == Traits("firefox:en-zh-3.0-0123456789ab", traditional=False, remote=False)


@pytest.mark.asyncio
async def test_several_texts_at_once(tmp_path: Path):
    journal = install_marking(tmp_path, "en-zh")
    async with engine(tmp_path) as firefox:
        answers = await firefox.translate_many([asked("one"), asked("two\nlines"), asked("three")])
        assert [answer.text for answer in answers] == ["「one」", "「two」\n「lines」", "「three」"]
        assert await firefox.translate_many([]) == []
    assert len({pid for pid, _ in journal_of(journal)}) == 1


@pytest.mark.asyncio
async def test_no_more_workers_than_allowed(tmp_path: Path):
    journal = install_marking(tmp_path, "en-zh")
    async with engine(tmp_path, workers=2) as firefox:
        answers = await asyncio.gather(*(firefox.translate(asked(f"text {number}")) for number in range(8)))
        assert [answer.text for answer in answers] == [f"「text {number}」" for number in range(8)]
        assert len(children()) == 2
    assert loads(journal) == 2


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "fault", ["die", "panic", "garble", "overflow", "be late", "lose", "count", "list", "array", "cut and die"]
)
async def test_a_worker_that_dies_or_talks_nonsense_costs_nothing(tmp_path: Path, fault: str):
    journal = install_marking(tmp_path, "en-zh")
    async with engine(tmp_path) as firefox:
        answer = await firefox.translate(asked(f"please {fault} once"))
        assert answer.text == f"「please {fault} once」"
    assert loads(journal) == 2


@pytest.mark.asyncio
async def test_a_text_that_always_kills_is_refused_and_its_neighbours_are_not_lost(tmp_path: Path):
    journal = install_marking(tmp_path, "en-zh")
    async with engine(tmp_path) as firefox:
        with pytest.raises(EngineRefusedText) as refused:
            await firefox.translate(asked("die, secretly"))
        assert "secretly" not in f"{refused.value!r}{refused.value.__cause__!r}{refused.value.__context__!r}"
        assert (await firefox.translate(asked("tea"))).text == "「tea」"
    assert loads(journal) == 3


@pytest.mark.asyncio
async def test_a_worker_that_was_killed_between_texts_is_replaced(tmp_path: Path):
    journal = install_marking(tmp_path, "en-zh")
    async with engine(tmp_path) as firefox:
        for text in ("one", "two", "three"):
            assert (await firefox.translate(asked(text))).text == f"「{text}」"
            (pid,) = children()
            os.kill(pid, signal.SIGKILL)
    assert {line for _, line in journal_of(journal)} >= {"one", "two", "three"}


@pytest.mark.asyncio
async def test_a_worker_that_hangs_is_killed_and_replaced(tmp_path: Path):
    install_marking(tmp_path, "en-zh")
    async with engine(tmp_path) as warm:
        assert (await warm.translate(asked("tea"))).text == "「tea」"
    async with engine(tmp_path, patience=1.5) as firefox:
        with pytest.raises(EngineUnavailable) as late:
            await firefox.translate(asked("hang in there"))
        assert late.value.reason == "timeout"
        assert children() == []
        assert (await firefox.translate(asked("tea"))).text == "「tea」"


@pytest.mark.asyncio
async def test_who_stops_waiting_does_not_stop_the_worker(tmp_path: Path):
    journal = install_marking(tmp_path, "en-zh")
    async with engine(tmp_path) as firefox:
        impatient = asyncio.create_task(firefox.translate(asked("one")))
        await a_worker()
        impatient.cancel()
        await asyncio.gather(impatient, return_exceptions=True)
        assert (await firefox.translate(asked("two"))).text == "「two」"
    assert loads(journal) == 1


@pytest.mark.asyncio
async def test_closing_ends_workers_that_are_busy(tmp_path: Path):
    install_marking(tmp_path, "en-zh")
    async with engine(tmp_path) as firefox:
        stuck = asyncio.create_task(firefox.translate(asked("hang in there")))
        await a_worker()
    assert isinstance((await asyncio.gather(stuck, return_exceptions=True))[0], asyncio.CancelledError)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("model", "hint"),
    [
        ("refused", "fxtranslate refuses the model en-zh: redbridge models remove en-zh"),
        ("panic", "fxtranslate refuses the model en-zh: redbridge models remove en-zh"),
    ],
)
async def test_a_model_that_cannot_be_loaded(tmp_path: Path, model: str, hint: str):
    install_marking(tmp_path, "en-zh", loads=model)
    async with engine(tmp_path) as firefox:
        with pytest.raises(EngineMisconfigured) as caught:
            await firefox.translate(asked("tea"))
        assert hint in caught.value.reason
        assert "秘密" not in str(caught.value)


@pytest.mark.asyncio
async def test_a_model_that_was_damaged_or_went_away(tmp_path: Path):
    install_marking(tmp_path, "en-zh")
    async with engine(tmp_path) as firefox:
        words = next(tmp_path.glob("en-zh/3.0-*/vocab.bin"))
        words.write_bytes(b"wards")
        with pytest.raises(EngineMisconfigured, match="damaged: redbridge models pull en-zh"):
            await firefox.translate(asked("tea"))
        words.unlink()
        with pytest.raises(EngineMisconfigured, match="not there: redbridge models pull en-zh"):
            await firefox.translate(asked("tea"))


@pytest.mark.asyncio
async def test_a_worker_that_dies_while_it_loads_is_not_started_for_ever(tmp_path: Path):
    journal = install_marking(tmp_path, "en-zh", loads="die")
    model = tmp_path / "en-zh" / "3.0-0123456789ab" / "model.bin"
    order = Order({"model": model}, {"model": hashlib.sha256(model.read_bytes()).hexdigest()}, "zh", FACTORY)
    clock = ManualClock()
    pool = Pool("en-zh", lambda: order, most=1, patience=PATIENCE, monotonic=clock.monotonic)
    for _ in range(3):
        with pytest.raises(EngineUnavailable, match="died while it started"):
            await pool.run(["tea"])
    for pause in (1.0, 2.0, 4.0):
        before = loads(journal)
        with pytest.raises(EngineBackOff) as resting:
            await pool.run(["tea"])
        assert resting.value.retry_after == pause
        assert loads(journal) == before
        clock.advance(pause)
        with pytest.raises(EngineUnavailable):
            await pool.run(["tea"])
        assert loads(journal) == before + 1
    await pool.close()


@pytest.mark.asyncio
async def test_without_models_it_says_how_to_get_them(tmp_path: Path):
    async with engine(tmp_path / "none") as firefox:
        with pytest.raises(EngineMisconfigured, match="redbridge models pull"):
            await firefox.reach()
        install_marking(tmp_path / "none", "zh-en")
        await firefox.reach()
        with pytest.raises(EngineRefusedText, match="redbridge models pull en-zh"):
            await firefox.translate(asked("tea"))
        assert (await firefox.translate(asked("茶", "zh-CN", "en"))).text == "「茶」"
        (tmp_path / "none" / "en-zh").mkdir()
        (tmp_path / "none" / "en-zh" / "model.json").write_text("{")
        with pytest.raises(EngineMisconfigured, match=r"model\.json cannot be read"):
            await firefox.reach()


@pytest.mark.asyncio
@pytest.mark.parametrize("direction", [("en", "en"), ("zh-CN", "zh-CN"), ("en", "zh-TW"), ("fr", "en")])
async def test_other_directions_are_refused(tmp_path: Path, direction: tuple[str, str]):
    install_marking(tmp_path, "en-zh")
    async with engine(tmp_path) as firefox:
        with pytest.raises(EngineRefusedText):
            await firefox.translate(asked("tea", *direction))


@pytest.mark.asyncio
async def test_without_the_library_it_says_what_to_install(tmp_path: Path):
    install_marking(tmp_path, "en-zh")
    firefox = FirefoxEngine(tmp_path, PATIENCE, library="no_such_library")
    with pytest.raises(EngineMisconfigured) as caught:
        await firefox.reach()
    assert caught.value.reason == "fxtranslate is not installed: pip install 'redbridge[firefox]'"
    await firefox.close()


@pytest.mark.asyncio
@pytest.mark.parametrize("model", [b"this is no model", b"\1" + bytes(7) + b"\xff" * 80], ids=["garbage", "panic"])
async def test_the_real_library_refuses_what_is_no_model(tmp_path: Path, model: bytes):
    """With the second one fxtranslate 0.5.0 panics. Either way the bot gets a sentence, and goes on."""
    install(tmp_path, "en-zh", {"model": model, "srcvocab": b"a", "trgvocab": b"b", "lex": b"c"})
    async with engine(tmp_path, factory="") as firefox:
        await firefox.reach()
        for _ in range(2):
            with pytest.raises(EngineMisconfigured, match="fxtranslate refuses the model en-zh"):
                await firefox.translate(asked("tea"))


@pytest.mark.asyncio
async def test_the_real_library_translates_in_a_worker(tmp_path: Path):
    """With a model that knows one word; the shortlist, which rules out another one, is used."""
    install(tmp_path, "en-zh", tiny_model.files())
    shared = {
        kind: content for kind, content in tiny_model.files().items() if kind in {"model", "srcvocab", "trgvocab"}
    }
    install(tmp_path, "zh-en", shared)
    async with engine(tmp_path, factory="") as firefox:
        answers = await firefox.translate_many([asked("tea"), asked("  tea. more tea!\n\n  - 1 2 3\n")])
        back = await firefox.translate(asked("A. B.", "zh-CN", "en"))
    words = f"{tiny_model.SHORTLISTED}+"
    assert re.fullmatch(words, answers[0].text)
    assert re.fullmatch(f"  {words}\n\n  - 1 2 3\n", answers[1].text)
    assert len(answers[1].text) > len(answers[0].text)
    assert re.fullmatch(f"{tiny_model.WORD}+ {tiny_model.WORD}+", back.text)


BOT = """
import asyncio, sys
from pathlib import Path
from bot.engines.engine import Request
from bot.engines.firefox.engine import FirefoxEngine
from tests.fakes import tiny_model
from tests.fakes.clock import ManualClock
from tests.fakes.firefox import FACTORY

async def main():
    firefox = FirefoxEngine(Path(sys.argv[1]), float(sys.argv[2]), factory=FACTORY)
    for text in sys.argv[3:]:
        print((await firefox.translate(Request(text, "en", "zh-CN"))).text, flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


@contextmanager
def another_bot(
    root: Path, *arguments: str, **environ: str
) -> Iterator[tuple[subprocess.Popen[bytes], psutil.Process]]:
    """A bot in a process of its own that has had one text translated, and its worker."""
    journal = install_marking(root, "en-zh")
    command = [sys.executable, "-c", BOT, str(root), *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, **environ}) as bot:
        assert bot.stdout
        assert bot.stdout.readline() == "「tea」\n".encode()
        yield bot, psutil.Process(journal_of(journal)[0][0])
        bot.kill()


def test_no_worker_outlives_a_killed_bot(tmp_path: Path):
    with another_bot(tmp_path, "20", "tea") as (bot, worker):
        assert worker.is_running()
        bot.kill()
    assert psutil.wait_procs([worker], timeout=20)[1] == []


def test_not_even_one_that_hangs(tmp_path: Path):
    with another_bot(tmp_path, "1", "tea", "hang for ever") as (bot, worker):
        journal = tmp_path / "en-zh.journal"
        while "hang" not in journal.read_text(encoding="utf-8"):
            assert worker.is_running()
        bot.kill()
    assert psutil.wait_procs([worker], timeout=20)[1] == []


def test_a_worker_gets_no_secrets(tmp_path: Path):
    with another_bot(tmp_path, "20", "tea", DISCORD_TOKEN="hunter2", LLM_API_KEY="hunter3") as (_, worker):
        assert "hunter" not in str(worker.environ())
