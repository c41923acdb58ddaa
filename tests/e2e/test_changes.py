"""Changes of settings are told in the moderators' channel, with what cannot work since."""

import pytest

from tests.e2e.test_stats import switched_on
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio


async def test_each_change_is_told_in_both_languages_from_what_to_what(quiet: Town) -> None:
    mods = quiet.guild.add_channel("mods")
    async with quiet.bot():
        await switched_on(quiet, mods, "log.changes")
        await quiet.idle()
        before = len(mods.messages)
        await quiet.lin.slash(quiet.general, "redbridge default", mode="reply").answered()
        await quiet.idle()
        (told,) = mods.messages[before:]
        english, chinese = told.content.splitlines()
        assert english.endswith("mode of channels without one: – → reply")
        assert f"<@{quiet.lin.id}>" in english
        assert chinese.startswith("-# ")
        assert chinese.endswith("– → 回复")
        assert not told.pinged.users


async def test_several_at_once_share_a_post_and_nothing_is_told_where_nobody_wants_it(quiet: Town) -> None:
    mods = quiet.guild.add_channel("mods")
    async with quiet.bot() as app:
        await quiet.lin.slash(quiet.general, "redbridge default", mode="thread").answered()
        await quiet.idle()
        assert mods.messages == []
        await switched_on(quiet, mods, "log.changes")
        await quiet.idle()
        before = len(mods.messages)
        for variant in ("zh-TW", "zh-CN") * 30:
            await app.services.preferences.set_chinese(quiet.guild.id, variant, quiet.lin.id)
        await quiet.idle()
        (told,) = mods.messages[before:]
        assert len(told.content) <= 2000
        assert "/redbridge log" in told.content


async def test_what_cannot_work_since_is_told_once(quiet: Town) -> None:
    mods, hall = quiet.guild.add_channel("mods"), quiet.guild.add_channel("hall")
    async with quiet.bot() as app:
        await switched_on(quiet, mods, "log.changes")
        await app.services.arrivals.decide(quiet.guild.id, quiet.lin.id, channel_id=hall.id)
        await quiet.idle()
        assert "⚠️" not in mods.messages[-1].content
        quiet.guild.remove_channel(hall)
        await quiet.idle()
        await quiet.lin.slash(quiet.general, "redbridge chinese", variant="zh-TW").answered()
        await quiet.idle()
        assert "⚠️ The welcome in" in mods.messages[-1].content
        await quiet.lin.slash(quiet.general, "redbridge chinese", variant="zh-CN").answered()
        await quiet.idle()
        assert "⚠️" not in mods.messages[-1].content


async def test_a_channel_that_is_gone_or_shut_is_a_line_in_the_log(
    quiet: Town, caplog: pytest.LogCaptureFixture
) -> None:
    mods = quiet.guild.add_channel("mods")
    async with quiet.bot():
        await switched_on(quiet, mods, "log.changes")
        await quiet.idle()
        quiet.sandbox.faults.deny("send_messages", mods)
        await quiet.idle()
        done = await quiet.lin.slash(quiet.general, "redbridge default", mode="reply").answered()
        await quiet.idle()
        assert "好" in done.text
        assert "could not be shown to its moderators" in caplog.text
