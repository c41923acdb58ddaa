"""The awkward moments of an outage: edits, and members who do not want to wait."""

import pytest

from tests.e2e.test_outage import RETRY, answers, notices, number, rested
from tests.e2e.town import Town
from tests.fakes.phrases import zh

pytestmark = pytest.mark.asyncio


async def test_what_was_edited_meanwhile_is_brought_up_to_date(lively: Town) -> None:
    message = lively.amy.say(lively.general, number(1))
    untouched = lively.amy.say(lively.general, number(2))
    await lively.idle()
    before = {post.id: post.content for post in lively.general.messages}
    lively.google.fail("500")
    lively.amy.edit(message, number(3))
    await lively.idle()
    assert answers(lively) == [zh(number(1)), zh(number(2))]
    assert len(notices(lively)) == 1
    lively.google.recover()
    await rested(lively)
    assert answers(lively) == [zh(number(3)), zh(number(2))]
    assert notices(lively) == []
    assert before[untouched.id] == number(2)


async def test_an_edit_during_an_outage_is_followed_after_a_restart(quiet: Town) -> None:
    async with quiet.bot():
        await quiet.translate_channel()
        message = quiet.amy.say(quiet.general, number(1))
        await quiet.idle()
        quiet.google.fail("500")
        quiet.amy.edit(message, number(3))
        await quiet.idle()
    quiet.google.recover()
    async with quiet.bot():
        await quiet.idle()
        assert answers(quiet) == [zh(number(3))]
        assert notices(quiet) == []


async def test_a_member_need_not_wait_until_an_engine_has_rested(lively: Town) -> None:
    lively.sandbox.limits.scale = 0.01
    lively.google.fail("500")
    # Over two texts: now the engine is left alone.
    for count in (1, 2):
        lively.amy.say(lively.general, number(count))
        await lively.idle()
    (notice,) = notices(lively)
    lively.google.recover()
    # Not even a second later: nobody but a member can have it tried again.
    lively.amy.react(notice, RETRY)
    await lively.idle()
    assert notices(lively) == []
    assert answers(lively) == [zh(number(1)), zh(number(2))]


async def test_members_cannot_ask_an_engine_to_death(lively: Town) -> None:
    lively.google.fail("500")
    lively.amy.say(lively.general, number(1))
    await lively.idle()
    replies = lively.running.client.replies
    assert not await replies.retry_channel(lively.general.id)
    asked = len(lively.google.asked)
    for _ in range(20):
        assert not await replies.retry_channel(lively.general.id)
    assert len(lively.google.asked) == asked
