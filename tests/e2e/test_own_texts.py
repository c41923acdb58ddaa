"""Moderators write texts for newcomers in one language, see what becomes of them in the others, and approve it."""

from typing import Any

import pytest

from bot.i18n import LOCALES
from bot.onboarding.texts import Entry
from tests.e2e.test_welcome import arrivals_of, greet_in, join, labels
from tests.e2e.town import Town
from tests.fakes.google import Asked

pytestmark = pytest.mark.asyncio

EDIT, APPROVE, OURS, BACK = "编辑", "通过", "换回红桥的文字", "回到面板"
AGAIN = "再试一次 · Try again"
MACHINE = "🤖 机器翻译，还没人看过"
ENGLISH, SIMPLIFIED, TRADITIONAL = "English", "简体中文", "繁體中文"
HELLO = "Hello, {member}! This is {server}."


@pytest.fixture
def hotpot(quiet: Town) -> Town:
    """Where the engine can say the welcome in Chinese, if it is asked with everything else out of its reach."""

    def answer(asked: Asked) -> str:
        return asked.text.replace("Hello,", "你好，").replace("This is", "这里是服务器").replace("everybody", "大家")

    quiet.google.answer = answer
    return quiet


async def panel_of(place: Town, member: Any) -> Any:
    return await member.slash(place.general, "redbridge onboarding panel").answered()


async def opened(place: Town, member: Any, panel: Any, label: str = "欢迎") -> None:
    """Turn the panel to a text."""
    member.press(panel.message, label)
    await place.idle()


async def form_of(member: Any, panel: Any, label: str = EDIT) -> Any:
    form = member.press(panel.message, label)
    assert (await form.answered()).kind == "modal"
    return form


def filled(form: Any) -> dict[str, str]:
    return {part["label"]: part["component"].get("value", "") for part in form.modal["components"]}


async def write(place: Town, member: Any, panel: Any, **changes: str) -> Any:
    """Change fields of the form; what is refused is answered."""
    form = await form_of(member, panel)
    sent = member.submit(form, {part["label"]: text for part, text in _fields(form, changes)})
    await place.idle()
    return sent


def _fields(form: Any, changes: dict[str, str]) -> list[tuple[Any, str]]:
    names = dict(zip(("en", "simplified", "traditional"), form.modal["components"], strict=True))
    return [(names[name], text) for name, text in changes.items()]


async def told(sent: Any) -> str:
    """What a moderator reads whose form was refused."""
    (answer,) = sent.followups
    assert answer.ephemeral
    return str(answer.content)


async def test_one_language_is_written_and_the_others_are_made_and_approved(hotpot: Town) -> None:
    door = arrivals_of(hotpot)
    async with hotpot.bot() as app:
        panel = await greet_in(hotpot, door)
        await opened(hotpot, hotpot.lin, panel)
        assert "红桥自带" in panel.text
        await write(hotpot, hotpot.lin, panel, en=HELLO, simplified="", traditional="")
        lines = panel.text.splitlines()
        lin = f"<@{hotpot.lin.id}>"
        assert lines[2:8] == [
            ENGLISH,
            f"> Hello, {lin}! This is Hotpot Club.",
            f"{SIMPLIFIED} · {MACHINE}",
            f"> 你好， {lin}! 这里是服务器 Hotpot Club.",
            f"{TRADITIONAL} · {MACHINE}",
            f"> 你好， {lin}! 這裡是伺服器 Hotpot Club.",
        ]
        heather = await join(hotpot, "Heather")
        assert door.messages[-1].content.startswith(f"Hello, <@{heather.id}>! This is Hotpot Club. · 你好，")
        hotpot.lin.press(panel.message, BACK)
        await hotpot.idle()
        assert "还没人看过：欢迎" in panel.text
        await opened(hotpot, hotpot.lin, panel)
        hotpot.lin.press(panel.message, APPROVE)
        await hotpot.idle()
        assert MACHINE not in panel.text
        assert APPROVE not in labels(panel.message)
        own = await app.services.texts.one(hotpot.guild.id, "welcome")
        assert own["zh-CN"].text == "你好， {member}! 这里是服务器 {server}."
        log = (await hotpot.lin.slash(hotpot.general, "redbridge log").answered()).text
        assert "认可了机器翻译的文字：welcome" in log
        assert "写了给新朋友的文字：welcome (en)" in log
        asked = [each.text for each in hotpot.google.asked]
        assert len(asked) == 1
        assert "member" not in asked[0]


