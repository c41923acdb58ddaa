"""Threads and forum posts of bridged channels."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
import pytest_asyncio

from bot.bridges.types import Said
from bot.client.bridging.rooms import MirrorRooms
from bot.sandbox.payloads import channels as payloads
from bot.sandbox.world.draft import Draft
from tests.e2e.plaza import Plaza, plaza
from tests.e2e.town import Town
from tests.fakes.phrases import en, zh

pytestmark = pytest.mark.asyncio
CAT, LINE = "my cat is lovely", "one line"
QUESTION = "what do you all think of it"


@pytest_asyncio.fixture
async def place(quiet: Town) -> AsyncIterator[Plaza]:
    async with plaza(quiet) as built:
        yield built


@pytest_asyncio.fixture
async def forums(quiet: Town) -> AsyncIterator[Plaza]:
    async with plaza(quiet, "forum") as built:
        yield built


def threads(town: Town, channel: Any) -> list[Any]:
    return [each for each in town.guild.threads if each.parent is channel]


def talk(thread: Any) -> list[tuple[str, str]]:
    """What people said in a thread; Discord's own first line has no content."""
    return [(each.author.name, each.content) for each in thread.messages if each.content]


async def test_a_thread_is_mirrored_with_its_first_message_under_the_copy(place: Plaza) -> None:
    message = await place.said(place.amy, place.english, CAT)
    copy = place.last(place.chinese)
    thread = place.amy.start_thread(place.english, QUESTION, message)
    await place.idle()
    assert threads(place.town, place.chinese) == []
    await place.said(place.amy, thread, LINE)
    (mirror,) = threads(place.town, place.chinese)
    assert (mirror.id, mirror.name) == (copy.id, zh(QUESTION))
    assert talk(mirror) == [("Amy", zh(LINE))]
    await place.said(place.yu, mirror, zh("is anybody listening"))
    assert talk(thread)[-1] == ("小雨", "is anybody listening")
    assert len(place.town.guild.threads) == 2


async def test_a_thread_under_a_copy_grows_under_the_original(place: Plaza) -> None:
    message = await place.said(place.amy, place.english, CAT)
    copy = place.last(place.chinese)
    thread = place.yu.start_thread(place.chinese, zh(QUESTION), copy)
    await place.said(place.yu, thread, zh(LINE))
    (mirror,) = threads(place.town, place.english)
    assert (mirror.id, mirror.name, talk(mirror)) == (message.id, QUESTION, [("小雨", LINE)])


async def test_a_thread_of_its_own_is_mirrored_and_found_again_after_a_restart(quiet: Town) -> None:
    async with plaza(quiet) as place:
        thread = place.amy.start_thread(place.english, QUESTION)
        await place.said(place.amy, thread, LINE)
        (mirror,) = threads(quiet, place.chinese)
    async with quiet.bot():
        quiet.yu.say(mirror, zh("is anybody listening"))
        message = quiet.amy.say(thread, CAT)
        await quiet.idle()
        assert talk(thread)[-1] == ("小雨", "is anybody listening")
        assert talk(mirror)[-1] == ("Amy", zh(CAT))
        quiet.amy.edit(message, "is anybody there")
        await quiet.idle()
        assert talk(mirror)[-1] == ("Amy", zh("is anybody there"))
        quiet.amy.delete(message)
        await quiet.idle()
        assert talk(mirror)[-1] == ("小雨", zh("is anybody listening"))
        assert len(quiet.guild.threads) == 2


async def test_many_first_messages_make_one_thread(place: Plaza) -> None:
    thread = place.amy.start_thread(place.english, QUESTION)
    for text in (CAT, LINE, "is anybody listening"):
        place.amy.say(thread, text)
    await place.idle()
    (mirror,) = threads(place.town, place.chinese)
    assert talk(mirror) == [("Amy", zh(text)) for text in (CAT, LINE, "is anybody listening")]


async def test_a_message_that_is_finished_late_makes_no_second_thread(place: Plaza) -> None:
    """As when a message is taken up again after a restart, while others are written."""
    thread = place.amy.start_thread(place.english, QUESTION)
    await place.idle()
    app = place.town.running
    rooms = MirrorRooms(app.client, app.services, app.services.mirrors)
    said = Said(
        1, place.town.guild.id, place.english.id, thread.id, place.amy.id, ("Amy",), "", LINE, datetime.now(UTC)
    )  # fmt: skip
    target = place.bridge.channels[1]
    found = await asyncio.gather(*(rooms.place(said, target) for _ in range(3)))
    (mirror,) = threads(place.town, place.chinese)
    assert found == [mirror.id] * 3


async def test_private_threads_stay_private(place: Plaza) -> None:
    thread = place.english.add_thread("secret", private=True, owner=place.amy.user)
    await place.idle()
    thread.post(place.amy.user, Draft("nobody may answer this one"))
    await place.idle()
    assert threads(place.town, place.chinese) == []
    assert place.chinese.messages == []


async def test_an_archived_copy_wakes_for_messages_and_edits(place: Plaza) -> None:
    thread = place.amy.start_thread(place.english, QUESTION)
    message = await place.said(place.amy, thread, CAT)
    (mirror,) = threads(place.town, place.chinese)
    mirror.archive()
    await place.idle()
    await place.said(place.amy, thread, LINE)
    assert talk(mirror)[-1] == ("Amy", zh(LINE))
    assert not mirror.thread.archived
    mirror.archive()
    await place.idle()
    place.amy.edit(message, "is anybody there")
    await place.idle()
    assert talk(mirror)[0] == ("Amy", zh("is anybody there"))


