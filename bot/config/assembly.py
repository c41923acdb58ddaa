"""Puts the table and the services that keep its settings together."""

from collections.abc import Sequence

from bot.config.configuration import Configuration
from bot.config.homes import QuestionHome, RulesHome, TranslationHome, WelcomeHome
from bot.config.table import table
from bot.onboarding.arrivals import Arrivals
from bot.onboarding.icebreakers import Icebreakers
from bot.onboarding.zones import Zones
from bot.rules.settings import RuleSettings
from bot.translation.preferences import Preferences


def build_configuration(  # noqa: PLR0913, PLR0917 - all who keep settings
    engines: Sequence[str],
    preferences: Preferences,
    arrivals: Arrivals,
    icebreakers: Icebreakers,
    rules: RuleSettings,
    zones: Zones,
) -> Configuration:
    """engines: the names that a server may choose from."""
    homes = {
        "translation": TranslationHome(preferences),
        "welcome": WelcomeHome(arrivals),
        "question": QuestionHome(icebreakers),
        "rules": RulesHome(rules),
    }
    return Configuration(table(engines, zones.find), homes)
