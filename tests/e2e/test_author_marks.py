"""What authors say about their own messages: `!i`, a spoiler around everything, and the opt-out."""

import pytest

from tests.e2e.town import Town
from tests.fakes.phrases import zh

pytestmark = pytest.mark.asyncio

WORDS = "this is a sentence"


@pytest.mark.parametrize("text", [f"{WORDS} !i", f"{WORDS}！i", f"||{WORDS}||"])
async def test_a_marked_message_is_left_alone(lively: Town, text: str) -> None:
    lively.amy.say(lively.general, text)
    await lively.idle()
    assert lively.talk() == [("Amy", text)]
    assert lively.google.texts == []


async def test_an_edit_that_adds_the_mark_takes_the_translation_away(lively: Town) -> None:
    message = lively.amy.say(lively.general, WORDS)
    await lively.idle()
    assert lively.talk()[-1] == ("RedBridge", zh(WORDS))
    lively.amy.edit(message, f"{WORDS} !i")
    await lively.idle()
    assert lively.talk() == [("Amy", f"{WORDS} !i")]
    lively.amy.edit(message, WORDS)
    await lively.idle()
    assert lively.talk()[-1] == ("RedBridge", zh(WORDS))


async def test_a_spoiler_within_a_message_is_translated(lively: Town) -> None:
    lively.google.answers[f"he said ||{WORDS}||"] = "他说||这是一个句子||"
    lively.amy.say(lively.general, f"he said ||{WORDS}||")
    await lively.idle()
    assert len(lively.talk()) == 2


async def test_the_opt_out_of_an_author_wins_in_every_mode(lively: Town) -> None:
    await lively.running.services.members.opt_out(lively.amy.id, out=True)
    for mode in ("reply", "thread"):
        await lively.translate_channel(mode=mode)
        lively.amy.say(lively.general, WORDS)
        await lively.idle()
    assert [name for name, _ in lively.talk()] == ["Amy", "Amy"]
    assert lively.google.texts == []
    assert lively.guild.threads == []
    await lively.running.services.members.opt_out(lively.amy.id, out=False)
    await lively.translate_channel()
    lively.amy.say(lively.general, WORDS)
    await lively.idle()
    assert lively.talk()[-1] == ("RedBridge", zh(WORDS))


async def test_an_edit_after_the_opt_out_takes_the_translation_away(lively: Town) -> None:
    message = lively.amy.say(lively.general, WORDS)
    await lively.idle()
    await lively.running.services.members.opt_out(lively.amy.id, out=True)
    lively.amy.edit(message, "these are words")
    await lively.idle()
    assert lively.talk() == [("Amy", "these are words")]
    assert lively.google.texts == [WORDS]


async def test_an_opt_out_is_heard_after_a_restart_too(quiet: Town) -> None:
    async with quiet.bot() as app:
        await quiet.translate_channel()
        await app.services.members.opt_out(quiet.amy.id, out=True)
    async with quiet.bot():
        quiet.amy.say(quiet.general, WORDS)
        await quiet.idle()
        assert quiet.talk() == [("Amy", WORDS)]
