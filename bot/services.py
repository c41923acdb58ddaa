"""What the Discord surface may call."""

from dataclasses import dataclass

from bot.access.access import Access
from bot.audit.trail import Trail
from bot.bridges.mirrors import Mirrors
from bot.bridges.registry import Registry
from bot.clock import Clock
from bot.config.configuration import Configuration
from bot.due.agenda import Agenda
from bot.i18n import Catalogues
from bot.members.forgetting import Forgetting
from bot.members.members import Members
from bot.members.privacy import Privacy
from bot.onboarding.arrivals import Arrivals
from bot.onboarding.buddies import Buddies
from bot.onboarding.cats import Cats
from bot.onboarding.icebreakers import Icebreakers
from bot.onboarding.journeys import Journeys
from bot.onboarding.numbers import Counting
from bot.onboarding.planner import Planner
from bot.onboarding.setups import Setups
from bot.onboarding.texts import Texts
from bot.onboarding.tips import Tips
from bot.onboarding.zones import Zones
from bot.rules.agreements import Agreements
from bot.rules.log import ReminderLog
from bot.rules.publishing import Publishing
from bot.rules.reminder_files.taking import ReminderFiles
from bot.rules.reminders import Reminders
from bot.rules.rules import Rules
from bot.rules.settings import RuleSettings
from bot.rules.triggers.triggers import Triggers
from bot.rules.wordings import OwnWordings
from bot.setup.wizard import Wizard
from bot.stats.figures import Stats
from bot.store.database import Database
from bot.suggestions.suggestions import Suggestions
from bot.telemetry.meter import Meter
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
    privacy: Privacy
    forgetting: Forgetting
    words: Words
    curator: Curator
    trail: Trail
    access: Access
    bridges: Registry
    mirrors: Mirrors
    suggestions: Suggestions
    journeys: Journeys
    planner: Planner
    arrivals: Arrivals
    cats: Cats
    counting: Counting
    setups: Setups
    texts: Texts
    icebreakers: Icebreakers
    buddies: Buddies
    due: Agenda
    tips: Tips
    rules: Rules
    rule_settings: RuleSettings
    publishing: Publishing
    agreements: Agreements
    reminder_log: ReminderLog
    reminders: Reminders
    reminder_files: ReminderFiles
    wordings: OwnWordings
    triggers: Triggers
    zones: Zones
    configuration: Configuration
    meter: Meter
    wizard: Wizard
    stats: Stats

    @property
    def pipeline(self) -> Pipeline:
        """What translates a text."""
        return self.translation.pipeline
