"""What members write calls for a rule: it is said kindly, once, to nobody by name; moderators see why, and decide."""

from typing import Any

import pytest

from bot.rules.book import Rule
from bot.rules.log import FALSE, TRIGGER
from bot.store.triggers import CHANNEL, NOTE, Trigger
from tests.e2e.ruling import log, pressed
from tests.e2e.town import Town
from tests.fakes.phrases import zh

pytestmark = pytest.mark.asyncio
RULE, WORDS, PATTERN, EXCEPTIONS = "规则", "词和短语，一行一个", "正则表达式，需要的话", "这些说法没关系，一行一个"
FALSE_ALARM, QUIET, PHRASE = "误报 · False alarm", "安静一小时 · Quiet for an hour", "在哪个说法里没关系？"


async def begun(place: Town) -> Rule:
    """A rule book; its second rule is the one that is meant."""
    return (await place.running.services.rules.begin(place.guild.id, "rednote", place.lin.id)).rules[1]


async def watched(place: Town, *words: str, **values: Any) -> tuple[Rule, Trigger]:
    rule = await begun(place)
    triggers = place.running.services.triggers
    return rule, await triggers.add(place.guild.id, rule.rule_id, place.lin.id, words=words, **values)


async def mods(place: Town) -> Any:
    channel = place.guild.add_channel("mods")
    await place.running.services.rule_settings.change(place.guild.id, place.lin.id, log_channel_id=channel.id)
    return channel


async def says(place: Town, who: Any, text: str, channel: Any = None) -> Any:
    message = who.say(channel or place.general, text)
    await place.idle()
    return message


def reminders(place: Town, channel: Any = None) -> list[str]:
    return [text for name, text in place.talk(channel) if name not in {"Amy", "小雨", "Lin"}]


async def test_a_trigger_is_made_and_reminds_kindly_in_both_languages(quiet: Town) -> None:
    async with quiet.bot():
        rule = await begun(quiet)
        opened = quiet.lin.slash(quiet.general, "redbridge triggers add")
        await opened.answered()
        label = f"{rule.number}. {rule.texts['zh-CN'].name}"
        sent = quiet.lin.submit(opened, {RULE: [label], WORDS: "politics\n选举", EXCEPTIONS: "office politics"})
        await quiet.idle()
        assert "politics · 选举" in (await sent.answered()).text
        await says(quiet, quiet.amy, "office politics again")
        assert reminders(quiet) == []
        await says(quiet, quiet.amy, "let's talk p.o.l.i.t.i.c.s")
        (post,) = reminders(quiet)
        for locale in ("en", "zh-CN"):
            assert rule.texts[locale].name in post
        assert "Amy" not in post
        assert not quiet.general.messages[-1].pinged.users
        assert quiet.general.messages[-1].reference is None
        assert "触发" in await log(quiet)


@pytest.mark.parametrize("text", ["選舉結果", "选*举", "选 举", "ｐｏｌｉｔｉｃｓ", "ZZ"])
async def test_disguises_are_seen_through(quiet: Town, text: str) -> None:
    async with quiet.bot():
        await watched(quiet, "选举", "politics", "zz")
        await says(quiet, quiet.yu, text)
        assert len(reminders(quiet)) == 1


async def test_the_translation_counts_and_a_message_only_once(quiet: Town) -> None:
    async with quiet.bot():
        await quiet.translate_channel()
        translated = zh("what do you all think of it")
        rule, _ = await watched(quiet, translated[:6], "all think", channel_rest=0, member_rest=0)
        await says(quiet, quiet.amy, "what do you all think of it")
        said = [text for text in reminders(quiet) if rule.texts["en"].name in text]
        assert len(said) == 1
        trigger = quiet.running.services.triggers.of(quiet.guild.id)[0]
        await quiet.running.services.triggers.change(
            quiet.guild.id, trigger.trigger_id, quiet.lin.id, words=(translated[:6],)
        )
        quiet.clock.advance(60)
        await says(quiet, quiet.amy, "what do you all think of it")
        assert len([text for text in reminders(quiet) if rule.texts["en"].name in text]) == 2


