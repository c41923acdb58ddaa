"""What the rooms above keep in the store."""

import pytest

from bot.store import channels, guilds, links, meta
from bot.store.channels import ChannelMode
from bot.store.database import Database
from bot.store.guilds import Decision, GuildSetting
from bot.store.links import Link, Origin

pytestmark = pytest.mark.asyncio

SNOWFLAKE = 2**63 - 1
ORIGIN = Origin(SNOWFLAKE, "zh-CN", 11, 22, 33, 1_700_000_000_000)


def link(part: int, post_id: int | None, origin: Origin = ORIGIN) -> Link:
    return Link(
        origin.source_id,
        origin.target_locale,
        origin.guild_id,
        origin.channel_id,
        origin.author_id,
        origin.created_at,
        part,
        post_id,
    )


def message(source_id: int, created_at: int = 1) -> Origin:
    return Origin(source_id, "en", 11, 22, 33, created_at)


async def test_meta(database: Database) -> None:
    assert await database.read(meta.get, "cat") is None
    await database.write(meta.put, "cat", "Biscuit")
    await database.write(meta.put, "cat", "麻薯 🐱")
    assert await database.read(meta.get, "cat") == "麻薯 🐱"


async def test_guild_settings(database: Database) -> None:
    assert await database.read(guilds.get, SNOWFLAKE) is None
    await database.write(guilds.set_chinese_locale, SNOWFLAKE, "zh-CN", 1, 2)
    await database.write(guilds.set_chinese_locale, SNOWFLAKE, "zh-TW", 3, 4)
    await database.write(guilds.set_chinese_locale, 5, "zh-CN", 6, 7)
    later = GuildSetting(SNOWFLAKE, "zh-TW", 3, 4)
    assert await database.read(guilds.get, SNOWFLAKE) == later
    assert await database.read(guilds.all_settings) == [GuildSetting(5, "zh-CN", 6, 7), later]


async def test_one_choice_of_a_guild_leaves_the_others(database: Database) -> None:
    await database.write(guilds.set_engines, Decision(1, 10, 100, "zh-TW"), "llm,gloss")
    assert await database.read(guilds.get, 1) == GuildSetting(1, "zh-TW", 10, 100, "llm,gloss", 0)
    await database.write(guilds.set_context_lines, Decision(1, 11, 101), 3)
    await database.write(guilds.set_chinese_locale, 1, "zh-CN", 12, 102)
    assert await database.read(guilds.get, 1) == GuildSetting(1, "zh-CN", 12, 102, "llm,gloss", 3)
    await database.write(guilds.set_engines, Decision(1, 13, 103, "zh-TW"), None)
    assert await database.read(guilds.get, 1) == GuildSetting(1, "zh-CN", 13, 103, None, 3)


async def test_channel_modes(database: Database) -> None:
    await database.write(channels.set_mode, 1, SNOWFLAKE, "reply", 10, 100)
    await database.write(channels.set_mode, 1, SNOWFLAKE, "off", 11, 101)
    await database.write(channels.set_mode, 2, 5, "reply", 12, 102)
    first, second = ChannelMode(1, SNOWFLAKE, "off", 11, 101), ChannelMode(2, 5, "reply", 12, 102)
    assert await database.read(channels.modes, 1) == [first]
    assert await database.read(channels.modes, 3) == []
    assert await database.read(channels.all_modes) == [first, second]


async def test_a_message_is_claimed_once(database: Database) -> None:
    assert await database.write(links.claim, ORIGIN) is True
    assert await database.write(links.claim, ORIGIN) is False
    assert await database.read(links.find, [SNOWFLAKE]) == [link(0, None)]


async def test_posts_replace_the_claim_and_each_other(database: Database) -> None:
    await database.write(links.claim, ORIGIN)
    await database.write(links.replace, ORIGIN, [7, 8, 9])
    assert await database.read(links.find, [SNOWFLAKE]) == [link(0, 7), link(1, 8), link(2, 9)]
    await database.write(links.replace, ORIGIN, [7])
    assert await database.read(links.find, [SNOWFLAKE]) == [link(0, 7)]
    assert await database.write(links.claim, ORIGIN) is False


async def test_each_locale_has_posts_of_its_own(database: Database) -> None:
    other = Origin(1, "zh-TW", 11, 22, 33, 2)
    await database.write(links.replace, message(1), [7])
    assert await database.write(links.claim, other)
    await database.write(links.replace, other, [8])
    assert [one.post_id for one in await database.read(links.find, [1])] == [7, 8]
    assert await database.write(links.forget_locale, 1, "zh-TW") == 1
    assert await database.read(links.find, [1]) == [link(0, 7, message(1))]


async def test_one_post_may_translate_several_messages(database: Database) -> None:
    await database.write(links.claim, message(1))
    await database.write(links.gather, [message(1), message(2)], 9, 77)
    found = await database.read(links.find_posts, [9])
    assert [(one.source_id, one.post_place_id) for one in found] == [(1, 77), (2, 77)]


async def test_no_posts_leave_no_link(database: Database) -> None:
    await database.write(links.claim, ORIGIN)
    await database.write(links.replace, ORIGIN, [])
    assert await database.read(links.find, [SNOWFLAKE]) == []


async def test_finding_and_forgetting_many(database: Database) -> None:
    for source_id in (1, 2, 3):
        await database.write(links.replace, message(source_id), [source_id * 10, source_id * 10 + 1])
    found = await database.read(links.find, [3, 1, 99])
    assert [(one.source_id, one.part) for one in found] == [(1, 0), (1, 1), (3, 0), (3, 1)]
    assert [one.source_id for one in await database.read(links.find_posts, [21, 30])] == [2, 3]
    assert await database.write(links.forget, [1, 3, 99]) == 4
    assert await database.write(links.forget, []) == 0
    assert {one.source_id for one in await database.read(links.find, [1, 2, 3])} == {2}


async def test_what_was_claimed_and_never_posted(database: Database) -> None:
    for source_id, created_at in ((1, 99), (2, 100), (3, 101)):
        await database.write(links.claim, message(source_id, created_at))
    await database.write(links.replace, message(3, 101), [30])
    assert await database.read(links.unfinished, 100) == [link(0, None, message(2, 100))]


async def test_old_links_go(database: Database) -> None:
    await database.write(links.replace, message(1, 99), [10, 11])
    await database.write(links.replace, message(2, 100), [20])
    assert await database.write(links.prune, 100) == 2
    assert [one.source_id for one in await database.read(links.find, [1, 2])] == [2]
