"""Publishing where Discord fails, channels go, and moderators come at once: nothing stands twice, nothing is lost."""

from typing import Any

import pytest
import pytest_asyncio

from bot.client.rules.agreeing import LABEL
from tests.e2e.ruling import ADS, answer, labels, wrote
from tests.e2e.test_rules_published import CHINESE, begin, publish
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def hotpot(quiet: Town) -> Town:
    quiet.google.answer = answer
    return quiet


@pytest.fixture
def rules(hotpot: Town) -> Any:
    return hotpot.guild.add_channel("rules")


async def test_a_channel_that_is_gone_is_told_and_another_one_takes_the_rules(hotpot: Town, rules: Any) -> None:
    hall = hotpot.guild.add_channel("hall")
    async with hotpot.bot() as app:
        await begin(hotpot, rules)
        hotpot.guild.remove_channel(rules)
        await hotpot.idle()
        assert "放规则的频道已经没了" in (await publish(hotpot, unapproved=True)).content
        sent = hotpot.lin.slash(hotpot.general, "redbridge rules undo")
        await hotpot.idle()
        assert "频道已经没了" in (await sent.answered()).text
        await publish(hotpot, channel=hall, unapproved=True)
        assert [labels(each) for each in hall.messages] == [[], [LABEL]]
        assert len(await app.services.publishing.history(hotpot.guild.id)) == 1


async def test_what_discord_refused_in_the_middle_is_made_up_for(hotpot: Town, rules: Any) -> None:
    async with hotpot.bot() as app:
        await begin(hotpot, rules)
        first = rules.messages[0]
        hotpot.sandbox.faults.http(403, f"PATCH /channels/{rules.id}/messages/{rules.messages[1].id}")
        await wrote(hotpot, hotpot.lin, en="Cats first\nPost your cat before you post anything else.")
        told = await publish(hotpot, unapproved=True)
        assert "有的消息 Discord 没收下" in told.content
        assert "Cats first" in first.content
        assert "先晒猫" not in rules.messages[1].content
        told = await publish(hotpot, unapproved=True)
        assert "先晒猫" in rules.messages[1].content
        assert "没收下" not in told.content
        assert len(await app.services.publishing.history(hotpot.guild.id)) == 2
        assert len(rules.messages) == 2


async def test_a_post_that_discord_took_without_saying_so_stands_once(hotpot: Town, rules: Any) -> None:
    async with hotpot.bot():
        hotpot.sandbox.faults.http(503, f"POST /channels/{rules.id}/messages", served=True)
        await begin(hotpot, rules)
        (first,) = rules.messages
        await publish(hotpot, unapproved=True)
        assert [labels(each) for each in rules.messages] == [[], [LABEL]]
        assert rules.messages[0] is first


async def test_two_moderators_at_once_make_one_set_of_posts(hotpot: Town, rules: Any) -> None:
    mei = hotpot.guild.add_member("Mei", roles=[hotpot.guild.role("moderators")])
    async with hotpot.bot() as app:
        await wrote(hotpot, hotpot.lin, en=ADS, simplified=CHINESE, traditional="請勿打廣告\n先問管理員。")
        asked = [
            who.slash(hotpot.general, "redbridge rules publish", channel=rules) for who in (hotpot.lin, mei, hotpot.lin)
        ]
        await hotpot.idle()
        for each in asked:
            assert (await each.answered()).text
        assert [labels(each) for each in rules.messages] == [[], [LABEL]]
        assert [each.version for each in await app.services.publishing.history(hotpot.guild.id)] == [1]


async def test_the_longest_rules_there_may_be_stand_whole_side_by_side(hotpot: Town, rules: Any) -> None:
    async with hotpot.bot():
        long = {"en": f"{'N' * 80}\n{'x' * 800}", "simplified": f"{'名' * 80}\n{'字' * 800}"}
        await wrote(hotpot, hotpot.lin, **long, traditional=f"{'名' * 80}\n{'字' * 800}")
        await publish(hotpot, channel=rules, layout="together")
        (whole,) = [each for each in rules.messages if "x" * 800 in each.content]
        assert "字" * 800 in whole.content
        assert labels(rules.messages[-1]) == [LABEL]


async def test_a_rule_that_was_removed_comes_back_with_its_text_and_place(hotpot: Town, rules: Any) -> None:
    async with hotpot.bot() as app:
        await begin(hotpot, rules)
        before = await app.services.rules.book(hotpot.guild.id)
        await app.services.rules.remove(hotpot.guild.id, before.rules[0].rule_id, hotpot.lin.id)
        await wrote(hotpot, hotpot.lin, en="Cats first\nPost your cat before you post anything else.")
        await publish(hotpot, unapproved=True)
        hotpot.lin.slash(hotpot.general, "redbridge rules undo")
        await hotpot.idle()
        after = await app.services.rules.book(hotpot.guild.id)
        assert [(each.rule_id, each.position, each.texts) for each in after.rules] == [
            (each.rule_id, each.position, each.texts) for each in before.rules
        ]
        hotpot.lin.slash(hotpot.general, "redbridge rules undo")
        await hotpot.idle()
        assert [each.texts["en"].name for each in (await app.services.rules.book(hotpot.guild.id)).rules] == [
            "No ads",
            "Cats first",
        ]
