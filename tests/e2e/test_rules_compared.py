"""The book beside what Discord itself shows to whoever joins, and beside what a member agreed to."""

from typing import Any

import pytest
import pytest_asyncio

from bot.client.rules.agreeing import LABEL
from bot.client.rules.since import LABEL as CHANGED
from tests.e2e.ruling import ADS, answer, labels, wrote
from tests.e2e.test_rules_published import CHINESE, begin, publish
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio
COMPARE, WHAT = "和 Discord 的规则比一比", "What changed"
CATS = "Cats first\nPost your cat before you post anything else."


@pytest_asyncio.fixture
async def hotpot(quiet: Town) -> Town:
    quiet.google.answer = answer
    return quiet


@pytest.fixture
def rules(hotpot: Town) -> Any:
    return hotpot.guild.add_channel("rules")


def managing(place: Town) -> None:
    """Let the bot manage the server, which Discord wants for its screening."""
    place.guild.change_role(place.guild.role(place.sandbox.bot.name), ["administrator"])


async def compared(place: Town, told: Any) -> Any:
    return await place.lin.press(told, COMPARE).answered()


async def test_what_discord_shows_is_compared_rule_by_rule(hotpot: Town, rules: Any) -> None:
    managing(hotpot)
    texts = ["Keep your *camera* on", "2. No ads", "Don't bring politics here please, we want to have fun"]
    hotpot.guild.screen(texts)
    async with hotpot.bot():
        told = (await compared(hotpot, await begin(hotpot, rules))).text.splitlines()
        assert told[1] == "两边一样的：1"
        assert told[3:5] == ["只有 Discord 有，第 1 条：", "> Keep your \\*camera\\* on"]
        assert told[6].startswith("**1. 不聊政治**")
        assert told[7] == f"> {texts[2]}"
        assert "No ads" not in "\n".join(told)


async def test_the_same_rules_in_the_same_order_are_said_to_be_so(hotpot: Town, rules: Any) -> None:
    managing(hotpot)
    hotpot.guild.screen(["No politics", "别发广告"])
    async with hotpot.bot():
        told = (await compared(hotpot, await begin(hotpot, rules))).text
        assert "两边说的一样，顺序也一样" in told
        hotpot.guild.screen(["No ads", "No politics"])
        told = (await compared(hotpot, await publish(hotpot, unapproved=True))).text
        assert "**2. 别发广告**" in told
        assert "第 1 条" in told


async def test_the_panel_offers_it_too_and_only_where_there_is_something_to_compare(hotpot: Town, rules: Any) -> None:
    managing(hotpot)
    async with hotpot.bot():
        told = await begin(hotpot, rules)
        assert COMPARE not in labels(told)
        hotpot.guild.screen(["No politics"])
        panel = await hotpot.lin.slash(hotpot.general, "redbridge rules panel").answered()
        hotpot.lin.choose(panel.message, ["publish"], "rulebook:2:screen")
        await hotpot.idle()
        assert "**2. 别发广告**" in (await compared(hotpot, panel.message)).text
        hotpot.guild.screen([])
        assert "没什么可比的" in (await compared(hotpot, panel.message)).text


async def test_what_discord_does_not_tell_is_explained(hotpot: Town, rules: Any) -> None:
    hotpot.guild.screen(["No politics"])
    async with hotpot.bot():
        told = await begin(hotpot, rules)
        assert "不让红桥看" in (await compared(hotpot, told)).text
        hotpot.sandbox.faults.http(500, f"GET /guilds/{hotpot.guild.id}/member-verification", times=9)
        assert "过一分钟再试" in (await compared(hotpot, told)).text


async def test_only_moderators_compare(hotpot: Town, rules: Any) -> None:
    managing(hotpot)
    hotpot.guild.screen(["No politics"])
    async with hotpot.bot():
        told = await begin(hotpot, rules)
        hotpot.guild.change_role(hotpot.guild.role("moderators"), [])
        assert "No politics" not in (await compared(hotpot, told)).text


async def three_versions(place: Town, channel: Any) -> None:
    """Amy agrees to the first; the third is important."""
    await wrote(place, place.lin, en=ADS, simplified=CHINESE, traditional="請勿打廣告\n先問管理員。")
    await publish(place, channel=channel)
    place.amy.press(channel.messages[-1], LABEL)
    await place.idle()
    await wrote(place, place.lin, en=CATS)
    await publish(place, unapproved=True)
    await wrote(place, place.lin, en="No alcohol talk\nWe do not talk about wine here.")
    await publish(place, unapproved=True, important=True)


async def test_an_important_version_asks_below_the_rules_and_tells_each_what_is_new_to_them(
    hotpot: Town, rules: Any
) -> None:
    async with hotpot.bot():
        await three_versions(hotpot, rules)
        english, chinese, call = rules.messages
        assert [labels(each) for each in (english, chinese, call)] == [[], [LABEL], [LABEL, CHANGED]]
        assert call.content.splitlines()[0].startswith("📣 The rules changed in an important way (version 3).")
        assert "第 3 版" in call.content.splitlines()[1]
        shown = (await hotpot.amy.press(call, CHANGED).answered()).text
        assert "since version 1" in shown
        assert "+ Cats first" in shown
        assert "+ No alcohol talk" in shown
        assert "先晒猫" not in shown
        shown = (await hotpot.yu.press(call, CHANGED).answered()).text
        assert "+ 不聊酒" in shown
        assert "先晒猫" not in shown


async def test_the_call_outlives_small_changes_and_restarts_and_goes_after_a_month(hotpot: Town, rules: Any) -> None:
    async with hotpot.bot():
        await three_versions(hotpot, rules)
        call = rules.messages[2]
    async with hotpot.bot() as app:
        assert "since version 1" in (await hotpot.amy.press(call, CHANGED).answered()).text
        await publish(hotpot, unapproved=True, layout="together")
        assert [each.id for each in rules.messages if "📣" in each.content] == [call.id]
        await publish(hotpot, unapproved=True, important=True)
        calls = [each for each in rules.messages if "📣" in each.content]
        assert "version 4" in calls[0].content
        assert [each.id for each in calls] != [call.id]
        hotpot.clock.advance(31 * 24 * 3600)
        hotpot.sandbox.clock.advance(31 * 24 * 3600)
        book = await app.services.rules.book(hotpot.guild.id)
        await app.services.rules.remove(hotpot.guild.id, book.rules[0].rule_id, hotpot.lin.id)
        told = await publish(hotpot, unapproved=True)
        assert "- No ads" in told.content
        assert not [each for each in rules.messages if "📣" in each.content]


async def test_going_back_behind_an_important_version_asks_nobody_for_it(hotpot: Town, rules: Any) -> None:
    async with hotpot.bot() as app:
        await three_versions(hotpot, rules)
        hotpot.lin.slash(hotpot.general, "redbridge rules undo")
        await hotpot.idle()
        assert len(rules.messages) == 2
        assert not (await app.services.agreements.standing(hotpot.guild.id, hotpot.amy.id)).is_asked


async def test_the_rules_lead_to_what_changed_for_those_who_agreed_before(hotpot: Town, rules: Any) -> None:
    async with hotpot.bot():
        await three_versions(hotpot, rules)
        shown = (await hotpot.amy.slash(hotpot.general, "rules").answered()).message
        assert "+ Cats first" in (await hotpot.amy.press(shown, WHAT).answered()).text
        shown = (await hotpot.guild.add_member("Leo").slash(hotpot.general, "rules").answered()).message
        assert WHAT not in labels(shown)
