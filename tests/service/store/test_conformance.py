"""Each repository of people, words and bridges, on whichever database: large ids, odd texts, and rows that meet."""

from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import Connection

from bot.store import (
    audit,
    bridges,
    decisions,
    guilds,
    links,
    members,
    mirror_threads,
    mirrors,
    outages,
    threads,
    words,
)
from bot.store.audit import Change
from bot.store.bridges import Channel
from bot.store.database import Database
from bot.store.decisions import ModeDecision
from bot.store.guilds import Decision
from bot.store.members import MemberPreference
from bot.store.mirror_threads import MirrorThread
from bot.store.mirrors import GONE, ITSELF, Mirror
from bot.store.outages import Notice
from bot.store.threads import TranslationThread
from bot.store.words import GuildTerm

pytestmark = pytest.mark.asyncio

# The largest id that Discord can give, and one that a float would not tell from its neighbours.
LAST, ODD = 2**63 - 1, 2**53 + 1
GUILD, ENGLISH, CHINESE, FORMOSA, AMY, NOW = ODD, ODD + 1, LAST, LAST - 1, LAST - 2, 4_102_444_800_000
ODDITIES = "a 'b' \"c\" %s $1 :d \\ 麻薯 🐱 𠮷 e\u0301 \u200b\u202e\n\t\ufffd"


def term(headword: str, guild_id: int = GUILD, kind: str = "keep") -> GuildTerm:
    return GuildTerm(guild_id, headword, kind, None, None, None, None, NOW, AMY)


def mirror(channel_id: int, part: int = 0, **changes: int | None) -> Mirror:
    return replace(
        Mirror(ODD, channel_id, part, 2**31 - 1, GUILD, ENGLISH, AMY, channel_id, None, None, NOW),
        **changes,  # pyright: ignore[reportArgumentType] - fields by name
    )


async def test_members(database: Database) -> None:
    await database.write(members.change, LAST, NOW, locale="zh-TW", confirmed=True)
    await database.write(members.change, ODD, NOW, opted_out=True)
    changed = await database.write(members.change, LAST, NOW + 1, pinyin=True)
    assert changed == MemberPreference(LAST, "zh-TW", confirmed=True, pinyin=True, updated_at=NOW + 1)
    assert await database.read(members.get, ODD) == MemberPreference(ODD, opted_out=True, updated_at=NOW)
    assert await database.read(members.get, ODD - 1) == MemberPreference(ODD - 1)


async def test_the_trail(database: Database) -> None:
    changes = [
        Change(GUILD, NOW, AMY, "bridge.remove-channel", ODDITIES, None, ODDITIES * 200),
        Change(GUILD, NOW, AMY, "glossary_add", "", "", None),
        Change(GUILD, NOW, AMY, "glossary.add", "X", "x", "X"),
    ]
    for change in changes:
        await database.write(audit.add, change)
    # What happened in one millisecond is told apart by the order in which it was written.
    assert await database.read(audit.latest, GUILD, 10) == changes[::-1]
    assert await database.read(audit.latest, GUILD, 1, None, 1) == [changes[1]]
    assert await database.read(audit.latest, GUILD, 10, "glossary_") == [changes[1]]
    assert await database.read(audit.count, GUILD) == 3


async def test_decisions(database: Database) -> None:
    by_amy = Decision(GUILD, NOW, AMY, "zh-TW")
    await database.write(decisions.decide_mode, ModeDecision(GUILD, LAST, "reply", NOW, AMY))
    await database.write(decisions.decide_mode, ModeDecision(GUILD, LAST, "reply", NOW, AMY))
    await database.write(decisions.decide_default_mode, by_amy, "thread")
    await database.write(decisions.decide_flags, by_amy, on=False)
    await database.write(decisions.decide_review_channel, by_amy, LAST)
    await database.write(decisions.decide_chinese, by_amy, "zh-CN")
    setting = await database.read(guilds.get, GUILD)
    assert setting is not None
    assert (setting.chinese_locale, setting.default_mode, setting.flag_reactions) == ("zh-CN", "thread", False)
    assert setting.review_channel_id == LAST
    noted = [(each.action, each.before, each.after) for each in await database.read(audit.latest, GUILD, 10)]
    assert noted == [
        ("chinese", "zh-TW", "zh-CN"),
        ("review-channel", None, str(LAST)),
        ("flags", "on", "off"),
        ("default-mode", None, "thread"),
        ("mode", None, "reply"),
    ]


