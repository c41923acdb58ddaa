"""/redbridge glossary, as moderators meet it: words that hold from the next message on."""

from typing import Any

import pytest

from bot.sandbox import Upload
from bot.words.word import Kind, Word
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio

EXCEL = "word;kind;rendering;variants\r\n火锅局;term;Hotpot Night;火锅趴\r\nRedBridge;keep;;\r\n".encode("utf-8-sig")


async def run(town: Town, command: str, **options: Any) -> Any:
    """Lin's answer to a sub-command of /redbridge; only she sees it."""
    answer = await town.lin.slash(town.general, f"redbridge {command}", **options).answered()
    assert answer.kind == "modal" or answer.ephemeral
    return answer


async def told(town: Town, command: str, **options: Any) -> str:
    return str((await run(town, command, **options)).text)


async def said(town: Town, who: str, text: str) -> str:
    """What the bot makes of a message."""
    before = len(town.general.messages)
    getattr(town, who).say(town.general, text)
    await town.idle()
    (answer,) = (message.content for message in town.general.messages[before + 1 :])
    return str(answer)


async def turn(town: Town, shown: Any, button: str) -> None:
    """Press a button that changes the message it stands on."""
    await town.lin.press(shown.message, button).acknowledgement()
    await town.idle()


async def suggested(town: Town, command: str, typed: str, who: Any = None) -> list[str]:
    answer = (
        await (who or town.lin)
        .autocomplete(town.general, f"redbridge glossary {command}", "word", word=typed)
        .answered()
    )
    return [choice["name"] for choice in answer.choices]


async def test_a_word_holds_from_the_next_message_on_both_ways(lively: Town) -> None:
    lively.google.answers |= {
        "今晚火锅局来吗": "Are you coming to the hotpot party tonight",
        "今晚⟦0⟧来吗": "Are you coming to ⟦0⟧ tonight",
        "are you coming to ⟦0⟧ tonight": "你今晚来⟦0⟧吗",
    }
    assert await said(lively, "yu", "今晚火锅局来吗") == "Are you coming to the hotpot party tonight"
    text = await told(lively, "glossary add", word="火锅局", translation="Hotpot Night")
    assert "火锅局** ⇄ Hotpot Night" in text
    assert await said(lively, "yu", "今晚火锅局来吗") == "Are you coming to Hotpot Night tonight"
    assert await said(lively, "amy", "are you coming to hotpot night tonight") == "你今晚来火锅局吗"
    await told(lively, "glossary edit", word="火锅局", translation="Hot Pot Party")
    assert await said(lively, "yu", "今晚火锅局来吗") == "Are you coming to Hot Pot Party tonight"
    await told(lively, "glossary remove", word="火锅局")
    assert await said(lively, "yu", "今晚火锅局来吗") == "Are you coming to the hotpot party tonight"


async def test_what_is_kept_is_never_translated_and_slang_is_explained(lively: Town) -> None:
    lively.google.answers |= {
        "我的⟦0⟧很可爱": "My ⟦0⟧ is lovely",
        "my ⟦0⟧ is lovely": "我的 ⟦0⟧ 很可爱",
        "my cat is lovely, ⟦0⟧": "我的猫很可爱，⟦0⟧",
    }
    await told(lively, "glossary add", word="饼干", kind="keep")
    await told(lively, "glossary add", word="Biscuit", kind="keep")
    assert await said(lively, "yu", "我的饼干很可爱") == "My 饼干 is lovely"
    assert await said(lively, "amy", "my Biscuit is lovely") == "我的 Biscuit 很可爱"
    explained = {"explanation-en": "a picture of your pet", "explanation-zh": "晒一张宠物的照片"}
    await told(lively, "glossary add", word="zuppa", kind="slang", translation="交税", **explained)
    note = "-# zuppa = 晒一张宠物的照片"
    assert await said(lively, "amy", "my cat is lovely, zuppa") == f"我的猫很可爱，交税\n{note}"


