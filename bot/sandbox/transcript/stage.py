"""Where a transcript is played, and whom its names mean there."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.sandbox.transcript.errors import TranscriptError
from bot.sandbox.transcript.mentions import Mentionable, to_ids
from bot.sandbox.transcript.steps import LONGEST_NAME, Value
from bot.sandbox.world.channel import Channel
from bot.sandbox.world.guild import Guild
from bot.sandbox.world.kinds import ANNOUNCEMENT, TEXT
from bot.sandbox.world.member import Member
from bot.sandbox.world.user import Role

if TYPE_CHECKING:
    from bot.sandbox import Sandbox

HOME, OWNER, CHANNELS = "Hotpot Club", "Lin", ("general", "cats", "中文角")
TALKATIVE = (TEXT, ANNOUNCEMENT)
_HAN = re.compile(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")


class Stage:
    """The current server and channel. `line` is the line being played, which errors will name."""

    def __init__(self, sandbox: "Sandbox") -> None:
        self.line = 0
        self._sandbox = sandbox
        self._guild: Guild | None = None
        self._channel: Channel | None = None

    def furnish(self) -> Guild:
        """Make sure that there is a server: the default one with its channels, if none was opened."""
        if self._guild is not None:
            return self._guild
        guild = self.open(HOME, OWNER)
        for name in CHANNELS:
            guild.add_channel(name)
        self.go(CHANNELS[0])
        return guild

    @property
    def guild(self) -> Guild:
        """The server where things happen."""
        return self.furnish()

    @property
    def channel(self) -> Channel:
        """The channel where things happen: the one gone to last, or the server's first."""
        if self._channel is None or self._channel.guild not in (self.guild, None):
            self._channel = next((each for each in self.guild.channels.values() if each.kind in TALKATIVE), None)
        if self._channel is None:
            raise self.error("This server has no channel yet. Open one: * channel #general")
        return self._channel

    @property
    def place(self) -> str:
        """Where things happen, in a word or two."""
        try:
            return f"{'#' if self.channel.guild else '@'}{self.channel.name}"
        except TranscriptError:
            return self.guild.name

    def error(self, message: str, /, **params: object) -> TranscriptError:
        """An error of the current line."""
        return TranscriptError(self.line, message, **params)

    def open(
        self, name: str, owner: str = "", permissions: tuple[str, ...] | None = None, *, with_bot: bool = True
    ) -> Guild:
        """Go to a server, which is made if there is none of this name."""
        world = self._sandbox.world
        guild = next((guild for guild in world.guilds.values() if guild.name == name), None)
        if guild is None:
            founder = owner or OWNER
            world.user(founder, locale=_likely_locale(founder))
            guild = self._sandbox.add_guild(name, owner=founder, bot_permissions=permissions, with_bot=with_bot)
        self._guild, self._channel = guild, None
        return guild

    def go(self, name: str) -> None:
        """Go to a channel or thread of the current server."""
        self._channel = self.find_channel(name)

    def visit(self, name: str) -> None:
        """Go to the direct messages that a member of the current server and the bot have."""
        self._channel = self.member(name).dm

    def find_channel(self, name: str) -> Channel:
        """A channel or thread by name."""
        try:
            return self.guild.channel(name)
        except KeyError:
            raise self.error("There is no channel #{name} here. Open it: * channel #{name}", name=name) from None

    def roles(self, names: Iterable[str]) -> list[Role]:
        """Roles by name."""
        return [self._role(name) for name in names]

    def _role(self, name: str) -> Role:
        try:
            return self.guild.role(name)
        except KeyError:
            raise self.error("There is no role {name} here. Make it: * role {name}", name=name) from None

    def member(
        self, name: str, locale: str = "", roles: Iterable[str] = (), *, bot: bool = False, pending: bool = False
    ) -> Member:
        """A member by name, who joins if they are new; then Chinese is guessed from Chinese characters in the name."""
        try:
            known = self.guild.member(name)
        except KeyError:
            spoken = locale or _likely_locale(name)
            return self.guild.add_member(name, spoken, self.roles(roles), bot=bot, pending=pending)
        if known.user is self._sandbox.world.bot:
            raise self.error("{name} is the bot, which speaks for itself. Choose another name.", name=name)
        return known

    def insider(self, name: str) -> Member:
        """A member by name, whom an error keeps out of somebody else's direct messages."""
        member, recipient = self.member(name), self._channel.recipient if self._channel else None
        if recipient not in (None, member.user):
            other = recipient.name if recipient else ""
            raise self.error("{name} has no part in the direct messages of {other}.", name=name, other=other)
        return member

    def mention(self, value: Value) -> str:
        """A value as Discord's client sends it: a mention for the name of a channel, member or role."""
        if value.sigil == "#":
            return self.find_channel(value.text).mention
        if value.sigil == "@":
            return self._anybody(value.text)
        return self.text(value.text)

    def text(self, text: str) -> str:
        """A text as Discord's client sends it, with ids in its mentions; whom it mentions joins if they are new."""
        return to_ids(text, self._mentioned)

    def _mentioned(self, sign: str, name: str) -> Mentionable:
        if sign == "#":
            return self.find_channel(name)
        if sign == "@&":
            return self._role(name)
        bot = self._sandbox.world.bot
        if name == bot.name and bot.id in self.guild.members:
            return self.guild.me
        if len(name) > LONGEST_NAME:
            raise self.error("Nobody can be called {name}: a name has at most 32 characters.", name=name)
        return self.member(name)

    def _anybody(self, name: str) -> str:
        for find in (self.guild.member, self.guild.role):
            try:
                return find(name).mention
            except KeyError:
                continue
        raise self.error("There is neither a member nor a role {name} here.", name=name)


def _likely_locale(name: str) -> str:
    return "zh-CN" if _HAN.search(name) else "en-US"