async def test_what_the_machine_wrote_follows_a_change_and_what_a_person_wrote_does_not(hotpot: Town) -> None:
    async with hotpot.bot() as app:
        panel = await panel_of(hotpot, hotpot.lin)
        await opened(hotpot, hotpot.lin, panel)
        await write(hotpot, hotpot.lin, panel, en=HELLO, simplified="", traditional="{member} 你來了")
        form = await form_of(hotpot.lin, panel)
        assert filled(form) == {
            ENGLISH: HELLO,
            f"{SIMPLIFIED} 🤖": "{member} 你来了",
            TRADITIONAL: "{member} 你來了",
        }
        hotpot.lin.submit(form, {TRADITIONAL: "{member} 你來啦"})
        await hotpot.idle()
        own = await app.services.texts.one(hotpot.guild.id, "welcome")
        assert {locale: (entry.text, entry.is_machine) for locale, entry in own.items()} == {
            "en": (HELLO, False),
            "zh-CN": ("{member} 你来啦", True),
            "zh-TW": ("{member} 你來啦", False),
        }
        assert hotpot.google.asked == []


async def test_a_form_sent_as_it_was_changes_nothing(hotpot: Town) -> None:
    async with hotpot.bot() as app:
        panel = await panel_of(hotpot, hotpot.lin)
        await opened(hotpot, hotpot.lin, panel)
        await write(hotpot, hotpot.lin, panel)
        assert "红桥自带" in panel.text
        assert await app.services.texts.own(hotpot.guild.id) == {}
        assert hotpot.google.asked == []


async def test_back_to_ours(hotpot: Town) -> None:
    door = arrivals_of(hotpot)
    async with hotpot.bot() as app:
        panel = await greet_in(hotpot, door)
        await opened(hotpot, hotpot.lin, panel)
        assert OURS not in labels(panel.message)
        await write(hotpot, hotpot.lin, panel, en=HELLO, simplified="", traditional="")
        hotpot.lin.press(panel.message, OURS)
        await hotpot.idle()
        assert "红桥自带" in panel.text
        assert await app.services.texts.own(hotpot.guild.id) == {}
        await join(hotpot, "Heather")
        assert door.messages[-1].content.startswith("👋 **Welcome, ")
        log = (await hotpot.lin.slash(hotpot.general, "redbridge log").answered()).text
        assert "文字换回了红桥自带的：welcome" in log


async def test_without_an_engine_nothing_changes_and_what_was_typed_is_kept(hotpot: Town) -> None:
    async with hotpot.bot() as app:
        panel = await panel_of(hotpot, hotpot.lin)
        await opened(hotpot, hotpot.lin, panel)
        hotpot.google.fail("500")
        sent = await write(hotpot, hotpot.lin, panel, en=HELLO, simplified="", traditional="")
        text = await told(sent)
        assert "现在连不上任何翻译服务，所以还缺“简体中文”" in text
        assert "so 简体中文 is missing" in text
        assert HELLO in text
        assert await app.services.texts.own(hotpot.guild.id) == {}
        again = hotpot.lin.press(sent.followups[0], AGAIN)
        await again.answered()
        assert filled(again) == {ENGLISH: HELLO, SIMPLIFIED: "", TRADITIONAL: ""}
        hotpot.lin.submit(again, {SIMPLIFIED: "{member} 来了"})
        await hotpot.idle()
        own = await app.services.texts.one(hotpot.guild.id, "welcome")
        assert [own[each].is_machine for each in ("en", "zh-CN", "zh-TW")] == [False, False, True]


@pytest.mark.parametrize(
    ("changes", "chinese", "english"),
    [
        ({"en": "Hi {member} of {city}"}, "English：{city} 不知道换成什么", "English: nothing stands for {city}"),
        ({"simplified": "你好"}, "简体中文：少了 {member}", "简体中文: {member} is missing"),
        ({"traditional": "{member}" + "字" * 700}, "繁體中文：这段有 708 个字符", "繁體中文: this has 708 characters"),
        ({"en": "", "simplified": "", "traditional": " "}, "哪种语言都没写字", "There is no text in any language"),
    ],
)
async def test_what_cannot_be_used_is_explained_in_both_languages(
    hotpot: Town, changes: dict[str, str], chinese: str, english: str
) -> None:
    async with hotpot.bot() as app:
        panel = await panel_of(hotpot, hotpot.lin)
        await opened(hotpot, hotpot.lin, panel)
        sent = await write(hotpot, hotpot.lin, panel, **changes)
        text = await told(sent)
        assert chinese in text
        assert english in text
        assert await app.services.texts.own(hotpot.guild.id) == {}
        assert hotpot.google.asked == []


