"""/rules: what members read, in their own language, and what a moderator posts for everybody."""

from typing import Any

import pytest
import pytest_asyncio

from bot.client.rules.reading import MOST
from bot.i18n import LOCALES
from bot.rules.book import LONGEST_DETAIL, LONGEST_TEXT, RuleText
from tests.e2e.ruling import CATS, NO_POLITICS, answer, book, labels, pressed, wrote
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio
POLITICS_EN = "**1. No politics**\nPlease don't bring politics here, we want to have fun."
POLITICS_ZH = "**1. 不聊政治**\n请别在这里聊政治，大家是来开心的。"
ALCOHOL = "No alcohol talk\nWe do not talk about wine here.\n# beer, red wine"
MACHINE_EN = "-# 🤖 Translated by machine, and nobody has looked at it yet."


@pytest_asyncio.fixture
async def hotpot(quiet: Town) -> Town:
    quiet.google.answer = answer
    return quiet


async def asked(place: Town, who: Any, which: str | None = None) -> Any:
    place.sandbox.clock.advance(10)  # nobody asks ten times at once
    options = {} if which is None else {"which": which}
    found = await who.slash(place.general, "rules", **options).answered()
    assert found.ephemeral
    return found


async def written(place: Town, *texts: str) -> None:
    for text in texts:
        await wrote(place, place.lin, en=text)


async def filled(place: Town, count: int, text: RuleText | None = None) -> None:
    rules, text = place.running.services.rules, text or RuleText("Rule", "Text.")
    for number in range(1, count + 1):
        texts = {each: RuleText(f"{text.name} {number}", text.text, text.detail) for each in LOCALES}
        await rules.add(place.guild.id, texts, place.lin.id)


async def test_everybody_reads_in_their_own_language_and_the_other_is_a_press_away(hotpot: Town) -> None:
    tw = hotpot.guild.add_member("阿明", locale="zh-TW")
    async with hotpot.bot() as app:
        await app.services.members.learn(tw.id, "zh-TW")
        await written(hotpot, NO_POLITICS)
        amy, yu, ming = [await asked(hotpot, who, "1") for who in (hotpot.amy, hotpot.yu, tw)]
        assert amy.text == POLITICS_EN
        assert yu.text == f"{POLITICS_ZH}\n-# 🤖 机器翻译，还没人看过。"
        assert "請別在這裡聊政治，大家是來開心的。" in ming.text
        assert [labels(each.message) for each in (amy, yu, ming)] == [["简体中文"], ["English"], ["English"]]
    async with hotpot.bot():  # the buttons survive a restart
        await pressed(hotpot, hotpot.amy, amy, "简体中文")
        assert amy.text == f"{POLITICS_ZH}\n{MACHINE_EN}"
        await pressed(hotpot, hotpot.amy, amy, "English")
        assert amy.text == POLITICS_EN


async def test_numbers_spans_keywords_and_names_of_either_language_are_found(hotpot: Town) -> None:
    async with hotpot.bot():
        await written(hotpot, NO_POLITICS, CATS, ALCOHOL)
        numbers = {"politics": "1", "政治": "1", "ELECTION": "1", "３": "3", "red wine": "3", "2-3": "23", "3、1": "31"}
        numbers |= {"1 3 cats": "132", "選舉": "1", "先晒猫": "2", "politics election 1": "1", "我们聊政治吧": "1"}
        for which, expected in numbers.items():
            shown = await asked(hotpot, hotpot.amy, which)
            heads = [line[2] for line in shown.text.splitlines() if line.startswith("**")]
            assert "".join(heads) == expected, which


async def test_an_explanation_and_examples_come_with_what_is_asked_for_only(hotpot: Town) -> None:
    async with hotpot.bot():
        await written(hotpot, CATS)
        alone = await asked(hotpot, hotpot.amy, "cats")
        assert alone.text.splitlines()[2:] == ["> Biscuit asleep on the keyboard", "It is a toll."]
        assert "toll" not in (await asked(hotpot, hotpot.amy)).text


async def test_what_no_rule_goes_by_is_said(hotpot: Town) -> None:
    async with hotpot.bot():
        assert (await asked(hotpot, hotpot.amy)).text.startswith("This server has written down no rules")
        assert (
            "/redbridge rules list" in (await asked(hotpot, hotpot.lin)).text
            or "/红桥 规则 列表" in (await asked(hotpot, hotpot.lin)).text
        )
        await written(hotpot, NO_POLITICS)
        some = await asked(hotpot, hotpot.amy, "1 9 *dragons*")
        assert some.text.splitlines()[-1] == r"-# No rule goes by: 9 · \*dragons\*"
        none = await asked(hotpot, hotpot.amy, "dragons @everyone")
        assert none.text.startswith("No rule here goes by “dragons @everyone”")


