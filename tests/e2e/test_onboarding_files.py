"""A server's onboarding goes home as a file and comes along: shown before it is done, then done as it was shown."""

import json
from typing import Any

import pytest

from bot.sandbox import Upload
from bot.store.setups import Setup, Wording
from bot.store.welcomes import Welcome
from tests.e2e.filing import (
    DO,
    EXAMPLE,
    FILE,
    LEAVE,
    WORDS,
    brought,
    content,
    is_untouched,
    labels,
    present,
    pressed,
    refusal,
    taken_home,
)
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio


async def test_what_a_file_would_change_is_shown_and_done_with_one_press(quiet: Town) -> None:
    door = quiet.guild.add_channel("arrivals")
    value = {"welcome": {"channel": {"name": "arrivals"}, "tips_a_day": 2}, "texts": {"welcome": WORDS}}
    async with quiet.bot() as app:
        shown = await brought(quiet, content(value))
        assert shown.text.splitlines() == [
            f"现在什么都没改：**{FILE}** 会带来这些变化。",
            "新增：4 · 更改：1 · 去掉：0",
            f"🆕 在哪里欢迎新朋友：– → <#{door.id}>",
            "✏️ 新朋友每天收到几条小提示：1 → 2",
            "🆕 文字：`welcome (en)`：Come in, {member}.",
            "🆕 文字：`welcome (zh-CN)`：请进，{member}。",
            "🆕 文字：`welcome (zh-TW)`：請進，{member}。",
        ]
        assert labels(shown.message) == [DO, LEAVE]
        assert await is_untouched(quiet)
        await pressed(quiet, shown, DO)
        assert shown.text.splitlines()[0] == f"**{FILE}** 读完了，从现在起生效。"
        assert labels(shown.message) == []
        assert app.services.arrivals.welcome(quiet.guild.id).channel_id == door.id
        quiet.guild.add_member("Heather")
        await quiet.idle()
        assert len(door.messages) == 1
        log = (await quiet.lin.slash(quiet.general, "redbridge log").answered()).text.splitlines()
        assert len(log) == 2
        assert log[1].endswith(f"{FILE}：+4 \\~1 -0")


async def test_an_own_file_changes_nothing_and_says_so(quiet: Town) -> None:
    async with quiet.bot():
        shown = await brought(quiet, content({"texts": {"welcome": WORDS}, "welcome": {"buddies": True}}))
        await pressed(quiet, shown, DO)
        again = await brought(quiet, await taken_home(quiet.lin, quiet.general))
        assert again.text == f"**{FILE}** 读过了，里面没有要改的。"
        assert labels(again.message) == []


async def test_what_is_left_is_left(quiet: Town) -> None:
    async with quiet.bot():
        shown = await brought(quiet, content({"texts": {"welcome": WORDS}}))
        await pressed(quiet, shown, LEAVE)
        assert shown.text == f"好，先不用 **{FILE}**，什么都没改。"
        assert labels(shown.message) == []
        assert await is_untouched(quiet)


async def test_another_server_becomes_the_same_but_for_ids(quiet: Town) -> None:
    other = quiet.sandbox.add_guild("Noodle Club")
    mods = other.add_role("moderators", permissions=("manage_guild",))
    boss, desk = other.add_member("Boss", locale="en-US", roles=(mods,)), other.add_channel("desk")
    for guild in (quiet.guild, other):
        guild.add_channel("arrivals")
        guild.add_channel("cats")
    async with quiet.bot() as app:
        await app.services.members.learn(boss.id, "en")
        shown = await brought(quiet, EXAMPLE.read_bytes())
        await pressed(quiet, shown, DO)
        ours = await taken_home(quiet.lin, quiet.general)
        theirs = await boss.slash(desk, "redbridge onboarding import", file=Upload("theirs.json", ours)).answered()
        await boss.press(theirs.message, "Do it").acknowledgement()
        await quiet.idle()
        assert nameless(await taken_home(boss, desk)) == nameless(ours)
        assert await taken_home(boss, desk) != ours


