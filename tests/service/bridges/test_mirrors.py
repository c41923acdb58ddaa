"""What is remembered of copies, in a real database."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.bridges.mirrors import KEPT, LATE, Mirrors
from bot.bridges.registry import Bridge, Channel
from bot.bridges.types import Said
from bot.members.members import Members
from bot.store.database import Database
from tests.fakes.clock import ManualClock

pytestmark = pytest.mark.asyncio

GUILD, ENGLISH, CHINESE, FORMOSA, AMY, HOOK = 1, 10, 11, 12, 5, 77
CHANNELS = (Channel(ENGLISH, "en"), Channel(CHINESE, "zh-CN"), Channel(FORMOSA, "zh-TW"))
BRIDGE = Bridge(1, GUILD, "plaza", channels=CHANNELS)
SAID = Said(
    100, GUILD, ENGLISH, ENGLISH, AMY, ("Amy",), "https://a.b/c.png", "hello", datetime(2025, 1, 14, tzinfo=UTC)
)
OTHERS = BRIDGE.others(ENGLISH)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def mirrors(database: Database, clock: ManualClock) -> Mirrors:
    return Mirrors(database, clock)


async def post(mirrors: Mirrors, target: Channel, *post_ids: int) -> None:
    """Post a copy of SAID in so many parts."""
    head = replace(mirrors.head(SAID, BRIDGE, target), webhook_id=HOOK)
    for part, post_id in enumerate(post_ids):
        mirror = replace(head, part=part)
        await mirrors.begin(mirror, len(post_ids))
        await mirrors.posted(mirror, post_id)


async def test_a_message_is_claimed_once_for_each_channel(mirrors: Mirrors) -> None:
    assert await mirrors.claim(SAID, BRIDGE, OTHERS[:1]) == {CHINESE}
    assert await mirrors.claim(SAID, BRIDGE, OTHERS) == {FORMOSA}
    assert await mirrors.claim(SAID, BRIDGE, OTHERS) == set()


async def test_nothing_of_an_author_who_opted_out_is_claimed(
    mirrors: Mirrors, database: Database, clock: ManualClock
) -> None:
    await Members(database, clock).opt_out(AMY, out=True)
    assert await mirrors.claim(SAID, BRIDGE, OTHERS) == set()
    assert await mirrors.is_out(AMY)


async def test_copies_are_found_from_the_message_and_from_each_copy(mirrors: Mirrors) -> None:
    await mirrors.claim(SAID, BRIDGE, OTHERS)
    assert await mirrors.copies(SAID.id) == []
    await post(mirrors, OTHERS[0], 201, 202)
    await post(mirrors, OTHERS[1], 301)
    for known in (SAID.id, 201, 202, 301):
        found = await mirrors.copies(known)
        assert [(each.channel_id, each.part, each.post_id) for each in found] == [
            (CHINESE, 0, 201),
            (CHINESE, 1, 202),
            (FORMOSA, 0, 301),
        ]
        assert {(each.source_id, each.source_place_id, each.webhook_id) for each in found} == {(100, ENGLISH, HOOK)}
    assert await mirrors.copies(999) == []


async def test_a_removed_copy_stays_removed_and_is_not_claimed_anew(mirrors: Mirrors) -> None:
    await mirrors.claim(SAID, BRIDGE, OTHERS)
    await post(mirrors, OTHERS[0], 201)
    await mirrors.bury([201, 999])
    assert await mirrors.copies(SAID.id) == []
    assert [each.stands for each in await mirrors.of(SAID.id)] == [False, False]
    assert await mirrors.claim(SAID, BRIDGE, OTHERS) == set()
    assert [each.channel_id for each in await mirrors.unfinished(GUILD)] == [FORMOSA]


async def test_what_is_unfinished_is_found_as_long_as_it_is_fresh(mirrors: Mirrors, clock: ManualClock) -> None:
    await mirrors.claim(SAID, BRIDGE, OTHERS)
    head = replace(mirrors.head(SAID, BRIDGE, OTHERS[0]), webhook_id=HOOK)
    await mirrors.begin(head, 2)
    await mirrors.posted(head, 201)
    found = await mirrors.unfinished(GUILD)
    assert [(each.channel_id, each.part, each.webhook_id) for each in found] == [(CHINESE, 1, None), (FORMOSA, 0, None)]
    assert await mirrors.unfinished(GUILD + 1) == []
    clock.advance(LATE.total_seconds() + 1)
    assert await mirrors.unfinished(GUILD) == []


async def test_copies_that_wait_for_a_translation_are_known_as_long_as_they_are_fresh(
    mirrors: Mirrors, clock: ManualClock
) -> None:
    await mirrors.claim(SAID, BRIDGE, OTHERS)
    late = replace(mirrors.head(SAID, BRIDGE, OTHERS[0]), webhook_id=HOOK, pending=True)
    await mirrors.begin(late, 2)
    assert await mirrors.pending(GUILD) == []
    await mirrors.posted(late, 201)
    await post(mirrors, OTHERS[1], 301)
    assert [(each.channel_id, each.post_id) for each in await mirrors.pending(GUILD)] == [(CHINESE, 201)]
    assert await mirrors.pending(GUILD + 1) == []
    await mirrors.mark(SAID.id, FORMOSA, pending=True)
    await mirrors.mark(SAID.id, CHINESE, pending=False)
    assert [each.channel_id for each in await mirrors.pending(GUILD)] == [FORMOSA]
    clock.advance(LATE.total_seconds() + 1)
    assert await mirrors.pending(GUILD) == []


async def test_recent_copies_are_those_that_stand(mirrors: Mirrors, clock: ManualClock) -> None:
    await mirrors.claim(SAID, BRIDGE, OTHERS)
    await post(mirrors, OTHERS[0], 201, 202)
    await mirrors.bury([202])
    assert [each.post_id for each in await mirrors.recent(GUILD)] == [201]
    assert await mirrors.recent(GUILD + 1) == []
    clock.advance(LATE.total_seconds() + 1)
    assert await mirrors.recent(GUILD) == []


async def test_what_is_pinned_everywhere_is_remembered(mirrors: Mirrors) -> None:
    await post(mirrors, OTHERS[0], 201)
    await post(mirrors, OTHERS[1], 301)
    assert await mirrors.pinned(BRIDGE.bridge_id) == set()
    await mirrors.note_pinned(SAID.id, pinned=True)
    assert await mirrors.pinned(BRIDGE.bridge_id) == {SAID.id}
    assert await mirrors.pinned(BRIDGE.bridge_id + 1) == set()
    await mirrors.note_pinned(SAID.id, pinned=False)
    assert await mirrors.pinned(BRIDGE.bridge_id) == set()


async def test_copies_are_forgotten_whole_or_from_a_part_on(mirrors: Mirrors) -> None:
    await post(mirrors, OTHERS[0], 201, 202)
    await post(mirrors, OTHERS[1], 301)
    await mirrors.forget(SAID.id, CHINESE, 1)
    assert {each.post_id for each in await mirrors.copies(SAID.id)} == {201, 301}
    await mirrors.forget(SAID.id, FORMOSA)
    assert await mirrors.sources([SAID.id, 999]) == [SAID.id]
    await mirrors.forget(SAID.id)
    assert await mirrors.sources([SAID.id]) == []


async def test_old_copies_are_pruned(mirrors: Mirrors, clock: ManualClock) -> None:
    await post(mirrors, OTHERS[0], 201)
    clock.advance(KEPT.total_seconds() - 10)
    await mirrors.prune()
    assert await mirrors.known_posts([201, 202]) == {201}
    clock.advance(11)
    await mirrors.prune()
    assert await mirrors.known_posts([201]) == set()
