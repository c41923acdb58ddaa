"""An engine that is back before its absence could be told, and outages in several places at once."""

from typing import Any

import pytest
from aiohttp import web

from bot.errors import EngineBackOff
from tests.e2e.test_outage import RETRY, answers, notices, number, of_bot, rested, rows
from tests.e2e.town import Town
from tests.fakes.engine import ScriptedEngine
from tests.fakes.google import Asked
from tests.fakes.phrases import zh

pytestmark = pytest.mark.asyncio


def told(place: Town) -> int:
    """How often a channel was told of an outage, whether that stands or not."""
    bodies = [each.body for each in place.sandbox.traffic if each.method == "POST" and each.path.endswith("/messages")]
    return sum(str(body.get("content", "")).startswith("⚠️") for body in bodies)


async def test_what_fails_while_another_is_made_up_for_is_made_up_for_too(lively: Town) -> None:
    lively.sandbox.limits.scale = 0.01
    lively.google.fail("500")
    lively.amy.say(lively.general, number(1))
    await lively.idle()
    lively.google.recover()
    translate = lively.google.answer

    def answer(asked: Asked) -> str:
        if asked.text == number(2):
            raise web.HTTPInternalServerError
        return translate(asked)

    lively.google.answer = answer
    # The first is on its way to Discord for a while; meanwhile the second fails.
    lively.sandbox.faults.slow(1.5, "POST /channels/*/messages")
    for clock in (lively.clock, lively.sandbox.clock):
        clock.advance(61)
    lively.yu.say(lively.general, number(2))
    await lively.idle()
    lively.google.answer = translate
    await rested(lively)
    await rested(lively)
    assert sorted(answers(lively)) == [zh(number(1)), zh(number(2))]
    assert notices(lively) == []
    assert rows(lively) == []


async def test_who_is_back_in_the_moment_of_the_notice(lively: Town) -> None:
    """The notice stands, and the bot does not know yet which post it is."""
    lively.sandbox.limits.scale = 0.01

    def back(event: Any) -> None:
        if event.kind == "message_created" and event.message.content.startswith("⚠️"):
            lively.google.recover()
            lively.clock.advance(61)
            lively.yu.say(lively.general, number(2))

    end = lively.sandbox.subscribe(back)
    lively.google.fail("500")
    lively.amy.say(lively.general, number(1))
    await lively.idle()
    end()
    assert told(lively) == 1
    assert notices(lively) == []
    assert rows(lively) == []
    assert sorted(answers(lively)) == [zh(number(1)), zh(number(2))]


async def test_outages_in_many_channels_at_once(lively: Town) -> None:
    lively.sandbox.limits.scale = 0.01
    channels = [lively.guild.add_channel(f"table-{count}") for count in range(12)]
    for channel in channels:
        await lively.translate_channel(channel)
    lively.google.fail("500")
    for count in range(3):
        for channel in channels:
            lively.amy.say(channel, number(count))
    await lively.idle()
    assert [len(notices(lively, channel)) for channel in channels] == [1] * 12
    asked = len(lively.google.asked)
    await rested(lively)
    # One channel finds out for all.
    assert len(lively.google.asked) - asked < len(channels)
    lively.google.recover()
    await rested(lively)
    await rested(lively)
    for channel in channels:
        assert notices(lively, channel) == []
        assert sorted(answers(lively, channel)) == [zh(number(count)) for count in range(3)]
    assert rows(lively) == []


