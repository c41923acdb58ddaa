"""What the Discord surface may call."""

from dataclasses import dataclass

from bot.audit.trail import Trail
from bot.bridges.mirrors import Mirrors
from bot.bridges.registry import Registry
from bot.clock import Clock
from bot.i18n import Catalogues
from bot.members.members import Members
from bot.onboarding.arrivals import Arrivals
from bot.onboarding.cats import Cats
from bot.onboarding.journeys import Journeys
from bot.store.database import Database
from bot.suggestions.suggestions import Suggestions
from bot.translation.assembly import Translation
from bot.translation.conversation import Conversation
from bot.translation.pipeline import Pipeline
from bot.translation.preferences import Preferences
from bot.words.curator import Curator
from bot.words.words import Words


@dataclass(frozen=True, slots=True)
class Services:
    """Built once by bot.app and handed on; cogs use the services, never the database."""

    clock: Clock
    catalogues: Catalogues
    database: Database
    preferences: Preferences
    translation: Translation
    conversation: Conversation
    members: Members
    words: Words
    curator: Curator
    trail: Trail
    bridges: Registry
    mirrors: Mirrors
    suggestions: Suggestions
    journeys: Journeys
    arrivals: Arrivals
    cats: Cats

    @property
    def pipeline(self) -> Pipeline:
        """What translates a text."""
        return self.translation.pipeline
