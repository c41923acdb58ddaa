"""Transcripts, played with a real bot process over real HTTP and WebSocket, read as one would expect."""

import json

import pytest

from bot.sandbox.transcript.jsonl import JsonLines
from tests.service.sandbox_transcripts.stage import play

pytestmark = pytest.mark.asyncio


async def reads(transcript: str, conversation: str) -> None:
    played = await play(transcript)
    assert played.error is None
    assert played.failures == []
    assert played.text == conversation.strip("\n")


async def test_messages_replies_edits_deletions_and_reactions():
    await reads(
        """
Amy: hello
小雨：你好
Leo [long]: it is a long message that I write here to be quoted later on
Amy> reply "it is": why?
Amy> edit last:
  why
  not?
Amy> react 🌐 on [long]
Amy> unreact 🌐 on [long]
Leo> delete [long]
Amy> attach cat.png: <@小雨> <@Newcomer> <@1> `<@nobody>`
Amy> reply answer: thanks
Leo: you
Amy: you
Leo> edit "you": me
""",
        """
#general
Amy          hello
  RedBridge  you said: hello
小雨         你好
  RedBridge  you said: 你好
Leo          it is a long message that I write here to be quoted later on
  RedBridge  you said: it is a long message that I write here to be quoted later on
Amy          ↳ Leo: it is a long message that I write here…
             why?
  RedBridge  you said: why?
Amy          ↳ Leo: it is a long message that I write here…
             why
             not? (edited)
  RedBridge  you say: why
             not? (edited)
* Amy reacts 🌐 to “it is a long message that I write here…”
* RedBridge reacts 🌐 to “it is a long message that I write here…”
* Amy takes 🌐 from “it is a long message that I write here…”
Leo          it is a long message that I write here… (deleted)
  RedBridge  you said: it is a long message that I w… (deleted)
Amy          @小雨 @Newcomer @unknown-user `<@nobody>`
             📎 cat.png
  RedBridge  you said: @小雨 @Newcomer @unknown-user `<@nobody>`
Amy          ↳ RedBridge: you said: @小雨 @Newcomer @unknown-user…
             thanks
  RedBridge  you said: thanks
Leo          you
  RedBridge  you said: you
Amy          you
  RedBridge  you said: you
Leo          me (edited)
  RedBridge  you say: me (edited)
""",
    )


async def test_commands_buttons_selects_forms_and_menus():
    await reads(
        """
#cats
Amy [menu]: corners
Amy> press English
Amy> choose Reply, Off
Amy> choose "Where":#general
Leo> press 2
Amy> /whisper text:"so quiet" where:#中文角
Amy [thought]> /think
Amy> /improve
Amy> fill "Your words":"much better" why:
  because
Amy> menu Shout on [menu]
Leo> react 👍 on [thought]
""",
        """
#cats
Amy          corners
RedBridge    Pick a corner.
             [1 English] [2 🀄 简体中文] (Later)
             [▾ How to translate: Reply | Off]
             [▾ Where: a channel]
* Amy presses [English]
  RedBridge  You read English. (only Amy sees this)
* Amy chooses Reply, Off
  RedBridge  Chosen: reply, off (only Amy sees this)
* Amy chooses #general
  RedBridge  Here: #general (only Amy sees this)
* Leo presses [简体中文]
RedBridge    选好了。 (edited)
Amy          /whisper text:"so quiet" where:#中文角
  RedBridge  so quiet in #中文角 (only Amy sees this)
Amy          /think
  RedBridge  I thought.
  RedBridge  And thought again.
Amy          /improve
  RedBridge  Improve this translation (only Amy sees this)
             [Your words: as it is]
             [Why: ]
* Amy sends “Improve this translation”
             [Your words: much better]
             [Why: because]
  RedBridge  Thanks: much better / because
  RedBridge  It will be used from now on. (only Amy sees this)
* Amy uses Apps > Shout on “corners”
  RedBridge  CORNERS (only Amy sees this)
* Leo reacts 👍 to “I thought.”
* RedBridge reacts 👍 to “I thought.”
""",
    )


async def test_direct_messages_are_a_place_with_the_names_of_the_server():
    await reads(
        """
Amy: hi
@Amy
Amy> /whisper text:<#cats>
Amy> /improve
Amy> fill "Your words":better
#cats
Amy: back
""",
        """
#general
Amy          hi
  RedBridge  you said: hi

@Amy, direct messages
Amy          /whisper text:#cats
  RedBridge  #cats (only Amy sees this)
Amy          /improve
  RedBridge  Improve this translation (only Amy sees this)
             [Your words: as it is]
             [Why: ]
* Amy sends “Improve this translation”
             [Your words: better]
             [Why: ]
  RedBridge  Thanks: better /
  RedBridge  It will be used from now on. (only Amy sees this)

#cats
Amy          back
  RedBridge  you said: back
""",
    )


