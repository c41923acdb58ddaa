"""The bridges that moderators made, as they come back from a real database."""

import asyncio

import pytest

from bot.bridges.changes import LONGEST_NAME, MOST_BRIDGES, MOST_CHANNELS, MOST_TRUSTED
from bot.bridges.registry import Bridge, Channel, Registry
from bot.errors import UserError
from bot.store import audit
from bot.store.database import Database
from tests.fakes.clock import ManualClock

pytestmark = pytest.mark.asyncio

GUILD, ELSEWHERE, ENGLISH, CHINESE, FORMOSA, LIN = 1, 2, 10, 11, 12, 5


async def loaded(database: Database) -> Registry:
    registry = Registry(database, ManualClock())
    await registry.load()
    return registry


async def spanned(registry: Registry) -> Bridge:
    """A bridge of two channels."""
    bridge = await registry.create(GUILD, "plaza", LIN)
    await registry.add(bridge.bridge_id, ENGLISH, "en", LIN)
    return await registry.add(bridge.bridge_id, CHINESE, "zh-CN", LIN)


async def trail(database: Database) -> list[tuple[str, str, str | None, str | None]]:
    """What was written down, oldest first, by Lin alone."""
    found = await database.read(audit.latest, GUILD, 1000)
    assert all(change.member_id == LIN for change in found)
    return [(change.action, change.subject, change.before, change.after) for change in reversed(found)]


async def test_a_bridge_is_there_after_a_restart(database: Database) -> None:
    before = await loaded(database)
    bridge = await spanned(before)
    await before.trust(bridge.bridge_id, 77, LIN)
    await before.set_webhook(CHINESE, 99)
    after = await loaded(database)
    for registry in (before, after):
        found = registry.bridge_of(ENGLISH)
        assert found == Bridge(
            bridge.bridge_id,
            GUILD,
            "plaza",
            trusted_bots=frozenset({77}),
            channels=(Channel(ENGLISH, "en"), Channel(CHINESE, "zh-CN", 99)),
        )
        assert registry.bridge_of(CHINESE) is found
        assert registry.bridge_of(FORMOSA) is None
        assert registry.of_guild(GUILD) == [found]
        assert registry.of_guild(ELSEWHERE) == []
        assert found.others(ENGLISH) == (Channel(CHINESE, "zh-CN", 99),)


async def test_what_is_changed_holds_at_once_and_after_a_restart(database: Database) -> None:
    before = await loaded(database)
    bridge_id = (await spanned(before)).bridge_id
    await before.rename(bridge_id, "  tea\n house ", LIN)
    await before.pause(bridge_id, LIN)
    await before.show_pins(bridge_id, LIN, shown=True)
    await before.show_typing(bridge_id, LIN, shown=False)
    after = await loaded(database)
    for registry in (before, after):
        bridge = registry.named(GUILD, "TEA house")
        assert (bridge.name, bridge.paused, bridge.pins, bridge.typing) == ("tea house", True, True, False)
    assert not (await before.resume(bridge_id, LIN)).paused


async def test_a_channel_that_left_can_join_another_bridge(database: Database) -> None:
    registry = await loaded(database)
    await spanned(registry)
    other = await registry.create(GUILD, "cats", LIN)
    with pytest.raises(UserError, match="belongs to the bridge “plaza”"):
        await registry.add(other.bridge_id, ENGLISH, "en", LIN)
    left = await registry.remove_channel(ENGLISH, LIN)
    assert left
    assert [channel.channel_id for channel in left.channels] == [CHINESE]
    assert registry.bridge_of(ENGLISH) is None
    assert await registry.remove_channel(ENGLISH, LIN) is None
    await registry.add(other.bridge_id, ENGLISH, "zh-TW", LIN)
    for each in (registry, await loaded(database)):
        found = each.bridge_of(ENGLISH)
        assert found
        assert (found.name, found.channels) == ("cats", (Channel(ENGLISH, "zh-TW"),))


async def test_a_removed_bridge_leaves_nothing_behind(database: Database) -> None:
    registry = await loaded(database)
    bridge = await spanned(registry)
    await registry.delete(bridge.bridge_id, LIN)
    await registry.delete(bridge.bridge_id, LIN)
    for each in (registry, await loaded(database)):
        assert (each.bridge_of(ENGLISH), each.of_guild(GUILD), each.get(bridge.bridge_id)) == (None, [], None)
    with pytest.raises(UserError, match="removed meanwhile"):
        await registry.pause(bridge.bridge_id, LIN)
    await spanned(registry)


