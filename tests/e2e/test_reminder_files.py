"""Reminders and triggers go home as one file and come along: looked at first, then kept, all of it or nothing."""

import json
from typing import Any

import pytest

from bot.sandbox import Upload
from bot.sandbox.world.overwrite import Overwrite
from bot.store.triggers import NOTE
from tests.e2e.ruling import labels, log, pressed
from tests.e2e.test_reminders import HOUR, begun, chat, posts, set_up
from tests.e2e.test_triggers import says
from tests.e2e.town import Town
from tests.e2e.week import pass_time

pytestmark = pytest.mark.asyncio
DO, ADD, LEAVE = "照做", "只加新的", "先不动"
FILE = "ours.json"
HEAD: dict[str, Any] = {"format": "redbridge.reminders", "version": 1}


async def brought(place: Town, value: Any, who: Any = None, channel: Any = None, name: str = FILE) -> Any:
    """What a moderator is shown of a file."""
    data = value if isinstance(value, bytes) else json.dumps(HEAD | value, ensure_ascii=False).encode()
    asked = (who or place.lin).slash(channel or place.general, "redbridge reminders import", file=Upload(name, data))
    shown = await asked.answered()
    assert shown.ephemeral
    return shown


async def taken_home(place: Town, who: Any = None, channel: Any = None) -> Any:
    found = await (who or place.lin).slash(channel or place.general, "redbridge reminders export").answered()
    (file,) = found.message.attachments
    assert (file.filename, found.ephemeral) == ("redbridge-reminders.json", True)
    return json.loads(file.data)


async def refusal(place: Town, shown: Any, label: str = DO, who: Any = None) -> str:
    press = (who or place.lin).press(shown.message, label)
    await place.idle()
    return str(press.followups[-1].content if press.followups else (await press.answered()).text)


async def furnished(place: Town) -> Any:
    """Two reminders and two triggers; the channel of the reminders."""
    tea = await begun(place)
    await set_up(place, tea, quiet="22:00-08:00", messages=3)
    await set_up(place, tea, when="0 20 * * 5", text="good night")
    rules, triggers = (await rulebook(place)).rules, place.running.services.triggers
    spared = {"channels": (tea.id,), "roles": (place.guild.role("moderators").id,)}
    await triggers.add(place.guild.id, rules[1].rule_id, place.lin.id, words=("politics", "选举"), **spared)
    await triggers.add(place.guild.id, rules[2].rule_id, place.lin.id, pattern=r"s[i1]mp", action=NOTE, count=2)
    return tea


async def rulebook(place: Town, guild: Any = None) -> Any:
    return await place.running.services.rules.book((guild or place.guild).id)


async def kept(place: Town, guild: Any = None) -> Any:
    return await place.running.services.reminder_files.present((guild or place.guild).id)


async def test_a_file_of_all_there_is_changes_nothing(quiet: Town) -> None:
    async with quiet.bot():
        tea = await furnished(quiet)
        before, file = await kept(quiet), await taken_home(quiet)
        assert [each["when"] for each in file["reminders"]] == ["6h", "0 20 * * 5"]
        assert file["reminders"][0]["channel"] == {"id": str(tea.id), "name": "tea"}
        assert file["reminders"][1]["text"]["en"] == {"text": "good night", "machine": False}
        assert file["triggers"][0]["rule"]["number"] == 2
        shown = await brought(quiet, file)
        assert shown.text == f"**{FILE}** 读过了，里面没有要改的。"
        assert labels(shown.message) == []
        assert await kept(quiet) == before


async def test_what_is_gone_by_now_may_stay_as_it_is(quiet: Town) -> None:
    async with quiet.bot():
        tea = await furnished(quiet)
        tea.delete()
        await quiet.idle()
        file = await taken_home(quiet)
        assert file["reminders"][0]["channel"] == {"id": str(tea.id), "name": ""}
        assert labels((await brought(quiet, file)).message) == []


