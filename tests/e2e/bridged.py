"""A server with a bridge of #english and #中文 that a moderator made by commands."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from bot.client.bridging.webhooks import NAME
from tests.e2e.town import Town


@dataclass
class Square:
    """The town, and the channels of its bridge."""

    town: Town
    english: Any
    chinese: Any

    @property
    def amy(self) -> Any:
        return self.town.amy

    @property
    def yu(self) -> Any:
        return self.town.yu

    async def span(self) -> None:
        """Make the bridge as a moderator does."""
        await self.command("create", name="plaza")
        await self.join(self.english, "en")
        await self.join(self.chinese, "zh-CN")

    async def join(self, channel: Any, language: str) -> None:
        await self.command("add", bridge="plaza", channel=channel, language=language)

    async def command(self, command: str, /, **options: Any) -> str:
        """The answer to a sub-command of /redbridge bridge."""
        answer = await self.town.lin.slash(self.town.general, f"redbridge bridge {command}", **options).answered()
        await self.idle()
        return str(answer.text)

    async def hear(self, member: Any, channel: Any, text: str, **options: Any) -> Any:
        """Somebody writes, and the bot has done what it does about it."""
        message = member.say(channel, text, **options)
        await self.idle()
        return message

    async def idle(self) -> None:
        await self.town.idle()

    def read(self, channel: Any) -> list[tuple[str, str]]:
        """Who said what in a channel, as members see it."""
        return self.town.talk(channel)

    def copies(self, channel: Any) -> list[str]:
        """What webhooks said in a channel."""
        return [message.content for message in channel.messages if message.webhook_id]

    def hooks(self, channel: Any) -> list[Any]:
        """The bot's webhooks in a channel."""
        known = self.town.sandbox.world.webhooks.values()
        return [hook for hook in known if hook.channel is channel and hook.name == NAME]


@asynccontextmanager
async def bridged(town: Town) -> AsyncGenerator[Square]:
    """The bot runs, and the bridge is made."""
    built = unspanned(town)
    async with town.bot():
        await built.span()
        yield built


def unspanned(town: Town) -> Square:
    """The channels, and no bridge or bot yet."""
    return Square(town, town.guild.add_channel("english"), town.guild.add_channel("中文"))
