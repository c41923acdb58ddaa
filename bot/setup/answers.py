"""What a moderator has answered so far."""

import json
from dataclasses import asdict, dataclass, fields
from typing import Any, Final, Self, cast

from bot.translation.types import Mode

# What a rule book begins with if nobody chooses another one; "" for no book.
FIRST_BOOK: Final = "rednote"
_NUMBERS: Final = ("welcome", "rules", "log")


@dataclass(frozen=True, slots=True)
class Answers:
    """chinese: `zh-CN` or `zh-TW`. mode: how messages are translated. channels: only in these; everywhere if empty.

    bridge: whether two new channels are made and joined. welcome: the channel in which newcomers are greeted, with
    direct: by direct message first. roles: whether roles for languages are made. book: the rules to begin with, "" for
    none. rules: the channel in which they stand. log: the moderators' channel. Channels are ids, None for none.
    """

    chinese: str = "zh-CN"
    mode: str = Mode.REPLY.value
    channels: tuple[int, ...] = ()
    bridge: bool = False
    welcome: int | None = None
    direct: bool = False
    roles: bool = False
    book: str = FIRST_BOOK
    rules: int | None = None
    log: int | None = None

    def written(self) -> str:
        """As it is stored."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, written: str) -> Self:
        """From what `written` gave, maybe in another version: what is not known is left out."""
        found = cast("dict[str, Any]", json.loads(written))
        known = {field.name: found[field.name] for field in fields(cls) if field.name in found}
        if "channels" in known:
            known["channels"] = tuple(known["channels"])
        return cls(**known)
