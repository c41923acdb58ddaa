"""Forms that cannot be accepted: nobody has to write twice."""

import asyncio
from typing import Any

import pytest

from bot.client.drafts import KEPT, MOST
from bot.client.improving import improvable
from bot.client.on_demand.texts import Paste
from bot.errors import UserError
from bot.words.word import Kind, Word
from tests.e2e.reviewing import reviewing
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio

TEXT = "my cat is lovely"
REFUSED = "我家猫可招人爱了 @everyone"


async def opened(town: Town) -> tuple[Any, str]:
    """The form of Improve for a message of Amy's, and the id of its field."""
    message = town.amy.say(town.general, TEXT)
    await town.idle()
    form = town.amy.menu("Improve", message)
    assert (await form.answered()).kind == "modal"
    return form, form.modal["components"][1]["component"]["custom_id"]


async def test_a_refused_suggestion_is_given_back(lively: Town) -> None:
    form, field = await opened(lively)
    answer = await lively.amy.submit(form, {field: REFUSED}).answered()
    assert "can't mention anybody" in answer.text
    assert answer.text.endswith(f"What you wrote, to be copied:\n```\n{REFUSED}\n```")
    assert answer.ephemeral


async def test_it_is_given_back_while_the_database_cannot_be_used(lively: Town) -> None:
    form, field = await opened(lively)
    await lively.running.services.database.close()
    answer = await lively.amy.submit(form, {field: "我家猫可招人爱了"}).answered()
    assert "Nothing was changed" in answer.text
    assert "```\n我家猫可招人爱了\n```" in answer.text


async def test_it_is_given_back_while_the_bot_is_about_to_stop(lively: Town) -> None:
    form, field = await opened(lively)
    lively.running.client.accepting = False
    answer = await lively.amy.submit(form, {field: REFUSED}).answered()
    assert "is restarting" in answer.text
    assert REFUSED in answer.text


async def test_each_field_of_a_word_is_given_back_with_its_label(lively: Town) -> None:
    form = lively.lin.slash(lively.general, "redbridge glossary add")
    assert (await form.answered()).kind == "modal"
    ids = [each["component"]["custom_id"] for each in form.modal["components"]]
    answer = await lively.lin.submit(form, {ids[0]: "Foo", ids[1]: "Bar", ids[3]: "a fooish bar"}).answered()
    for part in ("要一个是中文", "```\n词\nFoo\n\n", "\nBar\n\n", "a fooish bar\n```"):
        assert part in answer.text


async def test_what_does_not_fit_comes_in_a_file(lively: Town) -> None:
    lively.google.fail("500")
    text = "nobody has said this before " * 100
    form = lively.amy.slash(lively.general, "translate")
    assert (await form.answered()).kind == "modal"
    field = form.modal["components"][0]["component"]["custom_id"]
    answer = await lively.amy.submit(form, {field: text}).answered()
    assert "is in the file" in answer.text
    (file,) = answer.message.attachments
    assert file.data.decode() == text


async def test_what_would_break_out_of_its_frame_comes_in_a_file(lively: Town) -> None:
    form, field = await opened(lively)
    answer = await lively.amy.submit(form, {field: f"```{REFUSED}"}).answered()
    assert answer.message.attachments[0].data.decode() == f"```{REFUSED}"


async def test_what_nobody_sees_is_no_suggestion(lively: Town) -> None:
    form, field = await opened(lively)
    answer = await lively.amy.submit(form, {field: "\u200b\u2060"}).answered()
    assert "no words in it" in answer.text
    form = lively.amy.menu("Improve", lively.general.messages[0])
    await form.answered()
    field = form.modal["components"][1]["component"]["custom_id"]
    await lively.amy.submit(form, {field: "\u202e我家猫\u200b真好"}).answered()
    ((kept,), _) = await lively.running.services.suggestions.waiting(lively.guild.id, 9)
    assert kept.proposed == "我家猫真好"


