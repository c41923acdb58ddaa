"""The sandbox: a Discord on loopback, as tests, transcripts and the command line use it."""

import asyncio
import base64
import ipaddress
import secrets
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Self

from bot.sandbox.clock import SandboxClock
from bot.sandbox.complaints import Complaint, Complaints
from bot.sandbox.events import Callback, EventLog, SandboxEvent
from bot.sandbox.faults import FaultPlan
from bot.sandbox.gateway.hub import Hub
from bot.sandbox.gateway.identify import IdentifyGate
from bot.sandbox.gateway.session import Session
from bot.sandbox.http.ratelimit import Limits
from bot.sandbox.http.traffic import Exchange, Traffic
from bot.sandbox.idle import Idle, Probe
from bot.sandbox.intents import application_flags
from bot.sandbox.interactions.commands import offered
from bot.sandbox.misbehaviour import Faults
from bot.sandbox.realm import Realm
from bot.sandbox.site import Site
from bot.sandbox.wire import Json
from bot.sandbox.world.application import Application
from bot.sandbox.world.channel import Channel
from bot.sandbox.world.draft import SUPPRESS_EMBEDS
from bot.sandbox.world.guild import Guild
from bot.sandbox.world.member import Member
from bot.sandbox.world.message import Message
from bot.sandbox.world.user import User
from bot.sandbox.world.webhook import Webhook
from bot.sandbox.world.world import World

EXCHANGES = 10_000  # each holds a request and its answer
PRIVILEGED = ("message_content", "guild_members")


