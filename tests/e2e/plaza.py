"""A town with a bridge: #english and #中文, and people who talk in both."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from bot.bridges.registry import Bridge
from tests.e2e.town import Town


@dataclass
class Plaza:
    """The town, its two channels, and the bridge between them."""

    town: Town
    english: Any
    chinese: Any

    @property
    def amy(self) -> Any:
        return self.town.amy

    @property
    def yu(self) -> Any:
        return self.town.yu

    @property
    def bridge(self) -> Bridge:
        found = self.town.running.services.bridges.bridge_of(self.english.id)
        assert found
        return found

    async def idle(self) -> None:
        await self.town.idle()

    async def said(self, who: Any, channel: Any, text: str = "", **extras: Any) -> Any:
        """A message, when all that comes of it is done."""
        message = who.say(channel, text, **extras)
        await self.idle()
        return message

    def last(self, channel: Any) -> Any:
        return channel.messages[-1]


async def span(town: Town, *channels: tuple[Any, str]) -> Bridge:
    """Join channels, as the commands do."""
    registry = town.running.services.bridges
    bridge = await registry.create(town.guild.id, "plaza", town.lin.id)
    for channel, locale in channels:
        bridge = await registry.add(bridge.bridge_id, channel.id, locale, town.lin.id)
    return bridge


@asynccontextmanager
async def plaza(town: Town, kind: str = "text") -> AsyncIterator[Plaza]:
    """The bot connected, and a bridge of two channels or forums."""
    english, chinese = town.guild.add_channel("english", kind), town.guild.add_channel("中文", kind)
    async with town.bot():
        await span(town, (english, "en"), (chinese, "zh-CN"))
        yield Plaza(town, english, chinese)
