"""Servers say their reminders in words of their own, in all places where one is said."""

from typing import Any

import pytest
import pytest_asyncio

from tests.e2e.ruling import AGAIN, APPROVE, EDIT, labels, log, pressed
from tests.e2e.test_remind import HERE, PRIVATELY, reminded, shown
from tests.e2e.test_reminders import set_up
from tests.e2e.town import Town
from tests.e2e.week import pass_time
from tests.fakes.google import Asked
from tests.fakes.google import translate as anything

pytestmark = pytest.mark.asyncio
LINE = "what do you all think of it"
BACK, OURS = "回到面板", "换回红桥的文字"
SAID = {"Psst": "嘘", "Mind": "留意", "Ahem": "咳"}


def answer(asked: Asked) -> str:
    """What an engine makes of these words: whatever is hidden in them stays."""
    for english, chinese in SAID.items():
        if asked.text.startswith(f"{english}:"):
            return asked.text.replace(f"{english}: ", f"{chinese}：")
    return anything(asked)


@pytest_asyncio.fixture
async def hotpot(quiet: Town) -> Town:
    quiet.google.answer = answer
    return quiet


async def begun(place: Town) -> Any:
    return (await place.running.services.rules.begin(place.guild.id, "rednote", place.lin.id)).rules[0]


async def page(place: Town, how: str) -> Any:
    """The panel's page of one way of reminding."""
    panel = await place.lin.slash(place.general, "redbridge rules panel").answered()
    place.lin.choose(panel.message, ["wordings"], "rulebook:2:screen")
    await place.idle()
    place.lin.choose(panel.message, [how], "saying:1:way")
    await place.idle()
    return panel


async def wrote(place: Town, panel: Any, english: str, simplified: str = "", traditional: str = "") -> Any:
    form = place.lin.press(panel.message, EDIT)
    await form.answered()
    sent = place.lin.submit(form, {"English": english, "简体中文": simplified, "繁體中文": traditional})
    await place.idle()
    return sent


async def test_each_way_is_said_in_the_servers_words(hotpot: Town) -> None:
    async with hotpot.bot() as app:
        rule = await begun(hotpot)
        name = rule.texts["en"].name
        for how, text in (
            ("gentle", "Psst: {name}! {question}"),
            ("plain", "Psst: {number} {text}"),
            ("timed", "Psst: {name}, {text}"),
            ("private", "Psst: {server}, {text}"),
        ):
            await wrote(hotpot, await page(hotpot, how), text)
        await app.services.triggers.add(hotpot.guild.id, rule.rule_id, hotpot.lin.id, words=("politics",))
        hotpot.amy.say(hotpot.general, "politics")
        await hotpot.idle()
        chinese, english = hotpot.general.messages[-1].content.splitlines()
        assert english.startswith(f"Psst: {name}! ")
        assert chinese.startswith(f"嘘：{rule.texts['zh-CN'].name}! ")
        message = hotpot.amy.say(hotpot.general, LINE)
        await reminded(hotpot, message, rule, HERE)
        assert hotpot.general.messages[-1].content.splitlines()[-1] == f"Psst: 1 {rule.texts['en'].text}"
        message = hotpot.amy.say(hotpot.general, LINE)
        await reminded(hotpot, message, rule, PRIVATELY)
        assert f"Psst: **{hotpot.guild.name}**" in shown(hotpot.amy.dm.messages[-1])
        tea = hotpot.guild.add_channel("tea")
        await set_up(hotpot, tea)
        await pass_time(hotpot, 6 * 3600)
        assert tea.messages[-1].content.splitlines()[-1] == f"Psst: {name}, {rule.texts['en'].text}"
        assert "提醒的说法" in await log(hotpot)


async def test_what_the_translator_wrote_is_marked_until_it_is_approved(hotpot: Town) -> None:
    async with hotpot.bot():
        await begun(hotpot)
        panel = await page(hotpot, "plain")
        assert "红桥自带的文字" in panel.text
        assert "🍵" in panel.text
        await wrote(hotpot, panel, "Psst: {text}")
        assert "简体中文 🤖" in panel.text
        assert "> 嘘：{text}" in panel.text
    async with hotpot.bot():  # the buttons survive a restart
        await pressed(hotpot, hotpot.lin, panel, APPROVE)
        assert "🤖" not in panel.text
        await wrote(hotpot, panel, "Ahem: {text}")
        assert "> 咳：{text}" in panel.text
        await pressed(hotpot, hotpot.lin, panel, OURS)
        assert "Ahem" not in panel.text
        assert OURS not in labels(panel.message)
        await pressed(hotpot, hotpot.lin, panel, BACK)
        assert "- 手动，在频道里：红桥的说法" in panel.text


async def test_machine_made_words_follow_a_change_and_ones_own_stay(hotpot: Town) -> None:
    async with hotpot.bot() as app:
        await begun(hotpot)
        panel = await page(hotpot, "plain")
        await wrote(hotpot, panel, "Psst: {text}", "喂：{text}")
        form = hotpot.lin.press(panel.message, EDIT)
        await form.answered()
        hotpot.lin.submit(form, {"English": "Ahem: {text}"})
        await hotpot.idle()
        own = (await app.services.wordings.own(hotpot.guild.id))["plain"]
        assert [own[locale].text for locale in ("en", "zh-CN", "zh-TW")] == ["Ahem: {text}", "喂：{text}", "喂：{text}"]
        assert [own[locale].is_machine for locale in ("en", "zh-CN", "zh-TW")] == [False, False, True]


