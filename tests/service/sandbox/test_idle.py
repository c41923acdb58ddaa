"""Waiting until nothing is in flight."""

import asyncio

import pytest

from bot.sandbox import Sandbox
from tests.service.sandbox.clients import Client, connected
from tests.service.sandbox.conftest import Scene


class Chain(Client):
    """Answers every line with a shorter one until nothing is left."""

    async def on_message(self, message: object) -> None:
        content = getattr(message, "content", "")
        if len(content) > 1:
            await message.channel.send(content[1:])  # type: ignore[attr-defined]


@pytest.mark.asyncio
async def test_idle_waits_for_answers_to_answers() -> None:
    async with Sandbox(rate_limits=False) as sandbox:
        guild = sandbox.add_guild("Hotpot Club")
        general, amy = guild.add_channel("general"), guild.add_member("Amy")
        async with connected(sandbox, Chain()):
            amy.say(general, "12345678")
            await sandbox.idle()
            assert [message.content for message in general.messages][-1] == "8"


@pytest.mark.asyncio
async def test_idle_asks_the_probe(scene: Scene, client: Client) -> None:
    asked: list[int] = []

    async def probe() -> None:
        asked.append(len(asked))
        if len(asked) == 1:  # the bot was still at work, and posts
            await client.get_partial_messageable(scene.general.id).send("done")

    scene.sandbox.idle_probe = probe
    await scene.sandbox.idle()
    assert len(asked) == 2
    assert [message.content for message in scene.general.messages] == ["done"]


@pytest.mark.asyncio
async def test_idle_says_what_it_waits_for(scene: Scene, client: Client) -> None:
    scene.sandbox.faults.hang("POST /channels/*/messages")
    struck = asyncio.Event()
    scene.sandbox.subscribe(lambda event: struck.set() if event.kind == "fault" else None)
    sending = asyncio.create_task(client.get_partial_messageable(scene.general.id).send("lost"))
    await struck.wait()
    with pytest.raises(TimeoutError, match="requests running: 1"):
        await scene.sandbox.idle(0.2)
    sending.cancel()


@pytest.mark.asyncio
async def test_ready_needs_a_bot(scene: Scene) -> None:
    with pytest.raises(TimeoutError):
        await scene.sandbox.ready(0.05)


@pytest.mark.asyncio
async def test_many_waits_in_a_minute_are_no_trouble(scene: Scene, client: Client) -> None:
    async def probe() -> None:
        """Nothing is ever in flight here."""

    scene.sandbox.idle_probe = probe
    for number in range(130):  # more than a client may send a minute
        scene.amy.say(scene.general, str(number))
        await scene.sandbox.idle()
    assert scene.sandbox.complaints == []


@pytest.mark.asyncio
async def test_events_are_plain_values_too(scene: Scene) -> None:
    first = scene.amy.say(scene.general, "hello", attachments=[("a.txt", b"a")])
    scene.yu.say(scene.general, "你好", reply_to=first)
    event = scene.sandbox.log[-1].as_dict()
    assert {key: event[key] for key in ("kind", "author", "guild", "channel", "text", "reference")} == {
        "kind": "message_created",
        "author": "小雨",
        "guild": "Hotpot Club",
        "channel": "general",
        "text": "你好",
        "reference": str(first.id),
    }
    assert scene.sandbox.log[-2].as_dict()["attachments"] == ["a.txt"]