async def test_of_two_who_edit_at_once_the_second_is_told_and_nothing_is_overwritten(hotpot: Town) -> None:
    async with hotpot.bot() as app:
        mo = hotpot.guild.add_member("Mo", roles=(hotpot.guild.role("moderators"),), locale="en-US")
        hers, his = await panel_of(hotpot, hotpot.lin), await panel_of(hotpot, mo)
        await opened(hotpot, hotpot.lin, hers)
        await opened(hotpot, mo, his, "The welcome")
        late = await form_of(mo, his, "Edit")
        await write(hotpot, hotpot.lin, hers, en="Hi {member}")
        sent = mo.submit(late, {ENGLISH: "Hey {member}"})
        await hotpot.idle()
        text = await told(sent)
        assert "Somebody else changed this text meanwhile" in text
        assert "Hey {member}" in text
        own = await app.services.texts.one(hotpot.guild.id, "welcome")
        assert own["en"].text == "Hi {member}"
        again = mo.press(sent.followups[0], "Try again · 再试一次")
        await again.answered()
        mo.submit(again, {})
        await hotpot.idle()
        own = await app.services.texts.one(hotpot.guild.id, "welcome")
        assert own["en"].text == "Hey {member}"


async def test_what_is_approved_is_what_the_moderator_saw(hotpot: Town) -> None:
    async with hotpot.bot() as app:
        panel = await panel_of(hotpot, hotpot.lin)
        await opened(hotpot, hotpot.lin, panel)
        await write(hotpot, hotpot.lin, panel, en=HELLO, simplified="", traditional="")
        other = await panel_of(hotpot, hotpot.lin)
        await opened(hotpot, hotpot.lin, other)
        await write(hotpot, hotpot.lin, other, en=f"{HELLO} Hello, again")
        pressed = hotpot.lin.press(panel.message, APPROVE)
        await hotpot.idle()
        assert "刚才别人改了这段文字" in await told(pressed)
        own = await app.services.texts.one(hotpot.guild.id, "welcome")
        assert own["zh-CN"].is_machine
        assert "again" in own["en"].text


async def test_who_is_no_moderator_any_more_changes_nothing(hotpot: Town) -> None:
    async with hotpot.bot() as app:
        panel = await panel_of(hotpot, hotpot.lin)
        await opened(hotpot, hotpot.lin, panel)
        await write(hotpot, hotpot.lin, panel, en=HELLO, simplified="", traditional="")
        before = await app.services.texts.own(hotpot.guild.id)
        form = await form_of(hotpot.lin, panel)
        hotpot.guild.change_role(hotpot.guild.role("moderators"), [])
        sent = hotpot.lin.submit(form, {ENGLISH: "Mine {member}"})
        assert "管理服务器" in (await sent.answered()).text
        for label in (EDIT, APPROVE, OURS, BACK):
            refused = await hotpot.lin.press(panel.message, label).answered()
            assert "管理服务器" in refused.text
        assert await app.services.texts.own(hotpot.guild.id) == before


async def test_the_buttons_outlive_a_restart(hotpot: Town) -> None:
    async with hotpot.bot():
        panel = await panel_of(hotpot, hotpot.lin)
        await opened(hotpot, hotpot.lin, panel, "欢迎：一下来了很多人")
        await write(hotpot, hotpot.lin, panel, en="Hello, everybody! This is {server}.", simplified="", traditional="")
    async with hotpot.bot() as app:
        hotpot.lin.press(panel.message, APPROVE)
        await hotpot.idle()
        own = await app.services.texts.one(hotpot.guild.id, "welcome-all")
        assert own["zh-TW"].text == "你好， 大家! 這裡是伺服器 {server}."
        assert not own["zh-TW"].is_machine


async def test_a_text_that_is_gone_is_not_brought_back_by_an_old_button(hotpot: Town) -> None:
    async with hotpot.bot() as app:
        texts, guild_id, lin = app.services.texts, hotpot.guild.id, hotpot.lin
        for name in ("journey:own-1", "step:own-1:own-1"):
            await texts.put(guild_id, name, dict.fromkeys(LOCALES, Entry("Title", "Text")), lin.id)
        await texts.put(guild_id, "welcome", dict.fromkeys(LOCALES, Entry("", "{member}")), lin.id)
        panel = await panel_of(hotpot, lin)
        await opened(hotpot, lin, panel)
        edit = next(part for part in panel.message.components[0]["components"] if part["label"] == EDIT)
        edit["custom_id"] = "text:1:edit::step:own-1:own-1"
        form = await form_of(lin, panel)
        for name in ("journey:own-1", "step:own-1:own-1"):
            await texts.reset(guild_id, name, lin.id)
        sent = lin.submit(form, {ENGLISH: "Title\nAnother text"})
        await hotpot.idle()
        assert "这段文字所在的导览已经没有了" in await told(sent)
        assert set(await texts.own(guild_id)) == {"welcome"}
