"""Words of the internet in two languages, and the terms that a guild wants rendered its way.

Glossary            find them in a text; explain one
Entry, Match        what is known of a word; where it stands
GlossaryError       what is wrong with a list that somebody wrote
"""

from bot.glossary.errors import GlossaryError
from bot.glossary.glossary import Glossary
from bot.glossary.types import Both, Closeness, Context, Entry, Found, Kind, Match, Register

__all__ = [
    "Both",
    "Closeness",
    "Context",
    "Entry",
    "Found",
    "Glossary",
    "GlossaryError",
    "Kind",
    "Match",
    "Register",
]
