"""What files would change, kept until whoever brought them has decided."""

import secrets
from collections import OrderedDict
from typing import Final, Generic, Protocol, TypeVar

from bot.clock import Clock
from bot.errors import N_, UserError

# In seconds, and in memory alone: as long as the token of what was shown lives.
KEPT: Final = 15 * 60.0
MOST: Final = 50
_FORGOTTEN: Final = N_(
    "RedBridge no longer has this file: it keeps one for 15 minutes, for whoever sent it, and not across a restart. "
    "Send the file again; nothing was changed."
)


class Proposal(Protocol):
    """What a moderator was shown. guild_id, member_id: where, and for whom."""

    @property
    def guild_id(self) -> int:
        """Where."""
        ...

    @property
    def member_id(self) -> int:
        """For whom."""
        ...


ProposalT = TypeVar("ProposalT", bound=Proposal)


class Proposals(Generic[ProposalT]):
    """The latest ones."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._kept: OrderedDict[str, tuple[float, ProposalT]] = OrderedDict()

    def keep(self, proposal: ProposalT) -> str:
        """Keep one; the key under which it is found."""
        key = secrets.token_urlsafe(6)
        self._kept[key] = self._clock.monotonic(), proposal
        self._forget()
        return key

    def take(self, key: str, guild_id: int, member_id: int) -> ProposalT:
        """A member's own one, once. Raises UserError if it is forgotten, or somebody else's."""
        self._forget()
        _, found = self._kept.get(key, (0.0, None))
        if found is None or (found.guild_id, found.member_id) != (guild_id, member_id):
            raise UserError(_FORGOTTEN)
        del self._kept[key]
        return found

    def put_back(self, key: str, proposal: ProposalT) -> None:
        """Keep one that could not be carried out, for another 15 minutes."""
        self._kept[key] = self._clock.monotonic(), proposal

    def _forget(self) -> None:
        """Drop what is too old or too much; the oldest stand first."""
        latest = self._clock.monotonic() - KEPT
        while self._kept and (len(self._kept) > MOST or next(iter(self._kept.values()))[0] <= latest):
            self._kept.popitem(last=False)