async def test_servers_channels_threads_members_and_roles():
    await reads(
        """
* guild Noodle House owner:Mei
* channel Food kind:category
* channel #soup topic:"汤" parent:Food
* role cooks permissions:manage_messages
* member Bo locale:zh-TW roles:cooks
* member Kit bot:yes
* thread #broth in:#soup
Mei: first
Kit: bots are not answered
#broth
Amy: in a thread
* guild Annex
* channel #hall
Amy: elsewhere
* guild Noodle House
#soup
Bo> delete "first"
Amy> type
Heather> join roles:cooks
Heather> leave
Mo> join pending:yes
Mo> agree
Mo: hello
""",
        """
#soup
Mei          first
  RedBridge  you said: first
Kit          bots are not answered

#soup › broth
Amy          in a thread
  RedBridge  you said: in a thread
* #hall · Annex opens

#hall · Annex
Amy          elsewhere
  RedBridge  you said: elsewhere

#soup · Noodle House
Mei          first (deleted)
  RedBridge  you said: first (deleted)
* Amy is typing…
* Heather joins
* Heather leaves
* Mo joins, and Discord shows them the rules
* Mo agrees to the rules
Mo           hello
  RedBridge  you said: hello
""",
    )


async def test_time_restarts_and_the_environment():
    await reads(
        """
* set KNOWLEDGE=a little
Amy: what do you know
* clock 1d 2h
Amy: what time is it
* set KNOWLEDGE=a lot
Amy: what do you know
* restart
Amy: what do you know
* kill
Amy: is anybody there
Amy> /whisper text:hello
* start
Leo: back again
* stop
""",
        """
#general
Amy          what do you know
RedBridge    a little
* 1 day and 2 hours later
Amy          what time is it
RedBridge    26 hours later
Amy          what do you know
RedBridge    a little
* RedBridge restarts
Amy          what do you know
RedBridge    a lot
* RedBridge is killed
Amy          is anybody there
Amy          /whisper text:hello
  Discord    The application did not respond (only Amy sees this)
* RedBridge starts
Leo          back again
  RedBridge  you said: back again
* RedBridge stops
""",
    )


async def test_time_passes_until_a_clock_shows_an_hour():
    """The second one is a day after the first, whatever the hour is here."""
    await reads(
        """
* clock until:19:00 on:Sunday zone:Asia/Shanghai
* set KNOWLEDGE=a lot
* clock until:19:00 zone:Asia/Shanghai
* clock until:11:30
* stop
""",
        """
* Sunday, 19:00 in Shanghai
* 19:00 in Shanghai
* 11:30 in UTC
* RedBridge stops
""",
    )


async def test_answers_that_come_late_say_what_they_answer():
    await reads(
        """
* at once
Amy: one
Leo: two
* wait
Amy: three
""",
        """
#general
Amy          one
Leo          two
  RedBridge  ↳ Amy: one
             you said: one
  RedBridge  ↳ Leo: two
             you said: two
Amy          three
  RedBridge  you said: three
""",
    )


async def test_faults_of_discord():
    await reads(
        """
* tolerate errors
* fault http status:500 route:"POST /channels/*/messages" times:1
Amy: after a server error
* fault http status:429 route:"POST /channels/*/messages"
Amy: after a rate limit
* fault slow seconds:1 route:"POST /channels/*/messages"
Amy: after a while
* fault reconnect
Amy: after a reconnection
* fault deny permission:send_messages channel:#cats
* fault allow permission:send_messages channel:#cats
#cats
Amy: permitted
""",
        """
* Discord will answer the next request to POST /channels/*/messages with 500

#general
Amy          after a server error
  RedBridge  you said: after a server error
* Discord will answer the next request to POST /channels/*/messages with 429
Amy          after a rate limit
  RedBridge  you said: after a rate limit
* Discord will answer the next request to POST /channels/*/messages 1 s late
Amy          after a while
  RedBridge  you said: after a while
* Discord asks RedBridge to reconnect
Amy          after a reconnection
  RedBridge  you said: after a reconnection
* RedBridge loses send_messages in #cats
* RedBridge gets back send_messages in #cats

#cats
Amy          permitted
  RedBridge  you said: permitted
""",
    )


async def test_a_prelude_is_played_unseen_unless_a_server_is_opened():
    played = await play("Amy: hi", prelude="Lin: before\nLin> /whisper text:before")
    assert played.lines == ["#general", "Amy          hi", "  RedBridge  you said: hi"]
    played = await play("* set A=b\n* guild Own\n* channel #own\nAmy: hi\nAmy> react 🌐", prelude="Lin: before")
    assert played.lines[:2] == ["#own", "Amy          hi"]


async def test_events_as_json_lines():
    lines = []
    played = await play("小雨: 好 \u202e\nAmy> /whisper text:quiet\nAmy> /improve\n* clock 5s", JsonLines(lines.append))
    assert played.failures == []
    events = [json.loads(line) for line in lines]
    assert "小雨" in lines[0]
    said = next(each for each in events if each["event"] == "message_created" and each["author"] == "小雨")
    reply = next(each for each in events if each["event"] == "message_created" and each["bot"])
    answer = next(each for each in events if each["event"] == "ephemeral_answer")
    form = next(each for each in events if each["event"] == "modal_opened")
    assert (said["guild"], said["channel"], said["to"], said["ephemeral"]) == ("Hotpot Club", "general", None, False)
    assert reply["reference"] == said["id"]
    assert (answer["text"], answer["to"], answer["ephemeral"]) == ("quiet", "Amy", True)
    assert (form["to"], form["components"][0]["type"]) == ("Amy", 1)
    assert events[-1] == {"event": "note", "text": "5 seconds later"}
