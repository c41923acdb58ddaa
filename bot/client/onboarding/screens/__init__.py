"""The screens of the panel for newcomers, in the order in which its menu shows them."""

from typing import Final

from bot.client.hub import Screen
from bot.client.onboarding import editor
from bot.client.onboarding.screens import (
    buddies,
    cats,
    icebreaker,
    journeys,
    languages,
    places,
    spots,
    steps,
    tips,
    tour_tips,
    welcome,
)

SCREENS: Final[tuple[Screen, ...]] = (
    welcome.WelcomeScreen(),
    languages.LanguageScreen(),
    journeys.JourneyScreen(),
    steps.StepScreen(),
    tour_tips.TourTipScreen(),
    cats.CatScreen(),
    icebreaker.IcebreakerScreen(),
    tips.TipsScreen(),
    buddies.BuddyScreen(),
)
# What their buttons and menus are; each is known after a restart by its custom id.
ITEMS: Final = (
    *editor.ITEMS,
    *places.ITEMS,
    *welcome.ITEMS,
    *languages.ITEMS,
    *spots.ITEMS,
    *journeys.ITEMS,
    *steps.ITEMS,
    *tour_tips.ITEMS,
    *cats.ITEMS,
    *icebreaker.ITEMS,
    *tips.ITEMS,
    *buddies.ITEMS,
)