async def test_another_server_gets_the_same_by_names(quiet: Town) -> None:
    async with quiet.bot() as app:
        await furnished(quiet)
        file = await taken_home(quiet)
        other = quiet.sandbox.add_guild("Noodle Club")
        mods = other.add_role("moderators", permissions=("manage_guild",))
        boss, tea = other.add_member("Boss", locale="en-US", roles=(mods,)), other.add_channel("Tea")
        await quiet.idle()
        await app.services.members.learn(boss.id, "en")
        texts = [rule.texts for rule in (await rulebook(quiet)).rules]
        for text in (texts[2], texts[1], texts[0]):
            await app.services.rules.add(other.id, text, boss.id)
        shown = await brought(quiet, file, boss, tea)
        assert shown.text.splitlines()[1] == "New: 4 · changed: 0 · taken away: 0"
        assert f"🆕 Trigger → rule 1, {texts[2]['en'].name}: s[i1]mp" in shown.text
        assert ": `0 20 * * 5`, 📌 good night" in shown.text
        assert "`" not in shown.text.replace("`6h`", "").replace("`0 20 * * 5`", "")
        await pressed(quiet, boss, shown, "Do it")
        here = await kept(quiet, other)
        assert [each.channel_id for each in here.reminders] == [tea.id, tea.id]
        assert [each.is_on for each in here.reminders] == [True, True]
        assert (here.triggers[0].channels, here.triggers[0].roles) == ((tea.id,), (mods.id,))
        rules = (await rulebook(quiet, other)).rules
        assert [each.rule_id for each in here.triggers] == [rules[1].rule_id, rules[0].rule_id]
        assert labels((await brought(quiet, file, boss, tea)).message) == []


async def test_what_there_is_not_here_is_said_and_the_reminder_is_paused(quiet: Town) -> None:
    async with quiet.bot():
        await begun(quiet)
        there = {"id": "123456789012345678", "name": "far-away"}
        reminder = {"channel": there, "when": "daily", "zone": "Chengdu"}
        trigger = {"rule": {"number": 2}, "words": ["politics"], "not_in": [there], "not_for": [{"name": "Old ones"}]}
        shown = await brought(quiet, {"reminders": [reminder], "triggers": [trigger]})
        for path in ("reminders.0.channel", "triggers.0.not_in.0", "triggers.0.not_for.0"):
            assert f"- `{path}`: " in shown.text
        assert shown.text.count("far-away") == 2
        await pressed(quiet, quiet.lin, shown, DO)
        now = await kept(quiet)
        assert [(each.channel_id, each.is_on, each.zone) for each in now.reminders] == [(0, False, "Asia/Shanghai")]
        assert [(each.channels, each.roles) for each in now.triggers] == [((), ())]
        card = await quiet.lin.slash(quiet.general, "redbridge reminders edit", reminder=1).answered()
        assert "频道没有了" in card.text
        assert labels((await brought(quiet, {"reminders": [reminder]})).message) == []


