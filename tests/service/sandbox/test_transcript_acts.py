"""Acts of transcripts whose outcome needs no bot: forum posts, forwarded messages, polls, and how they read."""

import pytest
import pytest_asyncio

from bot.sandbox import Refused, Sandbox
from bot.sandbox.transcript import steps
from bot.sandbox.transcript.acting import Acting
from bot.sandbox.transcript.conversation import Conversation
from bot.sandbox.transcript.jsonl import as_object
from bot.sandbox.transcript.page import Page
from bot.sandbox.transcript.parse import parse
from bot.sandbox.transcript.sights import Sights
from bot.sandbox.transcript.stage import Stage


class Play:
    """A stage with a forum, and the page on which its conversation is written."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.stage = Stage(sandbox)
        self.stage.guild.add_channel("questions", kind="forum")
        self.stage.guild.add_sticker("wave")
        self.acting = Acting(self.stage, Sights(sandbox, self.stage))
        self.lines: list[str] = []
        sandbox.subscribe(Conversation(Page(self.lines.append, ("Amy", "小雨"))).event)

    def act(self, text: str) -> list[str]:
        """The lines that a transcript adds to the page, without their columns."""
        self.lines.clear()
        for step in parse(text):
            assert isinstance(step, steps.Act)
            self.acting.act(step)
        return [" ".join(line.split()) for line in self.lines]


@pytest_asyncio.fixture
async def play() -> Play:
    return Play(Sandbox())


@pytest.mark.asyncio
async def test_a_forum_post(play: Play) -> None:
    assert (
        play.act('Amy [q]> post "Best noodles?" in #questions: mine are <@小雨>\'s')
        == [
            "* #questions › Best noodles? opens",
            "",
            "#questions › Best noodles?",
            "Amy mine are @小雨's",
        ]
        or play.lines
    )
    assert play.stage.guild.channel("Best noodles?").messages[0].content.startswith("mine are <@")
    play.stage.go("Best noodles?")
    assert play.act("小雨> react 🔥 on [q]")[-1] == "* 小雨 reacts 🔥 to “mine are @小雨's”"
    with pytest.raises(Refused, match="no forum"):
        play.act('Amy> post "Why?" in #general: because')


@pytest.mark.asyncio
async def test_a_forwarded_message(play: Play) -> None:
    play.act("Amy [cat]> attach cat.png: my cat\n  on my desk")
    assert play.act("小雨 [copy]> forward [cat] to #cats") == [
        "",
        "#cats",
        "小雨 ↪ my cat",
        "↪ on my desk",
        "↪ 📎 cat.png",
    ]
    play.stage.go("cats")
    assert play.act("Amy> react 🔥 on [copy]") == ["* Amy reacts 🔥 to “↪ my cat”"]


@pytest.mark.asyncio
async def test_a_poll_and_a_sticker(play: Play) -> None:
    assert play.act('Amy> poll "Where to?": hotpot | <@小雨>\n  noodles')[1:] == [
        "Amy 📊 Where to?",
        "○ hotpot",
        "○ <@小雨>",
        "○ noodles",
    ]
    asked = as_object(play.sandbox.log[-1])
    assert (asked["text"], asked["enclosed"][:2]) == ("", ["📊 Where to?", "○ hotpot"])
    play.lines.clear()
    guild = play.stage.guild
    guild.member("Amy").say(guild.channel("general"), stickers=list(guild.stickers.values()))
    assert [" ".join(line.split()) for line in play.lines] == ["Amy 🏷 wave"]
