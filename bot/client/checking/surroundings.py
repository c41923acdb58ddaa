"""What lies outside a server's own decisions: what the application may hear, and the engines."""

from collections.abc import Sequence
from typing import Final

from bot.client.checking.finding import Finding
from bot.client.sentences import Sentence
from bot.engines.breaker import Health
from bot.errors import N_
from bot.services import Services

_MEMBERS: Final = N_("Hearing who joins and leaves")
_DEAF: Final = N_(
    "newcomers are not greeted. Whoever hosts RedBridge switches on Server Members Intent in the Developer Portal, "
    "and starts it again"
)
_ENGINE: Final = N_("The engine {engine}")
_RESTING: Final = N_("it does not answer right now. It is tried again by itself")
_BROKEN: Final = N_("its key or address is refused. Whoever hosts RedBridge finds out more with `redbridge doctor`")
_NONE_LEFT: Final = N_("Engines: at least one that translates whole sentences")
_SILENT: Final = N_("none answers right now; messages are translated later, or word for word")
_WORD_FOR_WORD: Final = "gloss"
# Until it has answered again after a rest, nobody can count on it.
_OUT: Final = {**dict.fromkeys((Health.RESTING, Health.TRIAL, Health.TRYING), _RESTING), Health.BROKEN: _BROKEN}


def hearing(services: Services, guild_id: int, *, hears_of_members: bool) -> Sequence[Finding]:
    """Whether newcomers are heard of, where they shall be greeted."""
    if not services.arrivals.welcome(guild_id).greets:
        return []
    return [Finding(Sentence(_MEMBERS, {}), None if hears_of_members else Sentence(_DEAF, {}))]


def engines(services: Services, guild_id: int) -> Sequence[Finding]:
    """The engines that this server asks, in their order."""
    health = services.pipeline.health(services.preferences.engines(guild_id))
    found = [
        Finding(Sentence(_ENGINE, {"engine": name}), Sentence(_OUT[state], {}) if state in _OUT else None)
        for name, state in health.items()
    ]
    whole = [state for name, state in health.items() if name != _WORD_FOR_WORD]
    if whole and all(state in _OUT for state in whole):
        found.append(Finding(Sentence(_NONE_LEFT, {}), Sentence(_SILENT, {})))
    return found
