"""One REST request, as the routes see it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from bot.sandbox.forms.form import Form
from bot.sandbox.http.errors import ApiError, missing_access, missing_permissions, unknown
from bot.sandbox.permissions import BITS
from bot.sandbox.wire import Json
from bot.sandbox.world.attachment import FILE_LIMIT, Upload

if TYPE_CHECKING:
    from bot.sandbox.realm import Realm
    from bot.sandbox.world.channel import Channel
    from bot.sandbox.world.guild import Guild
    from bot.sandbox.world.member import Member
    from bot.sandbox.world.message import Message
    from bot.sandbox.world.user import User
    from bot.sandbox.world.world import World


@dataclass(slots=True)
class Call:
    """A request; `files` maps the index in `files[n]` to the upload."""

    realm: "Realm"
    params: dict[str, str]
    query: dict[str, str]
    body: Any = None
    files: dict[int, Upload] = field(default_factory=dict[int, Upload])
    authorized: bool = False

    @property
    def world(self) -> "World":
        """The sandbox's world."""
        return self.realm.world

    @property
    def bot(self) -> "User":
        """The bot that asks."""
        return self.realm.world.bot

    @property
    def data(self) -> Json:
        """The body, which has to be a JSON object; ApiError 50109 if it is not."""
        if not isinstance(self.body, dict):
            raise ApiError(400, 50109, "The request body contains invalid JSON.")
        return cast("Json", self.body)

    @property
    def file_limit(self) -> int:
        """How many bytes a file may have where this request goes."""
        world = self.world
        hook = world.webhooks.get(int(self.params.get("webhook_id", 0)))
        asked = world.interactions.get(self.params.get("token", ""))
        channel = hook.channel if hook else asked.channel if asked else None
        channel = channel or world.channels.get(int(self.params.get("channel_id", 0)))
        return channel.guild.file_limit if channel and channel.guild else FILE_LIMIT

    def number(self, name: str) -> int:
        """A parameter of the path that is an id."""
        return int(self.params[name])

    def flag(self, name: str) -> bool:
        """A yes or no of the query."""
        return self.query.get(name, "").lower() in ("1", "true")

    def integer(self, name: str, default: int, low: int = 0, high: int = 1 << 63) -> int:
        """A number of the query between two bounds; ApiError 50035 for anything else."""
        form, text = Form(), self.query.get(name)
        if text is not None and not text.isdecimal():
            form.error((name,), "NUMBER_TYPE_COERCE", f'Value "{text}" is not int.')
        value = default if text is None or not text.isdecimal() else int(text)
        if not low <= value <= high:
            form.error((name,), "NUMBER_TYPE_MAX", f"int value should be between {low} and {high}.")
        form.finish()
        return value

    def entries(self) -> list[Json]:
        """The body, which has to be a list of objects."""
        if not isinstance(self.body, list):
            raise ApiError(400, 50109, "The request body contains invalid JSON.")
        form = Form()
        body: Any = cast("list[Any]", self.body)
        listed = form.items({"body": body}, "body", (), most=1000)
        form.finish()
        return listed

    def guild(self) -> "Guild":
        """The guild of the path; ApiError if there is none or the bot is not in it."""
        guild = self.world.guilds.get(self.number("guild_id"))
        if guild is None:
            raise unknown("guild")
        if self.bot.id not in guild.members:
            raise missing_access()
        return guild

    def member(self) -> "Member":
        """The member of the path."""
        guild, user_id = self.guild(), self.number("user_id")
        member = guild.members.get(user_id)
        if member is None:
            raise unknown("member" if user_id in self.world.users else "user")
        return member

    def channel(self, *permissions: str) -> "Channel":
        """The channel of the path, in which the bot must have these permissions; ApiError if it has not."""
        channel = self.world.channels.get(self.number("channel_id"))
        if channel is None:
            raise unknown("channel")
        self.require(channel, *permissions)
        return channel

    def require(self, channel: "Channel", *permissions: str) -> None:
        """ApiError unless the bot sees the channel and has these permissions there."""
        held = channel.permissions_of(self.bot)
        if not held & BITS["view_channel"]:
            raise missing_access()
        if not all(held & BITS[name] for name in permissions):
            raise missing_permissions()

    def message(self, *permissions: str) -> "Message":
        """The message of the path, in a channel where the bot has these permissions."""
        message = self.channel(*permissions).by_id.get(self.number("message_id"))
        if message is None:
            raise unknown("message")
        return message


@dataclass(slots=True)
class Reply:
    """An answer: JSON, or nothing (204), or bytes."""

    body: Any = None
    status: int = 200
    raw: bytes | None = None
    content_type: str = "application/json"


def no_content() -> Reply:
    """204, and nothing else."""
    return Reply(status=204)