async def test_a_form_that_takes_long_is_told_in_time(lively: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    message = lively.amy.say(lively.general, TEXT)
    await lively.idle()
    monkeypatch.setattr(improvable, "_LONGEST", 0.05)
    monkeypatch.setattr(lively.running.client.posts, "message", lambda *_: asyncio.sleep(1))
    answer = await lively.amy.menu("Improve", message).answered()
    assert "took too long" in answer.text


async def test_slang_of_both_languages_is_explained_once(lively: Town) -> None:
    word = Word("gogogo", Kind.SLANG, "", (), "let us go", "冲")
    await lively.running.services.words.add(lively.guild.id, word, lively.lin.id)
    answer = await lively.amy.slash(lively.general, "explain", term="gogogo").answered()
    assert answer.text.count("let us go") == 1


async def test_a_refused_form_opens_again_with_all_that_was_written(lively: Town) -> None:
    form, field = await opened(lively)
    answer = await lively.amy.submit(form, {field: REFUSED}).answered()
    for _ in range(2):
        # Whoever closes it once more can press again.
        again = lively.amy.press(answer.message, "Try again · 再试一次")
        assert (await again.answered()).kind == "modal"
        label = again.modal["components"][1]["component"]
        assert label["value"] == REFUSED
    sent = await lively.amy.submit(again, {label["custom_id"]: "我家猫可招人爱了"}).answered()
    assert sent.text.startswith("Thank you.")
    ((kept,), _) = await lively.running.services.suggestions.waiting(lively.guild.id, 9)
    assert kept.proposed == "我家猫可招人爱了"


async def test_each_field_of_a_word_is_filled_in_again(lively: Town) -> None:
    form = lively.lin.slash(lively.general, "redbridge glossary add")
    await form.answered()
    ids = [each["component"]["custom_id"] for each in form.modal["components"]]
    answer = await lively.lin.submit(form, {ids[0]: "Foo", ids[1]: "Bar", ids[3]: "a fooish bar"}).answered()
    again = lively.lin.press(answer.message, "再试一次 · Try again")
    await again.answered()
    assert [each["component"].get("value") for each in again.modal["components"]] == [
        "Foo", "Bar", None, "a fooish bar", None,
    ]  # fmt: skip


async def test_a_long_text_and_moderators_words_are_filled_in_again(lively: Town) -> None:
    lively.google.fail("500")
    text = "nobody has said this before " * 100
    form = lively.amy.slash(lively.general, "translate")
    await form.answered()
    answer = await lively.amy.submit(form, {form.modal["components"][0]["component"]["custom_id"]: text}).answered()
    again = lively.amy.press(answer.message, "Try again · 再试一次")
    await again.answered()
    assert again.modal["components"][0]["component"]["value"] == text
    lively.google.recover()


async def test_a_moderators_refused_words_are_filled_in_again_while_the_suggestion_waits(lively: Town) -> None:
    async with reviewing(lively) as desk:
        await desk.suggest()
        form = lively.lin.press(desk.mods.messages[0], "编辑 · Edit")
        await form.answered()
        field = form.modal["components"][0]["component"]["custom_id"]
        answered = lively.lin.submit(form, {field: REFUSED})
        await answered.acknowledgement()
        await lively.idle()
        refusal = answered.followups[0]
        again = lively.lin.press(refusal, "再试一次 · Try again")
        await again.answered()
        assert again.modal["components"][0]["component"]["value"] == REFUSED
        await desk.press(lively.lin, "否决 · Reject")
        told = await lively.lin.press(refusal, "再试一次 · Try again").answered()
        assert "was faster" in told.text


async def test_what_was_written_is_forgotten_after_a_while_and_that_is_said(lively: Town) -> None:
    form, field = await opened(lively)
    answer = await lively.amy.submit(form, {field: REFUSED}).answered()
    lively.clock.advance(KEPT)
    told = await lively.amy.press(answer.message, "Try again · 再试一次").answered()
    assert told.kind == "message"
    assert "no longer has what you wrote" in told.text


async def test_after_a_restart_it_is_said_that_what_was_written_is_forgotten(quiet: Town) -> None:
    async with quiet.bot():
        form, field = await opened(quiet)
        answer = await quiet.amy.submit(form, {field: REFUSED}).answered()
    async with quiet.bot():
        told = await quiet.amy.press(answer.message, "Try again · 再试一次").answered()
        assert "not across a restart" in told.text


async def test_forms_do_not_pile_up(lively: Town) -> None:
    drafts = lively.running.client.drafts
    form = Paste(lively.running.services, "en", None)
    keys = [key_of(drafts.offer(form, lively.amy.id, "en")) for _ in range(MOST + 1)]
    with pytest.raises(UserError, match="no longer has"):
        drafts.get(keys[0], lively.amy.id)
    assert drafts.get(keys[1], lively.amy.id) is form
    with pytest.raises(UserError, match="no longer has"):
        drafts.get(keys[1], lively.yu.id)


def key_of(view: Any) -> str:
    return str(view.children[0].custom_id).rpartition(":")[2]
