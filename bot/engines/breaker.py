"""Whether an engine may be asked, as far as its past tells."""

from enum import StrEnum

from bot.clock import Clock


class Health(StrEnum):
    """What is known of an engine."""

    UNKNOWN = "unknown"  # never reached yet
    WELL = "well"
    RESTING = "resting"  # left alone for a while after a failure
    TRIAL = "trial"  # in reach again after a rest; the next attempt decides, and only one is made at a time
    TRYING = "trying"  # that attempt is under way
    BROKEN = "broken"  # a setting is wrong; only a restart helps


class Breaker:
    """The circuit breaker of one engine.

    unknown --reached--> well --failed--> resting --(rest over) reached--> trial --taken--> trying --> well or resting

    An attempt begins with `take`, whose ticket goes with the verdict. A verdict counts only if nothing changed since
    the ticket was given, so that late answers of a dying engine neither wake it nor prolong its rest.
    """

    def __init__(self, clock: Clock, rest: float = 60.0) -> None:
        """`rest` is how many seconds an engine is left alone after a failure that names no time of its own."""
        self._clock = clock
        self._rest = rest
        self._health = Health.UNKNOWN
        self._until = 0.0
        self._turn = 0

    @property
    def health(self) -> Health:
        """What is known now."""
        return self._health

    @property
    def needs_contact(self) -> bool:
        """Whether the engine should first be asked for a sign of life."""
        if self._health is Health.RESTING:
            return self._clock.monotonic() >= self._until
        return self._health is Health.UNKNOWN

    def reached(self) -> None:
        """Note a sign of life."""
        if self._health is Health.UNKNOWN:
            self._become(Health.WELL)
        elif self.needs_contact:
            self._become(Health.TRIAL)

    def take(self) -> int | None:
        """Begin an attempt: a ticket, or None if the engine is to be left alone."""
        if self._health is Health.TRIAL:
            self._become(Health.TRYING)
            return self._turn
        return self._turn if self._health is Health.WELL else None

    def succeeded(self, ticket: int) -> bool:
        """Note a good answer. True if the engine recovered with it."""
        if ticket != self._turn or self._health is not Health.TRYING:
            return False
        self._become(Health.WELL)
        return True

    def failed(self, ticket: int | None = None, rest: float | None = None) -> bool:
        """Let the engine rest, for `rest` seconds or the usual time. True if it was not known to be unwell.

        Without a ticket it was the contact that failed.
        """
        if self._health is Health.RESTING and ticket == self._turn - 1 and rest is not None:
            # Sent before the rest began: the service may have asked for a longer one meanwhile.
            self._until = max(self._until, self._clock.monotonic() + rest)
            return False
        if ticket not in (None, self._turn) or self._health is Health.BROKEN:
            return False
        was_unwell = self._health in (Health.RESTING, Health.TRIAL, Health.TRYING)
        self._until = self._clock.monotonic() + (self._rest if rest is None else rest)
        self._become(Health.RESTING)
        return not was_unwell

    def broke(self) -> bool:
        """Leave the engine alone for good. True the first time."""
        if self._health is Health.BROKEN:
            return False
        self._become(Health.BROKEN)
        return True

    def let_go(self, ticket: int) -> None:
        """Give up an attempt without a verdict (cancelled): the next caller may try."""
        if ticket == self._turn and self._health is Health.TRYING:
            self._become(Health.TRIAL)

    def _become(self, health: Health) -> None:
        self._health = health
        self._turn += 1