class Sandbox:
    """A loopback Discord for one application.

    port                 0 chooses a free one
    host                 127.0.0.1; ValueError for anything that is not loopback
    shards               how many /gateway/bot recommends
    name                 the bot's name
    token                what the bot has to send; a fresh one unless given
    privileged           the privileged intents that the application is granted: message_content, guild_members,
                         presences
    rate_limits          whether REST requests are counted; see `limits` to make the windows shorter
    max_concurrency, identify_interval
                         how many shards may identify at once, every how many seconds (0: as often as they like)
    heartbeat_interval   seconds
    keep                 how many events, and how many messages a channel, are remembered; of REST exchanges
                         10,000 at most
    """

    def __init__(  # noqa: PLR0913 - every part of a test's Discord is set here, by name
        self,
        port: int = 0,
        shards: int = 1,
        *,
        host: str = "127.0.0.1",
        name: str = "RedBridge",
        token: str | None = None,
        privileged: Iterable[str] = PRIVILEGED,
        rate_limits: bool = True,
        max_concurrency: int = 1,
        identify_interval: float = 0.0,
        heartbeat_interval: float = 41.25,
        keep: int = 100_000,
    ) -> None:
        if not _is_loopback(host):
            raise ValueError(f"the sandbox listens on loopback only, not on {host}")
        self.clock = SandboxClock()
        self.log_book = EventLog(self.clock.now, keep)
        granted = frozenset(privileged)
        hub = Hub(granted, IdentifyGate(self.clock, max_concurrency, identify_interval), shards)
        application = Application(0, name, "", application_flags(granted))
        self.world = World(self.clock, self.log_book, hub, application, keep)
        application.id = self.world.bot.id
        self.token = application.token = token or make_token(application.id)
        self.limits = Limits(self.clock, enabled=rate_limits)
        self._realm = Realm(
            self.world, hub, self.clock, self.token, heartbeat_interval, Complaints(), Traffic(min(keep, EXCHANGES)),
            self.limits,
            FaultPlan(),
        )  # fmt: skip
        self.faults = Faults(self._realm)
        self.idle_probe: Probe | None = None
        self._idle = Idle(self._realm)
        self._site = Site(self._realm, "127.0.0.1" if host == "localhost" else host, port)

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()

    async def start(self) -> None:
        """Begin to listen. OSError if the port is taken."""
        await self._site.start()

    async def close(self) -> None:
        """Close every connection and stop listening."""
        self.clock.stop()
        await self._site.close()

    @property
    def port(self) -> int:
        """The port it listens on."""
        return self._site.port

    @property
    def url(self) -> str:
        """Its address, such as http://127.0.0.1:4000."""
        return self._site.url

    @property
    def api_base(self) -> str:
        """The REST API's base address."""
        return self.world.api_base

    @property
    def gateway_url(self) -> str:
        """The gateway's address."""
        return self._realm.hub.resume_url

    @property
    def cdn_base(self) -> str:
        """The base address of attachments and avatars."""
        return self.world.cdn_base

    @property
    def bot(self) -> User:
        """The bot's account."""
        return self.world.bot

    @property
    def sessions(self) -> list[Session]:
        """Gateway sessions; those without a connection may still be resumed."""
        return list(self._realm.hub.sessions.values())

    @property
    def log(self) -> list[SandboxEvent]:
        """Every event, oldest first."""
        return list(self.log_book.events)

    @property
    def traffic(self) -> list[Exchange]:
        """Every REST exchange, oldest first."""
        return list(self._realm.traffic.exchanges)

    @property
    def complaints(self) -> list[Complaint]:
        """Unknown routes, invalid bodies and breaches of the gateway protocol."""
        return list(self._realm.complaints.all)

    def subscribe(self, callback: Callback) -> Callable[[], None]:
        """Call `callback` with every event from now on; the answer ends that."""
        return self.log_book.subscribe(callback)

    def add_guild(
        self,
        name: str,
        bot_permissions: int | str | Iterable[str] | None = None,
        *,
        owner: str = "Owner",
        locale: str = "en-US",
        with_bot: bool = True,
    ) -> Guild:
        """Make a guild with an owner and the bot, which has the permissions a careful bot asks for unless told."""
        guild = self.world.add_guild(name, owner, locale)
        if with_bot:
            guild.add_bot(bot_permissions)
        return guild

    def member(self, name: str) -> Member:
        """The member of this name in the first guild that has one; KeyError if there is none."""
        for guild in self.world.guilds.values():
            for member in guild.members.values():
                if member.name == name:
                    return member
        raise KeyError(name)

    def add_private_channel(self, *people: Member) -> Channel:
        """A conversation of two people, or a group of more, without the bot: what they install works there too."""
        if len(people) < 2:
            raise ValueError("a conversation has two people at least")
        return self.world.private_channel(tuple(each.user for each in people))

    def webhook(self, webhook_id: int) -> Webhook:
        """The webhook of this id, whoever made it; KeyError if there is none."""
        return self.world.webhooks[webhook_id]

    def show_preview(self, message: Message, *embeds: Json) -> None:
        """Let link previews appear under a message a moment later, as Discord does: an update that is no edit.

        A message that suppresses them gets none.
        """
        if message.flags & SUPPRESS_EMBEDS:
            return
        message.embeds += embeds
        self.world.publish_message("MESSAGE_UPDATE", message)
        self.world.log_message("preview_shown", message)

    def commands(self, member: Member, channel: Channel) -> list[Json]:
        """The commands that a member is offered in a channel, as Discord describes them."""
        return offered(member.user, channel)

    def expect_nobody(self) -> None:
        """The bot was ended: wait no longer for shards of it that a fault sent away."""
        self._realm.hub.expect_nobody()

    async def ready(self, timeout: float = 10.0) -> None:  # noqa: ASYNC109 - part of the public contract
        """Return when a bot has identified on all its shards and taken in its guilds. TimeoutError after `timeout`."""
        async with asyncio.timeout(timeout):
            await self._idle.ready()

    async def idle(self, timeout: float = 30.0) -> None:  # noqa: ASYNC109 - part of the public contract
        """Return when nothing is in flight. TimeoutError after `timeout`, saying what still is."""
        try:
            async with asyncio.timeout(timeout):
                await self._idle.wait(self.idle_probe)
        except TimeoutError:
            raise TimeoutError(f"still busy after {timeout} s ({self._idle.describe()})") from None


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def make_token(user_id: int) -> str:
    """A token of the shape Discord's have."""
    first = base64.urlsafe_b64encode(str(user_id).encode()).decode().rstrip("=")
    return f"{first}.{secrets.token_urlsafe(4)}.{secrets.token_urlsafe(28)}"
