"""A server's words: stored with who changed them, effective at once, and there after a restart."""

import asyncio
from dataclasses import replace

import pytest

from bot.errors import StoreError, UserError
from bot.words.checking import MOST_PER_GUILD
from bot.words.files.row import Row
from bot.words.files.wording import row_of
from bot.words.word import Kind, Word
from tests.service.words.conftest import GUILD, LIN, MAX, OTHER, Room, room

pytestmark = pytest.mark.asyncio

PARTY = Word("火锅局", Kind.TERM, "Hotpot Night", ("火锅趴", "hotpot party"))
HOUSE = Word("RedBridge", Kind.KEEP)
TAX = Word("cat tax", Kind.SLANG, meaning_en="a picture of your pet", meaning_zh="晒一张宠物的照片")


def renderings(here: Room, text: str, language: str, guild_id: int = GUILD) -> list[str]:
    return [match.rendering for match in here.words.glossary(guild_id).find(text, language)]


async def test_a_word_holds_from_now_on_in_its_server_alone(here: Room) -> None:
    assert await here.words.add(GUILD, replace(PARTY, text=" 火锅局 "), LIN) == PARTY
    assert renderings(here, "今晚火锅局来吗", "zh") == ["Hotpot Night"]
    assert renderings(here, "今晚火锅局来吗", "zh", OTHER) == []


async def test_words_are_there_after_a_restart(here: Room) -> None:
    for word in (PARTY, HOUSE, TAX):
        await here.words.add(GUILD, word, LIN)
    again = await room(here.database, here.clock)
    assert again.words.list(GUILD) == [TAX, HOUSE, PARTY] == here.words.list(GUILD)
    assert again.words.glossary(GUILD).version == here.words.glossary(GUILD).version
    assert again.words.list(OTHER) == []


async def test_every_change_says_who_made_it_and_when(here: Room) -> None:
    await here.words.add(GUILD, PARTY, LIN)
    here.clock.advance(60)
    await here.words.edit(GUILD, "火锅局", replace(PARTY, rendering="Hotpot Party", variants=()), MAX)
    last = await here.last()
    assert (last.member_id, last.at) == (MAX, int(here.clock.now().timestamp() * 1000))
    await here.words.remove(GUILD, "火锅局", LIN)
    assert await here.log() == [
        ("glossary.remove", "火锅局", "term · Hotpot Party", None),
        (
            "glossary.edit",
            "火锅局",
            "term · Hotpot Night · ≈ 火锅趴, hotpot party",
            "term · Hotpot Party",
        ),
        ("glossary.add", "火锅局", None, "term · Hotpot Night · ≈ 火锅趴, hotpot party"),
    ]
    assert await here.log(OTHER) == []


async def test_an_edit_may_change_how_the_word_is_written(here: Room) -> None:
    await here.words.add(GUILD, PARTY, LIN)
    await here.words.edit(GUILD, "hotpot PARTY", replace(PARTY, text="火锅聚会"), LIN)
    again = await room(here.database, here.clock)
    assert [word.text for word in again.words.list(GUILD)] == ["火锅聚会"] == [w.text for w in here.words.list(GUILD)]


async def test_an_edit_that_changes_nothing_is_no_change(here: Room) -> None:
    await here.words.add(GUILD, PARTY, LIN)
    await here.words.edit(GUILD, "火锅局", PARTY, MAX)
    assert len(await here.log()) == 1


async def test_a_removed_word_is_the_projects_again(here: Room) -> None:
    await here.words.add(GUILD, Word("yyds", Kind.KEEP), LIN)
    assert renderings(here, "你家猫就yyds", "zh") == ["yyds"]
    await here.words.remove(GUILD, "YYDS", LIN)
    assert renderings(here, "你家猫就yyds", "zh") == ["the GOAT"]
    assert here.words.glossary(GUILD) is here.words.glossary(OTHER)
    assert (await room(here.database, here.clock)).words.list(GUILD) == []


async def test_what_cannot_be_is_refused_and_changes_nothing(here: Room) -> None:
    await here.words.add(GUILD, PARTY, LIN)
    await here.words.add(GUILD, HOUSE, LIN)
    version = here.words.glossary(GUILD).version
    for refused in (
        here.words.add(GUILD, Word("hotpot night", Kind.KEEP), LIN),
        here.words.add(GUILD, Word("x", Kind.KEEP), LIN),
        here.words.edit(GUILD, "火锅局", replace(PARTY, variants=("redbridge",)), LIN),
        here.words.edit(GUILD, "nowhere", PARTY, LIN),
        here.words.remove(GUILD, "nowhere", LIN),
    ):
        with pytest.raises(UserError):
            await refused
    assert here.words.glossary(GUILD).version == version
    assert len(await here.log()) == 2


