"""A rule book is published, changed in place, looked back at, and taken back; members agree to it."""

from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio

from bot.client.rules.agreeing import LABEL
from tests.e2e.ruling import ADS, NO_POLITICS, answer, labels, log, names, wrote
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio
CHINESE = "别发广告\n想在这里卖东西，先问管理员。"


@pytest_asyncio.fixture
async def hotpot(quiet: Town) -> Town:
    quiet.google.answer = answer
    return quiet


@pytest.fixture
def rules(hotpot: Town) -> Any:
    return hotpot.guild.add_channel("rules")


async def publish(place: Town, who: Any = None, **options: Any) -> Any:
    """What a moderator reads after publishing."""
    sent = (who or place.lin).slash(place.general, "redbridge rules publish", **options)
    await place.idle()
    return sent.followups[-1] if sent.followups else sent.message


async def begin(place: Town, channel: Any, **options: Any) -> Any:
    """Two rules, the first written in English, the other one in all three languages, and published."""
    await wrote(place, place.lin, en=NO_POLITICS)
    await wrote(place, place.lin, en=ADS, simplified=CHINESE, traditional="請勿打廣告\n先問管理員。")
    return await publish(place, channel=channel, unapproved=True, **options)


async def change(place: Town, **texts: str) -> None:
    await wrote(place, place.lin, **texts)


async def test_each_language_has_its_post_and_the_button_is_below_the_last(hotpot: Town, rules: Any) -> None:
    async with hotpot.bot():
        told = await begin(hotpot, rules)
        english, chinese = rules.messages
        name = hotpot.guild.name
        assert english.content.split("\n\n") == [
            f"## Rules of {name}",
            "**1. No politics**\nPlease don't bring politics here, we want to have fun.",
            "**2. No ads**\nAsk a moderator before you sell something here.",
        ]
        head, first, second, foot = chinese.content.split("\n\n")
        assert (head, first) == (f"## {name}的规则", "**1. 不聊政治**\n请别在这里聊政治，大家是来开心的。")
        assert second == "**2. 别发广告**\n想在这里卖东西，先问管理员。"
        assert foot.splitlines()[0].startswith("-# Version 1, <t:")
        assert foot.splitlines()[1].startswith("-# 第 1 版")
        assert [labels(each) for each in rules.messages] == [[], [LABEL]]
        assert f"/{rules.id}/{english.id}" in told.content
        assert not english.pinged.users
        assert "发布了规则，版本：1" in await log(hotpot)


async def test_side_by_side(hotpot: Town, rules: Any) -> None:
    async with hotpot.bot():
        await begin(hotpot, rules, layout="together")
        (post,) = rules.messages
        lines = post.content.splitlines()
        assert lines[3:7] == [
            "**1. No politics**",
            "Please don't bring politics here, we want to have fun.",
            "**1. 不聊政治**",
            "请别在这里聊政治，大家是来开心的。",
        ]
        assert labels(post) == [LABEL]


async def test_the_next_version_stands_in_the_same_posts_and_says_what_changed(hotpot: Town, rules: Any) -> None:
    async with hotpot.bot():
        await begin(hotpot, rules)
        ids = [each.id for each in rules.messages]
        await change(hotpot, en="Cats first\nPost your cat before you post anything else.")
        told = await publish(hotpot, unapproved=True)
        assert [each.id for each in rules.messages] == ids
        assert "**3. Cats first**" in rules.messages[0].content
        assert "**3. 先晒猫**" in rules.messages[1].content
        assert "+ Cats first" in told.content
        assert "+ 先晒猫" in told.content
        assert "No politics" not in told.content


async def test_nothing_new_is_no_new_version(hotpot: Town, rules: Any) -> None:
    async with hotpot.bot() as app:
        await begin(hotpot, rules)
        told = await publish(hotpot, unapproved=True)
        assert "从第 1 版到现在什么都没改" in told.content
        assert len(await app.services.publishing.history(hotpot.guild.id)) == 1
        assert len(rules.messages) == 2


async def test_what_nobody_has_looked_at_is_published_only_on_request(hotpot: Town, rules: Any) -> None:
    async with hotpot.bot():
        await wrote(hotpot, hotpot.lin, en=NO_POLITICS)
        told = await publish(hotpot, channel=rules)
        assert "还没人看过" in told.content
        assert "Nobody has looked" in told.content
        assert rules.messages == []
        await publish(hotpot, channel=rules, unapproved=True)
        assert len(rules.messages) == 2


async def test_an_empty_book_and_a_missing_channel_are_explained(hotpot: Town, rules: Any) -> None:
    async with hotpot.bot():
        assert "规则放在哪里" in (await publish(hotpot)).content
        assert "没有可以发布的规则" in (await publish(hotpot, channel=rules)).content
        hotpot.sandbox.faults.deny("send_messages", rules)
        await wrote(hotpot, hotpot.lin, en=ADS, simplified=CHINESE, traditional="請勿打廣告\n先問管理員。")
        assert "发送消息" in (await publish(hotpot, channel=rules)).content


async def test_a_post_that_was_deleted_is_made_anew_and_that_is_said(hotpot: Town, rules: Any) -> None:
    async with hotpot.bot():
        await begin(hotpot, rules)
        first, second = rules.messages
        hotpot.guild.bulk_delete([first])
        await hotpot.idle()
        told = await publish(hotpot, unapproved=True)
        assert "被人删了" in told.content
        assert rules.messages[0].id == second.id
        assert len(rules.messages) == 2


