"""Settings as a file: kept, brought back, and carried to another server after a look at what would change."""

import json
from typing import Any

import pytest

from bot.config.files import FORMAT, MOST_BYTES
from bot.config.kinds import Role
from bot.sandbox import Upload
from bot.translation.types import Mode
from tests.e2e.ruling import labels
from tests.e2e.test_settings_panel import setting_screen, used
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio
HEAD = {"format": FORMAT, "version": 1}
DO, LEAVE, SKIP = "照做", "先不动", "略过这一个"


async def exported(place: Town) -> dict[str, Any]:
    answer = await place.lin.slash(place.general, "redbridge export").answered()
    (file,) = (each for each in answer.message.attachments if each.filename == "redbridge-settings.json")
    return json.loads(file.data)


async def brought(place: Town, data: Any, channel: Any = None, who: Any = None) -> Any:
    content = data if isinstance(data, bytes) else json.dumps(HEAD | data).encode()
    sent = (who or place.lin).slash(channel or place.general, "redbridge import", file=Upload("settings.json", content))
    return await sent.answered()


async def everything(place: Town, guild: Any = None) -> Any:
    services = place.running.services
    guild = guild or place.guild
    modes = {each.id: services.preferences.own_mode(each.id) for each in guild.channels.values()}
    return {**await services.configuration.values(guild.id), "modes": modes}


async def decide_everything(place: Town) -> None:
    """Every setting of the table becomes something else than its default."""
    for page in place.running.services.configuration.pages:
        for setting in page.settings:
            await used(place, place.lin, await setting_screen(place, place.lin, setting.key), setting)
    await place.translate_channel(mode="thread")


async def test_a_file_brings_everything_back_and_undo_takes_that_back(quiet: Town) -> None:
    async with quiet.bot() as app:
        empty = await everything(quiet)
        await decide_everything(quiet)
        full, file = await everything(quiet), await exported(quiet)
        assert set(file["settings"]) == {each.key for each in app.services.configuration.settings}
        for setting in app.services.configuration.settings:
            await app.services.configuration.change(quiet.guild.id, quiet.lin.id, setting, setting.default)
        await app.services.preferences.set_mode(quiet.guild.id, quiet.general.id, None, quiet.lin.id)
        assert await everything(quiet) == empty
        shown = await brought(quiet, file)
        assert "什么都没改" in shown.text or "还什么都没改" in shown.text
        assert "频道怎么翻译：关 → " in shown.text
        assert await everything(quiet) == empty
        quiet.lin.press(shown.message, DO)
        await quiet.idle()
        assert await everything(quiet) == full
        again = await brought(quiet, file)
        assert labels(again.message) == []
        await quiet.lin.slash(quiet.general, "redbridge undo").answered()
        assert await everything(quiet) == empty


async def test_another_server_is_asked_what_takes_the_place_of_its_channels_and_roles(quiet: Town) -> None:
    async with quiet.bot() as app:
        await decide_everything(quiet)
        file = await exported(quiet)
        await app.client.wait_until_ready()
        guild = quiet.sandbox.add_guild("Tea House", with_bot=False)
        lobby = guild.add_channel("lobby")
        mia = guild.add_member("Mia", locale="zh-CN", roles=(guild.add_role("mods", permissions=("manage_guild",)),))
        guild.add_bot()
        # At the bottom, so that RedBridge's own stands above it.
        role = guild.add_role("readers")
        await quiet.idle()
        shown = await brought(quiet, file, lobby, mia)
        asked = 0
        while SKIP in labels(shown.message):
            asked += 1
            is_channel = "**#" in shown.text
            if asked == 2:
                mia.press(shown.message, SKIP)
            else:
                menu = next(each for each in ids(shown.message) if ":channel:" in each or ":role:" in each)
                mia.choose(shown.message, [lobby if is_channel else role], menu)
            await quiet.idle()
        assert asked > 3
        mia.press(shown.message, DO)
        await quiet.idle()
        here = await everything(quiet, guild)
        roles = [each for each in app.services.configuration.settings if isinstance(each.kind, Role)]
        assert {here[each.key] for each in roles} == {role.id, None}
        assert here["welcome.channel"] == lobby.id
        assert here["modes"][lobby.id] is Mode.THREAD


