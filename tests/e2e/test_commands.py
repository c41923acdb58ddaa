"""Commands, menus, buttons and forms, and what they say when something is wrong."""

import logging

import pytest

from bot.engines.engine import Answer, Request, Traits
from bot.sandbox.world.overwrite import Overwrite
from bot.translation.types import Where
from tests.e2e.town import Town
from tests.fakes.phrases import LONG, LONG_ANSWER, zh

pytestmark = pytest.mark.asyncio


async def test_a_moderator_sets_the_mode_and_is_told_in_both_languages(quiet: Town) -> None:
    async with quiet.bot():
        text = await quiet.translate_channel()
        first, second = text.splitlines()
        assert first.startswith("好了")
        assert second.startswith("-# Done.")
        assert quiet.general.mention in first
        assert quiet.general.messages == []


async def test_off_ends_it(lively: Town) -> None:
    await lively.translate_channel(mode="off")
    lively.amy.say(lively.general, "is anybody translating this")
    await lively.idle()
    assert len(lively.general.messages) == 1


async def test_without_a_mode_a_menu_shows_the_present_one(lively: Town) -> None:
    answer = await lively.lin.slash(lively.general, "redbridge channel").answered()
    assert answer.ephemeral
    assert answer.message is not None
    done = await lively.lin.choose(answer.message, ["off"]).answered()
    assert "好了" in done.text
    lively.amy.say(lively.general, "is anybody translating this")
    await lively.idle()
    assert len(lively.general.messages) == 1


async def test_a_menu_works_after_a_restart(quiet: Town) -> None:
    async with quiet.bot():
        answer = await quiet.lin.slash(quiet.general, "redbridge channel").answered()
    assert answer.message is not None
    async with quiet.bot():
        await quiet.lin.choose(answer.message, ["reply"]).answered()
        quiet.amy.say(quiet.general, "now somebody translates this")
        await quiet.idle()
        assert len(quiet.general.messages) == 2


async def test_a_menu_checks_the_permission_again(lively: Town) -> None:
    answer = await lively.lin.slash(lively.general, "redbridge channel").answered()
    assert answer.message is not None
    lively.lin.take(*lively.guild.roles.values())
    refusal = await lively.lin.choose(answer.message, ["off"]).answered()
    assert "管理服务器" in refusal.text
    assert "Manage Server" in refusal.text
    lively.amy.say(lively.general, "this is still translated")
    await lively.idle()
    assert len(lively.general.messages) == 2


async def test_a_menu_for_a_channel_that_is_gone_says_so(lively: Town) -> None:
    doomed = lively.guild.add_channel("doomed")
    answer = await lively.lin.slash(lively.general, "redbridge channel", channel=doomed).answered()
    assert answer.message is not None
    doomed.delete()
    await lively.idle()
    refusal = await lively.lin.choose(answer.message, ["reply"]).answered()
    assert "This channel is gone" in refusal.text


async def test_members_without_manage_server_do_not_get_the_command(lively: Town) -> None:
    with pytest.raises(Exception, match="redbridge"):
        lively.amy.slash(lively.general, "redbridge channel")


async def test_a_missing_permission_is_named_with_the_way_to_give_it(quiet: Town) -> None:
    async with quiet.bot() as app:
        everyone = quiet.guild.roles[quiet.guild.id]
        muted = quiet.guild.add_channel("muted", overwrites=(Overwrite(everyone, deny=("send_messages",)),))
        await quiet.idle()
        text = await quiet.translate_channel(muted)
        assert "发送消息" in text
        assert "Send Messages" in text
        assert "Nothing was changed" in text
        assert app.services.preferences.mode(Where(muted.guild.id, muted.id)).value == "off"


async def test_translate_answers_only_the_asker(lively: Town) -> None:
    lively.google.answers["那锅火锅特别辣"] = "That hotpot is really spicy"
    answer = await lively.amy.slash(lively.general, "translate", text="那锅火锅特别辣").answered()
    assert (answer.text, answer.ephemeral) == ("That hotpot is really spicy", True)
    assert lively.general.messages == []


@pytest.mark.parametrize(
    ("who", "text", "to", "expected"),
    [
        ("amy", "which software do you use", None, "你用的是哪个软件"),
        ("yu", "which software do you use", None, "你用的是哪个软件"),
        ("amy", "which software do you use", "zh-TW", "你用的是哪個軟體"),
        ("yu", "你用的是哪个软件", None, "which software do you use"),
        ("yu", "你用的是哪个软件", "zh-TW", "你用的是哪個軟體"),
    ],
)
async def test_translate_goes_where_it_is_asked_to(lively: Town, who: str, text: str, to: str, expected: str) -> None:
    options = {"text": text} | ({"to": to} if to else {})
    answer = await getattr(lively, who).slash(lively.general, "translate", **options).answered()
    assert answer.text == expected