async def test_a_file_takes_the_place_of_what_there_is(quiet: Town) -> None:
    async with quiet.bot():
        tea = await furnished(quiet)
        await pass_time(quiet, 14 * HOUR)
        (first,) = posts(quiet, tea)
        file = await taken_home(quiet)
        file["reminders"][0] |= {"when": "12h", "quiet": "", "messages": 0}
        file["reminders"][1] = {"channel": {"name": "general"}, "when": "weekly", "shows": "random"}
        file["triggers"] = [file["triggers"][0] | {"words": ["politics", "vote"]}]
        shown = await brought(quiet, file)
        lines = shown.text.splitlines()
        assert lines[1] == "新增：1 · 更改：2 · 去掉：2"
        assert lines[2].startswith("✏️ **1** ")
        assert lines[2].endswith(" (`when`, `quiet`, `messages`)")
        assert [line[0] for line in lines[3:7]] == ["🆕", "✏", "🗑", "🗑"]
        (in_full,) = shown.message.attachments
        changed = in_full.data.decode().splitlines()
        assert changed[:2] == ["== reminders.0", '- when: "6h"']
        assert {'- quiet: "22:00-08:00"', '+ when: "12h"', '+ quiet: ""', "+ messages: 0"} <= set(changed)
        assert {'- words: "选举"', '+ words: "vote"', '- pattern: "s[i1]mp"'} <= set(changed)
        assert labels(shown.message) == [DO, ADD, LEAVE]
        await pressed(quiet, quiet.lin, shown, DO)
        assert shown.text.splitlines()[0] == f"**{FILE}** 读完了，从现在起生效。"
        now = await kept(quiet)
        assert [(each.reminder_id, each.every_minutes, each.choice) for each in now.reminders] == [
            (1, 720, "turn"),
            (3, 7 * 24 * 60, "random"),
        ]
        assert [(each.trigger_id, each.words) for each in now.triggers] == [(1, ("politics", "vote"))]
        assert f"{FILE}：⏰ +1 \\~1 -1 🔔 +0 \\~1 -1" in await log(quiet)
        await chat(quiet, tea)
        await pass_time(quiet, 12 * HOUR)
        (second,) = posts(quiet, tea)
        assert second != first
        await says(quiet, quiet.amy, "did you vote")
        assert len([text for name, text in quiet.talk() if name not in {"Amy", "Lin"}]) == 1


async def test_what_is_new_alone_can_be_added_and_what_a_file_does_not_name_stays(quiet: Town) -> None:
    async with quiet.bot():
        await furnished(quiet)
        before = await kept(quiet)
        changed = {"rule": {"number": 2}, "words": ["politics"]}
        new = {"rule": {"number": 3}, "words": ["lottery"]}
        shown = await brought(quiet, {"triggers": [changed, new]})
        assert shown.text.splitlines()[1] == "新增：1 · 更改：1 · 去掉：1"
        await pressed(quiet, quiet.lin, shown, ADD)
        now = await kept(quiet)
        assert (now.reminders, now.triggers[:2]) == (before.reminders, before.triggers)
        assert [(each.trigger_id, each.words) for each in now.triggers[2:]] == [(3, ("lottery",))]
        shown = await brought(quiet, {"reminders": []})
        assert shown.text.splitlines()[1] == "新增：0 · 更改：0 · 去掉：2"
        await pressed(quiet, quiet.lin, shown, DO)
        assert await kept(quiet) == type(now)((), now.triggers)


async def test_what_nobody_has_written_is_translated_when_it_is_kept(quiet: Town) -> None:
    said = {"en": {"text": "see you tomorrow at the market"}}
    value = {"reminders": [{"channel": {"name": "#general"}, "when": "6h", "shows": "text", "text": said}]}
    async with quiet.bot():
        shown = await brought(quiet, value)
        assert "🤖" in shown.text
        assert quiet.google.asked == []
        quiet.google.fail("500")
        assert "什么都没改" in await refusal(quiet, shown)
        assert (await kept(quiet)).reminders == ()
        assert labels(shown.message) == [DO, LEAVE]
        quiet.google.recover()
        quiet.clock.advance(60)
        await pressed(quiet, quiet.lin, shown, DO)
        (made,) = (await kept(quiet)).reminders
        assert (made.text_en, made.machine) == ("see you tomorrow at the market", "zh-CN zh-TW")
        assert made.text_cn
        assert labels((await brought(quiet, value)).message) == []


