"""The error tree.

RedBridgeError                   carries a message id (a gettext msgid) and parameters, never a rendered text
├── SettingsError                the host must change a setting; ends the process with exit code 78
├── StoreError                   the database cannot be used now
├── UserError                    somebody asked for what cannot be done; shown to them, in their language
├── NoEngineAnswered             every engine of the chain is resting, failed or is misconfigured; worth trying later
│   └── BudgetSpent              engines would answer, but nothing more may be sent to them today
└── EngineError                  an engine gave no usable answer; names the engine, never a text, key or URL
    ├── EngineUnavailable        try another engine; over and over again: leave this one alone for a while
    │   └── EngineOutOfReach     leave it alone at once
    ├── EngineBackOff            try another engine, and leave this one alone until `retry_after` seconds have passed
    ├── EngineBusy               our own queue or budget for it is full: try another, the engine itself is well
    ├── EngineRefusedText        this text is at fault; the engine itself is well
    └── EngineMisconfigured      a setting of this engine is wrong; trying again at once does not help
"""

from enum import IntEnum
from typing import Any


class Purse(IntEnum):
    """Who has nothing left to spend today: a member, a server, or everybody whom an engine serves. Wider ones last."""

    MEMBER = 1
    GUILD = 2
    ALL = 3


def N_(msgid: str) -> str:  # noqa: N802 - gettext's own name for "extract this, translate it later"
    """Mark a text for extraction into the catalogues."""
    return msgid


class RedBridgeError(Exception):
    """Something that RedBridge can name.

    `message_id` is a msgid of the catalogues; `params` fill its placeholders when it is rendered.
    """

    message_id: str = N_("Something went wrong.")

    def __init__(self, message_id: str | None = None, /, **params: Any) -> None:
        self.message_id = message_id or type(self).message_id
        self.params = params
        super().__init__(self.message_id, params)

    def __str__(self) -> str:
        """For the log, which is in English; members read it in their language, through the catalogues."""
        return self.message_id.format(**self.params)


class SettingsError(RedBridgeError):
    """A setting is missing or wrong; `params["setting"]` is its name."""


class StoreError(RedBridgeError):
    """The database cannot be used now."""


class UserError(RedBridgeError):
    """A request that cannot be carried out as it stands."""


class NoEngineAnswered(RedBridgeError):
    """No engine of the chain could be asked; the text itself is not at fault, so trying again later may help."""

    message_id = N_("No translation service can be reached right now. Nothing is lost: try again in a minute.")


class BudgetSpent(NoEngineAnswered):
    """What may be sent to engines today is spent; it begins anew at midnight UTC.

    whose: a Purse. That of one member is of no concern to others, who are answered as ever.
    """

    message_id = N_(
        "What may be translated today is used up. Nothing is lost: try again after midnight UTC, "
        "or ask whoever hosts RedBridge."
    )
    _OF_MEMBER = N_("What may be translated for you today is used up. Nothing is lost: try again after midnight UTC.")

    def __init__(self, whose: Purse, /) -> None:
        super().__init__(self._OF_MEMBER if whose is Purse.MEMBER else None)
        self.whose = whose


class EngineError(RedBridgeError):
    """An engine gave no usable answer; `engine` is its name in TRANSLATION_ENGINES."""

    def __init__(self, engine: str, reason: str = "", /) -> None:
        super().__init__(engine=engine, reason=reason)
        self.engine = engine
        self.reason = reason

    def __str__(self) -> str:
        """Name the engine and the reason, a short word of our own and never a text of the engine or a member."""
        return f"{self.engine}: {self.reason or type(self).__name__}"


class EngineUnavailable(EngineError):
    """Out of reach, too slow or not making sense.

    about: what it was asked, in numbers that only tell whether two failures are over the same text.
    """

    def __init__(self, engine: str, reason: str = "", /, *, about: frozenset[int] = frozenset()) -> None:
        super().__init__(engine, reason)
        self.about = about


class EngineOutOfReach(EngineUnavailable):
    """Gave no sign of life when it was asked for one."""


class EngineBackOff(EngineError):
    """Asked us to come back later (HTTP 429)."""

    def __init__(self, engine: str, reason: str = "", /, *, retry_after: float = 60.0) -> None:
        super().__init__(engine, reason)
        self.retry_after = retry_after


class EngineBusy(EngineError):
    """Is not asked: the queue before it is full, or what may be spent on it is spent.

    whose: where it is a budget that is spent, the widest one that has not enough for this text.
    """

    def __init__(self, engine: str, reason: str = "", /, *, whose: Purse = Purse.ALL) -> None:
        super().__init__(engine, reason)
        self.whose = whose


class EngineRefusedText(EngineError):
    """Cannot translate this text, but would another."""


class EngineMisconfigured(EngineError):
    """Rejects our key, URL or language."""
