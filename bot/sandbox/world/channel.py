"""Channels, threads and direct messages, and what is posted in them."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from bot.sandbox.payloads import channels as payloads
from bot.sandbox.world import kinds, posting, threading, webhook
from bot.sandbox.world.draft import Draft
from bot.sandbox.world.message import Message
from bot.sandbox.world.thread import Thread
from bot.sandbox.world.webhook import Webhook

if TYPE_CHECKING:
    from bot.sandbox.world.guild import Guild
    from bot.sandbox.world.overwrite import Overwrite
    from bot.sandbox.world.user import User
    from bot.sandbox.world.world import World


class Channel:
    """A channel of a guild, a thread (`thread` is set), or a conversation of persons (`guild` is None).

    The bot is one of two in a conversation with a `recipient`, and has no part in one of `people`.
    """

    resolves_as: ClassVar[str] = "channels"

    def __init__(self, world: "World", channel_id: int, name: str, kind: int, guild: "Guild | None" = None) -> None:
        self.world = world
        self.id = channel_id
        self.name = name
        self.kind = kind
        self.guild = guild
        self.topic: str | None = None
        self.parent: Channel | None = None
        self.position = 0
        self.nsfw = False
        self.slowmode = 0
        self.overwrites: dict[int, Overwrite] = {}
        self.recipient: User | None = None
        self.people: tuple[User, ...] = ()
        self.thread: Thread | None = None
        self.last_message_id: int | None = None
        self.by_id: dict[int, Message] = {}

    def __repr__(self) -> str:
        return f"<Channel #{self.name} {self.id}>"

    @property
    def mention(self) -> str:
        """The text that links to this channel."""
        return f"<#{self.id}>"

    @property
    def messages(self) -> list[Message]:
        """What is there to read now, oldest first; ephemeral messages never are."""
        return list(self.by_id.values())

    @property
    def is_thread(self) -> bool:
        """Whether this is a thread."""
        return self.kind in kinds.THREADS

    def permissions_of(self, user: "User") -> int:
        """What a user may do here, as bits. In direct messages: everything that exists there."""
        if self.guild is not None:
            return self.guild.permissions_in(self, user)
        return 0 if self.people and user not in self.people else self.world.dm_permissions

    def post(self, author: "User", draft: Draft) -> Message:
        """Add a message and tell everybody who may see it."""
        return posting.post(self, author, draft)

    def bulk_delete(self, messages: Sequence[Message]) -> None:
        """Remove several messages at once."""
        posting.bulk_delete(self, messages)

    def add_thread(
        self, name: str, *, private: bool = False, owner: "User | None" = None, message: Message | None = None
    ) -> "Channel":
        """Start a thread here, of a message if one is given; the owner is the guild's unless named."""
        return threading.start(self, name, private=private, owner=owner, message=message)

    def add_webhook(self, name: str, creator: "User | None" = None) -> Webhook:
        """Make a webhook that is not the bot's; its owner is the guild's unless named."""
        if self.guild is None:
            raise ValueError("direct messages have no webhooks")
        return webhook.add(self, name, creator or self.guild.owner)

    def update(self) -> None:
        """Tell everybody that this channel changed."""
        if self.guild is None:
            return
        self.guild.forget_permissions()
        if self.thread is not None:
            threading.updated(self, self.thread)
            return
        self.world.publish("CHANNEL_UPDATE", payloads.channel(self), guild=self.guild)
        self.world.log.add("channel_updated", channel=self)

    def rename(self, name: str) -> None:
        """Give it another name, as a moderator does."""
        self.name = name
        self.update()

    def archive(self, *, archived: bool = True) -> None:
        """Put a thread into the archive, or take it out; the next message there takes it out too."""
        threading.set_archived(self, archived=archived)

    def lock(self, *, locked: bool = True) -> None:
        """Close a thread to all but those who manage threads, or open it again."""
        if self.thread is not None:
            self.thread.locked = locked
            self.update()

    def overwrite(self, overwrites: "Iterable[Overwrite]") -> None:
        """Set exceptions for roles and members; those of other targets stay."""
        self.overwrites.update((each.id, each) for each in overwrites)
        self.update()

    def delete(self) -> None:
        """Remove the channel with everything in it."""
        if self.guild is not None:
            self.guild.remove_channel(self)
