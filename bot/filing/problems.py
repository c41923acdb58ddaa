"""What is wrong with a file."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.errors import N_, UserError


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. path: where it stands, such as `texts.welcome.en`. message_id: a msgid."""

    path: str
    message_id: str
    params: dict[str, Any] = field(default_factory=dict[str, Any])


class BadFileError(UserError):
    """A file that cannot be taken as it is; nothing was changed. problems: all that was found."""

    message_id = N_("The file can't be used as it is; nothing was changed.")

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__()
        self.problems = tuple(problems)