async def test_several_people_within_some_minutes(quiet: Town) -> None:
    async with quiet.bot():
        await watched(quiet, "politics", count=3, minutes=5)
        for _ in range(4):
            await says(quiet, quiet.amy, "politics")
        assert reminders(quiet) == []
        quiet.clock.advance(6 * 60)
        await says(quiet, quiet.amy, "politics")
        await says(quiet, quiet.yu, "politics")
        assert reminders(quiet) == []
        await says(quiet, quiet.amy, "politics")
        assert len(reminders(quiet)) == 1


async def test_it_rests_in_the_channel_and_about_the_same_people(quiet: Town) -> None:
    other = quiet.guild.add_channel("other")
    async with quiet.bot():
        await watched(quiet, "politics", channel_rest=30, member_rest=60)
        await says(quiet, quiet.amy, "politics")
        await says(quiet, quiet.yu, "politics")
        await says(quiet, quiet.amy, "politics", other)
        assert len(reminders(quiet)) == 1
        assert reminders(quiet, other) == []
    async with quiet.bot():  # the rest of a channel survives a restart
        await says(quiet, quiet.yu, "politics")
        assert len(reminders(quiet)) == 1
        quiet.clock.advance(31 * 60)
        await says(quiet, quiet.yu, "politics")
        assert len(reminders(quiet)) == 2


async def test_channels_and_roles_are_spared(quiet: Town) -> None:
    role, other = quiet.guild.add_role("press"), quiet.guild.add_channel("news")
    async with quiet.bot():
        _, trigger = await watched(quiet, "politics")
        card = await quiet.lin.slash(quiet.general, "redbridge triggers edit", trigger=trigger.trigger_id).answered()
        quiet.lin.choose(card.message, [other], f"trigger:1:channels:{trigger.trigger_id}")
        await quiet.idle()
        quiet.lin.choose(card.message, [role], f"trigger:1:roles:{trigger.trigger_id}")
        await quiet.idle()
        assert f"<#{other.id}>" in card.text
        assert f"<@&{role.id}>" in card.text
        quiet.amy.give(role)
        await quiet.idle()
        await says(quiet, quiet.yu, "politics", other)
        await says(quiet, quiet.amy, "politics")
        assert reminders(quiet) + reminders(quiet, other) == []
        await says(quiet, quiet.yu, "politics")
        assert len(reminders(quiet)) == 1


@pytest.mark.parametrize(("action", "said", "noted"), [("both", 1, 1), (CHANNEL, 1, 0), (NOTE, 0, 1)])
async def test_in_the_channel_or_to_moderators_or_both(quiet: Town, action: str, said: int, noted: int) -> None:
    async with quiet.bot():
        rule, _ = await watched(quiet, "politics", action=action)
        channel = await mods(quiet)
        message = await says(quiet, quiet.amy, "politics")
        assert len(reminders(quiet)) == said
        notes = reminders(quiet, channel)
        assert len(notes) == noted
        for note in notes:
            assert f"/{quiet.general.id}/{message.id}" in note
            assert "politics" in note
            assert rule.texts["en"].name in note


async def test_a_false_alarm_proposes_an_exception_and_takes_back_what_was_said(quiet: Town) -> None:
    async with quiet.bot():
        await watched(quiet, "politics")
        channel = await mods(quiet)
        message = await says(quiet, quiet.amy, "I hate office politics so much")
        note = channel.messages[-1]
    async with quiet.bot() as app:  # the buttons survive a restart
        opened = quiet.lin.press(note, FALSE_ALARM)
        await opened.answered()
        (part,) = opened.modal["components"]
        assert part["component"]["value"] == "office politics so"
        useless = quiet.lin.submit(opened, {PHRASE: "something else"})
        await quiet.idle()
        assert "politics" in (await useless.answered()).text
        opened = quiet.lin.press(note, FALSE_ALARM)
        await opened.answered()
        quiet.lin.submit(opened, {PHRASE: "office politics"})
        await quiet.idle()
        assert reminders(quiet) == []
        known = await app.services.reminder_log.get(quiet.guild.id, message.id, TRIGGER)
        assert known is not None
        assert known.state == FALSE
        quiet.clock.advance(2 * 60 * 60)
        await says(quiet, quiet.amy, "office politics")
        assert reminders(quiet) == []
        await says(quiet, quiet.amy, "politics")
        assert len(reminders(quiet)) == 1


