"""In which language members read: learnt, confirmed, chosen and used everywhere; what is kept of them."""

from typing import Any

import pytest

from bot.members.members import MemberPreference
from tests.e2e.privacy import forget
from tests.e2e.town import Town
from tests.fakes.phrases import en, zh

pytestmark = pytest.mark.asyncio

LEARNT = "RedBridge writes to you in English"


def labels(message: Any) -> list[str]:
    return [button["label"] for row in message.components for button in row["components"]]


async def pressed(place: Town, who: Any, panel: Any, label: str) -> None:
    """Press a button of a panel, which changes after a moment."""
    who.press(panel.message, label)
    await place.idle()


async def kept(place: Town, member: Any) -> MemberPreference:
    return await place.running.services.members.of(member.id)


async def test_a_newcomer_is_told_once_in_which_language_they_read(quiet: Town) -> None:
    async with quiet.bot():
        leo = quiet.guild.add_member("Leo", locale="en-GB")
        first = await leo.slash(quiet.general, "translate", text="晚安").answered()
        assert first.text.splitlines()[0] == "Good night"
        assert LEARNT in first.text.splitlines()[-1]
        assert labels(first.message) == ["Another language"]
        known = await kept(quiet, leo)
        assert (known.locale, known.confirmed) == ("en", False)
        for _ in range(2):
            assert LEARNT not in (await leo.slash(quiet.general, "translate", text="晚安").answered()).text


async def test_the_line_stands_beside_other_buttons_and_under_a_form(quiet: Town) -> None:
    async with quiet.bot():
        leo, mia = quiet.guild.add_member("Leo"), quiet.guild.add_member("Mia")
        answer = await leo.slash(quiet.general, "help").answered()
        assert LEARNT in answer.text
        assert labels(answer.message) == ["简体中文", "繁體中文", "Another language"]
        opened = mia.slash(quiet.general, "translate")
        await opened.answered()
        sent = await mia.submit(opened, {"English or Chinese text": "晚安"}).answered()
        assert LEARNT in sent.text


async def test_it_comes_by_itself_where_the_answer_is_too_long(quiet: Town) -> None:
    written = "Yesterday my cat sat on the keyboard again. " * 45
    quiet.google.answers[written.strip()] = "昨天我的猫又坐在键盘上了。" * 153
    async with quiet.bot():
        leo = quiet.guild.add_member("Leo", locale="zh-CN")
        asked = leo.slash(quiet.general, "translate", text=written)
        first = await asked.answered()
        await quiet.idle()
        assert first.text == "昨天我的猫又坐在键盘上了。" * 153
        [line] = asked.followups
        assert (line.content.startswith("-# "), len(labels(line))) == (True, 1)


async def test_an_error_teaches_nothing(quiet: Town) -> None:
    quiet.google.fail("500")
    async with quiet.bot():
        leo = quiet.guild.add_member("Leo")
        answer = await leo.slash(quiet.general, "translate", text="这句谁也没说过").answered()
        assert LEARNT not in answer.text
        assert (await kept(quiet, leo)).locale is None


async def test_the_button_of_the_line_opens_the_choice(quiet: Town) -> None:
    async with quiet.bot():
        leo = quiet.guild.add_member("Leo", locale="fr")
        first = await leo.slash(quiet.general, "help").answered()
        panel = await leo.press(first.message, "Another language").answered()
        assert (panel.ephemeral, "as your Discord does" in panel.text) == (True, True)
        await pressed(quiet, leo, panel, "繁體中文")
        assert "你讀的是繁體中文" in panel.text
        known = await kept(quiet, leo)
        assert (known.locale, known.confirmed) == ("zh-TW", True)
        assert "紅橋" in (await leo.slash(quiet.general, "help").answered()).text


async def test_what_is_learnt_follows_discord_and_what_is_chosen_does_not(quiet: Town) -> None:
    async with quiet.bot():
        await quiet.amy.slash(quiet.general, "language", language="en").answered()
        for member in (quiet.amy, quiet.lin):
            member.user.locale = "zh-TW"
        assert "RedBridge lets people" in (await quiet.amy.slash(quiet.general, "help").answered()).text
        learnt = await quiet.lin.slash(quiet.general, "help").answered()
        assert "紅橋" in learnt.text
        assert "語言`" not in learnt.text.splitlines()[-1]
        assert (await kept(quiet, quiet.lin)).locale == "zh-TW"


async def test_the_command_sets_both_and_survives_a_restart(quiet: Town) -> None:
    async with quiet.bot():
        answer = await quiet.amy.slash(quiet.general, "language", language="zh-CN", pinyin=True).answered()
        assert answer.text.startswith("你读的是简体中文")
        assert "拼音" in answer.text.splitlines()[1]
        before = answer.text
    async with quiet.bot():
        shown = await quiet.amy.slash(quiet.general, "language").answered()
        assert shown.text == before
        await pressed(quiet, quiet.amy, shown, "不要拼音")
        assert (await kept(quiet, quiet.amy)).pinyin is False
        assert "显示拼音" in labels(shown.message)


