"""Moderators write rules in the languages they have, look at the others, order them, and take nothing away for good."""

from typing import Any

import pytest
import pytest_asyncio

from bot.errors import UserError
from bot.i18n import LOCALES
from bot.rules.book import LONGEST_TEXT, MOST_RULES, RuleText
from tests.e2e.ruling import (
    ADS,
    AGAIN,
    ALL,
    APPROVE,
    BRING_BACK,
    CATS,
    EDIT,
    ENGLISH,
    MACHINE,
    NO_POLITICS,
    REMOVE,
    SIMPLIFIED,
    TRADITIONAL,
    answer,
    book,
    card,
    fields,
    filled,
    labels,
    log,
    names,
    pressed,
    wrote,
)
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def hotpot(quiet: Town) -> Town:
    quiet.google.answer = answer
    return quiet


@pytest.fixture
def mo(hotpot: Town) -> Any:
    return hotpot.guild.add_member("Mo", locale="en-US", roles=(hotpot.guild.role("moderators"),))


async def refused(sent: Any) -> Any:
    """The message to a moderator whose form or press came to nothing: beside what they saw, or as its first answer."""
    answer = await sent.answered()
    return sent.followups[-1] if sent.followups else answer.message


async def test_a_rule_is_written_in_one_language_and_the_others_are_made_and_approved(hotpot: Town) -> None:
    async with hotpot.bot():
        answered = await (await wrote(hotpot, hotpot.lin, en=NO_POLITICS)).answered()
        assert answered.ephemeral
        shown = answered.message
        assert shown.content.splitlines() == [
            "**规则 1**",
            ENGLISH,
            "> **No politics**",
            "> Please don't bring politics here, we want to have fun.",
            "> -# politics · election",
            f"{SIMPLIFIED} · {MACHINE}",
            "> **不聊政治**",
            "> 请别在这里聊政治，大家是来开心的。",
            "> -# 政治 · 选举",
            f"{TRADITIONAL} · {MACHINE}",
            "> **不聊政治**",
            "> 請別在這裡聊政治，大家是來開心的。",
            "> -# 政治 · 選舉",
            "-# 点*编辑*能看到全文，包括这里没显示完的。",
        ]
        assert labels(shown) == [EDIT, APPROVE, REMOVE, ALL]
        await hotpot.lin.press(shown, APPROVE).acknowledgement()
        await hotpot.idle()
        assert MACHINE not in shown.content
        assert labels(shown) == [EDIT, REMOVE, ALL]
        assert not any(text.is_machine for text in (await book(hotpot)).rules[0].texts.values())
        lines = await log(hotpot)
        assert "加了规则：1 (en)" in lines
        assert "1. No politics" in lines


async def test_all_that_belongs_to_a_rule_is_translated_from_chinese_too(hotpot: Town) -> None:
    chinese = "先晒猫\n发别的之前，先发你的猫。\n# 猫\n> Biscuit 在键盘上睡着了\n---\n这是过路费。"
    async with hotpot.bot():
        await wrote(hotpot, hotpot.lin, simplified=chinese)
        (rule,) = (await book(hotpot)).rules
        english = rule.texts["en"]
        assert (english.name, english.text) == ("Cats first", "Post your cat before you post anything else.")
        assert (english.detail, english.examples) == ("It is a toll.", ("Biscuit asleep on the keyboard",))
        assert english.is_machine
        assert rule.texts["zh-CN"] == RuleText(
            "先晒猫", "发别的之前，先发你的猫。", "这是过路费。", ("猫",), ("Biscuit 在键盘上睡着了",)
        )
        assert rule.texts["zh-TW"].name == "先曬貓"


async def test_a_rule_can_be_typed_in_one_line(hotpot: Town) -> None:
    async with hotpot.bot():
        line = "不聊政治：请别在这里聊政治，大家是来开心的。"
        shown = await hotpot.lin.slash(hotpot.general, "redbridge rules add", text=line).answered()
        assert "> **No politics**" in shown.text
        change = {"rule": "1", "text": "先问管理员。"}
        shown = await hotpot.lin.slash(hotpot.general, "redbridge rules edit", **change).answered()
        (rule,) = (await book(hotpot)).rules
        assert rule.texts["zh-CN"] == RuleText("不聊政治", "先问管理员。")
        assert rule.texts["en"] == RuleText("No politics", "Ask a moderator first.", is_machine=True)
        assert "> Ask a moderator first." in shown.text
        russian = "Пожалуйста, не говорите здесь о политике"
        refusal = await hotpot.lin.slash(hotpot.general, "redbridge rules add", text=russian).answered()
        assert "不是英文，也不是中文" in refusal.text
        assert len((await book(hotpot)).rules) == 1