async def test_a_word_comes_before_what_redbridge_knows_by_heart(lively: Town) -> None:
    await told(lively, "glossary add", word="good night", translation="早点睡")
    lively.google.answers["⟦0⟧"] = "⟦0⟧"
    assert await said(lively, "amy", "good night") == "早点睡"


async def test_words_are_there_after_a_restart(quiet: Town) -> None:
    quiet.google.answers["今晚⟦0⟧来吗"] = "Are you coming to ⟦0⟧ tonight"
    async with quiet.bot():
        await quiet.translate_channel()
        await told(quiet, "glossary add", word="火锅局", translation="Hotpot Night")
    async with quiet.bot():
        assert await said(quiet, "yu", "今晚火锅局来吗") == "Are you coming to Hotpot Night tonight"
        assert "Hotpot Night" in await told(quiet, "glossary list")


async def test_a_form_asks_for_what_is_missing(lively: Town) -> None:
    opened = lively.lin.slash(lively.general, "redbridge glossary add", kind="slang")
    form = await opened.answered()
    assert form.kind == "modal"
    fields = {1: "猫税", 4: "a picture of your pet", 5: "晒一张宠物的照片"}
    sent = lively.lin.submit(opened, {_label(form, number): text for number, text in fields.items()})
    assert "猫税" in (await sent.answered()).text
    (word,) = lively.running.services.words.list(lively.guild.id)
    assert (word.kind, word.meaning_en) == ("slang", "a picture of your pet")


async def test_an_edit_without_options_opens_a_form_that_is_filled_in(lively: Town) -> None:
    await told(lively, "glossary add", word="火锅局", translation="Hotpot Night", spellings="火锅趴，hotpot party")
    opened = lively.lin.slash(lively.general, "redbridge glossary edit", word="火锅局")
    form = await opened.answered()
    assert [_value(form, number) for number in range(1, 4)] == ["火锅局", "Hotpot Night", "火锅趴, hotpot party"]
    sent = lively.lin.submit(opened, {_label(form, 1): "火锅聚会"})
    await sent.answered()
    (word,) = lively.running.services.words.list(lively.guild.id)
    assert (word.text, word.rendering, word.variants) == ("火锅聚会", "Hotpot Night", ("火锅趴", "hotpot party"))


async def test_what_cannot_be_is_told_in_both_languages(lively: Town) -> None:
    await told(lively, "glossary add", word="火锅局", translation="Hotpot Night")
    twin = await told(lively, "glossary add", word="hotpot night", kind="keep")
    assert "-# “hotpot night” is written like “火锅局”" in twin
    assert "needs two characters" in await told(lively, "glossary add", word="x", kind="keep")
    assert "no word “moon”" in await told(lively, "glossary remove", word="moon")
    assert len(lively.running.services.words.list(lively.guild.id)) == 1


async def test_words_are_proposed_while_a_moderator_types(lively: Town) -> None:
    await told(lively, "glossary add", word="火锅局", translation="Hotpot Night")
    await told(lively, "glossary add", word="moon pot", kind="keep")
    assert await suggested(lively, "edit", "") == ["moon pot", "火锅局 ⇄ Hotpot Night"]
    assert await suggested(lively, "remove", "HOT") == ["火锅局 ⇄ Hotpot Night"]
    assert await suggested(lively, "remove", "pot") == ["moon pot", "火锅局 ⇄ Hotpot Night"]


async def test_the_list_is_turned_page_by_page_also_after_a_restart(quiet: Town) -> None:
    async with quiet.bot() as app:
        assert "还没有" in await told(quiet, "glossary list")
        for number in range(23):
            await app.services.words.add(quiet.guild.id, _kept(f"word {number:02}"), quiet.lin.id)
        await app.services.words.add(quiet.guild.id, _term("火锅局"), quiet.lin.id)
        first = await run(quiet, "glossary list")
        assert "word 09" in first.text
        assert "word 10" not in first.text
        assert "word" not in await told(quiet, "glossary list", kind="term")
    async with quiet.bot():
        await turn(quiet, first, "下一页")
        assert "word 10" in first.text
        assert "word 09" not in first.text
        await turn(quiet, first, "下一页")
        assert first.text.splitlines()[-1] == "**火锅局** ⇄ Hotpot Night"
        await turn(quiet, first, "上一页")
        assert "word 10" in first.text


