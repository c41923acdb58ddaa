"""What a thread has beyond a channel."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.sandbox.world.user import User


@dataclass(slots=True, eq=False)
class Thread:
    """A thread's own state; its channel holds the rest."""

    owner: "User"
    created: datetime
    archive_changed: datetime
    archived: bool = False
    locked: bool = False
    invitable: bool = True
    auto_archive_minutes: int = 1440
    total_sent: int = 0
    applied_tags: tuple[int, ...] = ()
    joined: dict[int, datetime] = field(default_factory=dict[int, datetime])
