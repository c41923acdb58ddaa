"""What a member sees first in answer to an interaction."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.sandbox.wire import Json

if TYPE_CHECKING:
    from bot.sandbox.world.message import Message


@dataclass(frozen=True, slots=True)
class Answer:
    """The first visible answer.

    kind      message, update (the component's own message changed), modal, choices, or silent (acknowledged, nothing
              to see)
    deferred  the bot asked for time first
    """

    kind: str
    message: "Message | None" = None
    modal: Json | None = None
    choices: tuple[Json, ...] = ()
    deferred: bool = False

    @property
    def ephemeral(self) -> bool:
        """Whether only the member sees it."""
        return self.message is not None and self.message.ephemeral

    @property
    def text(self) -> str:
        """The text of the message as it is now, or the title of the form."""
        if self.message is not None:
            return self.message.content
        return str(self.modal["title"]) if self.modal else ""