async def test_a_store_in_trouble_changes_nothing(here: Room) -> None:
    await here.words.add(GUILD, HOUSE, LIN)
    await here.database.close()
    with pytest.raises(StoreError):
        await here.words.add(GUILD, PARTY, LIN)
    with pytest.raises(StoreError):
        await here.words.remove(GUILD, "RedBridge", LIN)
    assert here.words.list(GUILD) == [HOUSE]


async def test_two_who_add_the_same_at_once_add_it_once(here: Room) -> None:
    results = await asyncio.gather(
        here.words.add(GUILD, HOUSE, LIN), here.words.add(GUILD, HOUSE, MAX), return_exceptions=True
    )
    assert [type(result) for result in results] == [Word, UserError]
    assert len(await here.log()) == 1


async def test_a_server_has_so_many_words_and_no_more(here: Room) -> None:
    rows = [Row(n, {"word": f"word {n}", "kind": "keep"}) for n in range(MOST_PER_GUILD + 2)]
    report = await here.words.take(GUILD, rows, LIN, "many.csv")
    assert (report.new, [refusal.line for refusal in report.refused]) == (MOST_PER_GUILD, [500, 501])
    with pytest.raises(UserError, match="500 words"):
        await here.words.add(GUILD, HOUSE, LIN)
    await here.words.edit(GUILD, "word 3", HOUSE, LIN)
    assert await here.words.add(OTHER, HOUSE, LIN) == HOUSE


async def test_a_file_brings_what_can_be_and_tells_the_rest(here: Room) -> None:
    await here.words.add(GUILD, PARTY, LIN)
    await here.words.add(GUILD, HOUSE, LIN)
    rows = [
        Row(2, row_of(HOUSE)),
        Row(3, row_of(replace(PARTY, rendering="Hotpot Party"))),
        Row(4, {"word": "moon", "rendering": "月亮"}),
        Row(5, {"word": "MOON", "rendering": "月光"}),
        Row(6, {"word": "hotpot party", "kind": "keep"}),
        Row(7, {"rendering": "没有词"}),
        Row(8, {"word": "sun", "kind": "star"}),
    ]
    before = await here.log()
    dry = await here.words.take(GUILD, rows, MAX, "ours.csv", dry=True)
    assert await here.log() == before
    assert here.words.list(GUILD) == [HOUSE, PARTY]
    report = await here.words.take(GUILD, rows, MAX, "ours.csv")
    assert (report.new, report.changed, report.unchanged) == (dry.new, dry.changed, dry.unchanged) == (1, 1, 1)
    assert [(each.line, str(each.error)) for each in report.refused] == [
        (5, "It stands further up in the file already; the first one counts."),
        (6, "“hotpot party” is written like “火锅局”, which this server has already. Change or remove that one."),
        (7, "The word is missing."),
        (8, "“star” is no kind of word. There are: term, keep, slang."),
    ]
    assert (await here.log())[0] == ("glossary.import", "ours.csv", None, "+1 ~1")
    again = await room(here.database, here.clock)
    assert [word.rendering for word in again.words.list(GUILD)] == ["月亮", "", "Hotpot Party"]
    assert renderings(here, "the moon over the hotpot party", "en") == ["月亮", "火锅局"]


async def test_a_file_that_changes_nothing_is_no_change(here: Room) -> None:
    await here.words.add(GUILD, HOUSE, LIN)
    await here.words.take(GUILD, [Row(2, row_of(HOUSE)), Row(3, {"word": "x"})], LIN, "same.csv")
    assert len(await here.log()) == 1


async def test_what_is_exported_is_taken_unchanged(here: Room) -> None:
    for word in (PARTY, HOUSE, TAX):
        await here.words.add(GUILD, word, LIN)
    rows = [Row(n, row_of(word)) for n, word in enumerate(here.words.list(GUILD))]
    report = await here.words.take(GUILD, rows, LIN, "same.csv")
    assert (report.unchanged, report.taken, report.refused) == (3, 0, [])
    assert (await here.words.take(OTHER, rows, LIN, "copy.csv")).new == 3
    assert here.words.list(OTHER) == here.words.list(GUILD)