async def test_a_trigger_is_quiet_for_an_hour(quiet: Town) -> None:
    async with quiet.bot():
        await watched(quiet, "politics", channel_rest=0, member_rest=0)
        channel = await mods(quiet)
        await says(quiet, quiet.amy, "politics")
        quiet.lin.press(channel.messages[-1], QUIET)
        await quiet.idle()
        quiet.clock.advance(59 * 60)
        await says(quiet, quiet.amy, "politics")
        assert len(reminders(quiet)) == 1
        quiet.clock.advance(2 * 60)
        await says(quiet, quiet.amy, "politics")
        assert len(reminders(quiet)) == 2


async def test_each_press_asks_whether_one_may(quiet: Town) -> None:
    async with quiet.bot() as app:
        _, trigger = await watched(quiet, "politics")
        channel = await mods(quiet)
        card = await quiet.lin.slash(quiet.general, "redbridge triggers edit", trigger=trigger.trigger_id).answered()
        await says(quiet, quiet.amy, "politics")
        quiet.lin.take(quiet.guild.role("moderators"))
        for message, label in (
            (channel.messages[-1], FALSE_ALARM),
            (channel.messages[-1], QUIET),
            (card.message, "暂停"),
            (card.message, "删除"),
        ):
            assert "管理服务器" in (await quiet.lin.press(message, label).answered()).text
        assert app.services.triggers.of(quiet.guild.id) == [trigger]


async def test_trying_tells_what_would_happen_and_why(quiet: Town) -> None:
    async with quiet.bot():
        translated = zh("what do you all think of it")
        _, trigger = await watched(quiet, "politics", translated[:6])
        channel = quiet.general

        async def tried(text: str) -> str:
            answer = await quiet.lin.slash(channel, "redbridge reminders test", text=text).answered()
            return str(answer.text)

        assert "没有触发器" in await tried("you all are fun")
        assert "“politics”" in (await tried("some politics")).replace("「", "“").replace("」", "”")
        assert "译文" in await tried("what do you all think of it")
        assert reminders(quiet) == []
        await quiet.running.services.triggers.snooze(quiet.guild.id, trigger.trigger_id, quiet.lin.id, 5)
        assert "先不说话" in await tried("some politics")


async def test_triggers_are_listed_paused_and_removed(quiet: Town) -> None:
    async with quiet.bot() as app:
        _, trigger = await watched(quiet, "politics")
        assert "politics" in (await quiet.lin.slash(quiet.general, "redbridge triggers list").answered()).text
        card = await quiet.lin.slash(quiet.general, "redbridge triggers edit", trigger=trigger.trigger_id).answered()
        await pressed(quiet, quiet.lin, card, "暂停")
        await says(quiet, quiet.amy, "politics")
        assert reminders(quiet) == []
        await quiet.lin.slash(quiet.general, "redbridge triggers remove", trigger=trigger.trigger_id).answered()
        assert app.services.triggers.of(quiet.guild.id) == []
        gone = await quiet.lin.slash(quiet.general, "redbridge triggers edit", trigger=trigger.trigger_id).answered()
        assert "/红桥 触发器 列表" in gone.text


async def test_a_lost_rule_and_a_channel_in_which_nothing_may_be_said(quiet: Town) -> None:
    async with quiet.bot() as app:
        rule, trigger = await watched(quiet, "politics", channel_rest=0, member_rest=0)
        channel = await mods(quiet)
        quiet.sandbox.faults.deny("send_messages", quiet.general)
        await says(quiet, quiet.amy, "politics")
        assert reminders(quiet) == []
        assert len(reminders(quiet, channel)) == 1  # moderators see it all the same
        await app.services.rules.remove(quiet.guild.id, rule.rule_id, quiet.lin.id)
        await says(quiet, quiet.amy, "politics")
        assert len(reminders(quiet, channel)) == 1
        card = await quiet.lin.slash(quiet.general, "redbridge triggers edit", trigger=trigger.trigger_id).answered()
        assert "⚠️" in card.text