async def test_a_line_leaves_everything_else_of_a_rule_as_it_was(hotpot: Town) -> None:
    async with hotpot.bot():
        await wrote(hotpot, hotpot.lin, en=CATS, simplified="先晒猫\n自己写的。")
        change = {"rule": "cats", "text": "Cats first: Ask a moderator first."}
        await hotpot.lin.slash(hotpot.general, "redbridge rules edit", **change).answered()
        (rule,) = (await book(hotpot)).rules
        english = RuleText(
            "Cats first", "Ask a moderator first.", "It is a toll.", (), ("Biscuit asleep on the keyboard",)
        )
        assert rule.texts["en"] == english
        assert rule.texts["zh-CN"] == RuleText("先晒猫", "自己写的。")


async def test_what_people_wrote_in_three_languages_is_kept_to_the_letter(hotpot: Town) -> None:
    async with hotpot.bot():
        await wrote(hotpot, hotpot.lin, en=ADS, simplified="别发广告\n先问。", traditional="請勿打廣告\n先問。")
        (rule,) = (await book(hotpot)).rules
        assert [rule.texts[locale].name for locale in LOCALES] == ["No ads", "别发广告", "請勿打廣告"]
        assert not any(text.is_machine for text in rule.texts.values())
        assert hotpot.google.asked == []


async def test_what_the_machine_wrote_follows_a_change_and_what_a_person_wrote_stays(hotpot: Town) -> None:
    async with hotpot.bot():
        await wrote(hotpot, hotpot.lin, en=ADS, traditional="請勿打廣告\n先問。")
        shown = await card(hotpot, hotpot.lin, "1")
        form = hotpot.lin.press(shown.message, EDIT)
        await form.answered()
        assert list(fields(form)) == [ENGLISH, f"{SIMPLIFIED} 🤖", TRADITIONAL]
        assert fields(form)[ENGLISH] == ADS
        await filled(hotpot, hotpot.lin, form, traditional="不打廣告\n先問管理員。")
        (rule,) = (await book(hotpot)).rules
        assert rule.texts["zh-CN"] == RuleText("不打广告", "先问管理员。", is_machine=True)
        assert rule.texts["en"].text == "Ask a moderator before you sell something here."
        assert "不打廣告" in shown.text


async def test_a_form_sent_as_it_was_changes_nothing(hotpot: Town) -> None:
    async with hotpot.bot():
        await wrote(hotpot, hotpot.lin, en=CATS)
        shown, before = await card(hotpot, hotpot.lin, "1"), await book(hotpot)
        await filled(hotpot, hotpot.lin, hotpot.lin.press(shown.message, EDIT))
        assert await book(hotpot) == before
        assert "改了规则" not in await log(hotpot)


async def test_of_two_moderators_the_second_is_told_and_gets_back_what_they_wrote(hotpot: Town, mo: Any) -> None:
    async with hotpot.bot() as app:
        await app.services.members.learn(mo.id, "en")
        await wrote(hotpot, hotpot.lin, en=ADS, simplified="别发广告\n先问。")
        hers, his = await card(hotpot, hotpot.lin, "1"), await card(hotpot, mo, "1")
        first, second = hotpot.lin.press(hers.message, EDIT), mo.press(his.message, "Edit")
        await first.answered()
        await second.answered()
        await filled(hotpot, hotpot.lin, first, en="No ads\nAsk a moderator first.")
        sent = await filled(hotpot, mo, second, en="Ads\nHis words, and not hers.")
        told = await refused(sent)
        assert told.content.startswith("Somebody else changed this rule meanwhile, so yours was not kept")
        assert "His words, and not hers." in told.content
        (rule,) = (await book(hotpot)).rules
        assert rule.texts["en"].text == "Ask a moderator first."
        again = mo.press(told, "Try again · 再试一次")
        assert (await again.answered()).kind == "modal"
        assert fields(again)[ENGLISH] == "Ads\nHis words, and not hers."
        await filled(hotpot, mo, again)
        (rule,) = (await book(hotpot)).rules
        assert rule.texts["en"].text == "His words, and not hers."


