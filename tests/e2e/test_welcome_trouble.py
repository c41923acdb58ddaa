"""What keeps newcomers from being greeted, and what becomes of them: tried again, greeted elsewhere, or let be."""

import asyncio
import logging
from typing import Any

import pytest

from bot.client.onboarding.greeter import AGAIN
from tests.e2e.locking import locked
from tests.e2e.test_welcome import CHOOSE, arrivals_of, greet_in, join, labels
from tests.e2e.town import PATIENCE, Town

pytestmark = pytest.mark.asyncio

A_DAY = 24 * 60 * 60


async def pass_time(place: Town, seconds: float) -> None:
    place.sandbox.clock.advance(seconds)
    place.clock.advance(seconds)
    await place.idle()


async def panel_of(place: Town) -> Any:
    return await place.lin.slash(place.general, "redbridge onboarding panel").answered()


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    found = [each.getMessage() for each in caplog.records]
    return [each for each in found if "could not be greeted" in each]


async def test_who_could_not_be_greeted_is_tried_again_and_logged_once(
    quiet: Town, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    door = arrivals_of(quiet)
    async with quiet.bot():
        await greet_in(quiet, door)
        quiet.sandbox.faults.deny("send_messages", door)
        heather = await join(quiet, "Heather")
        await pass_time(quiet, AGAIN)
        await pass_time(quiet, AGAIN)
        assert len(told(caplog)) == 1
        assert "发送消息" in (await panel_of(quiet)).text
        quiet.sandbox.faults.allow("send_messages", door)
        await pass_time(quiet, AGAIN)
        assert [each.pinged.users for each in door.messages] == [{heather.id}]


@pytest.mark.parametrize("is_gone", [False, True])
async def test_who_comes_while_the_database_is_locked_is_greeted_when_it_is_free(quiet: Town, is_gone: bool) -> None:
    door = arrivals_of(quiet)
    async with quiet.bot():
        await greet_in(quiet, door)
        other = await locked(quiet)
        heather = quiet.guild.add_member("Heather")
        async with asyncio.timeout(PATIENCE):
            # Until it was tried for as long as a unit of work waits.
            while quiet.clock.next_work is None:  # noqa: ASYNC110 - the clock has no event
                await asyncio.sleep(0.05)
        if is_gone:
            heather.leave()
        other.execute("COMMIT")
        other.close()
        await quiet.idle()
        assert door.messages == []
        await pass_time(quiet, 5)
        assert [each.pinged.users for each in door.messages] == ([] if is_gone else [{heather.id}])


async def test_where_the_channel_is_deleted_they_wait_until_there_is_another_one(quiet: Town) -> None:
    door = arrivals_of(quiet)
    async with quiet.bot():
        await greet_in(quiet, door)
        door.delete()
        heather = await join(quiet, "Heather")
        panel = await panel_of(quiet)
        assert "这个频道不在了" in panel.text
        other = quiet.guild.add_channel("hall")
        quiet.lin.choose(panel.message, [other], "onboard:1:channel")
        await quiet.idle()
        assert [each.pinged.users for each in other.messages] == [{heather.id}]
        assert "不在了" not in panel.text


async def test_who_waited_for_a_day_is_not_greeted_any_more(quiet: Town) -> None:
    door = arrivals_of(quiet)
    async with quiet.bot():
        await greet_in(quiet, door)
        quiet.sandbox.faults.deny("send_messages", door)
        wave = [quiet.guild.add_member(f"Guest {number}") for number in range(5)]
        await quiet.idle()
        await pass_time(quiet, A_DAY - 60)
        late = [quiet.guild.add_member(f"Late {number}") for number in range(2)]
        await quiet.idle()
        await pass_time(quiet, 120)
        quiet.sandbox.faults.allow("send_messages", door)
        await pass_time(quiet, AGAIN)
        named = {word for post in door.messages for word in post.content.split() if word.startswith("<@")}
        assert all(each.mention in " ".join(named) for each in late)
        assert not any(each.mention in named for each in wave)


async def test_who_left_before_their_welcome_is_not_named(quiet: Town) -> None:
    door = arrivals_of(quiet)
    async with quiet.bot():
        await greet_in(quiet, door)
        wave = [quiet.guild.add_member(f"Guest {number}") for number in range(6)]
        wave[2].leave()
        await quiet.idle()
        assert door.messages[0].content.splitlines()[1].split() == [
            each.mention for each in wave if each is not wave[2]
        ]


async def test_who_used_a_command_before_is_not_asked_but_may_choose_again(quiet: Town) -> None:
    door = arrivals_of(quiet)
    async with quiet.bot() as app:
        await greet_in(quiet, door)
        heather = quiet.sandbox.world.user("Heather", locale="zh-TW")
        await app.services.members.learn(heather.id, "zh-TW")
        heather = await join(quiet, "Heather")
        (welcome,) = door.messages
        assert CHOOSE not in welcome.content
        assert labels(welcome) == ["帶我逛一圈", "換一種語言"]
        begun = await heather.press(welcome, "帶我逛一圈").answered()
        assert labels(begun.message)[0] == "我是 TikTok 難民"
        panel = await heather.press(welcome, "換一種語言").answered()
        assert labels(panel.message)[0] == "English"


async def test_buttons_of_a_year_ago_still_begin_and_for_whoever_presses(quiet: Town) -> None:
    door = arrivals_of(quiet)
    async with quiet.bot():
        await greet_in(quiet, door)
        await join(quiet, "Heather")
    quiet.clock.advance(365 * A_DAY)
    async with quiet.bot() as app:
        begun = await quiet.amy.press(door.messages[0], "English").answered()
        assert begun.ephemeral
        assert labels(begun.message)[0] == "I come from TikTok"
        assert (await app.services.members.of(quiet.amy.id)).confirmed


async def test_who_waited_when_the_welcome_was_switched_off_is_let_be(quiet: Town) -> None:
    door, hall = arrivals_of(quiet), quiet.guild.add_channel("hall")
    async with quiet.bot():
        await greet_in(quiet, door)
        quiet.sandbox.faults.deny("send_messages", door)
        await join(quiet, "Heather")
        panel = await panel_of(quiet)
        quiet.lin.press(panel.message, "不再欢迎")
        await quiet.idle()
        quiet.lin.choose(panel.message, [hall], "onboard:1:channel")
        await quiet.idle()
        await pass_time(quiet, AGAIN)
        assert hall.messages == []
        yan = await join(quiet, "Yan")
        assert [each.pinged.users for each in hall.messages] == [{yan.id}]