async def test_the_choice_is_used_everywhere(lively: Town) -> None:
    await lively.amy.slash(lively.general, "language", language="zh-CN").answered()
    assert (await lively.amy.slash(lively.general, "translate", text="good night").answered()).text == "晚安"
    said = lively.yu.say(lively.general, "good night")
    assert (await lively.amy.menu("Translate", said).answered()).text == "晚安"
    lively.google.fail("500")
    error = await lively.amy.slash(lively.general, "translate", text="nobody said this before").answered()
    assert error.text.splitlines()[0].startswith("翻译服务现在都连不上")
    assert error.text.splitlines()[1].startswith("-# No translation service")
    await lively.lin.slash(lively.general, "language", language="en").answered()
    assert (await lively.translate_channel(mode="off")).startswith("Done.")
    panel = await lively.lin.slash(lively.general, "redbridge channel").answered()
    assert "is not translated" in panel.text


async def test_without_a_database_discords_language_counts(lively: Town) -> None:
    await lively.running.services.database.close()
    answer = await lively.yu.slash(lively.general, "help").answered()
    assert (answer.text.startswith("**红桥"), "红桥用" in answer.text) == (True, False)
    refused = await lively.yu.slash(lively.general, "language", language="en").answered()
    assert "Nothing was changed" in refused.text
    assert refused.text.splitlines()[0].startswith("红桥的数据库")


async def test_privacy_says_what_is_kept(quiet: Town) -> None:
    async with quiet.bot():
        leo = quiet.guild.add_member("Leo", locale="en-US")
        nothing = await leo.slash(quiet.general, "privacy").answered()
        assert "Nothing about your language" in nothing.text
        assert labels(nothing.message) == ["Leave me out"]
        assert (await kept(quiet, leo)).locale is None
        await quiet.amy.slash(quiet.general, "language", language="zh-CN", pinyin=True).answered()
        told = await quiet.amy.slash(quiet.general, "privacy").answered()
        assert "你读简体中文，这是你自己选的" in told.text
        assert "要拼音" in told.text


async def test_a_member_leaves_and_comes_back(lively: Town) -> None:
    panel = await lively.amy.slash(lively.general, "privacy").answered()
    assert "You are not left out" in panel.text
    await pressed(lively, lively.amy, panel, "Leave me out")
    assert "You are left out" in panel.text
    lively.amy.say(lively.general, "my cat is lovely")
    await lively.idle()
    assert len(lively.general.messages) == 1
    await pressed(lively, lively.amy, panel, "Translate me again")
    lively.amy.say(lively.general, "my cat is lovely")
    await lively.idle()
    assert lively.talk()[-1] == ("RedBridge", zh("my cat is lovely"))


async def test_erasing_forgets_the_language_and_never_lets_anybody_in_again(quiet: Town) -> None:
    async with quiet.bot():
        await quiet.amy.slash(quiet.general, "language", language="zh-CN", pinyin=True).answered()
        panel = await quiet.amy.slash(quiet.general, "privacy").answered()
        await pressed(quiet, quiet.amy, panel, "别翻译我的话")
        await forget(quiet, quiet.amy, panel.message)
        assert "Nothing about your language" in panel.text
        known = await kept(quiet, quiet.amy)
        assert (known.locale, known.confirmed, known.pinyin, known.opted_out) == (None, False, False, True)
        panel = await quiet.yu.slash(quiet.general, "privacy").answered()
        await forget(quiet, quiet.yu, panel.message)
        assert await kept(quiet, quiet.yu) == MemberPreference(quiet.yu.id)


async def test_both_commands_go_along_with_their_member(quiet: Town) -> None:
    private = quiet.sandbox.add_private_channel(quiet.amy, quiet.yu)
    async with quiet.bot():
        quiet.amy.install()
        for command in ("language", "privacy", "help"):
            assert (await quiet.amy.slash(private, command).answered()).ephemeral
        assert (await quiet.amy.slash(quiet.amy.dm, "translate", text="我的猫很可爱").answered()).text == en(
            "我的猫很可爱"
        )


async def test_privacy_lists_suggestions_and_takes_them_back(lively: Town) -> None:
    mods = lively.guild.add_channel("mods")
    await lively.idle()
    await lively.lin.slash(lively.general, "redbridge review", channel=mods).answered()
    message = lively.amy.say(lively.general, "my cat is lovely")
    await lively.idle()
    opened = lively.amy.menu("Improve", message)
    await opened.answered()
    field = opened.modal["components"][1]["component"]["custom_id"]
    await lively.amy.submit(opened, {field: "我家**猫**"}).answered()
    assert len(mods.messages) == 1
    assert "of your suggestions" not in (await lively.lin.slash(lively.general, "privacy").answered()).text
    panel = await lively.amy.slash(lively.general, "privacy").answered()
    assert "Waiting for moderators now, of your suggestions: 1" in panel.text
    assert f"/{lively.general.id}/{message.id} 我家" in panel.text
    await pressed(lively, lively.amy, panel, "Take my suggestions back")
    assert "of your suggestions" not in panel.text
    assert "Take my suggestions back" not in labels(panel.message)
    assert mods.messages == []
    assert await lively.running.services.suggestions.waiting(lively.guild.id, 9) == ([], 0)
    assert "撤回了译文建议" in (await lively.lin.slash(lively.general, "redbridge log").answered()).text