@pytest.mark.parametrize(
    ("text", "to", "said"),
    [
        ("hello my friends", "en", "already in the language"),
        ("こんにちは、元気ですか", "en", "looks like another language"),
        ("😂😂😂", "en", "nothing to translate"),
    ],
)
async def test_translate_says_why_not(lively: Town, text: str, to: str, said: str) -> None:
    answer = await lively.amy.slash(lively.general, "translate", text=text, to=to).answered()
    assert said in answer.text
    assert "\n-# " in answer.text
    assert lively.google.texts == []


async def test_translate_without_a_text_opens_a_form(lively: Town) -> None:
    opened = lively.yu.slash(lively.general, "translate")
    form = await opened.answered()
    assert (form.kind, form.text) == ("modal", "翻译一段文字")
    sent = lively.yu.submit(opened, {"中文或英文都行": "one line\nand another line"})
    assert (await sent.answered()).text == zh("one line\nand another line")


async def test_a_long_answer_comes_in_parts_and_stays_private(lively: Town) -> None:
    lively.google.answers[LONG] = LONG_ANSWER
    asked = lively.amy.slash(lively.general, "translate", text=LONG)
    first = await asked.answered()
    await lively.idle()
    parts = [first.text, *(message.content for message in asked.followups)]
    assert "".join(parts) == LONG_ANSWER
    assert all(message.ephemeral for message in asked.followups)


async def test_translate_without_an_engine_says_so_and_recovers(lively: Town) -> None:
    lively.google.fail("500")
    answer = await lively.amy.slash(lively.general, "translate", text="is anybody there").answered()
    assert "No translation service can be reached" in answer.text
    assert "翻译服务" in answer.text
    lively.google.recover()
    lively.clock.advance(61)
    answer = await lively.amy.slash(lively.general, "translate", text="is anybody there").answered()
    assert answer.text == zh("is anybody there")


async def test_who_asks_too_often_is_told_to_wait(lively: Town) -> None:
    answers = [
        await lively.amy.slash(lively.general, "translate", text="hello my dear friends").answered() for _ in range(6)
    ]
    assert "Try again in" in answers[-1].text
    assert all("Try again in" not in answer.text for answer in answers[:-1])


async def test_an_unknown_error_is_a_number_that_is_also_in_the_log(
    lively: Town, caplog: pytest.LogCaptureFixture
) -> None:
    """A menu of another version offers what this one has never heard of."""
    menu = (await lively.lin.slash(lively.general, "redbridge channel").answered()).message
    assert menu is not None
    menu.components[0]["components"][0]["options"][0]["value"] = "hologram"
    answer = await lively.lin.choose(menu, ["hologram"]).answered()
    numbered = [record.getMessage() for record in caplog.records if record.getMessage().startswith("unexpected error ")]
    assert len(numbered) == 1
    number = numbered[0].split()[2]
    assert number in answer.text
    assert "ValueError" not in answer.text
    assert "hologram" not in answer.text + caplog.text
    assert [record.levelno for record in caplog.records if number in record.getMessage()] == [logging.ERROR]


class Broken:
    """An engine with a bug, which puts a member's words where they do not belong."""

    name = "broken"
    traits = Traits(answers_as="broken")

    async def reach(self) -> None: ...

    async def close(self) -> None: ...

    async def translate(self, request: Request) -> Answer:
        raise ZeroDivisionError(request.text)


async def test_a_bug_in_an_engine_tells_nobody_what_was_said(quiet: Town, caplog: pytest.LogCaptureFixture) -> None:
    async with quiet.bot(engines=[Broken()]):
        answer = await quiet.amy.slash(quiet.general, "translate", text="tell me a secret").answered()
    assert "No translation service can be reached" in answer.text
    assert "tell me a secret" not in caplog.text


@pytest.mark.parametrize(
    ("locale", "title"),
    [("en-US", "RedBridge lets people"), ("zh-CN", "红桥"), ("zh-TW", "紅橋"), ("fr", "RedBridge lets people")],
)
async def test_help_is_in_the_readers_language(lively: Town, locale: str, title: str) -> None:
    reader = lively.guild.add_member("Reader", locale=locale)
    answer = await reader.slash(lively.general, "help").answered()
    assert title in answer.text
    assert answer.ephemeral


async def test_help_can_be_read_in_another_language(lively: Town) -> None:
    answer = await lively.amy.slash(lively.general, "help").answered()
    assert answer.message is not None
    await lively.amy.press(answer.message, "繁體中文").answered()
    assert "紅橋" in answer.text


async def test_a_store_that_is_gone_changes_nothing(lively: Town) -> None:
    await lively.running.services.database.close()
    text = await lively.translate_channel(mode="off")
    assert "Nothing was changed" in text
    assert lively.running.services.preferences.mode(Where(lively.guild.id, lively.general.id)).value == "reply"
