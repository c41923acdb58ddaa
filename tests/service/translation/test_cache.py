"""Answers come back, from memory and from the database; the texts themselves are written nowhere."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import Connection, text

from bot.engines.engine import Answer, Quality
from bot.errors import StoreError
from bot.store import answers, meta
from bot.store.database import Database
from bot.translation.cache import Cache, CacheCounts, Key
from tests.fakes.clock import ManualClock

pytestmark = pytest.mark.asyncio
SOURCE = "the cat sat on my password 猫坐在我的密码上"
DAY = 24 * 3600


def key(source: str = SOURCE, version: str = "1") -> Key:
    return Key(source, "en", "zh-CN", "google", version)


def answer(words: str = "译文") -> Answer:
    return Answer(words, "google", Quality.TRANSLATION)


class House:
    """A database in a folder of its own, and caches over it as after so many restarts."""

    def __init__(self, folder: Path, database: Database) -> None:
        self.folder = folder
        self.database = database
        self.clock = ManualClock()
        self.caches: list[Cache] = []

    def cache(self, **settings: int) -> Cache:
        self.caches.append(Cache(self.database, self.clock, write_behind=0.01, **settings))
        return self.caches[-1]

    async def reopened(self, **settings: int) -> Cache:
        """A cache that knows only what the one before has written."""
        await self.caches[-1].close()
        return self.cache(**settings)

    async def spoil(self, change: str) -> None:
        await self.database.write(lambda connection: connection.execute(text(f"UPDATE cached_answer SET {change}")))


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    database = await Database.open(f"sqlite+aiosqlite:///{tmp_path / 'redbridge.db'}", busy_timeout=3)
    house = House(tmp_path, database)
    yield house
    for cache in house.caches:
        await cache.close()
    await database.close()


async def test_an_answer_comes_back_from_memory_and_after_a_restart_from_the_database(house: House) -> None:
    cache = house.cache()
    assert await cache.get(key()) is None
    await cache.put(key(), answer())
    assert await cache.get(key()) == answer()
    assert cache.counts == CacheCounts(memory=1, store=0, miss=1)
    cache = await house.reopened()
    assert [await cache.get(key()), await cache.get(key())] == [answer(), answer()]
    assert cache.counts == CacheCounts(memory=1, store=1, miss=0)


@pytest.mark.parametrize(
    "other",
    [
        Key(SOURCE + " ", "en", "zh-CN", "google", "1"),
        Key(SOURCE, "zh-CN", "zh-CN", "google", "1"),
        Key(SOURCE, "en", "zh-TW", "google", "1"),
        Key(SOURCE, "en", "zh-CN", "deepl", "1"),
        Key(SOURCE, "en", "zh-CN", "google", "2"),
        Key(SOURCE + "e", "n", "zh-CN", "google", "1"),
    ],
)
async def test_all_that_determines_an_answer_is_in_the_key(house: House, other: Key) -> None:
    cache = house.cache()
    await cache.put(key(), answer())
    assert await cache.get(other) is None
    cache = await house.reopened()
    assert await cache.get(other) is None
    assert await cache.get(key()) == answer()


async def test_the_text_is_written_nowhere(house: House) -> None:
    cache = house.cache()
    telling = [answer(f"译文 {SOURCE}"), Answer("译文", "gloss", Quality.GLOSS, pinyin="yì wén")]
    await cache.put(key(), answer("译文在此"))
    for number, each in enumerate(telling):
        await cache.put(key(version=str(number + 2)), each)
    await cache.close()
    files = {path.name: path.read_bytes() for path in house.folder.iterdir()}
    assert {"redbridge.db", "redbridge.db-wal"} <= set(files)
    everything = b"".join(files.values())
    assert "译文在此".encode() in everything, "the files that are searched are those that were written"
    for part in ("the cat sat", "my password", "猫坐在", "yì wén"):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            assert part.encode(encoding) not in everything
    for number, each in enumerate(telling):
        assert await cache.get(key(version=str(number + 2))) == each, "memory may know"
    assert SOURCE not in repr(key())


async def test_a_hash_without_the_secret_tells_nothing(house: House) -> None:
    assert key().digest(b"one") != key().digest(b"other")
    cache = house.cache()
    await cache.put(key(), answer())
    await cache.close()
    secret = await house.database.read(meta.get, "cache_secret")
    assert secret
    assert len(secret) == 64
    stored = await house.database.read(answers.find, key().digest(secret.encode()), 0)
    assert stored
    assert stored.answer == "译文"
    await house.database.write(meta.put, "cache_secret", "another")
    assert await house.cache().get(key()) is None


MAKE_SECRET = """
import asyncio, sys
from bot.store import meta
from bot.store.database import Database

async def main():
    database = await Database.open(sys.argv[1])
    print(await database.write(meta.keep, "cache_secret", sys.argv[2]))
    await database.close()

