"""The screens of the panel for rules, in the order in which its menu shows them."""

from typing import Final

from bot.client.hub import Screen
from bot.client.rules.screens import book, places, reminding, removed, wordings

SCREENS: Final[tuple[Screen, ...]] = (
    book.BookScreen(),
    places.PublishScreen(),
    reminding.TimedScreen(),
    reminding.TriggerScreen(),
    wordings.WordingScreen(),
    places.LogScreen(),
    removed.RemovedScreen(),
)
# What their buttons and menus are; each is known after a restart by its custom id.
ITEMS: Final = (*book.ITEMS, *places.ITEMS, *reminding.ITEMS, *wordings.ITEMS, *removed.ITEMS)