async def test_threads(database: Database) -> None:
    thread = TranslationThread(LAST, GUILD, ODD, NOW)
    assert await database.write(threads.remember, thread, None) == ODD
    assert await database.write(threads.remember, replace(thread, thread_id=ODD + 1), None) == ODD
    assert await database.write(threads.remember, replace(thread, thread_id=ODD - 1), ODD) == ODD - 1
    assert await database.read(threads.find, LAST) == replace(thread, thread_id=ODD - 1)


async def test_outages(database: Database) -> None:
    notice = Notice(LAST, GUILD, NOW)
    assert await database.write(outages.begin, notice) is True
    assert await database.write(outages.begin, replace(notice, since=NOW - 1)) is False
    await database.write(outages.shown, LAST, ODD)
    assert await database.read(outages.every) == [Notice(LAST, GUILD, NOW - 1, ODD)]
    assert [await database.write(outages.end, LAST) for _ in range(2)] == [True, False]


async def test_words(database: Database) -> None:
    """Small and capital letters, and letters with signs, are different words; their order is that of their codes."""
    written = [
        "b",
        "B",
        "Z",
        "a",
        "é",
        "e\u0301",
        "ab",
        "a-b",
        "ａ",
        "中",
        "㐀",
        "🐱",
        "麻薯",
        "x" * 100,
        ODDITIES[:60],
    ]
    for headword in written:
        await database.write(words.save, term(headword))
    await database.write(words.save, term("a", guild_id=1))
    await database.write(
        words.save, replace(term("B", kind="slang"), meaning_en=ODDITIES, meaning_zh="", variants="b,ß")
    )
    found = await database.read(words.all_terms)
    assert [(each.guild_id, each.headword) for each in found] == [
        (1, "a"),
        *((GUILD, each) for each in sorted(written)),
    ]
    changed = next(each for each in found if each.headword == "B")
    assert (changed.kind, changed.meaning_en, changed.meaning_zh, changed.variants) == ("slang", ODDITIES, "", "b,ß")
    assert [await database.write(words.remove, GUILD, each) for each in ("A", "B", "B")] == [False, True, False]


async def test_bridges(database: Database) -> None:
    plaza, market = [await database.write(bridges.create, GUILD, name, NOW, AMY) for name in ("plaza", "Plaza")]
    for channel_id, locale in ((LAST, "en"), (ODD, "zh-CN")):
        await database.write(bridges.add_channel, plaza, channel_id, locale, NOW)
    await database.write(bridges.set_webhook, ODD, LAST)
    await database.write(bridges.change, plaza, paused=True, typing=False, trusted_bots={LAST, ODD}, resumed_at=NOW)
    found = await database.read(bridges.of_channel, LAST)
    assert found is not None
    assert found.channels == (Channel(ODD, "zh-CN", LAST), Channel(LAST, "en"))
    assert (found.paused, found.pins, found.typing, found.trusted_bots) == (True, False, False, {LAST, ODD})
    assert [each.name for each in await database.read(bridges.of_guild, GUILD)] == ["plaza", "Plaza"]
    await database.write(bridges.remove, plaza)
    assert await database.read(bridges.of_channel, LAST) is None
    assert [each.bridge_id for each in await database.read(bridges.all_bridges)] == [market]


