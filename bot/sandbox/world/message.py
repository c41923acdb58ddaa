"""Messages and their reactions."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from bot.sandbox.world.draft import EPHEMERAL, LOADING, Draft
from bot.sandbox.world.mentions import Mentions, Pinged

if TYPE_CHECKING:
    from bot.sandbox.wire import Json
    from bot.sandbox.world.attachment import Attachment
    from bot.sandbox.world.channel import Channel
    from bot.sandbox.world.sticker import Sticker
    from bot.sandbox.world.user import User


@dataclass(slots=True, eq=False, repr=False)
class Message:
    """A message as it stands; editing changes it, deleting only marks it.

    poll       as Discord shows it, None on all others
    forwarded  the message that this one passes on, and in `snapshots` what it said then
    """

    resolves_as: ClassVar[str] = "messages"
    id: int
    channel: "Channel"
    author: "User"
    created: datetime
    type: int = 0
    content: str = ""
    flags: int = 0
    tts: bool = False
    nonce: str | int | None = None
    reference: "Message | None" = None
    embeds: "tuple[Json, ...]" = ()
    components: "tuple[Json, ...]" = ()
    attachments: "tuple[Attachment, ...]" = ()
    mentions: Mentions = field(default_factory=Mentions)
    reactions: "dict[str, list[User]]" = field(default_factory=dict[str, list["User"]])
    webhook_id: int | None = None
    application: bool = False
    interaction: "Json | None" = None
    interaction_metadata: "Json | None" = None
    stickers: "tuple[Sticker, ...]" = ()
    poll: "Json | None" = None
    forwarded: "Message | None" = None
    snapshots: "tuple[Json, ...]" = ()
    thread: "Channel | None" = None
    pinned: datetime | None = None
    edited: datetime | None = None
    deleted: bool = False

    def __repr__(self) -> str:
        return f"<Message {self.id} of {self.author.name!r}: {self.content!r}>"

    @property
    def ephemeral(self) -> bool:
        """Whether only the user of its interaction sees it."""
        return bool(self.flags & EPHEMERAL)

    @property
    def loading(self) -> bool:
        """Whether it still says that the application is thinking."""
        return bool(self.flags & LOADING)

    @property
    def pinged(self) -> Pinged:
        """Whom it pinged when it was posted."""
        return self.mentions.pinged

    @property
    def url(self) -> str:
        """Its address in Discord's own client."""
        guild = self.channel.guild
        return f"https://discord.com/channels/{guild.id if guild else '@me'}/{self.channel.id}/{self.id}"

    def fill(self, draft: Draft) -> None:
        """Take over what a draft says, apart from its files."""
        self.content = draft.content
        self.embeds = tuple(draft.embeds)
        self.components = tuple(draft.components)
        self.flags = draft.flags
        self.tts = draft.tts
        self.nonce = draft.nonce
        self.reference = draft.reference
        self.webhook_id = draft.webhook_id
        self.application = draft.application
        self.interaction = draft.interaction
        self.interaction_metadata = draft.interaction_metadata
        self.stickers = tuple(draft.stickers)
        self.poll = draft.poll.shown(self.created) if draft.poll is not None else None
        self.forwarded, self.snapshots = draft.forwarded, draft.snapshots