async def test_a_long_book_has_pages(hotpot: Town) -> None:
    async with hotpot.bot():
        await filled(hotpot, 7, RuleText("Rule", "word " * (LONGEST_TEXT // 5)))
        shown = await asked(hotpot, hotpot.amy)
        assert labels(shown.message) == ["Next page", "简体中文"]
        seen = []
        for _ in range(4):
            assert len(shown.text) <= 2000
            seen += [line for line in shown.text.splitlines() if line.startswith("**")]
            if "Next page" in labels(shown.message):
                await pressed(hotpot, hotpot.amy, shown, "Next page")
        assert seen == [f"**{n}. Rule {n}**" for n in range(1, 8)]
        assert "Next page" not in labels(shown.message)
        await pressed(hotpot, hotpot.amy, shown, "Previous page")
        assert "**5. Rule 5**" in shown.text


async def test_many_at_once_are_cut_off_and_said_so(hotpot: Town) -> None:
    async with hotpot.bot():
        await filled(hotpot, MOST + 3)
        shown = await asked(hotpot, hotpot.amy, "1-50")
        assert shown.text.count("**") == 2 * MOST
        assert shown.text.splitlines()[-1] == f"-# Those are a lot at once: the first {MOST} are shown."


async def test_a_moderator_posts_rules_here_for_everybody(hotpot: Town) -> None:
    async with hotpot.bot():
        await written(hotpot, NO_POLITICS)
        assert "Post here" not in labels((await asked(hotpot, hotpot.amy, "1")).message)
        assert "发到这里" not in labels((await asked(hotpot, hotpot.lin)).message)
        shown = await asked(hotpot, hotpot.lin, "politics")
        await pressed(hotpot, hotpot.lin, shown, "发到这里")
        (post,) = hotpot.general.messages
        assert post.content == f"{POLITICS_EN}\n{POLITICS_ZH}"
        assert post.author.name == "RedBridge"
        assert shown.text.splitlines()[-1].startswith("-# 已经发出来了：https://discord.com/channels/")
        assert "发到这里" not in labels(shown.message)


async def test_a_post_pings_nobody_and_is_made_once_however_often_one_presses(hotpot: Town) -> None:
    async with hotpot.bot():
        await wrote(hotpot, hotpot.lin, en=f"Ping\n@everyone <@{hotpot.amy.id}> look", simplified="别吵\n@everyone 看")
        shown = await asked(hotpot, hotpot.lin, "1")
        for press in [hotpot.lin.press(shown.message, "发到这里") for _ in range(3)]:
            await press.acknowledgement()
        await hotpot.idle()
        (post,) = hotpot.general.messages
        assert not post.pinged


async def test_what_is_long_is_posted_in_parts_none_of_which_is_too_long(hotpot: Town) -> None:
    async with hotpot.bot():
        await filled(hotpot, 3, RuleText("Rule", "word " * (LONGEST_TEXT // 5), "more " * (LONGEST_DETAIL // 5)))
        shown = await asked(hotpot, hotpot.lin, "1-3")
        await pressed(hotpot, hotpot.lin, shown, "发到这里")
        posts = [post.content for post in hotpot.general.messages]
        assert len(posts) == 3
        assert [post.count("**") for post in posts] == [4, 4, 4]
        assert max(map(len, posts)) <= 2000


async def test_where_redbridge_may_not_write_a_moderator_is_told(hotpot: Town) -> None:
    async with hotpot.bot():
        await written(hotpot, NO_POLITICS)
        shown = await asked(hotpot, hotpot.lin, "1")
        hotpot.sandbox.faults.deny("send_messages", hotpot.general)
        press = hotpot.lin.press(shown.message, "发到这里")
        await hotpot.idle()
        assert "权限" in press.followups[-1].content
        assert hotpot.general.messages == []


async def test_who_is_no_moderator_any_more_posts_nothing(hotpot: Town) -> None:
    async with hotpot.bot():
        await written(hotpot, NO_POLITICS)
        shown = await asked(hotpot, hotpot.lin, "1")
        hotpot.lin.take(hotpot.guild.role("moderators"))
        assert "管理服务器" in (await hotpot.lin.press(shown.message, "发到这里").answered()).text
        assert hotpot.general.messages == []


async def test_a_rule_that_was_removed_meanwhile_is_shown_no_more(hotpot: Town) -> None:
    async with hotpot.bot() as app:
        await written(hotpot, NO_POLITICS)
        shown = await asked(hotpot, hotpot.amy, "1")
        (rule,) = (await book(hotpot)).rules
        await app.services.rules.remove(hotpot.guild.id, rule.rule_id, hotpot.lin.id)
        press = hotpot.amy.press(shown.message, "简体中文")
        await hotpot.idle()
        assert press.followups[-1].content.startswith("These rules are not in the book any more.")