async def test_the_panel_shows_as_many_as_it_can_and_leads_to_each_and_back(quiet: Town) -> None:
    async with quiet.bot() as app:
        rule = await begun(quiet)
        for number in range(50):
            words = (f"politics {number}", "选举" * 15)
            await app.services.triggers.add(quiet.guild.id, rule.rule_id, quiet.lin.id, words=words)
        panel = await quiet.lin.slash(quiet.general, "redbridge rules panel").answered()
        quiet.lin.choose(panel.message, ["triggers"], "rulebook:2:screen")
        await quiet.idle()
        assert "**1**" in panel.text
        assert "/红桥 触发器 列表" in panel.text.splitlines()[-1]
        quiet.lin.choose(panel.message, ["50"], "rulebook:1:trigger-more")
        await quiet.idle()
        assert "politics 49" in panel.text
        await pressed(quiet, quiet.lin, panel, "删除")
        await pressed(quiet, quiet.lin, panel, "全部触发器")
        form = quiet.lin.press(panel.message, "新的触发器")
        await form.answered()
        quiet.lin.submit(form, {RULE: [f"{rule.number}. {rule.texts['zh-CN'].name}"], WORDS: "elections"})
        await quiet.idle()
        assert "elections" in panel.text


async def test_the_translation_counts_across_a_bridge_too(quiet: Town) -> None:
    async with quiet.bot() as app:
        there = quiet.guild.add_channel("there")
        bridge = await app.services.bridges.create(quiet.guild.id, "tea", quiet.lin.id)
        await app.services.bridges.add(bridge.bridge_id, quiet.general.id, "en", quiet.lin.id)
        await app.services.bridges.add(bridge.bridge_id, there.id, "zh-CN", quiet.lin.id)
        rule, _ = await watched(quiet, zh("what do you all think of it")[:6])
        await says(quiet, quiet.amy, "what do you all think of it")
        (post,) = reminders(quiet)
        assert rule.texts["en"].name in post
        assert [m.content for m in there.messages] == [zh("what do you all think of it")]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({WORDS: "the"}, "I just made dumplings for the first time"),
        ({PATTERN: r"\w"}, "good morning everyone, how did you sleep?"),
        ({PATTERN: "(a+)+(?=b)"}, "RE2"),
        ({PATTERN: "(x{1000}){1000}"}, "RE2"),
        ({WORDS: "\n".join(f"word{number}" for number in range(400))}, "200"),
        ({WORDS: "***"}, "***"),
        ({}, "要有词"),
    ],
)
async def test_what_no_trigger_can_be_is_explained_and_the_form_comes_back(
    quiet: Town, fields: dict[str, str], said: str
) -> None:
    async with quiet.bot() as app:
        rule = await begun(quiet)
        opened = quiet.lin.slash(quiet.general, "redbridge triggers add")
        await opened.answered()
        sent = quiet.lin.submit(opened, {RULE: [f"{rule.number}. {rule.texts['zh-CN'].name}"], **fields})
        await quiet.idle()
        refused = await sent.answered()
        assert said in refused.text
        assert app.services.triggers.of(quiet.guild.id) == []
        if fields:
            assert "再试一次" in str(refused.message.components)


async def test_ten_thousand_words_are_more_than_a_server_may_have(quiet: Town) -> None:
    async with quiet.bot() as app:
        rule = await begun(quiet)
        for part in range(10):
            words = tuple(f"word{part * 200 + number}" for number in range(200))
            await app.services.triggers.add(quiet.guild.id, rule.rule_id, quiet.lin.id, words=words)
        opened = quiet.lin.slash(quiet.general, "redbridge triggers add")
        await opened.answered()
        sent = quiet.lin.submit(opened, {RULE: [f"{rule.number}. {rule.texts['zh-CN'].name}"], WORDS: "one more"})
        await quiet.idle()
        assert "2000" in (await sent.answered()).text.replace(",", "")
        assert len(app.services.triggers.of(quiet.guild.id)) == 10


