"""An interaction, from the member's act to the last follow-up."""

import asyncio
import secrets
from typing import TYPE_CHECKING

from bot.sandbox.refusal import InteractionFailed
from bot.sandbox.wire import Json

if TYPE_CHECKING:
    from bot.sandbox.interactions.answer import Answer
    from bot.sandbox.world.channel import Channel
    from bot.sandbox.world.message import Message
    from bot.sandbox.world.user import User
    from bot.sandbox.world.world import World

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5
ACKNOWLEDGE_WITHIN = 3.0
TOKEN_LIVES = 900.0


class Interaction:
    """A member's request to the bot.

    title      what the member did, such as "/translate" or "[English]"
    source     the message whose component was used, or that a menu was opened on
    message    the first answer, once there is one; for components that were acknowledged silently, `source`
    followups  further answers, oldest first
    modal      the form the bot opened, as it sent it
    choices    what the bot proposes to an autocomplete
    failed     nobody acknowledged within 3 seconds
    owners     for whom the application is installed where this happened: {"0": guild's id} and {"1": user's id}
    """

    def __init__(self, kind: int, user: "User", channel: "Channel", data: Json, title: str) -> None:
        world: World = channel.world
        self.world = world
        self.id = world.ids.next()
        self.token = secrets.token_urlsafe(96)
        self.kind = kind
        self.user = user
        self.channel = channel
        self.data = data
        self.title = title
        self.started = world.clock.monotonic()
        self.owners: dict[str, str] = {}
        self.root: Interaction = self
        self.source: Message | None = None
        self.message: Message | None = None
        self.followups: list[Message] = []
        self.modal: Json | None = None
        self.choices: list[Json] | None = None
        self.acknowledged = False
        self.failed = False
        self._changed = asyncio.Event()
        self._answer: Answer | None = None

    def __repr__(self) -> str:
        return f"<Interaction {self.title!r} of {self.user.name!r}>"

    @property
    def expired(self) -> bool:
        """Whether its token is no longer good."""
        return self.world.clock.monotonic() - self.started > TOKEN_LIVES

    @property
    def pending(self) -> bool:
        """Whether the bot may still acknowledge it."""
        return not self.acknowledged and not self.failed

    def message_by_id(self, message_id: int) -> "Message | None":
        """One of the messages that answered it."""
        mine = [self.message, *self.followups]
        return next((each for each in mine if each is not None and each.id == message_id and not each.deleted), None)

    def acknowledge(self) -> None:
        """The bot has reacted; what the member sees may be still to come."""
        self.acknowledged = True
        self._changed.set()

    def settle(self, answer: "Answer") -> None:
        """The member sees an answer; only the first one counts."""
        if self._answer is None:
            self._answer = answer
            self._changed.set()

    def give_up(self) -> None:
        """Time is over: without an acknowledgement the member is told that the application did not respond."""
        if self.pending:
            self.failed = True
            self._changed.set()
            self.world.log.add(
                "interaction_failed",
                author=self.user,
                channel=self.channel,
                interaction=self,
                text="The application did not respond",
            )

    async def answered(self, timeout: float = 30.0) -> "Answer":  # noqa: ASYNC109 - part of the public contract
        """The first thing the member sees: a message, a form, proposals, or that the bot did something silently.

        A deferred answer counts when it is filled in. Raises InteractionFailed if the bot did not acknowledge within
        3 seconds, TimeoutError after `timeout`.
        """
        async with asyncio.timeout(timeout):
            while self._answer is None:
                if self.failed:
                    raise InteractionFailed(f"the application did not respond to {self.title}")
                await self._wait()
        return self._answer

    async def acknowledgement(self, timeout: float = 30.0) -> None:  # noqa: ASYNC109 - like `answered`
        """Return when the bot has acknowledged, even with nothing to see yet. Raises as `answered` does."""
        async with asyncio.timeout(timeout):
            while not self.acknowledged:
                if self.failed:
                    raise InteractionFailed(f"the application did not respond to {self.title}")
                await self._wait()

    async def _wait(self) -> None:
        self._changed.clear()
        await self._changed.wait()