def nameless(data: bytes) -> Any:
    """A file without ids."""
    return json.loads(data, object_hook=lambda found: {key: value for key, value in found.items() if key != "id"})


async def test_the_example_of_the_documentation_is_taken_whole(quiet: Town) -> None:
    quiet.guild.add_channel("arrivals")
    quiet.guild.add_channel("cats")
    async with quiet.bot():
        shown = await brought(quiet, EXAMPLE.read_bytes())
        assert "这些会保持原样" not in shown.text
        await pressed(quiet, shown, DO)
        taken = json.loads(await taken_home(quiet.lin, quiet.general))
        example = json.loads(EXAMPLE.read_bytes())
        assert taken["texts"] == example["texts"]
        assert taken["welcome"]["channel"]["name"] == example["welcome"]["channel"]["name"] == "arrivals"
        assert taken.keys() == example.keys()


async def test_what_is_not_here_or_cannot_be_used_stays_out_and_is_listed(quiet: Town) -> None:
    above = quiet.guild.add_role("boss")
    quiet.guild.move_role(above, 9)
    quiet.guild.add_channel("twins")
    quiet.guild.add_channel("twins")
    cats = quiet.guild.add_channel("cats")
    quiet.sandbox.faults.deny("add_reactions", cats)
    value = {
        "welcome": {
            "channel": {"id": "1", "name": "moon"},
            "cat_channel": {"name": "cats"},
            "roles": {"en": {"name": "boss"}},
            "buddies": True,
        },
        "icebreaker": {"channel": {"name": "twins"}, "time": "09:00", "zone": "Asia/Shanghai"},
    }
    async with quiet.bot():
        shown = await brought(quiet, content(value))
        left = shown.text.partition("这些会保持原样：\n")[2].splitlines()
        assert [line.split("`")[1] for line in left] == [
            "welcome.channel",
            "welcome.cat_channel",
            "welcome.roles.en",
            "icebreaker.channel",
        ]
        assert "moon" in left[0]
        assert "添加反应" in left[1]
        assert f"<@&{above.id}>" in left[2]
        await pressed(quiet, shown, DO)
        setup = await present(quiet)
        assert setup.welcome == Welcome(quiet.guild.id, has_buddies=True)
        assert setup.daily
        assert setup.daily.channel_id is None


async def test_a_role_above_the_bots_own_is_refused_as_the_panel_refuses_it(quiet: Town) -> None:
    above = quiet.guild.add_role("boss")
    quiet.guild.move_role(above, 9)
    async with quiet.bot():
        shown = await brought(quiet, content({"welcome": {"cat_role": {"name": "boss"}}}))
        assert f"<@&{above.id}>" in shown.text
        assert labels(shown.message) == []
        assert await is_untouched(quiet)


async def test_who_comes_back_after_a_restart_sends_the_file_again(quiet: Town) -> None:
    async with quiet.bot():
        shown = await brought(quiet, content({"texts": {"welcome": WORDS}}))
    async with quiet.bot():
        said = await refusal(quiet, shown)
        assert "把文件再发一次" in said
        assert "Send the file again" in said
        assert await is_untouched(quiet)


async def test_what_was_shown_is_kept_for_a_quarter_of_an_hour_and_done_once(quiet: Town) -> None:
    async with quiet.bot():
        shown = await brought(quiet, content({"texts": {"welcome": WORDS}}))
        quiet.clock.advance(15 * 60)
        assert "把文件再发一次" in await refusal(quiet, shown)
        assert await is_untouched(quiet)
        shown = await brought(quiet, content({"texts": {"welcome": WORDS}}))
        quiet.clock.advance(15 * 60 - 1)
        button = shown.message.components
        await pressed(quiet, shown, DO)
        assert not await is_untouched(quiet)
        shown.message.components = button
        assert "把文件再发一次" in await refusal(quiet, shown)


