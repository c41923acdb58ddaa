"""Who is meant and who is pinged."""

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.world.mentions import Allowed, Pinged, read


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox()


def test_nothing_is_nothing(sandbox: Sandbox) -> None:
    general = sandbox.add_guild("Hotpot Club").add_channel("general")
    found = read("a@b.c <@12> <@&13>", general, sandbox.bot, Allowed(), None)
    assert (found.users, found.roles, found.everyone, found.pinged) == ((), (), False, Pinged())
    assert not found.pinged


def test_nobody_pings_themselves(sandbox: Sandbox) -> None:
    guild = sandbox.add_guild("Hotpot Club")
    general, amy = guild.add_channel("general"), guild.add_member("Amy")
    message = amy.say(general, f"me: {amy.mention}")
    assert [user.name for user in message.mentions.users] == ["Amy"]
    assert not message.pinged


@pytest.mark.parametrize("text", ["`@everyone`", "```\n@everyone\n```", "every@one"])
def test_code_pings_nobody(sandbox: Sandbox, text: str) -> None:
    guild = sandbox.add_guild("Hotpot Club")
    assert not guild.add_member("Amy").say(guild.add_channel("general"), text).pinged


def test_roles_ring_if_they_may_be_mentioned(sandbox: Sandbox) -> None:
    guild = sandbox.add_guild("Hotpot Club")
    general, amy = guild.add_channel("general"), guild.add_member("Amy")
    guild.everyone.permissions = sandbox.world.guilds[guild.id].everyone.permissions & ~(1 << 17)
    loud, quiet = guild.add_role("loud", mentionable=True), guild.add_role("quiet")
    message = amy.say(general, f"{loud.mention} {quiet.mention} @here")
    assert message.pinged == Pinged(roles=frozenset({loud.id}))
    assert not message.mentions.everyone


def test_edits_ping_nobody_anew(sandbox: Sandbox) -> None:
    guild = sandbox.add_guild("Hotpot Club")
    general, amy, yu = guild.add_channel("general"), guild.add_member("Amy"), guild.add_member("小雨")
    message = amy.say(general, "hello")
    amy.edit(message, f"hello {yu.mention}")
    assert [user.name for user in message.mentions.users] == ["小雨"]
    assert not message.pinged
