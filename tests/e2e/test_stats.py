"""/redbridge stats: what was translated, from where, how fast, and what was not; as a text and as a picture."""

import io
from datetime import UTC, datetime
from typing import Any

import pytest
from PIL import Image

from tests.e2e.test_permissions import unlock
from tests.e2e.test_settings_panel import setting_screen
from tests.e2e.test_setup import DO, begun, forward, press
from tests.e2e.test_welcome import join
from tests.e2e.town import Town
from tests.e2e.week import until

pytestmark = pytest.mark.asyncio
DAY = 24 * 3600


async def asked(place: Town, who: Any = None, **options: Any) -> Any:
    return await (who or place.lin).slash(place.general, "redbridge stats", **options).answered()


def line(text: str, head: str) -> str:
    return next(each for each in text.splitlines() if each.lstrip("- ").startswith(head))


async def test_each_translation_is_counted_by_where_it_came_from(quiet: Town) -> None:
    async with quiet.bot():
        await quiet.translate_channel()
        for text in ("is anybody there", "is anybody there", "Good morning!"):
            quiet.amy.say(quiet.general, text)
            await quiet.idle()
        quiet.yu.say(quiet.general, "有人读这个吗")
        quiet.yu.say(quiet.general, "哈哈哈哈")
        await quiet.idle()
        answer = await asked(quiet)
        assert answer.ephemeral
        text = answer.text
        assert "翻译了 4 条消息" in text
        assert line(text, "方向") == "- 方向：英译中 3 · 中译英 1"
        assert line(text, "译文来自") == "- 译文来自：引擎 2 · 缓存 1 · 翻译记忆 1"
        assert line(text, "各引擎") == "- 各引擎：google 3"
        assert line(text, "各频道") == f"- 各频道：<#{quiet.general.id}> 4"
        assert (
            line(text, "发给引擎的字符") == f"- 发给引擎的字符：google {len('is anybody there') + len('有人读这个吗')}"
        )
        assert line(text, "没能翻译") == "- 没能翻译：0"
        (picture,) = answer.message.attachments
        with Image.open(io.BytesIO(picture.data)) as drawn:
            assert drawn.size[0] > 1000
        assert "英译中 3" in (picture.description or "")


async def test_what_was_not_translated_is_counted_with_the_reason(quiet: Town) -> None:
    async with quiet.bot():
        await quiet.translate_channel()
        quiet.google.fail("500")
        quiet.amy.say(quiet.general, "does anybody read this")
        await quiet.idle()
        text = (await asked(quiet)).text
        assert "翻译了 0 条消息" in text
        assert "引擎都没回应" in line(text, "没能翻译")


async def test_counts_outlive_a_restart_and_stay_in_their_weeks(quiet: Town) -> None:
    async with quiet.bot():
        await quiet.translate_channel()
        quiet.amy.say(quiet.general, "does anybody read this")
        await quiet.idle()
    quiet.clock.advance(7 * DAY)
    quiet.sandbox.clock.advance(7 * DAY)
    async with quiet.bot():
        assert "翻译了 1 条消息" in (await asked(quiet, weeks=2)).text
        assert "翻译了 0 条消息" in (await asked(quiet, weeks=1)).text


async def test_another_server_and_members_do_not_see_it(quiet: Town) -> None:
    async with quiet.bot() as app:
        await quiet.translate_channel()
        quiet.amy.say(quiet.general, "does anybody read this")
        await quiet.idle()
        assert (await app.services.stats.of(quiet.guild.id + 1, 1)).total() == 0
        unlock(quiet)
        refused = await asked(quiet, quiet.yu)
        assert "管理服务器" in refused.text


async def test_what_a_server_may_still_have_translated_today_is_told(quiet: Town) -> None:
    async with quiet.bot(BUDGET_GUILD="40"):
        await quiet.translate_channel()
        quiet.amy.say(quiet.general, "does anybody read this")
        await quiet.idle()
        assert f"今天还能翻译的字符数：{40 - len('does anybody read this')}" in (await asked(quiet)).text
        quiet.amy.say(quiet.general, "my cat is asleep on the keyboard")
        await quiet.idle()
        assert "额度用完了" in line((await asked(quiet)).text, "没能翻译")