async def test_an_approval_is_for_what_was_seen(hotpot: Town, mo: Any) -> None:
    async with hotpot.bot():
        await wrote(hotpot, hotpot.lin, en=ADS)
        hers, his = await card(hotpot, hotpot.lin, "1"), await card(hotpot, mo, "1")
        await filled(hotpot, mo, mo.press(his.message, "Edit"), en="No ads\nAsk a moderator first.")
        press = hotpot.lin.press(hers.message, APPROVE)
        await hotpot.idle()
        assert "刚才别人改了这条规则，所以什么都没做" in (await refused(press)).content
        assert (await book(hotpot)).rules[0].texts["zh-CN"].is_machine


async def test_rules_are_moved_removed_and_brought_back(hotpot: Town) -> None:
    async with hotpot.bot():
        for text in (NO_POLITICS, CATS, ADS):
            await wrote(hotpot, hotpot.lin, en=text)
        moved = await hotpot.lin.slash(hotpot.general, "redbridge rules move", rule="ads", number=1).answered()
        assert "**规则 1**" in moved.text
        assert await names(hotpot) == ["No ads", "No politics", "Cats first"]
        gone = await hotpot.lin.slash(hotpot.general, "redbridge rules remove", rule="政治").answered()
        assert gone.text == "好了，规则 2 已经拿掉，后面的依次往前：不聊政治"
        assert await names(hotpot) == ["No ads", "Cats first"]
    async with hotpot.bot():
        await pressed(hotpot, hotpot.lin, gone, BRING_BACK)
        assert await names(hotpot) == ["No ads", "No politics", "Cats first"]
        assert "**规则 2**" in gone.text
        lines = await log(hotpot)
        assert all(word in lines for word in ("挪了规则：No ads", "拿掉了规则：2. No politics", "找回了规则"))


async def test_a_rule_that_is_gone_can_be_neither_changed_nor_named(hotpot: Town) -> None:
    async with hotpot.bot():
        await wrote(hotpot, hotpot.lin, en=CATS)
        shown = await card(hotpot, hotpot.lin, "1")
        form = hotpot.lin.press(shown.message, EDIT)
        await form.answered()
        await hotpot.lin.slash(hotpot.general, "redbridge rules remove", rule="1").answered()
        told = await refused(await filled(hotpot, hotpot.lin, form, en="Dogs first\nPost your dog."))
        assert "这条规则已经不在了" in told.content
        assert "Post your dog." in told.content
        assert "“1”对不上规则" in (await card(hotpot, hotpot.lin, "1")).text
        assert await names(hotpot) == []