async def test_a_page_is_not_turned_for_those_who_are_no_moderators_any_more(lively: Town) -> None:
    for number in range(11):
        await lively.running.services.words.add(lively.guild.id, _kept(f"word {number:02}"), lively.lin.id)
    first = await run(lively, "glossary list")
    lively.lin.take(*lively.guild.roles.values())
    refusal = await lively.lin.press(first.message, "下一页").answered()
    assert "管理服务器" in refusal.text


async def test_a_file_from_a_spreadsheet_is_read_and_holds_at_once(lively: Town) -> None:
    lively.google.answers["今晚⟦0⟧来吗"] = "Are you coming to ⟦0⟧ tonight"
    preview = await told(lively, "glossary import", file=Upload("ours.csv", EXCEL), preview=True)
    assert "2" in preview
    assert lively.running.services.words.list(lively.guild.id) == []
    await told(lively, "glossary import", file=Upload("ours.csv", EXCEL))
    assert await said(lively, "yu", "今晚火锅趴来吗") == "Are you coming to Hotpot Night tonight"


async def test_lines_that_cannot_be_taken_are_listed_in_a_file(lively: Town) -> None:
    data = b"word,kind\nRedBridge,keep\nx,keep\n=cmd,keep\nmoon,star\n"
    answer = await run(lively, "glossary import", file=Upload("ours.CSV", data))
    assert "第 3 行" in answer.text
    (listed,) = answer.message.attachments
    lines = listed.data.decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == ["3", "5"]
    words = [word.text for word in lively.running.services.words.list(lively.guild.id)]
    assert words == ["=cmd", "RedBridge"]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("ours.xlsx", b"PK", ".csv, .toml"),
        ("ours.csv", "word\n火锅".encode("gb18030"), "CSV UTF-8"),
        ("ours.csv", b"x\n", "must name its columns"),
        ("ours.toml", b"[[word]]\nword = x", "line 2"),
        ("ours.csv", b"word\n" + b"x" * (512 * 1024), "up to 512 kB"),
    ],
)
async def test_a_file_that_cannot_be_read_is_refused(lively: Town, name: str, data: bytes, said: str) -> None:
    assert said in await told(lively, "glossary import", file=Upload(name, data))
    assert lively.running.services.words.list(lively.guild.id) == []


@pytest.mark.parametrize("form", ["csv", "toml"])
async def test_words_are_taken_home_and_brought_back(lively: Town, form: str) -> None:
    await told(lively, "glossary add", word="火锅局", translation="Hotpot Night", spellings="火锅趴,hotpot party")
    await told(lively, "glossary add", word="=RedBridge", kind="keep")
    answer = await run(lively, "glossary export", format=form)
    (file,) = answer.message.attachments
    assert file.filename == f"redbridge-words.{form}"
    words = lively.running.services.words.list(lively.guild.id)
    for word in words:
        await told(lively, "glossary remove", word=word.text)
    await told(lively, "glossary import", file=Upload(file.filename, file.data))
    assert lively.running.services.words.list(lively.guild.id) == words


async def test_members_have_no_part_in_it(lively: Town) -> None:
    with pytest.raises(Exception, match="redbridge"):
        lively.amy.slash(lively.general, "redbridge glossary list")


async def test_a_store_that_is_gone_changes_nothing(lively: Town) -> None:
    await lively.running.services.database.close()
    assert "Nothing was changed" in await told(lively, "glossary add", word="火锅局", translation="Hotpot Night")
    assert lively.running.services.words.list(lively.guild.id) == []


def _kept(text: str) -> Word:
    return Word(text, Kind.KEEP)


def _term(text: str) -> Word:
    return Word(text, Kind.TERM, "Hotpot Night")


def _label(form: Any, number: int) -> str:
    return str(form.modal["components"][number - 1]["label"])


def _value(form: Any, number: int) -> str:
    return str(form.modal["components"][number - 1]["component"].get("value"))