async def test_what_cannot_be_kept_in_whole_is_not_kept_in_part(quiet: Town) -> None:
    async with quiet.bot() as app:
        tea = await begun(quiet)
        for _ in range(19):
            await set_up(quiet, tea)
        rule = (await rulebook(quiet)).rules[0]
        (first, *_) = (await taken_home(quiet))["reminders"]
        new = [{"channel": {"name": name}, "when": "9h", "shows": "needed"} for name in ("general", "tea")]
        value = {"reminders": [*new, first], "triggers": [{"rule": {"number": 1}, "words": ["lottery"]}]}
        shown = await brought(quiet, value)
        before = await kept(quiet)
        assert "20" in await refusal(quiet, shown, ADD)
        assert await kept(quiet) == before
        assert labels(shown.message) == [DO, ADD, LEAVE]
        await pressed(quiet, quiet.lin, shown, DO)
        assert len((await kept(quiet)).reminders) == 3
        assert [each.rule_id for each in app.services.triggers.of(quiet.guild.id)] == [rule.rule_id]


async def test_what_was_changed_meanwhile_is_shown_anew_and_done_only_then(quiet: Town) -> None:
    async with quiet.bot():
        tea = await begun(quiet)
        value = {"reminders": [{"channel": {"name": "general"}, "when": "6h"}]}
        shown = await brought(quiet, value)
        await set_up(quiet, tea)
        await pressed(quiet, quiet.lin, shown, DO)
        assert "刚才" in shown.text.splitlines()[0]
        assert shown.text.splitlines()[1] == "新增：1 · 更改：0 · 去掉：1"
        assert [each.channel_id for each in (await kept(quiet)).reminders] == [tea.id]
        await pressed(quiet, quiet.lin, shown, DO)
        assert [each.channel_id for each in (await kept(quiet)).reminders] == [quiet.general.id]


async def test_a_reminder_that_came_meanwhile_is_no_change(quiet: Town) -> None:
    async with quiet.bot():
        tea = await begun(quiet)
        await set_up(quiet, tea)
        await pass_time(quiet, 6 * HOUR - 60)
        file = await taken_home(quiet)
        shown = await brought(quiet, {"reminders": [file["reminders"][0] | {"messages": 5}]})
        await pass_time(quiet, 120)
        (post,) = posts(quiet, tea)
        await pressed(quiet, quiet.lin, shown, DO)
        (now,) = await quiet.running.services.reminders.every(quiet.guild.id)
        assert (now.least_messages, now.post_id) == (5, tea.messages[-1].id)
        assert post in tea.messages[-1].content


async def test_a_rule_that_is_taken_away_meanwhile_is_said(quiet: Town) -> None:
    async with quiet.bot() as app:
        await begun(quiet)
        rule = (await rulebook(quiet)).rules[0]
        named = {"rule": {"zh-CN": rule.texts["zh-CN"].name}, "words": ["politics"]}
        shown = await brought(quiet, {"triggers": [named]})
        await app.services.rules.remove(quiet.guild.id, rule.rule_id, quiet.lin.id)
        await pressed(quiet, quiet.lin, shown, DO)
        assert "`triggers.0.rule`" in shown.text
        assert labels(shown.message) == []
        assert (await kept(quiet)).triggers == ()


async def test_a_trigger_without_its_rule_stays_out_of_files_and_is_left_alone(quiet: Town) -> None:
    async with quiet.bot() as app:
        await furnished(quiet)
        await app.services.rules.remove(quiet.guild.id, (await rulebook(quiet)).rules[2].rule_id, quiet.lin.id)
        answer = await quiet.lin.slash(quiet.general, "redbridge reminders export").answered()
        assert answer.text.splitlines()[-1].endswith("2。")
        before = await kept(quiet)
        shown = await brought(quiet, {"triggers": []})
        await pressed(quiet, quiet.lin, shown, DO)
        assert await kept(quiet) == type(before)(before.reminders, before.triggers[1:])