async def test_what_cannot_be_kept_is_given_back(hotpot: Town) -> None:
    long = "No ads\n" + "word " * (LONGEST_TEXT // 5 + 1)
    async with hotpot.bot():
        told = await refused(await wrote(hotpot, hotpot.lin, en=long))
        assert f"最多 {LONGEST_TEXT}" in told.content
        assert long.strip() in told.content
        told = await refused(await wrote(hotpot, hotpot.lin, en="Only a name"))
        assert "Only a name" in told.content
        told = await refused(await wrote(hotpot, hotpot.lin, en="  "))
        assert await names(hotpot) == []
        again = hotpot.lin.press((await refused(await wrote(hotpot, hotpot.lin, en="Name alone"))), AGAIN)
        await filled(hotpot, hotpot.lin, again, en=ADS)
        assert await names(hotpot) == ["No ads"]


async def test_a_translation_that_is_too_long_is_refused_with_what_to_do(hotpot: Town) -> None:
    chinese, english = (
        "想在这里卖东西，先问管理员。",
        "If you would like to sell something here, ask a moderator first. ",
    )
    hotpot.google.answer = lambda asked: english * asked.text.count(chinese) or answer(asked)
    async with hotpot.bot():
        told = await refused(await wrote(hotpot, hotpot.lin, simplified=f"不发广告\n{chinese * 40}"))
        assert "翻译成“English”以后太长了" in told.content
        assert chinese * 40 in told.content
        assert await names(hotpot) == []


async def test_without_a_translation_service_nothing_is_lost(hotpot: Town) -> None:
    hotpot.google.fail("500")
    async with hotpot.bot():
        told = await refused(await wrote(hotpot, hotpot.lin, en=NO_POLITICS))
        assert "缺“简体中文”" in told.content
        assert NO_POLITICS in told.content
        assert await names(hotpot) == []
        await wrote(hotpot, hotpot.lin, en=ADS, simplified="别发广告\n先问。")
        assert await names(hotpot, "zh-TW") == ["別發廣告"]


async def test_a_book_is_begun_with_one_of_ours(hotpot: Town) -> None:
    async with hotpot.bot():
        shown = await hotpot.lin.slash(hotpot.general, "redbridge rules list").answered()
        assert "还没有规则" in shown.text
        offered = shown.message.components[0]["components"][0]["options"]
        assert [each["value"] for each in offered] == ["rednote", "general", "learning", "friends"]
        hotpot.lin.choose(shown.message, ["rednote"])
        await hotpot.idle()
        count = len((await book(hotpot)).rules)
        assert f"- 共 {count} 条" in shown.text
        assert {"写一条规则", "存成文件"} <= set(labels(shown.message))
        assert not any(text.is_machine for rule in (await book(hotpot)).rules for text in rule.texts.values())
        assert hotpot.google.asked == []


async def test_a_book_that_is_begun_meanwhile_stays(hotpot: Town) -> None:
    async with hotpot.bot():
        shown = await hotpot.lin.slash(hotpot.general, "redbridge rules list").answered()
        await wrote(hotpot, hotpot.lin, en=ADS)
        choice = hotpot.lin.choose(shown.message, ["general"])
        await hotpot.idle()
        assert "已经有规则了" in (await refused(choice)).content
        assert await names(hotpot) == ["No ads"]


async def test_the_list_has_pages_and_marks_what_nobody_has_seen(hotpot: Town) -> None:
    async with hotpot.bot() as app:
        for number in range(1, 13):
            texts = {locale: RuleText(f"Rule *{number}*", "Text.") for locale in LOCALES}
            await app.services.rules.add(hotpot.guild.id, texts, hotpot.lin.id)
        shown = await hotpot.lin.slash(hotpot.general, "redbridge rules list").answered()
        assert shown.text.splitlines()[:2] == [
            "这个服务器的规则：12 条（第 1 页，共 2 页）",
            r"**1. Rule \*1\*** Text.",
        ]
        await pressed(hotpot, hotpot.lin, shown, "下一页")
        assert shown.text.splitlines()[1:] == [r"**11. Rule \*11\*** Text.", r"**12. Rule \*12\*** Text."]
        await wrote(hotpot, hotpot.lin, en=ADS)
        await pressed(hotpot, hotpot.lin, shown, "上一页")
        await pressed(hotpot, hotpot.lin, shown, "下一页")
        assert "**13. 请不要打广告** 🤖 想在这里卖东西，先问管理员。" in shown.text
        assert "机器翻译" in shown.text


async def test_a_full_book_takes_no_more(hotpot: Town) -> None:
    async with hotpot.bot() as app:
        texts = {locale: RuleText("Rule", "Text.") for locale in LOCALES}
        for _ in range(MOST_RULES):
            await app.services.rules.add(hotpot.guild.id, texts, hotpot.lin.id)
        told = await refused(await wrote(hotpot, hotpot.lin, en=ADS))
        assert f"规则已经有 {MOST_RULES} 条" in told.content
        with pytest.raises(UserError):
            await app.services.rules.add(hotpot.guild.id, texts, hotpot.lin.id)


async def test_rules_are_offered_while_their_name_is_typed(hotpot: Town) -> None:
    async with hotpot.bot():
        await wrote(hotpot, hotpot.lin, en=NO_POLITICS)
        await wrote(hotpot, hotpot.lin, en=ADS)
        typed = hotpot.lin.autocomplete(hotpot.general, "redbridge rules edit", "rule", rule="政")
        assert [(each["name"], each["value"]) for each in (await typed.answered()).choices] == [("1. 不聊政治", "1")]


async def test_who_is_no_moderator_any_more_changes_nothing(hotpot: Town) -> None:
    async with hotpot.bot():
        await wrote(hotpot, hotpot.lin, en=ADS)
        shown = await card(hotpot, hotpot.lin, "1")
        form = hotpot.lin.press(shown.message, EDIT)
        await form.answered()
        gone = await hotpot.lin.slash(hotpot.general, "redbridge rules remove", rule="1").answered()
        await pressed(hotpot, hotpot.lin, gone, BRING_BACK)
        hotpot.lin.take(hotpot.guild.role("moderators"))
        for button in (EDIT, APPROVE):
            assert "管理服务器" in (await hotpot.lin.press(shown.message, button).answered()).text
        assert "管理服务器" in (await refused(await filled(hotpot, hotpot.lin, form, en=CATS))).content
        assert await names(hotpot) == ["No ads"]
        with pytest.raises(Exception, match="redbridge"):
            hotpot.amy.slash(hotpot.general, "redbridge rules list")