async def test_without_attach_files_the_text_says_so(quiet: Town) -> None:
    quiet.sandbox.faults.deny("attach_files", quiet.general)
    async with quiet.bot():
        await quiet.translate_channel()
        quiet.amy.say(quiet.general, "does anybody read this")
        await quiet.idle()
        answer = await asked(quiet)
        assert not answer.message.attachments
        assert "Attach Files" in answer.text or "附加文件" in answer.text


async def test_the_weekly_digest_comes_on_monday_once_in_both_languages(quiet: Town) -> None:
    mods = quiet.guild.add_channel("mods")
    async with quiet.bot():
        await quiet.translate_channel()
        await switched_on(quiet, mods, "log.digest")
        await quiet.running.services.arrivals.decide(quiet.guild.id, quiet.lin.id, channel_id=quiet.general.id)
        await join(quiet, "Heather")
        quiet.amy.say(quiet.general, "does anybody read this")
        await quiet.idle()
        await until(quiet, monday(quiet))
        chinese, english = [message.content for message in mods.messages]
        assert chinese.startswith("📊 本服务器上周小结")
        assert "翻译了 1 条消息" in chinese
        assert "Messages translated: 1" in english
        # Of the week that is over, not of the one that has just begun.
        assert "Newcomers: Joined 1" in english
        await quiet.idle()
        assert len(mods.messages) == 2
    # Another process has nothing to add until the Monday after.
    async with quiet.bot():
        await quiet.idle()
        assert len(mods.messages) == 2
        await until(quiet, monday(quiet))
        assert len(mods.messages) == 4
        shown = await setting_screen(quiet, quiet.lin, "log.digest")
        quiet.lin.press(shown.message, "settings:1:off:log.digest")
        await quiet.idle()
        await until(quiet, monday(quiet))
        assert len(mods.messages) == 4


async def test_a_digest_that_is_more_than_a_day_late_is_left_out(quiet: Town) -> None:
    mods = quiet.guild.add_channel("mods")
    async with quiet.bot():
        await switched_on(quiet, mods, "log.digest")
    quiet.clock.advance(9 * DAY)
    quiet.sandbox.clock.advance(9 * DAY)
    now = quiet.clock.now().astimezone(UTC)
    late = (now - monday(quiet, before=True)).total_seconds()
    async with quiet.bot():
        await quiet.idle()
        assert len(mods.messages) == (0 if late > DAY else 2)
        await until(quiet, monday(quiet))
        assert len(mods.messages) == (2 if late > DAY else 4)


def monday(place: Town, *, before: bool = False) -> datetime:
    """The next Monday at one o'clock UTC, and a minute."""
    now = place.clock.now().astimezone(UTC)
    ahead = -now.weekday() % 7
    found = datetime.fromtimestamp(now.timestamp() + ahead * DAY, UTC).replace(hour=1, minute=1, second=0)
    found = found if found > now else datetime.fromtimestamp(found.timestamp() + 7 * DAY, UTC)
    return datetime.fromtimestamp(found.timestamp() - 7 * DAY, UTC) if before else found


async def switched_on(place: Town, channel: Any, *keys: str) -> None:
    """What Lin does: choose the moderators' channel, and what is shown there."""
    shown = await setting_screen(place, place.lin, "log.channel")
    place.lin.choose(shown.message, [channel], "settings:1:channel:log.channel")
    await place.idle()
    for key in keys:
        shown = await setting_screen(place, place.lin, key)
        place.lin.press(shown.message, f"settings:1:on:{key}")
        await place.idle()


async def test_a_set_up_gives_moderators_their_changes(quiet: Town) -> None:
    hidden = quiet.guild.add_channel("mods", overwrites=[])
    async with quiet.bot():
        shown = await begun(quiet, quiet.lin)
        await forward(quiet, quiet.lin, shown, 5)
        quiet.lin.choose(
            shown.message,
            [hidden],
            next(
                part["custom_id"]
                for row in shown.message.components
                for part in row["components"]
                if part["custom_id"].startswith("setup:1:in:log")
            ),
        )
        await quiet.idle()
        await press(quiet, quiet.lin, shown, "下一步")
        await press(quiet, quiet.lin, shown, DO)
        assert any("where newcomers are greeted" in message.content for message in hidden.messages)
