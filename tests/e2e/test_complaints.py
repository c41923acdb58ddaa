"""What people complain about in translation bots (docs/complaints.md), where no other test is about just that."""

import re
from typing import Any

import pytest

from bot.client.permissions import INVITATION
from tests.e2e.bridged import bridged
from tests.e2e.town import Town
from tests.fakes.phrases import en, zh
from tests.fakes.service import Asked

pytestmark = pytest.mark.asyncio

CAT = "look at this cute cat"
SOFTWARE = "which software do you use"
HOLDERS = re.compile(r"[⟦【](\d+)[⟧】]")


def mangled(asked: Asked) -> str:
    """What services do when they write Chinese: spaces within mentions, other brackets around placeholders."""
    broken = re.sub(r"<([@#:t])", r"< \1 ", HOLDERS.sub(r"【 \1 】", asked.text))
    return broken.replace(CAT, zh(CAT)).replace("in", "在").replace("at", "于")


async def said(town: Town, member: Any, text: str, **options: Any) -> list[str]:
    """What the bot replies to what somebody writes in #general."""
    before = len(replies(town, town.general))
    member.say(town.general, text, **options)
    await town.idle()
    return replies(town, town.general)[before:]


def replies(town: Town, channel: Any) -> list[str]:
    return [content for name, content in town.talk(channel) if name == "RedBridge"]


@pytest.mark.parametrize("locale", ["zh-CN", "zh-TW"])
async def test_mentions_and_emoji_come_through_whole(lively: Town, locale: str) -> None:
    await lively.lin.slash(lively.general, "redbridge chinese", variant=locale).answered()
    lively.google.answer = mangled
    tokens = [f"<@{lively.yu.id}>", "<:cat:123456789012345678>", lively.general.mention, "<t:1700000000:R>"]
    (answer,) = await said(lively, lively.amy, f"{tokens[0]} {CAT} {tokens[1]} in {tokens[2]} at {tokens[3]}")
    assert "可" in answer
    assert [answer.count(token) for token in tokens] == [1, 1, 1, 1]
    assert not HOLDERS.search(answer.replace(" ", ""))


async def test_comparisons_are_no_mentions(lively: Town) -> None:
    lively.google.answer = lambda asked: asked.text.replace("I", "我").replace("you and", "你，而且")
    assert await said(lively, lively.amy, "I <3 you and 5 > 4") == ["我 <3 你，而且 5 > 4"]


async def test_the_original_is_not_repeated(lively: Town) -> None:
    assert await said(lively, lively.amy, CAT) == [zh(CAT)]
    lively.google.answer = lambda asked: asked.text
    assert await said(lively, lively.amy, "my dog eats the noodles of somebody else") == []


async def test_sounds_and_short_words_are_no_foreign_languages(lively: Town) -> None:
    for word in ("ah", "gr", "um", "hm", "woo", "hmm", "ahh", "嗯", "啊"):
        assert await said(lively, lively.amy, word) == []
    assert lively.google.asked == []


async def test_words_after_a_link_are_translated(lively: Town) -> None:
    lively.google.answer = mangled
    (answer,) = await said(lively, lively.amy, f"{CAT} https://example.com/a?b=c#d {CAT}")
    assert answer == f"{zh(CAT)} https://example.com/a?b=c#d {zh(CAT)}"


async def test_lines_and_spaces_stay(lively: Town) -> None:
    (answer,) = await said(lively, lively.amy, f"{CAT}\n\n  my cat is lovely\n- good night")
    assert answer == f"{zh(CAT)}\n\n  {zh('my cat is lovely')}\n- {zh('good night')}"


async def test_np_is_an_everyday_word(lively: Town) -> None:
    assert await said(lively, lively.amy, "np") == ["没事"]
    assert lively.google.asked == []


async def test_a_google_that_refuses_is_left_alone_and_others_answer(quiet: Town) -> None:
    quiet.google.fail("429", retry_after=300)
    async with quiet.bot(TRANSLATION_ENGINES="google,gloss"):
        await quiet.translate_channel()
        for _ in range(5):
            (answer,) = await said(quiet, quiet.yu, "我的猫很可爱")
            assert "cat" in answer
        assert len(quiet.google.asked) == 1
        quiet.google.recover()
        quiet.clock.advance(301)
        assert await said(quiet, quiet.yu, "我的猫很可爱") == [en("我的猫很可爱")]


async def test_many_languages_at_once_are_not_mixed_up(lively: Town) -> None:
    formosa = lively.sandbox.add_guild("Noodle House")
    noodles, mei = formosa.add_channel("noodles"), formosa.member("Owner")
    await mei.slash(noodles, "redbridge channel", channel=noodles, mode="reply").answered()
    await mei.slash(noodles, "redbridge chinese", variant="zh-TW").answered()
    guest = formosa.add_member("Bo", locale="zh-TW")
    lively.google.open.clear()
    for _ in range(2):
        lively.amy.say(lively.general, SOFTWARE)
        guest.say(noodles, SOFTWARE)
        lively.yu.say(lively.general, "你用的是哪个软件")
        guest.say(noodles, "你用的是哪個軟體")
    await lively.google.reached(3)
    lively.google.open.set()
    await lively.idle()
    english = en("你用的是哪个软件")
    assert sorted(replies(lively, lively.general)) == sorted([zh(SOFTWARE), english] * 2)
    assert sorted(replies(lively, noodles)) == sorted(["你用的是哪個軟體", english] * 2)


async def test_three_channels_are_one_conversation(quiet: Town) -> None:
    async with bridged(quiet) as square:
        formosa = quiet.guild.add_channel("繁體")
        await square.join(formosa, "zh-TW")
        await square.hear(square.amy, square.english, CAT)
        await square.hear(square.yu, square.chinese, "我的猫很可爱")
        assert [name for name, _ in square.read(formosa)] == ["Amy", "小雨"]
        assert square.copies(formosa)[1] == "我的貓很可愛"
        assert square.copies(square.chinese) == [zh(CAT)]
        assert square.copies(square.english) == [en("我的猫很可爱")]


async def test_whoever_is_mentioned_across_a_bridge_is_called_once(quiet: Town) -> None:
    async with bridged(quiet) as square:
        message = await square.hear(square.amy, square.english, f"<@{square.yu.id}> {CAT}")
        (copy,) = square.chinese.messages
        assert message.pinged
        assert not copy.pinged
        assert f"<@{square.yu.id}>" in copy.content


async def test_the_invitation_leaves_administration_alone() -> None:
    assert not INVITATION.administrator
    assert not INVITATION.manage_guild
    assert not INVITATION.manage_roles
