"""/redbridge status: what is wrong right now, in words, and what RedBridge does about it."""

import pytest

from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio


async def status(place: Town) -> str:
    answer = await place.lin.slash(place.general, "redbridge status").answered()
    assert answer.ephemeral
    return answer.text


async def test_all_is_well_and_what_was_done_today(quiet: Town) -> None:
    async with quiet.bot():
        await quiet.translate_channel()
        quiet.amy.say(quiet.general, "does anybody read this")
        await quiet.idle()
        text = await status(quiet)
        assert text.startswith("🟢 **现在一切正常。**")
        assert "今天翻译了 1 条消息" in text
        assert "毫秒内回应" in text


async def test_an_engine_that_does_not_answer_and_what_becomes_of_messages(quiet: Town) -> None:
    async with quiet.bot():
        await quiet.translate_channel()
        quiet.google.fail("500")
        for text in ("does anybody read this", "is anybody there", "my cat is lovely"):
            quiet.amy.say(quiet.general, text)
        await quiet.idle()
        text = await status(quiet)
        assert text.startswith("🔴")
        assert "翻译引擎 google 没有回应" in text
        assert "最多等 15 分钟" in text
        assert "没能翻译" in text
        quiet.google.recover()
        quiet.clock.advance(61)
        quiet.sandbox.clock.advance(61)
        quiet.amy.say(quiet.general, "a quiet evening")
        await quiet.idle()
        assert (await status(quiet)).startswith("🟢")


async def test_a_budget_that_is_used_up(quiet: Town) -> None:
    async with quiet.bot(BUDGET_GUILD="22"):
        await quiet.translate_channel()
        quiet.amy.say(quiet.general, "does anybody read this")
        await quiet.idle()
        text = await status(quiet)
        assert text.startswith("🔴")
        assert "额度用完了" in text


async def test_what_was_set_up_and_cannot_work_is_counted(quiet: Town) -> None:
    async with quiet.bot():
        await quiet.translate_channel()
        quiet.sandbox.faults.deny("send_messages", quiet.general)
        await quiet.idle()
        text = await status(quiet)
        assert "有 1 项不能用：`/红桥 检查`" in text


async def test_what_is_late_is_told(quiet: Town) -> None:
    hall = quiet.guild.add_channel("hall")
    async with quiet.bot() as app:
        await app.services.icebreakers.decide(quiet.guild.id, quiet.lin.id, channel_id=hall.id)
        quiet.sandbox.faults.http(500, f"POST /channels/{hall.id}/messages", times=1000)
        for _ in range(4):
            quiet.clock.advance(7 * 3600)
            quiet.sandbox.clock.advance(7 * 3600)
            await quiet.idle()
            if "到点的事晚了" in await status(quiet):
                return
        pytest.fail("nothing was late")