async def test_a_locked_copy_closes_the_original_and_takes_nothing(place: Plaza) -> None:
    thread = place.amy.start_thread(place.english, QUESTION)
    await place.said(place.amy, thread, CAT)
    (mirror,) = threads(place.town, place.chinese)
    mirror.lock()
    await place.idle()
    assert thread.thread.locked
    thread.post(place.amy.user, Draft(LINE))
    await place.idle()
    assert talk(mirror) == [("Amy", zh(CAT))]
    await place.said(place.amy, place.english, LINE)
    assert place.last(place.chinese).content == zh(LINE)


async def test_names_and_locks_are_followed(place: Plaza) -> None:
    thread = place.amy.start_thread(place.english, QUESTION)
    await place.said(place.amy, thread, CAT)
    (mirror,) = threads(place.town, place.chinese)
    thread.rename(LINE)
    await place.idle()
    assert (thread.name, mirror.name) == (LINE, zh(LINE))
    thread.lock()
    await place.idle()
    assert mirror.thread.locked
    thread.lock(locked=False)
    await place.idle()
    assert not mirror.thread.locked


async def test_a_deleted_thread_takes_its_copies_along(place: Plaza) -> None:
    thread = place.amy.start_thread(place.english, QUESTION)
    await place.said(place.amy, thread, CAT)
    thread.delete()
    await place.idle()
    assert place.town.guild.threads == []


async def test_a_deleted_copy_of_a_thread_stays_deleted(place: Plaza) -> None:
    thread = place.amy.start_thread(place.english, QUESTION)
    await place.said(place.amy, thread, CAT)
    threads(place.town, place.chinese)[0].delete()
    await place.idle()
    await place.said(place.amy, thread, LINE)
    assert place.town.guild.threads == [thread]
    await place.said(place.amy, place.english, LINE)
    assert place.last(place.chinese).content == zh(LINE)


async def test_without_the_permission_for_threads_the_channel_goes_on(place: Plaza) -> None:
    for permission in ("create_public_threads", "manage_threads"):
        place.town.sandbox.faults.deny(permission, place.chinese)
    await place.idle()
    thread = place.amy.start_thread(place.english, QUESTION)
    await place.said(place.amy, thread, CAT)
    await place.said(place.amy, place.english, LINE)
    assert threads(place.town, place.chinese) == []
    assert place.last(place.chinese).content == zh(LINE)


async def test_forum_posts_are_mirrored_with_title_files_and_answers(forums: Plaza) -> None:
    post = forums.amy.start_post(forums.english, QUESTION, CAT, attachments=[("cat.png", b"meow")])
    await forums.idle()
    (mirror,) = threads(forums.town, forums.chinese)
    assert (mirror.name, talk(mirror)) == (zh(QUESTION), [("Amy", zh(CAT))])
    assert [each.data for each in mirror.messages[0].attachments] == [b"meow"]
    await forums.said(forums.yu, mirror, zh("is anybody listening"))
    assert talk(post)[-1] == ("小雨", "is anybody listening")
    forums.amy.edit(post.messages[0], LINE)
    await forums.idle()
    assert talk(mirror)[0] == ("Amy", zh(LINE))
    assert len(forums.town.guild.threads) == 2


async def test_a_forum_post_in_chinese_and_one_without_words(forums: Plaza) -> None:
    forums.yu.start_post(forums.chinese, zh(QUESTION), zh(CAT))
    await forums.idle()
    forums.amy.start_post(forums.english, CAT, attachments=[("cat.png", b"meow")])
    await forums.idle()
    assert [each.name for each in threads(forums.town, forums.english)] == [QUESTION, CAT]
    assert talk(threads(forums.town, forums.english)[0]) == [("小雨", en(zh(CAT)))]
    assert threads(forums.town, forums.chinese)[1].messages[0].attachments


async def test_forum_posts_without_a_webhook(forums: Plaza) -> None:
    forums.town.sandbox.faults.deny("manage_webhooks", forums.chinese)
    await forums.idle()
    post = forums.amy.start_post(forums.english, QUESTION, CAT)
    await forums.idle()
    await forums.said(forums.amy, post, LINE)
    (mirror,) = threads(forums.town, forums.chinese)
    assert (mirror.name, [name for name, _ in talk(mirror)]) == (zh(QUESTION), ["RedBridge", "RedBridge"])
    assert talk(mirror)[1][1].splitlines() == ["**Amy**", zh(LINE)]


async def test_a_forum_that_asks_for_a_tag_gets_one(forums: Plaza) -> None:
    world = forums.town.sandbox.world
    tags = [
        {"id": "5", "name": "staff", "moderated": True, "emoji_id": None, "emoji_name": None},
        {"id": "6", "name": "chat", "moderated": False, "emoji_id": None, "emoji_name": None},
    ]
    changed = {**payloads.channel(forums.chinese), "flags": 1 << 4, "available_tags": tags}
    world.publish("CHANNEL_UPDATE", changed, guild=forums.town.guild)
    await forums.idle()
    forums.amy.start_post(forums.english, QUESTION, CAT)
    await forums.idle()
    assert begun(forums.town)[0]["applied_tags"] == [6]
    forums.yu.start_post(forums.chinese, zh(QUESTION), zh(CAT))
    await forums.idle()
    assert "applied_tags" not in begun(forums.town)[1]


def begun(town: Town) -> list[dict[str, Any]]:
    """With which words posts of forums were begun by webhooks."""
    bodies = [each.body for each in town.sandbox.traffic]
    return [body for body in bodies if isinstance(body, dict) and "thread_name" in body]
