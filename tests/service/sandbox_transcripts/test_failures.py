"""What a bot does wrong is noticed; what a transcript provokes and tolerates is not held against it."""

import pytest

from bot.sandbox.transcript.conversation import Conversation
from bot.sandbox.transcript.errors import TranscriptError
from bot.sandbox.transcript.page import Page
from bot.sandbox.transcript.parse import parse
from bot.sandbox.transcript.player import Player
from tests.service.sandbox_transcripts.stage import play, tiny_trial

pytestmark = pytest.mark.asyncio


async def test_an_act_that_is_not_answered_is_shown_as_discord_shows_it():
    lines = []
    async with tiny_trial() as running:
        player = Player(running, Conversation(Page(lines.append, ["Amy"], "RedBridge")))
        await player.play(parse("Amy> /silent\nAmy: go on"))
        assert [(failure.kind, failure.what) for failure in running.verdict()] == [("unanswered", "Amy: /silent")]
        running.tolerated.add("unanswered")
        assert running.verdict() == []
    assert lines == [
        "#general",
        "Amy          /silent",
        "  Discord    The application did not respond (only Amy sees this)",
        "Amy          go on",
        "  RedBridge  you said: go on",
    ]


async def test_an_act_that_is_only_thought_about_is_not_answered():
    played = await play("Amy> /ponder\nAmy: go on")
    assert played.failures == [("unanswered", "Amy: /ponder")]
    assert played.lines == ["#general", "Amy          /ponder", "Amy          go on", "  RedBridge  you said: go on"]


async def test_an_error_in_the_log_is_a_failure():
    played = await play("Amy: break\nAmy: go on")
    assert played.lines[-1] == "  RedBridge  you said: go on"
    ((kind, what),) = played.failures
    assert kind == "error"
    assert "ERROR" in what


async def test_a_bot_that_dies_ends_the_play():
    played = await play("Amy: die\nAmy: go on")
    assert played.lines == ["#general", "Amy          die"]
    assert played.failures == [("died", "3")]


async def test_a_bot_that_does_not_start_ends_the_play():
    played = await play("* set DISCORD_TOKEN=\nAmy: hi")
    assert played.lines == []
    assert next(kind for kind, _ in played.failures) == "died"


async def test_a_bot_that_does_not_come_to_rest_ends_the_play():
    async with tiny_trial() as running:
        player = Player(running, Conversation(Page(lambda _: None)))
        await player.start()
        running.patience = 0.3
        await player.play(parse("Amy: work\nAmy: go on"))
        ((kind, what),) = [(failure.kind, failure.what) for failure in running.verdict()]
        assert kind == "busy"
        assert "still busy after 0.3 s" in what
        await running.bot.kill()


async def test_a_request_that_discord_does_not_know_is_a_failure():
    played = await play("Amy: lost\nAmy: go on")
    assert played.lines[-1] == "  RedBridge  you said: go on"
    assert [kind for kind, _ in played.failures] == ["complaint"]


async def test_what_is_tolerated_is_no_failure():
    played = await play(
        "* tolerate errors, death\n* tolerate complaints\n"
        "Amy: break\nAmy: lost\nAmy: die\nAmy: anybody\n* start\nAmy: hi"
    )
    assert played.failures == []
    assert played.lines[-3:] == ["* RedBridge starts", "Amy          hi", "  RedBridge  you said: hi"]


async def test_a_bot_that_was_ended_while_discord_had_sent_it_away_is_not_waited_for():
    played = await play("Amy: hi\n* at once\n* fault invalidate\n* kill\n* start\n* wait\nAmy: again")
    assert played.failures == []
    assert played.lines[-2:] == ["Amy          again", "  RedBridge  you said: again"]


UNPLAYABLE = (
    ("#kitchen", "no channel #kitchen"),
    ("Amy> /dance", "sees no command 'dance'"),
    ("Amy> /whisper", "option text is required"),
    ("Amy> /whisper text:a where:#kitchen", "no channel #kitchen"),
    ("Amy> /whisper text:a where:@nobody", "neither a member nor a role"),
    ("Amy> press 1", "no button 1 for Amy"),
    ("Amy> press 1 on last", "no message last"),
    ("Amy> choose Reply", "not offered Reply"),
    ("Amy> fill a:b", "No form was opened for Amy"),
    ("Amy> react 🌐 on [cat]", "no message [cat]"),
    ('Amy> reply "once upon": yes', 'no message "once upon"'),
    ("Heather> join roles:cooks", "no role cooks"),
    ("Lin> join", "Lin is a member already"),
    ("RedBridge: hi", "is the bot"),
    ("Amy: see <#kitchen>", "no channel #kitchen"),
    ("Amy: ask the <@&cooks>", "no role cooks"),
    (f"Amy: <@{'x' * 33}>", "at most 32 characters"),
    ("* thread x in:#nowhere", "no channel #nowhere"),
    ("* guild Empty\nAmy: hi", "no channel yet"),
    ("Amy> delete answer", "no message answer"),
    ("Amy: corners\nAmy> choose @Lin", "not offered @Lin"),
    ('Amy: corners\nAmy> choose "Whence":#cats', "not offered #cats"),
    ("@RedBridge", "is the bot"),
    ("@Amy\nLeo: hi", "no part in the direct messages of Amy"),
)


async def test_a_line_that_cannot_be_played_is_named():
    async with tiny_trial() as running:
        for line, says in UNPLAYABLE:
            player = Player(running, Conversation(Page(lambda _: None)))
            with pytest.raises(TranscriptError) as caught:
                await player.play(parse(f"# {says}\n{line}"))
            assert caught.value.line == 2 + line.count("\n"), line
            assert says in str(caught.value), line


async def test_a_form_answered_wrongly_is_named_with_its_line():
    played = await play("Amy> /improve\nAmy> fill Colour:red")
    assert played.error is not None
    assert (played.error.line, "no field Colour" in str(played.error)) == (2, True)
