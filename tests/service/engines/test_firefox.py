"""The firefox engine: what it makes of texts, models and settings."""

import re
from pathlib import Path

import pytest

from bot.engines.engine import Answer, Batcher, Traits
from bot.engines.firefox.engine import FirefoxEngine
from bot.errors import EngineMisconfigured, EngineRefusedText, EngineUnavailable
from tests.fakes import tiny_model
from tests.fakes.firefox import install, install_marking
from tests.service.engines.firefox import PATIENCE, asked, engine, journal_of, loads


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
        with pytest.raises(EngineRefusedText) as caught:
            await firefox.translate(asked("tea"))
        assert hint in caught.value.reason
        assert "秘密" not in str(caught.value)


@pytest.mark.asyncio
async def test_a_model_that_was_damaged_or_went_away(tmp_path: Path):
    install_marking(tmp_path, "en-zh")
    async with engine(tmp_path) as firefox:
        words = next(tmp_path.glob("en-zh/3.0-*/vocab.bin"))
        words.write_bytes(b"wards")
        with pytest.raises(EngineRefusedText, match="damaged: redbridge models pull en-zh"):
            await firefox.translate(asked("tea"))
        words.unlink()
        with pytest.raises(EngineRefusedText, match="not there: redbridge models pull en-zh"):
            await firefox.translate(asked("tea"))


@pytest.mark.asyncio
async def test_without_models_it_says_how_to_get_them(tmp_path: Path):
    async with engine(tmp_path / "none") as firefox:
        with pytest.raises(EngineUnavailable, match="redbridge models pull"):
            await firefox.reach()
        install_marking(tmp_path / "none", "zh-en")
        await firefox.reach()
        with pytest.raises(EngineRefusedText, match="redbridge models pull en-zh"):
            await firefox.translate(asked("tea"))
        assert (await firefox.translate(asked("茶", "zh-CN", "en"))).text == "「茶」"


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
            with pytest.raises(EngineRefusedText, match="fxtranslate refuses the model en-zh"):
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
    assert answers[0].text == tiny_model.SHORTLISTED * 8  # “tea” and the end are two pieces
    assert re.fullmatch(f"  {words}\n\n  - 1 2 3\n", answers[1].text)
    assert len(answers[1].text) > len(answers[0].text)
    assert re.fullmatch(f"{tiny_model.WORD}+ {tiny_model.WORD}+", back.text)
