"""Whether an engine may be asked, as far as its past tells."""

from enum import StrEnum
from typing import Final

from bot.clock import Clock

# Seconds for which an engine is left out that does not accept our key or address. That may be set right where the
# service is (a key unlocked, a bill paid), and no restart is needed then.
LONG_REST: Final = 900.0


class Health(StrEnum):
    """What is known of an engine."""

    UNKNOWN = "unknown"  # never reached yet
    WELL = "well"
    RESTING = "resting"  # left alone for a while after a failure
    TRIAL = "trial"  # in reach again after a rest; the next attempt decides, and only one is made at a time
    TRYING = "trying"  # that attempt is under way
    BROKEN = "broken"  # a setting is wrong; left out, and tried again after a long rest


class Breaker:
    """The circuit breaker of one engine.

    unknown --reached--> well --failed--> resting --(rest over) reached--> trial --taken--> trying --> well or resting
    any state --broke--> broken --(long rest over) reached--> trial --taken--> trying --> well or broken

    An attempt begins with `take`, whose ticket goes with the verdict. A verdict counts only if nothing changed since
    the ticket was given, so that late answers of a dying engine neither wake it nor prolong its rest.

    A text that fails at an engine that is well is a strike, not yet a failure: it may be the text's own fault. See
    `convicts`.
    """

    def __init__(self, clock: Clock, rest: float = 60.0) -> None:
        """`rest` is how many seconds an engine is left alone after a failure that names no time of its own."""
        self._clock = clock
        self._rest = rest
        self._health = Health.UNKNOWN
        self._until = 0.0
        self._turn = 0
        self._was_broken = False
        self._is_told_to = False
        self._struck: frozenset[int] = frozenset()

    @property
    def health(self) -> Health:
        """What is known now."""
        return self._health

    @property
    def needs_contact(self) -> bool:
        """Whether the engine should first be asked for a sign of life."""
        if self._health in (Health.RESTING, Health.BROKEN):
            return self._clock.monotonic() >= self._until
        return self._health is Health.UNKNOWN

    def reached(self) -> None:
        """Note a sign of life."""
        if self._health is Health.UNKNOWN:
            self._become(Health.WELL)
        elif self.needs_contact:
            self._become(Health.TRIAL)

    def wake(self) -> None:
        """Let a rest be over that nobody but we ourselves thought long enough; what a service asked for is kept."""
        if self._health is Health.RESTING and not self._is_told_to:
            self._until = self._clock.monotonic()

    def take(self) -> int | None:
        """Begin an attempt: a ticket, or None if the engine is to be left alone."""
        if self._health is Health.TRIAL:
            self._become(Health.TRYING)
            return self._turn
        return self._turn if self._health is Health.WELL else None

    def succeeded(self, ticket: int) -> bool:
        """Note a good answer. True if the engine recovered with it."""
        if ticket != self._turn:
            return False
        self._struck = frozenset()
        if self._health is not Health.TRYING:
            return False
        self._was_broken = False
        self._become(Health.WELL)
        return True

    def convicts(self, ticket: int, texts: frozenset[int]) -> bool:
        """Whether failing over these texts is the engine's fault, and to be noted as `failed`; if not, it is a strike.

        It is if the engine was on trial, or if it failed over another text before, without a good answer in between.
        The same text any number of times is one strike: nobody can switch an engine off for all by repeating it. texts:
        what stood in the request, in numbers that are equal for equal texts; empty if it is not known.
        """
        if ticket != self._turn:
            return False
        if self._health is not Health.WELL:
            return True
        if self._struck and texts:
            return self._struck.isdisjoint(texts)
        self._struck = self._struck or texts
        return False

    def failed(self, ticket: int | None = None, rest: float | None = None) -> bool:
        """Let the engine rest, for `rest` seconds or the usual time. True if it was not known to be unwell.

        Without a ticket it was the contact that failed. One that was broken, and has not answered since, is so again.
        """
        if self._health is Health.RESTING and ticket == self._turn - 1 and rest is not None:
            # Sent before the rest began: the service may have asked for a longer one meanwhile.
            self._until = max(self._until, self._clock.monotonic() + rest)
            self._is_told_to = True
            return False
        if ticket not in (None, self._turn):
            return False
        was_unwell = self._health not in (Health.UNKNOWN, Health.WELL)
        seconds = self._rest if rest is None else rest
        self._is_told_to = rest is not None
        self._until = self._clock.monotonic() + (max(seconds, LONG_REST) if self._was_broken else seconds)
        self._become(Health.BROKEN if self._was_broken else Health.RESTING)
        return not was_unwell

    def broke(self, ticket: int | None = None) -> bool:
        """Leave the engine out for a long time. True if it was not known to be broken; ticket: as with `failed`."""
        is_same_breakdown = self._health is Health.RESTING and ticket == self._turn - 1
        if ticket not in (None, self._turn) and not is_same_breakdown:
            return False
        is_news = not self._was_broken
        self._was_broken = True
        self._until = self._clock.monotonic() + LONG_REST
        self._become(Health.BROKEN)
        return is_news

    def let_go(self, ticket: int) -> None:
        """Give up an attempt without a verdict (cancelled): the next caller may try."""
        if ticket == self._turn and self._health is Health.TRYING:
            self._become(Health.TRIAL)

    def _become(self, health: Health) -> None:
        self._health = health
        self._turn += 1
        self._struck = frozenset()