asyncio.run(main())
"""


async def test_the_secret_is_made_once_however_many_processes_make_it(house: House) -> None:
    url = f"sqlite+aiosqlite:///{house.folder / 'redbridge.db'}"
    others = [
        subprocess.Popen([sys.executable, "-c", MAKE_SECRET, url, str(number)], stdout=subprocess.PIPE, text=True)
        for number in range(3)
    ]
    outputs = await asyncio.gather(*(asyncio.to_thread(other.communicate) for other in others))
    assert len({output for output, _ in outputs}) == 1
    caches = [house.cache() for _ in range(3)]
    for number, cache in enumerate(caches):
        await cache.put(key(version=str(number)), answer(f"译文{number}"))
    for cache in caches:
        await cache.close()
    reader = house.cache()
    assert [(await reader.get(key(version=str(number)))) for number in range(3)] == [
        answer(f"译文{number}") for number in range(3)
    ]


async def test_memory_holds_only_the_latest_used(house: House) -> None:
    cache = Cache(None, house.clock, entries=2)
    for version in "12":
        await cache.put(key(version=version), answer(version))
    await cache.get(key(version="1"))
    await cache.put(key(version="3"), answer("3"))
    assert [bool(await cache.get(key(version=version))) for version in "123"] == [True, False, True]


async def test_an_answer_expires_in_memory_and_in_the_database(house: House) -> None:
    cache = house.cache(days=2)
    await cache.put(key(), answer())
    house.clock.advance(2 * DAY - 1)
    assert await cache.get(key()) == answer()
    cache = await house.reopened(days=2)
    assert await cache.get(key()) == answer()
    house.clock.advance(1)
    assert await cache.get(key()) is None
    assert await house.cache(days=2).get(key()) is None


async def test_pruning_leaves_what_is_valid_and_not_too_much(house: House) -> None:
    cache = house.cache(entries=1, days=2)
    await cache.put(key(version="old"), answer())
    await cache.close()
    house.clock.advance(2 * DAY)
    for number in range(12):
        cache = house.cache(entries=1, days=2)
        await cache.put(key(version=str(number)), answer(f"译文{number}"))
        await cache.close()
        house.clock.advance(1)
    await cache.prune()
    assert await house.database.read(answers.count) == 10
    cache = house.cache()
    found = [await cache.get(key(version=version)) for version in ("old", "0", "1", "2", "11")]
    assert [bool(each) for each in found] == [False, False, False, True, True]


async def test_the_database_is_bounded_without_housekeeping_too(house: House) -> None:
    cache = house.cache(entries=1)
    for number in range(40):
        await cache.put(key(version=str(number)), answer())
    await cache.close()
    assert await house.database.read(answers.count) == 10


@pytest.mark.parametrize(
    "change",
    [
        "quality = 'hearsay'",
        "answer = ''",
        "answer = x'ff00ff'",
        "answer = CAST(x'ff00ff' AS TEXT)",
        "expires_at = 9223372036854775807",
        "expires_at = 'soon'",
    ],
)
async def test_a_row_that_makes_no_sense_is_a_miss(house: House, change: str) -> None:
    cache = house.cache()
    await cache.put(key(), answer())
    cache = await house.reopened()
    await house.spoil(change)
    assert await cache.get(key()) is None
    assert cache.counts == CacheCounts(miss=1)
    await cache.put(key(), answer("neu"))
    cache = await house.reopened()
    house.clock.advance(11)
    assert await cache.get(key()) == answer("neu")


async def test_a_database_in_trouble_is_a_miss_and_left_alone_for_a_while(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    cache = house.cache()
    await cache.put(key(), answer())
    cache = await house.reopened()
    calls: list[object] = []

    async def fail(*arguments: object) -> None:
        calls.append(arguments)
        raise StoreError("the disk is full")

    with monkeypatch.context() as patched:
        for name in ("read", "write"):
            patched.setattr(house.database, name, fail)
        assert [await cache.get(key()) for _ in range(3)] == [None] * 3
        assert len(calls) == 1
        await cache.put(key(version="2"), answer())
        assert await cache.get(key(version="2")) == answer(), "memory goes on"
        await cache.close()
    assert SOURCE not in caplog.text
    house.clock.advance(11)
    assert await cache.get(key()) == answer()


async def test_nobody_waits_for_a_slow_database(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = house.cache()
    await cache.put(key(), answer())
    cache = await house.reopened()
    go_on = asyncio.Event()
    read = house.database.read

    async def slow(*arguments: object) -> object:
        await go_on.wait()
        return await read(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(house.database, "read", slow)
    loop = asyncio.get_running_loop()
    begin = loop.time()
    assert await cache.get(key()) is None
    assert loop.time() - begin < 1
    go_on.set()
    await cache.close()


async def test_writing_is_waited_for_by_nobody_and_done_at_the_end(house: House) -> None:
    cache = Cache(house.database, house.clock, write_behind=3600)
    for number in range(300):
        await cache.put(key(version=str(number)), answer())
    assert await house.database.read(answers.count) == 0
    await cache.close()
    assert await house.database.read(answers.count) == 300


async def test_nothing_is_kept_where_nothing_shall_be(house: House) -> None:
    for cache, each in (
        (house.cache(entries=0), key()),
        (house.cache(), Key(SOURCE, "en", "zh-CN", "", "1")),
    ):
        await cache.put(each, answer())
        assert await cache.get(each) is None
        await cache.close()
    cache = house.cache()
    await cache.put(key(), answer(""))
    assert await cache.get(key()) is None
    await cache.close()
    assert await house.database.read(_rows) == []


async def test_what_a_database_cannot_write_costs_nothing_else(house: House) -> None:
    cache = house.cache()
    await cache.put(key(version="1"), answer("a\ud800b"))
    await cache.put(key("\ud800"), answer("good"))
    await cache.put(key(version="2"), answer("fine"))
    cache = await house.reopened()
    assert await cache.get(key(version="1")) is None
    assert await cache.get(key("\ud800")) == answer("good")
    assert await cache.get(key(version="2")) == answer("fine")


def _rows(connection: Connection) -> list[object]:
    return list(connection.execute(text("SELECT * FROM cached_answer")))
