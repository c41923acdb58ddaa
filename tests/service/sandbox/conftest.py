"""A sandbox with a small server, and a client connected to it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio

from bot.sandbox import Channel, Guild, Member, Sandbox
from tests.service.sandbox.clients import Client, connected
from tests.service.sandbox.openapi import CHECKER, load, problems


@dataclass
class Scene:
    """A server with one channel and two people."""

    sandbox: Sandbox
    guild: Guild
    general: Channel
    amy: Member
    yu: Member


@pytest_asyncio.fixture
async def scene() -> AsyncIterator[Scene]:
    """The server. Everything said to it and answered is afterwards held against Discord's description."""
    async with Sandbox() as sandbox:
        guild = sandbox.add_guild("Hotpot Club")
        general = guild.add_channel("general")
        amy = guild.add_member("Amy")
        yu = guild.add_member("小雨", locale="zh-CN")
        yield Scene(sandbox, guild, general, amy, yu)
        assert problems(sandbox.traffic) == []


@pytest_asyncio.fixture
async def client(scene: Scene) -> AsyncIterator[Client]:
    """A bot that is there and does nothing."""
    async with connected(scene.sandbox) as bot:
        yield bot


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say it when traffic was not validated."""
    if load() is None:
        terminalreporter.write_line(f"{CHECKER} was not found: the sandbox's traffic was not validated.")