async def test_another_channel_takes_the_posts_along(hotpot: Town, rules: Any) -> None:
    hall = hotpot.guild.add_channel("hall")
    async with hotpot.bot():
        await begin(hotpot, rules)
        await publish(hotpot, channel=hall, unapproved=True)
        assert rules.messages == []
        assert len(hall.messages) == 2


async def test_a_long_book_is_split_between_rules_and_shrinks_again(hotpot: Town, rules: Any) -> None:
    async with hotpot.bot() as app:
        for number in range(5):
            texts = {"en": f"Rule {number}\n" + "x" * 780, "simplified": f"规则{number}\n" + "字" * 780}
            await wrote(hotpot, hotpot.lin, **texts, traditional=f"規則{number}\n字")
        await publish(hotpot, channel=rules)
        assert len(rules.messages) == 6
        assert all(len(each.content) <= 2000 for each in rules.messages)
        assert [labels(each) for each in rules.messages] == [[]] * 5 + [[LABEL]]
        for _ in range(4):
            book = await app.services.rules.book(hotpot.guild.id)
            await app.services.rules.remove(hotpot.guild.id, book.rules[-1].rule_id, hotpot.lin.id)
        await publish(hotpot)
        assert len(rules.messages) == 2
        assert [labels(each) for each in rules.messages] == [[], [LABEL]]


async def test_going_back_is_one_command_and_a_version_of_its_own(hotpot: Town, rules: Any) -> None:
    async with hotpot.bot() as app:
        await begin(hotpot, rules)
        first = rules.messages[0].content
        book = await app.services.rules.book(hotpot.guild.id)
        await app.services.rules.remove(hotpot.guild.id, book.rules[0].rule_id, hotpot.lin.id)
        await publish(hotpot, unapproved=True)
        assert "No politics" not in rules.messages[0].content
        told = hotpot.lin.slash(hotpot.general, "redbridge rules undo")
        await hotpot.idle()
        assert rules.messages[0].content == first
        assert await names(hotpot) == ["No politics", "No ads"]
        assert "+ No politics" in told.message.content
        assert [each.version for each in await app.services.publishing.history(hotpot.guild.id)] == [3, 2, 1]


async def test_going_back_loses_no_change_that_was_not_published(hotpot: Town, rules: Any) -> None:
    async with hotpot.bot():
        await begin(hotpot, rules)
        await change(hotpot, en="Cats first\nPost your cat before you post anything else.")
        await publish(hotpot, unapproved=True)
        await change(hotpot, en="No alcohol talk\nWe do not talk about wine here.")
        sent = hotpot.lin.slash(hotpot.general, "redbridge rules undo")
        told = await sent.answered()
        assert "还没发布过的改动" in told.text
        assert len(await names(hotpot)) == 4


async def test_the_history_tells_who_when_and_what_and_shows_the_book_as_it_was(hotpot: Town, rules: Any) -> None:
    async with hotpot.bot():
        await begin(hotpot, rules)
        await change(hotpot, en="Cats first\nPost your cat before you post anything else.")
        await publish(hotpot, unapproved=True, important=True)
        shown = (await hotpot.lin.slash(hotpot.general, "redbridge rules history").answered()).message
        assert shown.content.splitlines()[1].startswith("**第 2 版** · <t:")
        assert f"<@{hotpot.lin.id}>" in shown.content
        assert "重要" in shown.content.splitlines()[1]
        hotpot.lin.choose(shown, ["2"], "rulevers:1")
        await hotpot.idle()
        assert "+ Cats first" in shown.content
        assert "+ 先晒猫" in shown.content
        hotpot.lin.press(shown, "当时的规则")
        await hotpot.idle()
        assert "**3. 先晒猫**" in shown.content
        hotpot.lin.press(shown, "English")
        await hotpot.idle()
        assert "**3. Cats first**" in shown.content
    async with hotpot.bot():
        hotpot.lin.press(shown, "改了什么")
        await hotpot.idle()
        hotpot.lin.press(shown, "所有版本")
        await hotpot.idle()
        assert "**第 1 版**" in shown.content


async def test_only_moderators_publish_and_look_back(hotpot: Town, rules: Any) -> None:
    async with hotpot.bot():
        await begin(hotpot, rules)
        shown = (await hotpot.lin.slash(hotpot.general, "redbridge rules history").answered()).message
        hotpot.guild.change_role(hotpot.guild.role("moderators"), [])
        refused = await hotpot.lin.choose(shown, ["1"], "rulevers:1").answered()
        assert "管理服务器" in refused.text
        assert "No politics" not in shown.content


async def test_killed_between_post_and_note_nothing_stands_twice(hotpot: Town, rules: Any) -> None:
    async with hotpot.bot():
        await begin(hotpot, rules)
        ids = [each.id for each in rules.messages]
    async with hotpot.bot() as app:
        for post in await app.services.publishing.posts(hotpot.guild.id):
            await app.services.publishing.posted(replace(post, message_id=None))
        await publish(hotpot, unapproved=True)
        assert [each.id for each in rules.messages] == ids
