"""Forms that cannot be accepted: nobody has to write twice."""

import asyncio
from typing import Any

import pytest

from bot.client.improving import improvable
from bot.words.word import Kind, Word
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
