"""Everything there is in the sandbox, and the two places where changes are told: the gateway and the log."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from bot.sandbox import permissions
from bot.sandbox.clock import SandboxClock
from bot.sandbox.dispatch import Dispatch
from bot.sandbox.events import EventLog
from bot.sandbox.ids import Snowflakes
from bot.sandbox.intents import needed
from bot.sandbox.payloads import messages as payloads
from bot.sandbox.payloads.users import member_of
from bot.sandbox.wire import Json
from bot.sandbox.world import kinds
from bot.sandbox.world.channel import Channel
from bot.sandbox.world.guild import Guild
from bot.sandbox.world.user import User, handle

if TYPE_CHECKING:
    from bot.sandbox.interactions.interaction import Interaction
    from bot.sandbox.world.application import Application
    from bot.sandbox.world.attachment import Attachment
    from bot.sandbox.world.message import Message
    from bot.sandbox.world.webhook import Webhook


class Outlet(Protocol):
    """Where the world's changes go."""

    def dispatch(self, dispatch: Dispatch) -> None:
        """Send an event to every session that may hear of it."""
        ...

    def guild_joined(self, guild: Guild) -> None:
        """Send the whole of a guild that the bot just joined."""
        ...


class World:
    """The state of the sandbox's Discord."""

    def __init__(
        self, clock: SandboxClock, log: EventLog, outlet: Outlet, application: "Application", keep: int
    ) -> None:
        self.clock = clock
        self.log = log
        self.outlet = outlet
        self.keep = keep
        self.ids = Snowflakes(clock)
        self.application = application
        self.users: dict[int, User] = {}
        self._by_name: dict[str, User] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self._dms: dict[int, Channel] = {}
        self.webhooks: dict[int, Webhook] = {}
        self.attachments: dict[int, Attachment] = {}
        self.interactions: dict[str, Interaction] = {}
        self.cdn_base = ""
        self.api_base = ""
        self.dm_permissions = permissions.ALL
        self.bot = self.user(application.name, bot=True)
        self.developer = self.user("Developer")

    def user(self, name: str, *, locale: str = "en-US", bot: bool = False) -> User:
        """The account of this name, made at its first mention."""
        known = self._by_name.get(name)
        if known is not None:
            return known
        user_id = self.ids.next()
        user = self.users[user_id] = self._by_name[name] = User(user_id, name, handle(name, user_id), bot, locale)
        return user

    def add_guild(self, name: str, owner: str = "Owner", locale: str = "en-US") -> Guild:
        """Make a guild with its owner as the only member."""
        guild = Guild(self, self.ids.next_guild(), name, self.user(owner))
        guild.locale = locale
        self.guilds[guild.id] = guild
        guild.add_member(owner)
        return guild

    def direct_messages(self, user: User) -> Channel:
        """The conversation between a user and the bot."""
        known = self._dms.get(user.id)
        if known is None:
            known = self._dms[user.id] = Channel(self, self.ids.next(), user.name, kinds.DM)
            known.recipient = user
            self.channels[known.id] = known
        return known

    def private_channel(self, people: "tuple[User, ...]") -> Channel:
        """A conversation of two or more people, of which the bot neither hears nor knows."""
        name = ", ".join(user.name for user in people)
        channel = Channel(self, self.ids.next(), name, kinds.DM if len(people) == 2 else kinds.GROUP)
        channel.people = people
        self.channels[channel.id] = channel
        return channel

    def publish(
        self,
        event: str,
        data: Json,
        *,
        guild: Guild | None = None,
        channel: Channel | None = None,
        about_bot: bool = False,
    ) -> None:
        """Tell the gateway. With `channel`, only bots that see it hear of it; `about_bot` goes out without intents."""
        if guild is not None and self.bot.id not in guild.members:
            return
        if channel is not None and not channel.permissions_of(self.bot) & permissions.BITS["view_channel"]:
            return
        intents = 0 if about_bot else needed(event, in_guild=guild is not None)
        self.outlet.dispatch(Dispatch(event, data, guild.id if guild else None, intents))

    def publish_message(self, event: str, message: "Message") -> None:
        """Tell the gateway of a message, its content hidden from sessions that may not read it."""
        channel, guild = message.channel, message.channel.guild
        if guild is not None and self.bot.id not in guild.members:
            return
        if not channel.permissions_of(self.bot) & permissions.BITS["view_channel"]:
            return
        intents = needed(event, in_guild=guild is not None)
        data = payloads.message_event(message)
        self.outlet.dispatch(
            Dispatch(event, data, guild.id if guild else None, intents, content_is_private=self.is_private(message))
        )

    def is_private(self, message: "Message") -> bool:
        """Whether reading a message takes the message content intent: it is neither the bot's, nor for it."""
        ours = message.author is self.bot or self.bot in message.mentions.users
        return message.channel.guild is not None and not ours

    def reaches(self, user: User) -> bool:
        """Whether the bot may write to a user: they let it, and they meet in some guild."""
        met = (guild for guild in self.guilds.values() if user.id in guild.members and self.bot.id in guild.members)
        return not user.dms_closed and next(met, None) is not None

    def publish_typing(self, channel: Channel, user: User) -> None:
        """Tell the gateway that a user is writing."""
        data: Json = {
            "channel_id": str(channel.id),
            "user_id": str(user.id),
            "timestamp": int(self.clock.epoch()),
        }
        if channel.guild:
            data["guild_id"] = str(channel.guild.id)
            if user.id in channel.guild.members:
                data["member"] = member_of(channel.guild.members[user.id])
        self.publish("TYPING_START", data, guild=channel.guild, channel=channel)

    def log_message(self, kind: str, message: "Message", **what: object) -> None:
        """Write an event about a message into the log, with its text and components as they are now."""
        facts: Mapping[str, object] = {
            "author": message.author,
            "channel": message.channel,
            "message": message,
            "reference": message.reference,
            "text": message.content,
            "components": message.components,
        }
        self.log.add(kind, **{**facts, **what})