async def test_mirrors(database: Database) -> None:
    wanted = [mirror(CHINESE), mirror(FORMOSA)]
    assert await database.write(mirrors.claim, wanted) == [CHINESE, FORMOSA]
    assert await database.write(mirrors.claim, [mirror(ENGLISH), *wanted]) == [ENGLISH]
    parts = [mirror(CHINESE, part, webhook_id=LAST) for part in range(2)]
    await database.write(mirrors.begin, parts)
    await database.write(mirrors.begin, parts)
    await database.write(mirrors.posted, replace(parts[0], place_id=ODD, webhook_id=ITSELF), LAST)
    posted = mirror(CHINESE, 0, webhook_id=ITSELF, post_id=LAST, place_id=ODD)
    expected = sorted(
        [posted, parts[1], mirror(ENGLISH), mirror(FORMOSA)], key=lambda each: (each.channel_id, each.part)
    )
    assert await database.read(mirrors.family, LAST) == expected
    assert len(await database.read(mirrors.unfinished, GUILD, NOW)) == 3
    await database.write(partial(mirrors.mark, pending=True), ODD, CHINESE)
    await database.write(partial(mirrors.note_pinned, pinned=True), ODD)
    marked = [replace(posted, pending=True, pinned=True)]
    for found in (
        await database.read(mirrors.pending, GUILD, NOW),
        await database.read(mirrors.recent, GUILD, NOW),
        await database.read(mirrors.pinned, posted.bridge_id),
    ):
        assert found == marked
    await database.write(partial(mirrors.mark, pending=False), ODD, CHINESE)
    await database.write(partial(mirrors.note_pinned, pinned=False), ODD)
    assert await database.write(mirrors.bury, [LAST, ODD]) == 1
    assert await database.read(mirrors.of_posts, [GONE]) == [replace(posted, post_id=GONE)]
    await database.write(mirrors.forget, ODD, CHINESE, 1)
    assert [each.part for each in await database.read(mirrors.of_sources, [ODD])] == [0, 0, 0]
    await database.write(members.change, AMY, NOW, opted_out=True)
    assert await database.write(mirrors.claim, [mirror(CHINESE, source_id=1)]) == []


async def test_mirrored_threads(database: Database) -> None:
    first, other = (MirrorThread(each, LAST, each - 9, 1, GUILD, NOW) for each in (LAST, ODD))
    await database.write(mirror_threads.join, first, other)
    await database.write(mirror_threads.join, first, replace(other, thread_id=ODD + 1))
    assert [each.thread_id for each in await database.read(mirror_threads.kin, LAST)] == [ODD + 1, LAST]
    await database.write(mirror_threads.bury, LAST)
    assert [each.thread_id for each in await database.read(mirror_threads.kin, ODD + 1)] == [ODD + 1, -LAST]


async def test_more_ids_than_fit_one_answer(database: Database) -> None:
    """As many as two messages a minute for a week, at once."""
    many = range(LAST - 20_000, LAST)
    assert await database.read(mirrors.of_posts, many) == []
    assert await database.read(links.find, many) == []


async def test_what_no_database_takes_as_text_is_written_as_one_sign(database: Database) -> None:
    """PostgreSQL refuses NUL, and both refuse halves of letters. What is looked for is written in the same way."""
    spoilt, kept = "a\x00b \ud83d c", "a\ufffdb \ufffd c"
    await database.write(words.save, replace(term(spoilt), rendering=spoilt))
    await database.write(audit.add, Change(GUILD, NOW, AMY, "glossary.add", spoilt, None, spoilt))
    assert [(each.headword, each.rendering) for each in await database.read(words.all_terms)] == [(kept, kept)]
    assert [(each.subject, each.after) for each in await database.read(audit.latest, GUILD, 1)] == [(kept, kept)]
    assert await database.write(words.remove, GUILD, spoilt) is True


async def test_a_unit_that_fails_leaves_nothing(database: Database) -> None:
    def fail(connection: Connection) -> None:
        members.change(connection, AMY, NOW, pinyin=True)
        raise LookupError

    with pytest.raises(LookupError):
        await database.write(fail)
    assert await database.read(members.get, AMY) == MemberPreference(AMY)
