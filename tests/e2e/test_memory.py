"""/redbridge memory and /redbridge log, as moderators meet them."""

from typing import Any

import pytest

from bot.sandbox import Upload
from bot.store import audit
from bot.store.audit import Change
from bot.words.word import Kind, Word
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio

BOMB = """<!DOCTYPE tmx [<!ENTITY a "{}"><!ENTITY b "{}">]><tmx><body>&b;</body></tmx>""".format("x" * 99, "&a;" * 99)


async def run(town: Town, command: str, **options: Any) -> Any:
    answer = await town.lin.slash(town.general, f"redbridge {command}", **options).answered()
    assert answer.ephemeral
    return answer


async def told(town: Town, command: str, **options: Any) -> str:
    return str((await run(town, command, **options)).text)


async def press(town: Town, shown: Any, button: str, who: Any = None) -> None:
    """Press a button that changes the message it stands on."""
    await (who or town.lin).press(shown.message, button).acknowledgement()
    await town.idle()


async def approve(town: Town, *pairs: tuple[str, str]) -> None:
    memory = town.running.services.translation.memory
    for source, rendering in pairs:
        await memory.approve(town.guild.id, source, "en", "zh-CN", rendering, town.yu.id)
        town.clock.advance(60)


async def said(town: Town, text: str) -> list[str]:
    """What the bot makes of a message of Amy's."""
    before = len(town.general.messages)
    town.amy.say(town.general, text)
    await town.idle()
    return [message.content for message in town.general.messages[before + 1 :]]


async def sources(town: Town) -> list[str]:
    kept = await town.running.services.curator.approved(town.guild.id)
    return [each.pair.source_text for each in kept]


async def test_what_was_approved_is_listed_and_searched(lively: Town) -> None:
    assert "还没有认可过" in await told(lively, "memory list")
    await approve(lively, *((f"cat number {n:02}", f"第 {n} 只猫") for n in range(11)), ("my dog", "我家的狗"))
    shown = await run(lively, "memory list")
    assert "cat number 09" in shown.text
    assert f"<@{lively.yu.id}>" in shown.text
    assert "cat number 10" not in shown.text
    await press(lively, shown, "下一页")
    assert "my dog → `zh-CN` 我家的狗" in shown.text
    assert "cat number" not in await told(lively, "memory list", search="DOG")
    assert "“bird”" in await told(lively, "memory list", search="bird")


async def test_a_search_is_kept_from_page_to_page(lively: Town) -> None:
    await approve(lively, *((f"cat: number {n:02}", f"第 {n} 只猫") for n in range(11)), ("my dog", "我家的狗"))
    shown = await run(lively, "memory list", search="t: n")
    await press(lively, shown, "下一页")
    assert [line for line in shown.text.splitlines()[1:] if "cat: number 10" not in line] == []


async def test_what_is_removed_is_not_said_any_more(lively: Town) -> None:
    await approve(lively, ("my cat is lovely", "我家主子可爱极了"), ("my dog", "我家的狗"))
    assert await said(lively, "my cat is lovely") == ["我家主子可爱极了"]
    proposed = await lively.lin.autocomplete(
        lively.general, "redbridge memory remove", "translation", translation="cat"
    ).answered()
    (choice,) = proposed.choices
    assert choice["name"] == "my cat is lovely → 我家主子可爱极了"
    assert "my cat is lovely" in await told(lively, "memory remove", translation=choice["value"])
    assert await said(lively, "my cat is lovely") == ["我的猫很可爱"]
    assert "Type a part of it" in await told(lively, "memory remove", translation="bird")
    assert "my dog" in await told(lively, "memory remove", translation="DOG")
    assert await sources(lively) == []


async def test_a_review_goes_through_everything_once_also_after_a_restart(quiet: Town) -> None:
    async with quiet.bot():
        await approve(quiet, ("first", "第一"), ("second", "第二"), ("third", "第三"))
        shown = await run(quiet, "memory review")
        assert "first" in shown.text
        await press(quiet, shown, "留下")
        assert "second" in shown.text
    async with quiet.bot():
        await press(quiet, shown, "删除")
        assert "third" in shown.text
        await press(quiet, shown, "留下")
        assert shown.text.startswith("看完了")
        assert await sources(quiet) == ["first", "third"]
        assert f"<@{quiet.lin.id}>" in await told(quiet, "memory list")
        quiet.clock.advance(60)
        again = await run(quiet, "memory review")
        assert "first" in again.text


async def test_two_who_review_at_once_do_not_get_in_each_others_way(lively: Town) -> None:
    await approve(lively, ("first", "第一"), ("second", "第二"))
    mine, theirs = await run(lively, "memory review"), await run(lively, "memory review")
    await press(lively, mine, "删除")
    await press(lively, theirs, "删除")
    assert "second" in theirs.text
    assert await sources(lively) == ["second"]


async def test_only_moderators_may_decide(lively: Town) -> None:
    await approve(lively, ("first", "第一"))
    shown = await run(lively, "memory review")
    lively.lin.take(*lively.guild.roles.values())
    refusal = await lively.lin.press(shown.message, "删除").answered()
    assert "Manage Server" in refusal.text
    assert await sources(lively) == ["first"]


