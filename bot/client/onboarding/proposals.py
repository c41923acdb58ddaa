"""What a file would change of a server's onboarding, as a moderator was shown it."""

from dataclasses import dataclass

from bot.filing.problems import Problem
from bot.onboarding.files.document import Document
from bot.store.setups import Setup


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a moderator was shown: `after` in the place of `before`. left: what of the file stays out.

    guild_id, member_id: where, and for whom. file: its name.
    """

    guild_id: int
    member_id: int
    file: str
    document: Document
    before: Setup
    after: Setup
    left: tuple[Problem, ...]