async def test_two_servers_with_different_engines_have_outages_of_their_own(quiet: Town) -> None:
    quiet.sandbox.limits.scale = 0.01
    far, near = ScriptedEngine("google"), ScriptedEngine("deepl")
    for engine in (far, near):
        engine.answer = lambda request: zh(request.text)
    away = quiet.sandbox.add_guild("Elsewhere")
    ben, table = away.add_member("Ben"), away.add_channel("table")
    async with quiet.bot([far, near], TRANSLATION_ENGINES="google,deepl"):
        await quiet.translate_channel()
        preferences = quiet.running.services.preferences
        boss = away.add_member("Boss", roles=(away.add_role("mods", permissions=("manage_guild",)),))
        await boss.slash(table, "redbridge channel", channel=table, mode="reply").answered()
        await preferences.set_engines(away.id, ("deepl",), boss.id)
        await preferences.set_engines(quiet.guild.id, ("google",), quiet.lin.id)
        far.trouble = far.unreachable = EngineBackOff("google")
        quiet.amy.say(quiet.general, number(1))
        ben.say(table, number(1))
        await quiet.idle()
        assert (len(notices(quiet)), len(notices(quiet, table))) == (1, 0)
        assert answers(quiet, table) == [zh(number(1))]
        near.trouble = near.unreachable = EngineBackOff("deepl")
        ben.say(table, number(2))
        await quiet.idle()
        assert (len(notices(quiet)), len(notices(quiet, table))) == (1, 1)
        far.trouble = far.unreachable = None
        await rested(quiet)
        assert (len(notices(quiet)), len(notices(quiet, table))) == (0, 1)
        assert answers(quiet) == [zh(number(1))]
        near.trouble = near.unreachable = None
        await rested(quiet)
        assert notices(quiet, table) == []
        assert answers(quiet, table) == [zh(number(1)), zh(number(2))]


async def test_a_notice_that_a_moderator_deletes_is_not_put_back(lively: Town) -> None:
    lively.google.fail("500")
    lively.amy.say(lively.general, number(1))
    await lively.idle()
    (notice,) = notices(lively)
    lively.guild.members[lively.guild.owner.id].delete(notice)
    lively.amy.say(lively.general, number(2))
    await rested(lively)
    assert notices(lively) == []
    lively.google.recover()
    await rested(lively)
    assert answers(lively) == [zh(number(1)), zh(number(2))]
    assert rows(lively) == []


async def test_a_deleted_message_of_somebody_else_is_never_taken_for_the_notice(lively: Town) -> None:
    lively.google.fail("500")
    lively.amy.say(lively.general, number(1))
    await lively.idle()
    (notice,) = notices(lively)
    copy = lively.amy.say(lively.general, notice.content)
    lively.google.recover()
    await rested(lively)
    assert of_bot(lively)[0] is not notice
    assert copy in lively.general.messages


@pytest.mark.parametrize("locked", [False, True])
async def test_a_notice_in_a_thread_that_goes_to_sleep(lively: Town, locked: bool) -> None:
    thread = lively.general.add_thread("cats")
    lively.google.fail("500")
    lively.amy.say(thread, number(1))
    await lively.idle()
    assert len(notices(lively, thread)) == 1
    thread.archive()
    if locked:
        lively.sandbox.faults.deny("manage_threads", lively.general)
        thread.lock()
    lively.google.recover()
    await rested(lively)
    await rested(lively)
    assert rows(lively) == []
    assert answers(lively, thread) == ([] if locked else [zh(number(1))])
    assert notices(lively, thread) == []


async def test_several_members_try_again_at_once(lively: Town) -> None:
    lively.google.fail("500")
    lively.amy.say(lively.general, number(1))
    await lively.idle()
    (notice,) = notices(lively)
    lively.google.recover()
    for member in (lively.amy, lively.yu, lively.lin):
        member.react(notice, RETRY)
    await lively.idle()
    assert notices(lively) == []
    assert answers(lively) == [zh(number(1))]


async def test_what_is_edited_and_deleted_during_an_outage_and_a_restart(quiet: Town) -> None:
    quiet.sandbox.limits.scale = 0.01
    async with quiet.bot():
        await quiet.translate_channel()
        quiet.google.fail("500")
        said = [quiet.amy.say(quiet.general, number(count)) for count in range(4)]
        await quiet.idle()
        quiet.amy.edit(said[0], number(10))
        quiet.amy.delete(said[1])
        await quiet.idle()
        assert len(notices(quiet)) == 1
    quiet.amy.edit(said[2], number(12))
    async with quiet.bot():
        quiet.amy.edit(said[3], number(13))
        await quiet.idle()
        assert len(notices(quiet)) == 1
        quiet.google.recover()
        await rested(quiet)
        assert notices(quiet) == []
        assert answers(quiet) == [zh(number(count)) for count in (10, 12, 13)]
