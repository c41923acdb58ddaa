"""What the gateway carries, held against Discord's description of the objects and the examples of its documents."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox import Sandbox
from tests.service.sandbox.bare import gateway
from tests.service.sandbox.openapi import CHECKER, load

EXAMPLES = CHECKER.parents[1] / "data" / "api" / "docs_json_examples.jsonl"
ALL = 1 << 0 | 1 << 1 | 1 << 5 | 1 << 9 | 1 << 10 | 1 << 11 | 1 << 12 | 1 << 13 | 1 << 14 | 1 << 15

OBJECTS = [
    ("GUILD_CREATE", "GuildResponse", ""),
    ("GUILD_CREATE", "GuildChannelResponse", "channels.0"),
    ("GUILD_CREATE", "GuildMemberResponse", "members.0"),
    ("GUILD_ROLE_CREATE", "GuildRoleResponse", "role"),
    ("CHANNEL_CREATE", "GuildChannelResponse", ""),
    ("CHANNEL_UPDATE", "GuildChannelResponse", ""),
    ("CHANNEL_DELETE", "GuildChannelResponse", ""),
    ("THREAD_CREATE", "ThreadResponse", ""),
    ("THREAD_UPDATE", "ThreadResponse", ""),
    ("MESSAGE_CREATE", "MessageResponse", ""),
    ("MESSAGE_UPDATE", "MessageResponse", ""),
    ("GUILD_MEMBER_ADD", "GuildMemberResponse", ""),
    ("GUILD_MEMBER_UPDATE", "GuildMemberResponse", ""),
    ("MESSAGE_REACTION_ADD", "GuildMemberResponse", "member"),
]
SHOWN = [
    ("Example Message", "MESSAGE_CREATE", ""),
    ("Example Guild", "GUILD_CREATE", ""),
    ("Example Guild Text Channel", "GUILD_CREATE", "channels.0"),
    ("Example Guild Voice Channel", "CHANNEL_CREATE", ""),
    ("Example Thread Channel", "THREAD_CREATE", ""),
    ("Example Guild Member", "GUILD_MEMBER_ADD", ""),
    ("Example Role", "GUILD_ROLE_CREATE", "role"),
    ("Example Interaction", "INTERACTION_CREATE", ""),
]
SOMETIMES = {"reactions"}  # only on messages that have some


async def _tour() -> dict[str, Any]:
    """The first event of every name, of a walk through everything members and moderators do."""
    events: dict[str, Any] = {}
    async with Sandbox() as sandbox, gateway(sandbox) as bare:
        guild = sandbox.add_guild("Hotpot Club")
        general, amy = guild.add_channel("general", topic="talk"), guild.add_member("Amy")
        command = {"id": "1", "name": "hi", "type": 1, "version": "1"}
        sandbox.world.application.scope(None)[1] = command
        await bare.identify(sandbox, intents=ALL)
        await bare.until("READY")
        guild.add_role("cats")
        voice = guild.add_channel("talk", kind="voice")
        leo = guild.add_member("Leo")
        leo.rename("Lion")
        first = amy.say(general, "hello", attachments=[("a.png", b"x")], embeds=[{"type": "rich", "title": "t"}])
        leo.say(general, f"hi {amy.mention}", reply_to=first)
        leo.react(first, "🌐")
        amy.edit(first, "hello!")
        amy.typing(general)
        thread = amy.start_thread(general, "chat", first)
        thread.update()
        voice.update()
        voice.delete()
        amy.slash(general, "hi")
        leo.leave()
        await bare.send(1)
        while (payload := await bare.receive())["op"] != 11:
            events.setdefault(payload["t"], payload["d"])
    return events


def _part(data: Any, path: str) -> Any:
    for step in filter(None, path.split(".")):
        data = data[int(step) if step.isdigit() else step]
    return data


@pytest.mark.asyncio
async def test_events_carry_objects_as_described() -> None:
    checker = load()
    if checker is None:
        pytest.skip(f"{CHECKER} was not found")
    events = await _tour()
    assert len(events) >= 15
    wrong = [
        problem
        for event, name, path in OBJECTS
        for problem in checker.problems({"$ref": f"#/components/schemas/{name}"}, _part(events[event], path), event)
    ]
    assert wrong == []


@pytest.mark.asyncio
async def test_events_have_every_key_of_the_documents_examples() -> None:
    if not EXAMPLES.is_file():
        pytest.skip(f"{EXAMPLES} was not found")
    events = await _tour()
    examples = _examples(EXAMPLES)
    missing = {
        heading: sorted(set(examples[heading]) - set(_part(events[event], path)) - SOMETIMES)
        for heading, event, path in SHOWN
    }
    assert {heading: keys for heading, keys in missing.items() if keys} == {}


def _examples(path: Path) -> dict[str, Any]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {row["heading"]: row["json"] for row in reversed(rows) if "rpc" not in row["page"]}