@pytest.mark.parametrize("form", ["csv", "toml", "tmx"])
async def test_translations_are_taken_home_and_brought_back(lively: Town, form: str) -> None:
    pairs = [("my cat is lovely", "我家主子可爱极了"), ('=1 & "that"\nis <b>', "=1 和“那个”\n是 <b>")]
    await approve(lively, *pairs)
    answer = await run(lively, "memory export", format=form)
    (file,) = answer.message.attachments
    assert file.filename == f"redbridge-memory.{form}"
    for each in await lively.running.services.curator.approved(lively.guild.id):
        await told(lively, "memory remove", translation=each.handle)
    preview = await told(lively, "memory import", file=Upload(file.filename, file.data), preview=True)
    assert preview.startswith("什么都没改")
    assert await sources(lively) == []
    await told(lively, "memory import", file=Upload(file.filename, file.data))
    assert sorted(await sources(lively)) == sorted(source for source, _ in pairs)
    assert await said(lively, "my cat is lovely") == ["我家主子可爱极了"]
    assert "没变：2" in await told(lively, "memory import", file=Upload(file.filename, file.data))


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("ours.tmx", BOMB.encode(), "defines entities"),
        ("ours.tmx", b"<html/>", "not TMX"),
        ("ours.docx", b"PK", ".csv, .toml, .tmx"),
        ("ours.csv", b"from,to\nen,zh-CN", "must name its columns"),
    ],
)
async def test_a_file_that_cannot_be_read_is_refused(lively: Town, name: str, data: bytes, reason: str) -> None:
    assert reason in await told(lively, "memory import", file=Upload(name, data))
    assert await sources(lively) == []


async def test_lines_that_cannot_be_taken_are_listed(lively: Town) -> None:
    data = b"source,translation,from,to\nmy cat,,en,zh\nmy dog,dog,en,fr\nmy bird,bird,en-GB,zh-Hant\n"
    answer = await run(lively, "memory import", file=Upload("ours.csv", data))
    assert "略过：2" in answer.text
    assert len(answer.message.attachments[0].data.decode("utf-8-sig").splitlines()) == 3
    assert await sources(lively) == ["my bird"]


async def test_the_log_says_who_changed_what_in_the_readers_language(quiet: Town) -> None:
    reader = quiet.guild.add_member("Max", locale="en-US", roles=(quiet.guild.role("moderators"),))
    async with quiet.bot():
        await told(quiet, "glossary add", word="火锅局", translation="Hotpot *Night*")
        await approve(quiet, ("my cat", "我家的猫"))
        await quiet.translate_channel()
        first = await told(quiet, "log")
        when = f"<t:{int(quiet.clock.now().timestamp())}:f>"
        assert first.splitlines()[1] == f"{when} <@{quiet.lin.id}>：频道的模式：<#{quiet.general.id}>：– → 回复"
        answer = await reader.slash(quiet.general, "redbridge log").answered()
        lines = answer.text.splitlines()
        assert lines[0] == "Changes in this server, the latest first (page 1 of 1)"
        assert lines[2].endswith(f"<@{quiet.yu.id}>: translation approved: my cat: 我家的猫")
        assert lines[3].endswith(f"<@{quiet.lin.id}>: word added: 火锅局: term · Hotpot \\*Night\\*")
        assert not answer.message.mentions.pinged


async def test_the_log_is_turned_page_by_page(lively: Town) -> None:
    words = lively.running.services.words
    for number in range(12):
        await words.add(lively.guild.id, Word(f"word {number:02}", Kind.KEEP), lively.lin.id)
        lively.clock.advance(60)
    shown = await run(lively, "log")
    assert len(shown.text.splitlines()) == 11
    assert "word 11" in shown.text
    await press(lively, shown, "下一页")
    assert "word 01" in shown.text
    assert "word 02" not in shown.text


@pytest.mark.parametrize(
    ("action", "subject", "before", "after", "shown"),
    [
        ("default-mode", "", "off", "reply", "mode of channels without one: off → reply"),
        ("chinese", "", "zh-CN", "zh-TW", "the server's Chinese: zh-CN → zh-TW"),
        ("mode", "123456789012345678", "reply", None, "mode of a channel: <#123456789012345678>: reply → –"),
        ("bridge.create", "plaza", None, "plaza", "bridge made: plaza: plaza"),
        ("bridge.add", "plaza", None, "123456789012345678 en", "bridge: plaza: <#123456789012345678> en"),
        ("bridge.trust", "plaza", None, "123456789012345678", "a bridge: plaza: <@123456789012345678>"),
        ("bridge.paused", "plaza", "off", "on", "bridge paused: plaza: off → on"),
        ("suggestion.reject", "123456789012345678/123456789012345679", None, None, "/123456789012345679"),
        ("glossary.import", "ours.csv", None, "+3 ~1", "words read from a file: ours.csv: +3 \\~1"),
        ("hologram.spin", "x", None, "y", "`hologram.spin`: x: y"),
    ],
)
async def test_whatever_was_changed_has_a_line(  # noqa: PLR0917 - a column each
    lively: Town, action: str, subject: str, before: str, after: str, shown: str
) -> None:
    now = int(lively.clock.now().timestamp() * 1000)
    change = Change(lively.guild.id, now + 1, lively.lin.id, action, subject, before, after)
    await lively.running.services.database.write(audit.add, change)
    reader = lively.guild.add_member("Max", locale="en-US", roles=(lively.guild.role("moderators"),))
    answer = await reader.slash(lively.general, "redbridge log").answered()
    assert answer.text.splitlines()[1].endswith(shown)


async def test_a_page_of_the_log_fits_whatever_was_written(lively: Town) -> None:
    words = lively.running.services.words
    for number in range(10):
        text = f"{number}" + "*_~`|" * 11
        await words.add(lively.guild.id, Word(text, Kind.SLANG, "", (), "*" * 300, "_" * 300), lively.lin.id)
    assert len(await told(lively, "log")) <= 2000
    assert len(await told(lively, "glossary list")) <= 2000
    await approve(lively, *((f"{n} " + "*_~ x" * 90, "|" * 1000) for n in range(10)))
    assert len(await told(lively, "memory list")) <= 2000
    assert len(await told(lively, "memory review")) <= 2000
