"""Values of options and selects: from what a member names to ids, with the objects they stand for."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from bot.sandbox.forms import command as c
from bot.sandbox.payloads import channels, messages, users
from bot.sandbox.refusal import Refused
from bot.sandbox.wire import Json
from bot.sandbox.world import posting
from bot.sandbox.world.attachment import Upload

if TYPE_CHECKING:
    from bot.sandbox.world.channel import Channel
    from bot.sandbox.world.user import User


class Resolver:
    """Collects `resolved` while ids are looked up."""

    def __init__(self, channel: "Channel", user: "User") -> None:
        self._channel = channel
        self._user = user
        self.resolved: dict[str, dict[str, Json]] = {}

    def snowflake(self, kind: int, value: Any, channel_types: Sequence[int] = ()) -> str:
        """The id of a user, channel, role or file; objects, ids, and names are understood. Refused for others."""
        for candidate in self._candidates(kind, value):
            if channel_types and candidate.kind not in channel_types:
                raise Refused(f"#{candidate.name} is not of a kind that can be chosen")
            return self._add(candidate)
        raise Refused(f"nothing here is called {value!r}")

    def message(self, message: Any) -> str:
        """The id of a message that a menu was opened on."""
        self.resolved["messages"] = {str(message.id): messages.message(message)}
        return str(message.id)

    def _candidates(self, kind: int, value: Any) -> Iterable[Any]:
        if kind == c.ATTACHMENT:
            yield posting.attach(self._channel, [value if isinstance(value, Upload) else Upload(*value)])[0]
            return
        if hasattr(value, "resolves_as"):
            yield value
            return
        name = str(value).strip("<@&#!>")
        for thing in self._known(kind):
            if name in (str(thing.id), thing.name, thing.name.removeprefix("@")):
                yield thing

    def _known(self, kind: int) -> Iterable[Any]:
        guild = self._channel.guild
        if guild is None:
            yield from self._channel.people or (self._user, self._channel.world.bot)
            return
        if kind in (c.USER, c.MENTIONABLE):
            yield from guild.members.values()
        if kind in (c.ROLE, c.MENTIONABLE):
            yield from guild.roles.values()
        if kind == c.CHANNEL:
            yield from guild.channels.values()

    def _add(self, thing: Any) -> str:
        key = str(thing.id)
        if thing.resolves_as in ("users", "members"):
            self._add_user(key, getattr(thing, "user", thing))
        elif thing.resolves_as == "roles":
            self._put("roles", key, users.role(thing))
        elif thing.resolves_as == "channels":
            self._put("channels", key, channels.partial(thing, thing.permissions_of(self._user)))
        else:
            self._put("attachments", key, messages.attachment(thing, self._channel.world.cdn_base))
        return key

    def _add_user(self, key: str, user: "User") -> None:
        self._put("users", key, users.user(user))
        guild = self._channel.guild
        if guild is not None and user.id in guild.members:
            held = guild.permissions_in(self._channel, user)
            member = users.member_of(guild.members[user.id], with_user=False)
            self._put("members", key, {**member, "permissions": str(held)})

    def _put(self, section: str, key: str, value: Json) -> None:
        self.resolved.setdefault(section, {})[key] = value
