"""What moderators do with approved translations: stored with who did it, recalled or forgotten at once."""

import pytest

from bot.errors import StoreError, UserError
from bot.translation.memory.memory import MOST_PER_GUILD
from bot.words.files import sheets, tables, tmx
from bot.words.files.pairing import LAYOUT, row_of
from bot.words.files.row import Row
from tests.service.words.conftest import GUILD, LIN, MAX, OTHER, Room, room

pytestmark = pytest.mark.asyncio


async def approve(here: Room, source: str, rendering: str, guild_id: int = GUILD) -> None:
    await here.memory.approve(guild_id, source, "en", "zh-CN", rendering, LIN)
    here.clock.advance(60)


def recalled(here: Room, text: str, guild_id: int = GUILD) -> str | None:
    found = here.memory.recall(text, "en", "zh-CN", guild_id)
    return found.text if found else None


def row(line: int, source: str, rendering: str, here: str = "en", there: str = "zh-CN") -> Row:
    return Row(line, {"from": here, "to": there, "source": source, "translation": rendering})


async def test_approved_translations_are_listed_the_oldest_first(here: Room) -> None:
    await approve(here, "see you at the moon", "月亮上见")
    await approve(here, "bring the Cat", "带猫来")
    await approve(here, "elsewhere", "别处", OTHER)
    assert [each.pair.source_text for each in await here.curator.approved(GUILD)] == [
        "see you at the moon",
        "bring the Cat",
    ]
    assert [each.pair.rendering for each in await here.curator.approved(GUILD, " CAT ")] == ["带猫来"]
    assert [each.by for each in await here.curator.approved(GUILD, "月亮")] == [LIN]
    assert len({each.handle for each in await here.curator.approved(GUILD)}) == 2


async def test_what_is_removed_is_no_longer_recalled(here: Room) -> None:
    await approve(here, "bring the cat", "带猫来")
    (kept,) = await here.curator.approved(GUILD)
    with pytest.raises(UserError, match="gone already"):
        await here.curator.remove(OTHER, kept.handle, MAX)
    await here.curator.remove(GUILD, kept.handle, MAX)
    assert recalled(here, "bring the cat") is None
    assert (await here.log())[0] == ("memory.remove", "bring the cat", "带猫来", None)
    with pytest.raises(UserError, match="gone already"):
        await here.curator.remove(GUILD, kept.handle, MAX)
    assert recalled(await room(here.database, here.clock), "bring the cat") is None


async def test_what_is_kept_counts_as_the_newest(here: Room) -> None:
    await approve(here, "bring the cat", "带猫来")
    await approve(here, "bring the dog", "带狗来")
    oldest, newest = await here.curator.approved(GUILD)
    await here.curator.keep(GUILD, oldest.handle, MAX)
    after = await here.curator.approved(GUILD)
    assert [each.handle for each in after] == [newest.handle, oldest.handle]
    assert (after[1].by, after[1].at) == (MAX, int(here.clock.now().timestamp() * 1000))
    assert recalled(here, "bring the cat") == "带猫来"
    assert (await here.log())[0] == ("memory.keep", "bring the cat", None, "带猫来")


async def test_an_approval_says_what_was_there_before(here: Room) -> None:
    await approve(here, "bring the cat", "带猫来")
    await approve(here, "Bring the cat!", "把猫带来！")
    assert (await here.log())[0] == ("memory.approve", "Bring the cat!", "带猫来", "把猫带来！")


async def test_the_trail_holds_no_more_of_a_text_than_shows_which_it_was(here: Room) -> None:
    await approve(here, "cat " * 100, "猫" * 200)
    _, subject, _, after = (await here.log())[0]
    assert (len(subject), len(after or "")) == (100, 100)


async def test_a_file_brings_what_can_be_and_tells_the_rest(here: Room) -> None:
    await approve(here, "bring the cat", "带猫来")
    await approve(here, "bring the dog", "带狗来")
    rows = [
        row(2, "bring the cat", "带猫来"),
        row(3, "bring the dog", "把狗带上"),
        row(4, "bring the bird", "带鸟来"),
        row(5, "Bring the bird!", "带鸟"),
        row(6, "bring the fish", "带鱼来", "fr"),
        row(7, "bring the fish", "", "en"),
        row(8, "ask <@1> for fish", "要鱼"),
        row(9, "鱼来了", "The fish is here", "zh-TW", "en"),
        Row(10, error=UserError("odd")),
    ]
    dry = await here.curator.take(GUILD, rows, MAX, "ours.csv", dry=True)
    assert recalled(here, "bring the bird") is None
    report = await here.curator.take(GUILD, rows, MAX, "ours.csv")
    assert (report.new, report.changed, report.unchanged) == (dry.new, dry.changed, dry.unchanged) == (2, 1, 1)
    assert [refusal.line for refusal in report.refused] == [5, 6, 7, 8, 10]
    assert recalled(here, "bring the bird") == "带鸟来"
    assert recalled(here, "bring the dog") == "把狗带上"
    assert (await here.log())[0] == ("memory.import", "ours.csv", None, "+2 ~1")
    again = await room(here.database, here.clock)
    assert recalled(again, "bring the dog") == "把狗带上"
    assert len(await again.curator.approved(GUILD)) == 4


async def test_a_server_keeps_so_many_and_no_more(here: Room) -> None:
    rows = [row(n, f"line number {n}", f"第 {n} 行") for n in range(MOST_PER_GUILD + 1)]
    report = await here.curator.take(GUILD, rows, LIN, "many.tmx")
    assert (report.new, [refusal.line for refusal in report.refused]) == (MOST_PER_GUILD, [MOST_PER_GUILD])
    assert recalled(here, "line number 1999") == "第 1999 行"


async def test_a_store_in_trouble_changes_nothing(here: Room) -> None:
    await approve(here, "bring the cat", "带猫来")
    (kept,) = await here.curator.approved(GUILD)
    await here.database.close()
    with pytest.raises(StoreError):
        await here.curator.remove(GUILD, kept.handle, MAX)
    with pytest.raises(StoreError):
        await here.curator.take(GUILD, [row(2, "bring the dog", "带狗来")], MAX, "x.csv")
    assert (recalled(here, "bring the cat"), recalled(here, "bring the dog")) == ("带猫来", None)


async def test_what_is_taken_home_comes_back_unchanged_in_every_form(here: Room) -> None:
    await approve(here, "=1+1 is two", "“一加一”等于二，\n对吧")
    await approve(here, 'so <b> & "that"', "就 <b> & “这样”")
    await here.memory.approve(GUILD, "貓稅呢？", "zh-TW", "en", "Cat tax?", LIN)
    rows = [row_of(each.pair) for each in await here.curator.approved(GUILD)]
    for read in (
        sheets.read(sheets.write(rows, LAYOUT.columns), LAYOUT),
        tables.read(tables.write(rows, LAYOUT), LAYOUT),
        tmx.read(tmx.write(rows)),
    ):
        report = await here.curator.take(GUILD, read, LIN, "same")
        assert (report.unchanged, report.taken, report.refused) == (3, 0, [])