async def test_several_ways_are_told_apart_and_all_used(hotpot: Town) -> None:
    async with hotpot.bot() as app:
        rule = await begun(hotpot)
        await wrote(hotpot, await page(hotpot, "timed"), "Psst: {text}\n---\nMind: {text}")
        tea, said = hotpot.guild.add_channel("tea"), set[str]()
        await set_up(hotpot, tea)
        for _ in range(12):
            await pass_time(hotpot, 6 * 3600)
            said.add(tea.messages[-1].content.splitlines()[0][:2])
            hotpot.amy.say(tea, "good night")
            await hotpot.idle()
        assert said == {"嘘：", "留意"}
        assert len((await app.services.wordings.of(hotpot.guild.id))["timed"]) == 2
        assert rule.texts["en"].text


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (("Psst, rule 1",), "{text}"),
        (("Psst: {text} {weather}",), "{weather}"),
        (("Psst: {text} {名字}",), "{名字}"),
        (("Psst: {text} {text}",), "{text}"),
        (("Psst: {text} " + "x" * 400,), "413"),
        (("\n---\n".join(["Psst: {text}"] * 7),), "7"),
        (("Psst: {text}\n---\nAhem: {text}", "嘘：{text}"), "2"),
    ],
)
async def test_what_cannot_be_said_is_explained_and_the_form_comes_back(
    hotpot: Town, texts: tuple[str, ...], said: str
) -> None:
    async with hotpot.bot() as app:
        await begun(hotpot)
        panel = await page(hotpot, "plain")
        refused = (await wrote(hotpot, panel, *texts)).followups[-1]
        assert said in refused.content
        assert "othing was changed" in refused.content
        assert AGAIN in labels(refused)
        assert await app.services.wordings.own(hotpot.guild.id) == {}


async def test_braces_and_percent_signs_are_only_signs(hotpot: Town) -> None:
    async with hotpot.bot():
        rule = await begun(hotpot)
        panel = await page(hotpot, "plain")
        await wrote(hotpot, panel, "Psst {} { %s: {text}", "嘘 {}：{text}", "噓：{text}")
        message = hotpot.amy.say(hotpot.general, LINE)
        await reminded(hotpot, message, rule, HERE)
        assert hotpot.general.messages[-1].content.splitlines()[-1] == f"Psst {{}} {{ %s: {rule.texts['en'].text}"


async def test_two_moderators_at_once_the_second_is_told_and_nothing_is_overwritten(hotpot: Town) -> None:
    async with hotpot.bot() as app:
        await begun(hotpot)
        panel = await page(hotpot, "plain")
        form = hotpot.lin.press(panel.message, EDIT)
        await form.answered()
        other = await page(hotpot, "plain")
        await wrote(hotpot, other, "Psst: {text}")
        sent = hotpot.lin.submit(form, {"English": "Ahem: {text}", "简体中文": "", "繁體中文": ""})
        await hotpot.idle()
        refused = sent.followups[-1]
        assert "Somebody else changed" in refused.content
        assert "Ahem: {text}" in refused.content
        own = (await app.services.wordings.own(hotpot.guild.id))["plain"]
        assert own["en"].text == "Psst: {text}"


async def test_a_stale_button_and_one_who_may_not(hotpot: Town) -> None:
    async with hotpot.bot() as app:
        await begun(hotpot)
        panel = await page(hotpot, "plain")
        await wrote(hotpot, panel, "Psst: {text}")
        texts = {"en": "Ahem: {text}", "zh-CN": "咳：{text}", "zh-TW": "咳：{text}"}
        own = await app.services.wordings.own(hotpot.guild.id)
        await app.services.wordings.write(hotpot.guild.id, "plain", texts, hotpot.lin.id, own["plain"])
        pressed_late = hotpot.lin.press(panel.message, OURS)
        await hotpot.idle()
        assert "Somebody else changed" in pressed_late.followups[-1].content
        hotpot.lin.take(hotpot.guild.role("moderators"))
        for label in (EDIT, OURS, BACK):
            assert "管理服务器" in (await hotpot.lin.press(panel.message, label).answered()).text


async def test_placeholders_are_understood_as_people_type_them(hotpot: Town) -> None:
    async with hotpot.bot() as app:
        await begun(hotpot)
        await wrote(hotpot, await page(hotpot, "plain"), "Psst: { Text }", "嘘：｛text｝", "噓：{TEXT}")
        own = (await app.services.wordings.own(hotpot.guild.id))["plain"]
        assert [own[each].text for each in ("en", "zh-CN", "zh-TW")] == ["Psst: {text}", "嘘：{text}", "噓：{text}"]


async def test_many_short_lines_can_be_seen_and_given_up(hotpot: Town) -> None:
    async with hotpot.bot() as app:
        await begun(hotpot)
        panel = await page(hotpot, "plain")
        long = "\n---\n".join(["\n".join([*"abcdefgh" * 18, "{text}"])] * 6)
        await wrote(hotpot, panel, long, long, long)
        assert OURS in labels(panel.message)
        await pressed(hotpot, hotpot.lin, panel, OURS)
        assert await app.services.wordings.own(hotpot.guild.id) == {}
