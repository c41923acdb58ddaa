"""A broken model of one direction: the other one goes on, and what is put right works without a restart."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.engines.breaker import Health
from bot.engines.chain import Chain
from bot.engines.engine import Engine
from bot.engines.firefox.fitness import Fitness
from bot.engines.firefox.process import Order
from bot.errors import EngineRefusedText, EngineUnavailable, NoEngineAnswered
from bot.models.folder import Folder
from bot.models.mirror import Mirror
from bot.models.pairs import PAIRS
from bot.models.pull import pull
from tests.fakes.clock import ManualClock
from tests.fakes.firefox import install_marking, marking_model
from tests.fakes.mirror import FakeMirror
from tests.service.engines.firefox import PATIENCE, asked, children, engine, loads
from tests.service.models.test_pull import Seen

EN_ZH, ZH_EN = PAIRS


@asynccontextmanager
async def chain_of(root: Path, clock: ManualClock) -> AsyncIterator[Chain]:
    async with engine(root) as firefox:
        chain = Chain([firefox], clock, timeout=PATIENCE, reach_timeout=PATIENCE)
        yield chain
        await chain.close()


async def said(chain: Chain, text: str, source: str = "en", target: str = "zh-CN") -> str | None:
    async def attempt(firefox: Engine) -> str:
        return (await firefox.translate(asked(text, source, target))).text

    return await chain.first(attempt)


def of(root: Path, kind: str) -> Path:
    return next(root.glob(f"en-zh/3.0-*/{kind}.bin"))


def cut_short(root: Path) -> None:
    of(root, "vocab").write_bytes(b"wor")


def changed(root: Path) -> None:
    of(root, "vocab").write_bytes(b"wards")


def gone(root: Path) -> None:
    of(root, "model").unlink()


def garbled(root: Path) -> None:
    (root / "en-zh" / "model.json").write_text("{")


def listless(root: Path) -> None:
    (root / "en-zh" / "model.json").unlink()


DAMAGES = [cut_short, changed, gone, garbled, listless]


@pytest.mark.asyncio
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
async def test_the_other_direction_goes_on(
    tmp_path: Path, damage: Callable[[Path], None], caplog: pytest.LogCaptureFixture
):
    install_marking(tmp_path, "en-zh")
    install_marking(tmp_path, "zh-en")
    damage(tmp_path)
    async with chain_of(tmp_path, ManualClock()) as chain:
        for _ in range(2):
            assert await said(chain, "tea") is None
            assert await said(chain, "茶", "zh-CN", "en") == "「茶」"
            assert chain.health() == {"firefox": Health.WELL}
    said_once = [record.getMessage() for record in caplog.records if record.name.startswith("bot.engines.")]
    assert [sentence.partition("redbridge models")[2] for sentence in said_once] == [" pull en-zh"], said_once


@pytest.mark.asyncio
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
async def test_a_pull_puts_it_right_without_a_restart(tmp_path: Path, damage: Callable[[Path], None]):
    journal = install_marking(tmp_path, "en-zh")
    damage(tmp_path)
    async with engine(tmp_path) as firefox, FakeMirror() as mirror:
        with pytest.raises(EngineRefusedText, match="redbridge models pull en-zh"):
            await firefox.translate(asked("tea"))
        mirror.publish("en", "zh-Hans", model=marking_model(journal))
        async with Mirror(mirror.records_url, mirror.files_url, silence=10.0, pause=0) as client:
            await pull(Folder(tmp_path), client, [EN_ZH], Seen())
        assert (await firefox.translate(asked("tea"))).text == "「tea」"
        assert firefox.traits.answers_as.startswith("firefox:en-zh-3.0-")


@pytest.mark.asyncio
async def test_a_file_put_right_is_taken_up_with_the_next_text(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    install_marking(tmp_path, "en-zh")
    words = of(tmp_path, "vocab")
    content = words.read_bytes()
    changed(tmp_path)
    caplog.set_level(logging.INFO, "bot")
    async with engine(tmp_path) as firefox:
        with pytest.raises(EngineRefusedText, match="damaged"):
            await firefox.translate(asked("tea"))
        words.write_bytes(content)
        assert (await firefox.translate(asked("tea"))).text == "「tea」"
    said = [record.getMessage() for record in caplog.records if record.name.startswith("bot.")]
    assert ["left out" in said[0], "works again" in said[-1]] == [True, True]


@pytest.mark.asyncio
async def test_a_broken_model_costs_one_process_and_not_one_a_text(tmp_path: Path):
    journal = install_marking(tmp_path, "en-zh", loads="refused")
    async with engine(tmp_path) as firefox:
        for _ in range(4):
            with pytest.raises(EngineRefusedText, match="fxtranslate refuses the model en-zh"):
                await firefox.translate(asked("tea"))
        assert children() == []
    assert loads(journal) == 1


@pytest.mark.asyncio
async def test_the_first_model_ever_is_taken_up_after_a_rest(tmp_path: Path):
    clock = ManualClock()
    (tmp_path / "zh-en").mkdir()
    (tmp_path / "zh-en" / "model.json").write_text("{")
    async with chain_of(tmp_path, clock) as chain:
        with pytest.raises(NoEngineAnswered):
            await said(chain, "tea")
        install_marking(tmp_path, "en-zh")
        clock.advance(61)
        assert await said(chain, "tea") == "「tea」"


@pytest.mark.asyncio
async def test_without_any_model_that_can_be_read_it_names_the_file(tmp_path: Path):
    (tmp_path / "en-zh").mkdir()
    garbled(tmp_path)
    async with engine(tmp_path) as firefox:
        with pytest.raises(EngineUnavailable, match=r"model\.json cannot be read"):
            await firefox.reach()
        install_marking(tmp_path, "zh-en")
        await firefox.reach()


def test_a_model_is_tried_again_after_a_while_even_if_no_file_changed(tmp_path: Path):
    model = tmp_path / "model.bin"
    model.write_bytes(b"model")
    order = Order({"model": model}, {"model": "0" * 64}, "zh")
    clock = ManualClock()
    fitness = Fitness(clock.monotonic)
    fitness.watch(order)
    assert fitness.fault(order) == ""
    fitness.failed("refused")
    clock.advance(599)
    assert fitness.fault(order) == "refused"
    clock.advance(1)
    assert fitness.fault(order) == ""
