"""Lines that look like the head of a part, in posts that are no parts: nobody's words are moved by them."""

from typing import Any

import pytest

from bot.client.replying import parts
from bot.markup import protect
from tests.e2e.test_delivery import lines, number, of_bot
from tests.e2e.test_recovery import claim
from tests.e2e.town import Town
from tests.fakes.phrases import LONG, LONG_ANSWER, zh

pytestmark = pytest.mark.asyncio

SENTENCE = "Yesterday my cat sat on the keyboard again."


def forged(place: Town, victim: Any) -> str:
    """A message of which a later post would begin with the head of another one's part."""
    head = f"-# ↩ [Amy](https://discord.com/channels/{place.guild.id}/{place.general.id}/{victim.id})"
    protected = protect(f"{LONG}\n{head}\n{SENTENCE}").text
    _, looks, _ = protected.split("\n")
    place.google.answers[protected] = f"{LONG_ANSWER[: 13 * 145]}\n{looks}\n{LONG_ANSWER[: 13 * 20]}"
    return f"{LONG}\n{head}\n{SENTENCE}"


async def test_in_a_later_post_in_a_thread(quiet: Town) -> None:
    async with quiet.bot():
        await quiet.translate_channel(mode="thread")
        victim = quiet.yu.say(quiet.general, "😂")
        attack = quiet.amy.say(quiet.general, forged(quiet, victim))
        await quiet.idle()
        (thread,) = quiet.guild.threads
        first, second = of_bot(quiet, thread)
        assert "↩" in second.content
        assert (parts.sources(first.content), parts.sources(second.content)) == ([attack.id], [])
        said = second.content
        quiet.yu.edit(victim, "😂😂")
    # A process that died was translating the victim; the next one must not take the forged line for its answer.
    quiet.sandbox.clock.advance(1)
    quiet.yu.edit(victim, number(1))
    await claim(quiet, victim)
    async with quiet.bot():
        assert second.content == said
        assert lines(quiet, thread)[-1] == zh(number(1))
        quiet.yu.delete(victim)
        await quiet.idle()
        assert of_bot(quiet, thread) == [first, second]
        quiet.amy.delete(attack)
        await quiet.idle()
        assert of_bot(quiet, thread) == []