def ids(message: Any) -> list[str]:
    return [part.get("custom_id", "") for row in message.components for part in row["components"]]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"x" * (MOST_BYTES + 1), "256 kB"),
        (b" " * (10 * 1024 * 1024), "256 kB"),
        (b"{", "that is not JSON"),
        (b'{"format": "somebody.elses", "version": 1}', "This is no file of a server's settings"),
        ({"version": 2}, "newer RedBridge"),
        ({"version": 0}, "“version” must be 1"),
        ({"extra": 1}, "`extra`: RedBridge doesn't know this entry"),
        ({"settings": {"translation.mood": "off"}}, "`settings.translation.mood`: RedBridge has no such setting"),
        ({"settings": {"translation.mode": "loud"}}, "`settings.translation.mode`: “loud” is none of these: off"),
        ({"settings": {"welcome.age": "soon"}}, "`settings.welcome.age`: “soon” is no whole number from 0 to 365"),
        ({"settings": {"welcome.channel": 5}}, "`settings.welcome.channel`: A channel or a role is written with"),
        ({"settings": {"buddies": 1}}, "`settings.buddies`: “1” is neither true nor false"),
        ({"channels": [{"channel": {"name": "general"}, "mode": "loud"}]}, "`channels.0.mode`: “loud” is none"),
        ({"channels": {}}, "`channels`: This must be a list"),
    ],
)
async def test_what_is_no_file_of_settings_is_refused_in_both_languages(quiet: Town, data: Any, said: str) -> None:
    async with quiet.bot():
        before = await everything(quiet)
        shown = await brought(quiet, data)
        assert said in shown.text
        assert "什么都没改" in shown.text or "用不了" in shown.text or "kB" in shown.text
        assert labels(shown.message) == []
        assert await everything(quiet) == before


async def test_what_could_not_work_here_is_left_out_and_said(quiet: Town) -> None:
    shut = quiet.guild.add_channel("shut")
    quiet.sandbox.faults.deny("send_messages", shut)
    async with quiet.bot():
        settings = {"welcome.channel": {"name": "shut"}, "translation.chinese": "zh-TW"}
        shown = await brought(quiet, {"settings": settings})
        assert "⚠️" in shown.text
        assert "发送消息" in shown.text
        quiet.lin.press(shown.message, DO)
        await quiet.idle()
        here = await everything(quiet)
        assert (here["welcome.channel"], here["translation.chinese"]) == (None, "zh-TW")


async def test_what_changed_meanwhile_is_shown_anew_and_nothing_is_done(quiet: Town) -> None:
    async with quiet.bot():
        shown = await brought(quiet, {"settings": {"translation.chinese": "zh-TW", "translation.mode": "reply"}})
        await quiet.lin.slash(quiet.general, "redbridge chinese", variant="zh-TW").answered()
        quiet.lin.press(shown.message, DO)
        await quiet.idle()
        assert (await everything(quiet))["translation.mode"] == "off"
        assert "本服务器用的中文" not in shown.text
        quiet.lin.press(shown.message, DO)
        await quiet.idle()
        assert (await everything(quiet))["translation.mode"] == "reply"


async def test_a_file_is_put_aside_or_forgotten_after_a_quarter_of_an_hour(quiet: Town) -> None:
    async with quiet.bot():
        before = await everything(quiet)
        shown = await brought(quiet, {"settings": {"translation.chinese": "zh-TW"}})
        quiet.lin.press(shown.message, LEAVE)
        await quiet.idle()
        assert labels(shown.message) == []
        late = await brought(quiet, {"settings": {"translation.chinese": "zh-TW"}})
        quiet.clock.advance(901)
        told = quiet.lin.press(late.message, DO)
        await quiet.idle()
        answer = await told.answered()
        assert "15 分钟" in (told.followups[-1].content if told.followups else answer.text)
        assert await everything(quiet) == before
