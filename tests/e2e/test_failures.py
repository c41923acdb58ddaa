"""What happens to a message when something breaks on its way."""

import asyncio
import logging

import pytest

from tests.e2e.locking import locked
from tests.e2e.town import Town
from tests.fakes.phrases import en, zh

pytestmark = pytest.mark.asyncio

POSTS = "POST /channels/*/messages"


async def test_the_next_engine_answers_when_one_is_down(quiet: Town) -> None:
    quiet.google.fail("500")
    async with quiet.bot(TRANSLATION_ENGINES="google,gloss"):
        await quiet.translate_channel()
        quiet.yu.say(quiet.general, "我的猫很可爱")
        await quiet.idle()
        answer = quiet.talk()[-1][1]
        assert "cat" in answer
        assert "-# Word for word, from a dictionary" in answer
        quiet.google.recover()
        quiet.clock.advance(61)
        quiet.yu.say(quiet.general, "我的猫很可爱")
        await quiet.idle()
        assert quiet.talk()[-1] == ("RedBridge", en("我的猫很可爱"))


async def test_without_any_engine_no_text_is_logged(lively: Town, caplog: pytest.LogCaptureFixture) -> None:
    lively.google.fail("500")
    lively.amy.say(lively.general, "my secret words are here")
    await lively.idle()
    assert "no engine answered" in caplog.text
    assert "my secret words" not in caplog.text


async def test_a_message_survives_a_dropped_gateway(lively: Town) -> None:
    lively.google.open.clear()
    lively.amy.say(lively.general, "the line drops while I am translated")
    await lively.google.reached(1)
    lively.sandbox.faults.drop_gateway()
    lively.amy.say(lively.general, "and this is said while nobody listens")
    lively.google.open.set()
    await lively.idle()
    assert sorted(content for name, content in lively.talk() if name == "RedBridge") == sorted(
        [zh("and this is said while nobody listens"), zh("the line drops while I am translated")]
    )


@pytest.mark.parametrize("status", [429, 500, 502])
async def test_a_reply_that_discord_puts_off_is_posted_once(lively: Town, status: int) -> None:
    lively.sandbox.faults.http(status=status, route=POSTS, times=1, retry_after=0.1)
    lively.amy.say(lively.general, "this takes a second attempt")
    await lively.idle()
    assert lively.talk()[1:] == [("RedBridge", zh("this takes a second attempt"))]


async def test_a_message_deleted_while_it_is_translated_gets_no_answer(lively: Town) -> None:
    lively.google.open.clear()
    message = lively.amy.say(lively.general, "I take that back at once")
    await lively.google.reached(1)
    lively.amy.delete(message)
    await lively.sandbox.ready()  # the bot has heard of it
    lively.google.open.set()
    await lively.idle()
    assert lively.general.messages == []
    assert not [exchange for exchange in lively.sandbox.traffic if exchange.path.endswith("/messages")]


async def test_a_message_edited_while_it_is_translated_ends_with_the_last_words(lively: Town) -> None:
    lively.google.open.clear()
    message = lively.amy.say(lively.general, "first words of a sentence")
    await lively.google.reached(1)
    lively.amy.edit(message, "last words of a sentence")
    lively.google.open.set()
    await lively.idle()
    assert lively.talk() == [
        ("Amy", "last words of a sentence"),
        ("RedBridge", zh("last words of a sentence")),
    ]


async def test_a_removed_answer_stays_removed(lively: Town) -> None:
    message = lively.amy.say(lively.general, "a moderator dislikes the answer")
    await lively.idle()
    lively.guild.bulk_delete([lively.general.messages[-1]])
    await lively.idle()
    lively.amy.edit(message, "a moderator disliked the answer")
    await lively.idle()
    assert lively.talk() == [("Amy", "a moderator disliked the answer")]


async def test_a_lost_permission_is_a_line_in_the_log(lively: Town, caplog: pytest.LogCaptureFixture) -> None:
    lively.sandbox.faults.deny("send_messages", lively.general)
    lively.amy.say(lively.general, "nobody may answer this one")
    await lively.idle()
    assert len(lively.general.messages) == 1
    assert "send_messages missing" in caplog.text
    assert lively.google.asked == []
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_a_locked_database_delays_nothing_but_the_answer(lively: Town) -> None:
    loop = asyncio.get_running_loop()
    other = await locked(lively)
    try:
        loop.call_later(3, other.execute, "COMMIT")
        message = lively.amy.say(lively.general, "the database is locked now")
        await lively.idle()
        assert lively.talk()[-1] == ("RedBridge", zh("the database is locked now"))
        lively.amy.edit(message, "the database was locked then")
        await lively.idle()
        assert lively.talk()[-1] == ("RedBridge", zh("the database was locked then"))
    finally:
        other.close()


async def test_nothing_is_translated_where_nobody_can_know_who_wants_none(
    lively: Town, caplog: pytest.LogCaptureFixture
) -> None:
    await lively.running.services.database.close()
    lively.amy.say(lively.general, "not even the opt-outs can be read")
    await lively.idle()
    assert len(lively.talk()) == 1
    assert lively.google.texts == []
    assert "stays untranslated" in caplog.text
    assert "Traceback" not in caplog.text


STRANGE = {
    "a character": "好",
    "four thousand characters": "hello world and all the friends in it " * 105,
    "four thousand without a space": "我" * 4000,
    "right to left": "\u202ehello my friends\u202c and all the others",
    "zero width": "he\u200dllo my\u200c dear\u200b friends of the house",
    "two thousand emoji": "😀" * 2000,
    "nested markdown": "**bold __under ~~gone ||hidden *it* the words|| ~~ __** and `code` " * 20,
    "zalgo": "h\u0321\u0318e\u0327\u0489l\u0334l\u0335o\u0336 " * 100 + "my friends are here",
    "literal slots": "⟦0⟧ and ⟦1⟧ are what I write here",
    "unclosed code": "```py\nprint('hello')\nand then some english words follow",
    "many mentions": "<@123456789012345678> " * 80 + "what do you all think of it",
    "a lone surrogate": "hello \ud83d my dear friends, how are you",
    "nulls": "hello\x00there my dear friends",
}


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
async def test_no_text_breaks_anything(lively: Town, caplog: pytest.LogCaptureFixture, text: str) -> None:
    message = lively.amy.say(lively.general, text[:4000])
    await lively.idle()
    answers = [content for name, content in lively.talk() if name == "RedBridge"]
    assert all(1 <= len(answer) <= 2000 for answer in answers)
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR and record.name != "asyncio"]
    if "<@" in text:
        assert "".join(answers).count("<@123456789012345678>") == 80
    lively.amy.edit(message, "and this still works")
    await lively.idle()
    assert lively.talk()[-1] == ("RedBridge", zh("and this still works"))