@pytest.mark.parametrize("name", ["plaza", " PLAZA ", "", " \n ", "x" * (LONGEST_NAME + 1)])
async def test_names_that_cannot_be_change_nothing(database: Database, name: str) -> None:
    registry = await loaded(database)
    await spanned(registry)
    cats = await registry.create(GUILD, "cats", LIN)
    written = await trail(database)
    with pytest.raises(UserError):
        await registry.create(GUILD, name, LIN)
    with pytest.raises(UserError):
        await registry.rename(cats.bridge_id, name, LIN)
    assert [bridge.name for bridge in registry.of_guild(GUILD)] == ["plaza", "cats"]
    assert await trail(database) == written


async def test_another_server_may_use_the_name(database: Database) -> None:
    registry = await loaded(database)
    await spanned(registry)
    await registry.create(ELSEWHERE, "plaza", LIN)
    await registry.rename((await registry.create(ELSEWHERE, "cats", LIN)).bridge_id, "Cats", LIN)
    assert [bridge.name for bridge in registry.of_guild(ELSEWHERE)] == ["plaza", "Cats"]
    with pytest.raises(UserError, match="no bridge “dogs”"):
        registry.named(ELSEWHERE, "dogs")


async def test_there_are_limits(database: Database) -> None:
    registry = await loaded(database)
    bridge = await registry.create(GUILD, "wide", LIN)
    for number in range(MOST_CHANNELS):
        await registry.add(bridge.bridge_id, 100 + number, "en", LIN)
    with pytest.raises(UserError, match="10 channels"):
        await registry.add(bridge.bridge_id, 99, "en", LIN)
    for number in range(MOST_TRUSTED):
        await registry.trust(bridge.bridge_id, 200 + number, LIN)
    with pytest.raises(UserError, match="25 bots"):
        await registry.trust(bridge.bridge_id, 199, LIN)
    await registry.trust(bridge.bridge_id, 200, LIN)
    for number in range(MOST_BRIDGES - 1):
        await registry.create(GUILD, f"b{number}", LIN)
    with pytest.raises(UserError, match="25 bridges"):
        await registry.create(GUILD, "one more", LIN)


async def test_each_change_is_written_down_once(database: Database) -> None:
    registry = await loaded(database)
    bridge_id = (await spanned(registry)).bridge_id
    await registry.pause(bridge_id, LIN)
    await registry.pause(bridge_id, LIN)
    await registry.trust(bridge_id, 77, LIN)
    await registry.distrust(bridge_id, 77, LIN)
    await registry.distrust(bridge_id, 77, LIN)
    await registry.set_webhook(CHINESE, 99)
    await registry.rename(bridge_id, "cats", LIN)
    await registry.remove_channel(ENGLISH, LIN)
    await registry.delete(bridge_id, LIN)
    assert await trail(database) == [
        ("bridge.create", "plaza", None, "plaza"),
        ("bridge.add", "plaza", None, f"{ENGLISH} en"),
        ("bridge.add", "plaza", None, f"{CHINESE} zh-CN"),
        ("bridge.paused", "plaza", "off", "on"),
        ("bridge.trust", "plaza", None, "77"),
        ("bridge.distrust", "plaza", "77", None),
        ("bridge.rename", "plaza", "plaza", "cats"),
        ("bridge.remove-channel", "cats", f"{ENGLISH} en", None),
        ("bridge.remove", "cats", str(CHINESE), None),
    ]


async def test_two_moderators_at_once_do_not_undo_each_other(database: Database) -> None:
    registry = await loaded(database)
    bridge_id = (await registry.create(GUILD, "plaza", LIN)).bridge_id
    channels = range(100, 100 + MOST_CHANNELS)
    await asyncio.gather(*(registry.add(bridge_id, each, "en", LIN) for each in channels))
    assert all(registry.bridge_of(each) is registry.get(bridge_id) for each in channels)
    created = await asyncio.gather(*(registry.create(GUILD, "same", LIN) for _ in range(5)), return_exceptions=True)
    assert sum(isinstance(each, Bridge) for each in created) == 1
    assert sum(isinstance(each, UserError) for each in created) == 4