async def test_two_moderators_change_the_same_trigger_and_the_second_is_told(quiet: Town) -> None:
    async with quiet.bot() as app:
        _, trigger = await watched(quiet, "politics")
        card = await quiet.lin.slash(quiet.general, "redbridge triggers edit", trigger=trigger.trigger_id).answered()
        forms = [quiet.lin.press(card.message, label) for label in ("词", "什么时候，做什么")]
        for form in forms:
            await form.answered()
        who = quiet.guild.id, trigger.trigger_id, quiet.lin.id
        await app.services.triggers.change(*who, words=("elections",))
        words, when = [
            quiet.lin.submit(form, {label: text})
            for form, label, text in zip(forms, (WORDS, "几条消息？"), ("votes", "3"), strict=True)
        ]
        await quiet.idle()
        assert "Somebody else changed this trigger" in words.followups[-1].content
        assert "votes" in words.followups[-1].content
        kept = app.services.triggers.get(*who[:2])
        # What nobody else touched is kept all the same.
        assert (kept.words, kept.count) == (("elections",), 3)
        assert when.followups == []


async def test_after_a_false_alarm_the_channel_does_not_rest(quiet: Town) -> None:
    async with quiet.bot():
        await watched(quiet, "politics")
        channel = await mods(quiet)
        await says(quiet, quiet.amy, "politics of cats")
        opened = quiet.lin.press(channel.messages[-1], FALSE_ALARM)
        await opened.answered()
        quiet.lin.submit(opened, {PHRASE: "politics of cats"})
        await quiet.idle()
        await says(quiet, quiet.amy, "politics of cats")
        assert reminders(quiet) == []
        await says(quiet, quiet.amy, "politics")
        assert len(reminders(quiet)) == 1


async def test_a_note_never_means_another_trigger_than_its_own(quiet: Town) -> None:
    async with quiet.bot() as app:
        rule, trigger = await watched(quiet, "politics")
        channel = await mods(quiet)
        await says(quiet, quiet.amy, "politics")
        note = channel.messages[-1]
        await app.services.triggers.remove(quiet.guild.id, trigger.trigger_id, quiet.lin.id)
        other = await app.services.triggers.add(quiet.guild.id, rule.rule_id, quiet.lin.id, words=("stocks",))
        assert other.trigger_id != trigger.trigger_id
        late = await quiet.lin.press(note, QUIET).answered()
        assert "/红桥 触发器 列表" in late.text
        assert app.services.triggers.of(quiet.guild.id) == [other]


async def test_a_trigger_that_asks_for_several_keeps_nobody_else_quiet_after_a_restart(quiet: Town) -> None:
    async with quiet.bot():
        await watched(quiet, "politics", count=2, minutes=60, channel_rest=30, member_rest=600)
        await says(quiet, quiet.amy, "politics")
        await says(quiet, quiet.yu, "politics")
        assert len(reminders(quiet)) == 1
    async with quiet.bot():
        for who in (quiet.amy, quiet.yu, quiet.amy):
            await says(quiet, who, "politics")
        assert len(reminders(quiet)) == 1
        quiet.clock.advance(31 * 60)
        await says(quiet, quiet.amy, "politics")
        await says(quiet, quiet.yu, "politics")
        assert len(reminders(quiet)) == 2


async def test_the_title_of_a_post_in_a_forum_counts(quiet: Town) -> None:
    async with quiet.bot():
        forum = quiet.guild.add_channel("forum", "forum")
        await watched(quiet, "politics")
        thread = quiet.amy.start_post(forum, "all about politics", "what do you all think of it")
        await quiet.idle()
        assert len(reminders(quiet, thread)) == 1
