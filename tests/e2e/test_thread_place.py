"""The thread in which a channel's translations are gathered: one, found again, made anew when it cannot be used."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest
import pytest_asyncio

from bot.translation.conversation import Incoming
from bot.translation.types import Mode, Where
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def gathering(quiet: Town) -> AsyncIterator[Town]:
    async with quiet.bot():
        await choose(quiet)
        yield quiet


async def choose(place: Town, mode: Mode = Mode.THREAD) -> None:
    """As a moderator would, without the command."""
    await place.running.services.preferences.set_mode(place.guild.id, place.general.id, mode, place.lin.id)


def said(place: Town, channel: Any = None, parent: Any = None) -> Incoming:
    """A message of Amy's that asks for no translation itself, as the services know it."""
    channel = channel or place.general
    message = place.amy.say(channel, "😂")
    where = Where(place.guild.id, channel.id, parent.id if parent else None)
    return Incoming(message.id, where, place.amy.id, "😂", place.clock.now())


async def place_for(place: Town, message: Incoming | None = None) -> int | None:
    return await place.running.client.threads.place_for(message or said(place))


def threads(place: Town) -> list[Any]:
    return [thread for thread in place.guild.threads if thread.parent is place.general]


async def test_a_channel_gets_one_thread_with_a_name_in_both_languages(gathering: Town) -> None:
    found = await place_for(gathering)
    await gathering.idle()
    assert [thread.id for thread in threads(gathering)] == [found]
    thread = threads(gathering)[0]
    assert (thread.name, thread.thread.auto_archive_minutes) == ("译文 · Translations", 60)
    assert thread.kind == discord.ChannelType.public_thread.value
    assert await place_for(gathering) == found


async def test_two_messages_at_once_make_one_thread(gathering: Town) -> None:
    found = await asyncio.gather(*(place_for(gathering) for _ in range(5)))
    assert len(set(found)) == len(threads(gathering)) == 1


async def test_the_thread_is_found_again_after_a_restart(quiet: Town) -> None:
    async with quiet.bot():
        await choose(quiet)
        before = await place_for(quiet)
    async with quiet.bot():
        assert await place_for(quiet) == before
    assert len(threads(quiet)) == 1


async def test_an_archived_thread_is_opened_again(gathering: Town) -> None:
    before = await place_for(gathering)
    threads(gathering)[0].archive()
    await gathering.idle()
    assert await place_for(gathering) == before
    assert not threads(gathering)[0].thread.archived
    threads(gathering)[0].archive()
    assert before is not None
    assert await gathering.running.client.threads.wake(before)
    assert not threads(gathering)[0].thread.archived


@pytest.mark.parametrize("archived", [False, True])
async def test_a_locked_thread_is_left_to_those_who_locked_it(gathering: Town, *, archived: bool) -> None:
    before = await place_for(gathering)
    old = threads(gathering)[0]
    old.lock()
    old.archive(archived=archived)
    await gathering.idle()
    after = await place_for(gathering)
    assert after != before
    assert old.thread.archived == archived
    assert {thread.id for thread in threads(gathering)} == {before, after}
    assert not await gathering.running.client.threads.wake(old.id)


async def test_a_deleted_thread_is_made_anew(gathering: Town) -> None:
    before = await place_for(gathering)
    threads(gathering)[0].delete()
    await gathering.idle()
    after = await place_for(gathering)
    assert after not in (before, None)
    assert [thread.id for thread in threads(gathering)] == [after]
    assert await place_for(gathering) == after


async def test_without_the_permission_there_is_no_place_and_no_request(
    gathering: Town, caplog: pytest.LogCaptureFixture
) -> None:
    gathering.sandbox.faults.deny("create_public_threads", gathering.general)
    await gathering.idle()
    asked = len(gathering.sandbox.traffic)
    assert await place_for(gathering) is None
    assert "create_public_threads missing" in caplog.text
    assert len(gathering.sandbox.traffic) == asked


async def test_a_refusal_is_a_line_in_the_log(gathering: Town, caplog: pytest.LogCaptureFixture) -> None:
    gathering.sandbox.faults.http(403, "POST /channels/*/threads")
    assert await place_for(gathering) is None
    assert "the thread for translations of channel" in caplog.text
    assert await place_for(gathering) is not None


async def test_in_other_modes_and_in_threads_a_message_is_answered_in_place(gathering: Town) -> None:
    thread = gathering.amy.start_thread(gathering.general, "about cats")
    await gathering.idle()
    inside = said(gathering, thread, gathering.general)
    assert await place_for(gathering, inside) == thread.id
    await choose(gathering, Mode.REPLY)
    assert await place_for(gathering) == gathering.general.id
    assert threads(gathering) == [thread]


async def test_announcement_channels_have_such_a_thread_and_voice_channels_have_none(gathering: Town) -> None:
    preferences = gathering.running.services.preferences
    news = gathering.guild.add_channel("news", "announcement")
    voice = gathering.guild.add_channel("lounge", "voice")
    await gathering.idle()
    for channel in (news, voice):
        await preferences.set_mode(gathering.guild.id, channel.id, Mode.THREAD, gathering.lin.id)
    found = await place_for(gathering, said(gathering, news))
    assert [thread.id for thread in gathering.guild.threads if thread.parent is news] == [found]
    assert await place_for(gathering, said(gathering, voice)) == voice.id