async def test_nobody_else_decides_on_a_file(quiet: Town) -> None:
    mo = quiet.guild.add_member("Mo", locale="zh-CN", roles=(quiet.guild.role("moderators"),))
    async with quiet.bot() as app:
        await app.services.members.learn(mo.id, "zh-CN")
        shown = await brought(quiet, content({"texts": {"welcome": WORDS}}))
        others = await brought(quiet, content({"welcome": {"buddies": True}}), mo)
        others.message.components = shown.message.components
        assert "把文件再发一次" in await refusal(quiet, others, who=mo)
        assert await is_untouched(quiet)
        await pressed(quiet, shown, DO)
        assert not await is_untouched(quiet)


async def test_who_is_no_moderator_any_more_changes_nothing(quiet: Town) -> None:
    async with quiet.bot():
        shown = await brought(quiet, content({"texts": {"welcome": WORDS}}))
        quiet.lin.take(quiet.guild.role("moderators"))
        assert "管理服务器" in await refusal(quiet, shown)
        assert "管理服务器" in await refusal(quiet, shown, LEAVE)
        assert await is_untouched(quiet)
        quiet.lin.give(quiet.guild.role("moderators"))
        await pressed(quiet, shown, DO)
        assert not await is_untouched(quiet)


async def test_what_was_changed_meanwhile_is_shown_anew_and_done_only_then(quiet: Town) -> None:
    door = quiet.guild.add_channel("arrivals")
    async with quiet.bot() as app:
        shown = await brought(quiet, content({"welcome": {"channel": {"name": "arrivals"}, "buddies": True}}))
        await app.services.arrivals.decide(quiet.guild.id, quiet.lin.id, has_buddies=True)
        await pressed(quiet, shown, DO)
        assert "刚才有人改过这里" in shown.text.splitlines()[0]
        assert shown.text.splitlines()[1:] == ["新增：1 · 更改：0 · 去掉：0", f"🆕 在哪里欢迎新朋友：– → <#{door.id}>"]
        assert (await present(quiet)).welcome.channel_id is None
        door.delete()
        await quiet.idle()
        await pressed(quiet, shown, DO)
        assert "`welcome.channel`" in shown.text
        assert labels(shown.message) == []
        assert (await present(quiet)).welcome.channel_id is None


async def test_a_file_whose_ground_was_taken_away_meanwhile_is_refused(quiet: Town) -> None:
    async with quiet.bot() as app:
        tour = {locale: Wording("Gamers", "For those who play") for locale in WORDS}
        await app.services.texts.put(quiet.guild.id, "journey:own-1", tour, quiet.lin.id)
        shown = await brought(quiet, content({"journeys": {"own-1": {"hidden": True}}}))
        assert labels(shown.message) == [DO, LEAVE]
        await app.services.texts.reset(quiet.guild.id, "journey:own-1", quiet.lin.id)
        await pressed(quiet, shown, DO)
        assert "`journeys.own-1`: There is no tour of that name" in shown.text
        assert labels(shown.message) == []
        assert (await present(quiet)) == Setup(Welcome(quiet.guild.id))


async def test_much_is_shown_in_a_file_besides(quiet: Town) -> None:
    long = {locale: {"text": "word " * 50} for locale in WORDS}
    texts = {f"icebreaker:{number}": long for number in range(1, 30)}
    async with quiet.bot():
        shown = await brought(quiet, content({"texts": texts, "welcome": {"buddies": True}}))
        assert len(shown.text) <= 2000
        (file,) = shown.message.attachments
        assert file.data.decode().count("word " * 49) == 87
        await pressed(quiet, shown, DO)
        assert len((await present(quiet)).texts) == 29


async def test_members_have_no_part_in_it(quiet: Town) -> None:
    async with quiet.bot():
        for command in ("export", "import"):
            with pytest.raises(Exception, match="redbridge"):
                quiet.amy.slash(quiet.general, f"redbridge onboarding {command}", file=Upload(FILE, b"{}"))
