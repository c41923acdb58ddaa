"""Two processes that do the same at once: one of them has done it, and the other is told so, never an error."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import pytest
import pytest_asyncio

from bot.bridges.registry import Registry
from bot.errors import UserError
from bot.store import bridges, links, members, mirror_threads, mirrors, outages, threads, words
from bot.store.database import Database
from bot.store.links import Origin
from bot.store.members import MemberPreference
from bot.store.mirror_threads import MirrorThread
from bot.store.mirrors import Mirror
from bot.store.outages import Notice
from bot.store.threads import TranslationThread
from bot.store.words import GuildTerm
from tests.fakes.clock import ManualClock

pytestmark = pytest.mark.asyncio

GUILD, ENGLISH, CHINESE, FORMOSA, AMY, LIN, NOW = 1, 10, 11, 12, 5, 7, 100
# Which of two is the first is chance; what comes out must not be.
ROUNDS = range(8)


@dataclass
class Two:
    """Two processes on one database; as far as the store goes, they know nothing of each other."""

    one: Database
    other: Database

    def __iter__(self):
        return iter((self.one, self.other))


@pytest_asyncio.fixture
async def two(url: str) -> AsyncIterator[Two]:
    processes = Two(await Database.open(url), await Database.open(url))
    yield processes
    for process in processes:
        await process.close()


async def test_a_message_is_claimed_once_for_each_locale(two: Two) -> None:
    for source_id in ROUNDS:
        for locale in ("en", "zh-TW"):
            origin = Origin(source_id, locale, GUILD, ENGLISH, AMY, NOW)
            claimed = await asyncio.gather(*(each.write(links.claim, origin) for each in two))
            assert sorted(claimed) == [False, True]


async def test_a_message_is_mirrored_once_into_each_channel(two: Two) -> None:
    for source_id in ROUNDS:
        wanted = [
            Mirror(source_id, channel_id, 0, 1, GUILD, ENGLISH, AMY, channel_id, None, None, NOW)
            for channel_id in (CHINESE, FORMOSA)
        ]
        claims = await asyncio.gather(
            two.one.write(mirrors.claim, wanted), two.other.write(mirrors.claim, wanted[::-1])
        )
        assert sorted(channel for claim in claims for channel in claim) == [CHINESE, FORMOSA]


async def test_whoever_opts_out_meanwhile_is_mirrored_before_or_not_at_all(two: Two) -> None:
    for author in ROUNDS:
        wanted = [Mirror(author, CHINESE, 0, 1, GUILD, ENGLISH, author, CHINESE, None, None, NOW)]
        await asyncio.gather(
            two.one.write(mirrors.claim, wanted), two.other.write(members.change, author, NOW, opted_out=True)
        )
        assert await two.one.write(mirrors.claim, [replace(wanted[0], channel_id=FORMOSA)]) == []


async def test_choices_of_one_member_are_all_kept(two: Two) -> None:
    for member_id in ROUNDS:
        await asyncio.gather(
            two.one.write(members.change, member_id, NOW, locale="zh-TW"),
            two.other.write(members.change, member_id, NOW, pinyin=True),
        )
        kept = await two.one.read(members.get, member_id)
        assert kept == MemberPreference(member_id, "zh-TW", pinyin=True, updated_at=NOW)


async def test_of_two_threads_one_stands(two: Two) -> None:
    for channel_id in ROUNDS:
        made = [TranslationThread(channel_id, GUILD, thread_id, NOW) for thread_id in (30, 31)]
        standing = await asyncio.gather(
            *(each.write(threads.remember, thread, None) for each, thread in zip(two, made, strict=True))
        )
        assert len(set(standing)) == 1
        found = await two.one.read(threads.find, channel_id)
        assert found is not None
        assert found.thread_id == standing[0]


async def test_an_outage_is_news_once(two: Two) -> None:
    for channel_id in ROUNDS:
        begun = await asyncio.gather(
            two.one.write(outages.begin, Notice(channel_id, GUILD, 7)),
            two.other.write(outages.begin, Notice(channel_id, GUILD, 6)),
        )
        assert sorted(begun) == [False, True]
    assert {notice.since for notice in await two.one.read(outages.every)} == {6}


async def test_of_two_mirrored_threads_one_stands_in_a_channel(two: Two) -> None:
    for number in ROUNDS:
        first = MirrorThread(1000 + number, 1000 + number, ENGLISH, 1, GUILD, NOW)
        copies = [MirrorThread(2000 + 2 * number + each, 0, CHINESE, 1, GUILD, NOW) for each in (0, 1)]
        await asyncio.gather(
            *(each.write(mirror_threads.join, first, copy) for each, copy in zip(two, copies, strict=True))
        )
        found = await two.one.read(mirror_threads.kin, first.thread_id)
        assert [each.channel_id for each in found] == [ENGLISH, CHINESE]
        assert found[1].thread_id in {copy.thread_id for copy in copies}


async def test_one_word_is_kept(two: Two) -> None:
    for number in ROUNDS:
        said = [
            GuildTerm(GUILD, f"wand{number}", "term", text, None, None, None, NOW, AMY) for text in ("魔杖", "权杖")
        ]
        await asyncio.gather(*(each.write(words.save, term) for each, term in zip(two, said, strict=True)))
    kept = await two.one.read(words.all_terms)
    assert len(kept) == len(ROUNDS)
    assert {term.rendering for term in kept} <= {"魔杖", "权杖"}


async def test_of_two_bridges_with_one_name_one_is_made(two: Two) -> None:
    registries = [Registry(each, ManualClock()) for each in two]
    for number in ROUNDS:
        made = await asyncio.gather(
            *(each.create(GUILD, f"plaza {number}", LIN) for each in registries), return_exceptions=True
        )
        assert sorted(type(each).__name__ for each in made) == ["Bridge", "UserError"]
    assert len(await two.one.read(bridges.of_guild, GUILD)) == len(ROUNDS)


async def test_a_channel_joins_one_bridge(two: Two) -> None:
    registries = [Registry(each, ManualClock()) for each in two]
    made = [await registries[0].create(GUILD, name, LIN) for name in ("plaza", "market")]
    await registries[1].load()
    for channel_id in ROUNDS:
        added = await asyncio.gather(
            *(
                registry.add(bridge.bridge_id, channel_id, "en", LIN)
                for registry, bridge in zip(registries, made, strict=True)
            ),
            return_exceptions=True,
        )
        assert [type(each) for each in added if isinstance(each, BaseException)] == [UserError]
