"""Guilds: their channels, roles and members."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from bot.sandbox import permissions
from bot.sandbox.payloads import channels as channel_payloads
from bot.sandbox.payloads import guilds as payloads
from bot.sandbox.world import kinds, membership
from bot.sandbox.world.attachment import FILE_LIMIT
from bot.sandbox.world.channel import Channel
from bot.sandbox.world.member import Member
from bot.sandbox.world.message import Message
from bot.sandbox.world.overwrite import MEMBER, Overwrite
from bot.sandbox.world.sticker import FORMATS, Sticker
from bot.sandbox.world.user import Role, User

if TYPE_CHECKING:
    from bot.sandbox.world.world import World

Named = TypeVar("Named", Channel, Role, Member)
PERMISSION_CACHE = 10_000
SCREENED = "MEMBER_VERIFICATION_GATE_ENABLED"


class Guild:
    """A server; `channels` holds its threads as well."""

    def __init__(self, world: "World", guild_id: int, name: str, owner: User) -> None:
        self.world = world
        self.id = guild_id
        self.name = name
        self.owner = owner
        self.locale = "en-US"
        self.features: tuple[str, ...] = ()
        self.description: str | None = None
        self.system_channel: Channel | None = None  # where Discord greets those who join, if set
        self.rules_channel: Channel | None = None  # where a community says that its rules are
        self.screening: tuple[str, ...] = ()  # the rules that Discord shows to whoever joins
        self.file_limit = FILE_LIMIT  # bytes a file may have; more where a guild is boosted
        self.joined = world.clock.now()
        self.everyone = Role(guild_id, guild_id, "@everyone", permissions.bits(permissions.EVERYONE), 0)
        self.roles: dict[int, Role] = {guild_id: self.everyone}
        self.channels: dict[int, Channel] = {}
        self.members: dict[int, Member] = {}
        self.stickers: dict[int, Sticker] = {}
        self._withheld = 0  # what @everyone may do and the bot may not, as bits
        self._permissions: dict[tuple[int, int], int] = {}

    def __repr__(self) -> str:
        return f"<Guild {self.name!r} {self.id}>"

    @property
    def me(self) -> Member:
        """The bot, as a member; KeyError if it is not in this guild."""
        return self.members[self.world.bot.id]

    @property
    def threads(self) -> list[Channel]:
        """Every thread, archived ones included."""
        return [channel for channel in self.channels.values() if channel.is_thread]

    def channel(self, name: str) -> Channel:
        """The channel or thread of this name; KeyError if there is none."""
        return _named(self.channels.values(), name.removeprefix("#"))

    def role(self, name: str) -> Role:
        """The role of this name; KeyError if there is none."""
        return _named(self.roles.values(), name)

    def member(self, name: str) -> Member:
        """The member of this name; KeyError if there is none."""
        return _named(self.members.values(), name)

    def add_channel(
        self,
        name: str,
        kind: str = "text",
        topic: str = "",
        parent: Channel | None = None,
        overwrites: Iterable[Overwrite] = (),
    ) -> Channel:
        """Make a channel: text, voice, stage, category, announcement or forum."""
        channel = self.new_channel(name, kinds.KINDS[kind])
        channel.topic = topic or None
        channel.parent = parent
        channel.overwrites = {each.id: each for each in overwrites}
        self.announce_channel(channel)
        return channel

    def new_channel(self, name: str, kind: int, channel_id: int | None = None) -> Channel:
        """Make a channel or thread that nobody has been told of."""
        channel = Channel(self.world, channel_id or self.world.ids.next(), name, kind, self)
        self.take_in(channel)
        return channel

    def take_in(self, channel: Channel) -> None:
        """Put a channel below the others."""
        channel.position = sum(not each.is_thread for each in self.channels.values())
        self.channels[channel.id] = self.world.channels[channel.id] = channel

    def announce_channel(self, channel: Channel) -> None:
        """Tell everybody of a new channel."""
        self._withhold(channel)
        self.world.publish("CHANNEL_CREATE", channel_payloads.channel(channel), guild=self)
        self.world.log.add("channel_created", channel=channel)

    def remove_channel(self, channel: Channel) -> None:
        """Delete a channel with its threads, or a thread."""
        if not channel.is_thread:
            for thread in [each for each in self.threads if each.parent is channel]:
                self._drop_channel(thread)
        orphans = [each for each in self.channels.values() if each.parent is channel]
        self._drop_channel(channel)
        name = "THREAD_DELETE" if channel.is_thread else "CHANNEL_DELETE"
        self.world.publish(name, channel_payloads.deleted(channel), guild=self)
        self.world.log.add("channel_deleted", channel=channel)
        for each in orphans:
            each.parent = None
            each.update()

    def _drop_channel(self, channel: Channel) -> None:
        self.channels.pop(channel.id, None)
        if self.rules_channel is channel:
            self.rules_channel = None
        self.world.channels.pop(channel.id, None)
        for hook in [each for each in self.world.webhooks.values() if each.channel is channel]:
            del self.world.webhooks[hook.id]

    def add_role(self, name: str, permissions: int | str | Iterable[str] = (), *, mentionable: bool = False) -> Role:
        """Make a role, at the bottom as on Discord."""
        return membership.add_role(self, name, permissions, mentionable=mentionable)

    def add_sticker(self, name: str, file_format: str = "png") -> Sticker:
        """Upload a sticker: png, apng, lottie or gif; ValueError for another format."""
        if file_format not in FORMATS:
            raise ValueError(f"stickers are {', '.join(FORMATS)}, not {file_format}")
        sticker = Sticker(self.world.ids.next(), self, name, file_format)
        self.stickers[sticker.id] = sticker
        data = {"guild_id": str(self.id), "stickers": payloads.stickers(self)}
        self.world.publish("GUILD_STICKERS_UPDATE", data, guild=self)
        return sticker

    def change_role(self, role: Role, permissions: int | str | Iterable[str]) -> None:
        """Let a role have these permissions from now on, as its moderators do."""
        membership.change_role(self, role, permissions)

    def move_role(self, role: Role, position: int) -> None:
        """Drag a role to a place, from 1 at the bottom, as a moderator does."""
        membership.move_role(self, role, position)

    def remove_role(self, role: Role) -> None:
        """Delete a role; its members lose it."""
        membership.remove_role(self, role)

    def add_member(
        self,
        name: str,
        locale: str = "en-US",
        roles: Sequence[Role] = (),
        *,
        bot: bool = False,
        pending: bool = False,
    ) -> Member:
        """Let somebody join. The same name in another guild is the same account."""
        user = self.world.user(name, locale=locale, bot=bot)
        return membership.join(self, user, [role.id for role in roles], pending=pending)

    def add_bot(self, bot_permissions: int | str | Iterable[str] | None = None) -> Member:
        """Let the bot join, with a role of its own; the default permissions are those of a careful bot.

        Where permissions are given, every channel takes from the bot what @everyone may do beyond them.
        """
        if bot_permissions is not None:
            given = permissions.bits(bot_permissions)
            self._withheld = 0 if given & permissions.BITS["administrator"] else self.everyone.permissions & ~given
        for channel in self.channels.values():
            self._withhold(channel)
        return membership.add_bot(self, permissions.BOT if bot_permissions is None else bot_permissions)

    def _withhold(self, channel: Channel) -> None:
        bot = self.world.bot.id
        if self._withheld and not channel.is_thread and bot not in channel.overwrites:
            channel.overwrites[bot] = Overwrite.raw(bot, MEMBER, 0, self._withheld)

    def remove_bot(self) -> None:
        """Throw the bot out."""
        membership.remove_bot(self)

    def bulk_delete(self, messages: Sequence[Message]) -> None:
        """Remove several messages of one channel at once, as a moderator does."""
        messages[0].channel.bulk_delete(messages)

    def screen(self, rules: Sequence[str]) -> None:
        """Let Discord show these rules to whoever joins, as a moderator does; none end it."""
        self.screening = tuple(rules)
        others = tuple(each for each in self.features if each != SCREENED)
        self.features = (*others, SCREENED) if rules else others
        self.update()

    def update(self) -> None:
        """Tell everybody that the guild changed."""
        self.world.publish("GUILD_UPDATE", payloads.guild(self), guild=self)

    def permissions_of(self, user: User) -> int:
        """What a user may do in the guild as a whole, as bits; nothing if they are not a member."""
        member = self.members.get(user.id)
        if member is None:
            return 0
        roles = [self.everyone.permissions, *(self.roles[each].permissions for each in member.roles)]
        return permissions.in_guild(roles, owner=user is self.owner)

    def permissions_in(self, channel: Channel, user: User) -> int:
        """What a user may do in a channel or thread, as bits."""
        key = (user.id, channel.id)
        known = self._permissions.get(key)
        if known is None:
            known = self._permissions[key] = self._compute(channel, user)
            if len(self._permissions) > PERMISSION_CACHE:
                self._permissions.clear()
        return known

    def permissions_of_everyone(self, channel: Channel) -> int:
        """What @everyone may do in a channel, as bits: a webhook pings by these."""
        place = channel.parent if channel.thread is not None and channel.parent is not None else channel
        return permissions.in_channel(self.everyone.permissions, place.overwrites.get(self.id), [], None)

    def forget_permissions(self) -> None:
        """Roles, members or overwrites changed: what was computed no longer holds."""
        self._permissions.clear()

    def _compute(self, channel: Channel, user: User) -> int:
        member = self.members.get(user.id)
        if member is None:
            return 0
        if channel.thread is not None and channel.parent is not None:
            result = permissions.in_thread(self._compute(channel.parent, user))
            private = channel.kind == kinds.PRIVATE_THREAD and user.id not in channel.thread.joined
            return 0 if private and not result & permissions.BITS["manage_threads"] else result
        known = channel.overwrites
        own = known.get(user.id)
        roles = [known[each] for each in member.roles if each in known]
        mine = own if own is not None and own.type == MEMBER else None
        return permissions.in_channel(self.permissions_of(user), known.get(self.id), roles, mine)


def _named(things: Iterable[Named], name: str) -> Named:
    for thing in things:
        if thing.name == name:
            return thing
    raise KeyError(name)
