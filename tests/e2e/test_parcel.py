"""All that a server has decided goes home as files, and each comes along through one command."""

import json
from typing import Any

import pytest

from bot.sandbox import Upload
from tests.e2e.ruling import labels
from tests.e2e.test_reminder_files import DO, furnished, rulebook
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio
NAMES = ["redbridge-settings.json", "redbridge-onboarding.json"]
MORE = ["redbridge-rules.json", "redbridge-reminders.json", "redbridge-words.csv", "redbridge-memory.csv"]


async def exported(place: Town, who: Any = None, channel: Any = None) -> dict[str, bytes]:
    answer = await (who or place.lin).slash(channel or place.general, "redbridge export").answered()
    assert answer.ephemeral
    return {each.filename: each.data for each in answer.message.attachments}


async def brought(place: Town, name: str, data: bytes, who: Any = None, channel: Any = None) -> Any:
    sent = (who or place.lin).slash(channel or place.general, "redbridge import", file=Upload(name, data))
    return await sent.answered()


async def test_a_new_server_has_two_files(quiet: Town) -> None:
    async with quiet.bot():
        assert list(await exported(quiet)) == NAMES


async def test_everything_goes_home_and_comes_to_another_server(quiet: Town) -> None:
    async with quiet.bot() as app:
        await furnished(quiet)
        services, home = app.services, quiet.guild.id
        await quiet.lin.slash(
            quiet.general, "redbridge glossary add", word="火锅局", translation="hotpot night"
        ).answered()
        await services.translation.memory.approve(home, "good night all", "en", "zh-CN", "大家晚安", quiet.lin.id)
        files = await exported(quiet)
        assert list(files) == [*NAMES, *MORE]
        assert "火锅局" in files["redbridge-words.csv"].decode("utf-8-sig")
        assert "大家晚安" in files["redbridge-memory.csv"].decode("utf-8-sig")

        await app.client.wait_until_ready()
        guild = quiet.sandbox.add_guild("Tea House", with_bot=False)
        lobby, _ = guild.add_channel("lobby"), guild.add_channel("tea")
        mia = guild.add_member("Mia", locale="zh-CN", roles=(guild.add_role("mods", permissions=("manage_guild",)),))
        guild.add_bot()
        await quiet.idle()
        for name in ("redbridge-rules.json", "redbridge-reminders.json"):
            shown = await brought(quiet, name, files[name], mia, lobby)
            assert DO in labels(shown.message), shown.text
            mia.press(shown.message, DO)
            await quiet.idle()
        rules = (await rulebook(quiet, guild)).rules
        assert [rule.texts for rule in rules] == [rule.texts for rule in (await rulebook(quiet)).rules]
        assert len(await services.reminders.every(guild.id)) == len(await services.reminders.every(home)) == 2
        for name in NAMES:
            shown = await brought(quiet, name, files[name], mia, lobby)
            assert "用不了" not in shown.text
        assert list(await exported(quiet, mia, lobby)) == [*NAMES, *MORE[:2]]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("redbridge-words.csv", b"text,kind\nhi,keep\n", "that is not JSON"),
        ("deep.json", b"[" * 100_000, "more brackets within brackets"),
        ("list.json", b"[1, 2]", "This is no file of a server's settings"),
        ("number.json", json.dumps({"format": 7}).encode(), "This is no file of a server's settings"),
        ("huge.json", b" " * (3 << 20), "256 kB"),
    ],
)
async def test_what_nobody_reads_is_refused(quiet: Town, name: str, data: bytes, said: str) -> None:
    async with quiet.bot():
        shown = await brought(quiet, name, data)
        assert said in shown.text
        assert labels(shown.message) == []