async def test_a_file_is_for_whoever_brought_it_may_keep_it_and_not_across_a_restart(quiet: Town) -> None:
    value = {"reminders": [{"channel": {"name": "general"}, "when": "6h"}]}
    async with quiet.bot():
        shown = await brought(quiet, value)
        await pressed(quiet, quiet.lin, shown, LEAVE)
        assert shown.text == f"好，先不用 **{FILE}**，什么都没改。"
        shown = await brought(quiet, value)
        quiet.lin.take(quiet.guild.role("moderators"))
        assert "管理服务器" in await refusal(quiet, shown)
        quiet.lin.give(quiet.guild.role("moderators"))
        quiet.clock.advance(15 * 60)
        assert "把文件再发一次" in await refusal(quiet, shown)
        shown = await brought(quiet, value)
    async with quiet.bot():
        assert "把文件再发一次" in await refusal(quiet, shown)
        assert (await kept(quiet)).reminders == ()


async def test_where_nothing_is_there_is_nothing_to_take_home(quiet: Town) -> None:
    async with quiet.bot():
        found = await quiet.lin.slash(quiet.general, "redbridge reminders export").answered()
        assert "`/红桥 提醒 添加`" in found.text
        assert not found.message.attachments
        for command in ("export", "import"):
            with pytest.raises(Exception, match="redbridge"):
                quiet.amy.slash(quiet.general, f"redbridge reminders {command}")


async def test_what_comes_from_a_file_comes_on_time(quiet: Town) -> None:
    async with quiet.bot():
        tea = await begun(quiet)
        shown = await brought(quiet, {"reminders": [{"channel": {"name": "tea"}, "when": "6h"}]})
        await pressed(quiet, quiet.lin, shown, DO)
        await pass_time(quiet, 6 * HOUR - 60)
        assert posts(quiet, tea) == []
        await pass_time(quiet, 120)
        assert len(posts(quiet, tea)) == 1


async def test_where_the_bot_may_not_write_and_what_goes_by_its_number_is_said(quiet: Town) -> None:
    async with quiet.bot():
        tea = await begun(quiet)
        tea.overwrite([Overwrite(quiet.guild.everyone, deny="send_messages")])
        await quiet.idle()
        reminders = [{"channel": {"name": "tea"}, "when": "6h"}]
        shown = await brought(
            quiet, {"reminders": reminders, "triggers": [{"rule": {"number": 2, "en": "Old"}, "words": ["x1"]}]}
        )
        assert "- `reminders.0.channel`: 红桥还不能在那里发消息，缺少：发送消息" in shown.text
        name = (await rulebook(quiet)).rules[1].texts["en"].name
        assert f"- `triggers.0.rule`: 这里没有叫“Old”的规则，所以按编号算作规则 2“{name}”。" in shown.text
        await pressed(quiet, quiet.lin, shown, DO)
        assert [each.is_on for each in (await kept(quiet)).reminders] == [True]


async def test_as_much_as_there_can_be_is_shown_in_part_and_kept_in_whole(quiet: Town) -> None:
    texts = {locale: {"text": "x" * 890} for locale in ("en", "zh-CN", "zh-TW")}
    reminder = {"channel": {"name": "*_*" * 30}, "when": "0 20 * * 5", "shows": "text", "text": texts}
    places = [{"id": str(10**17 + number), "name": "𠀀" * 100} for number in range(25)]
    triggers = [
        {
            "rule": {"number": 2},
            "words": [f"w{number}n{each} {'长' * 50}" for each in range(20)],
            "exceptions": [f"w{number}n{each} {'短' * 50}" for each in range(20)],
            "pattern": f"q{number}[xyz]{{9}}",
            "not_in": places,
            "not_for": places,
        }
        for number in range(50)
    ]
    async with quiet.bot():
        await begun(quiet)
        shown = await brought(quiet, {"reminders": [reminder] * 20, "triggers": triggers})
        assert len(shown.text) <= 2000
        (file,) = shown.message.attachments
        assert file.data.decode().count("`triggers.49.not_in.") == 25
        await pressed(quiet, quiet.lin, shown, DO)
        assert len(shown.text) <= 2000
        now = await kept(quiet)
        assert (len(now.reminders), len(now.triggers)) == (20, 50)
        assert labels((await brought(quiet, await taken_home(quiet))).message) == []
