"""A message before it is one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.sandbox.wire import Json
from bot.sandbox.world.attachment import Upload
from bot.sandbox.world.mentions import Allowed

if TYPE_CHECKING:
    from bot.sandbox.world.message import Message
    from bot.sandbox.world.poll import Poll
    from bot.sandbox.world.sticker import Sticker

CROSSPOSTED = 1 << 0
SUPPRESS_EMBEDS = 1 << 2
HAS_THREAD = 1 << 5
EPHEMERAL = 1 << 6
LOADING = 1 << 7
SUPPRESS_NOTIFICATIONS = 1 << 12
HAS_SNAPSHOT = 1 << 14
COMPONENTS_V2 = 1 << 15

DEFAULT, PINNED, JOINED, THREAD_CREATED, REPLY, SLASH_ANSWER, MENU_ANSWER = 0, 6, 7, 18, 19, 20, 23


@dataclass(slots=True)
class Draft:
    """What is to be posted, already valid."""

    content: str = ""
    embeds: Sequence[Json] = ()
    components: Sequence[Json] = ()
    uploads: Sequence[Upload] = ()
    flags: int = 0
    tts: bool = False
    nonce: str | int | None = None
    reference: "Message | None" = None
    allowed: Allowed = field(default_factory=Allowed)
    type: int | None = None
    webhook_id: int | None = None
    application: bool = False
    id: int | None = None  # of a forum post's first message, which has that of its thread
    interaction: Json | None = None
    interaction_metadata: Json | None = None
    stickers: "Sequence[Sticker]" = ()
    poll: "Poll | None" = None
    forwarded: "Message | None" = None
    snapshots: tuple[Json, ...] = ()
