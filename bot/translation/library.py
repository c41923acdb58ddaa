"""What RedBridge brings along to read: dictionary, glossary, starter pairs."""

import asyncio
from dataclasses import dataclass

from bot.errors import N_, RedBridgeError
from bot.glossary import Glossary
from bot.language.convert import to_simplified, to_traditional
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.puns import Puns
from bot.lexicon.shelf import Shelf
from bot.translation.doubt import Judge
from bot.translation.memory import Gazetteer, Starter
from bot.translation.places import DictionaryPlaces


@dataclass(frozen=True, slots=True)
class Library:
    """Read once; nothing in it changes but caches, so several pipelines may share it."""

    dictionary: Dictionary
    glossary: Glossary
    starter: Starter
    judge: Judge
    puns: Puns


async def open_library(shelf: Shelf) -> Library:
    """Read everything beside the event loop; most of a second. Raises RedBridgeError if the package is damaged."""
    try:
        dictionary = await shelf.dictionary()
    except (OSError, EOFError, ValueError, ImportError) as error:
        fault = N_("The dictionary that RedBridge brings along cannot be read ({reason}). Install RedBridge again.")
        raise RedBridgeError(fault, reason=type(error).__name__) from error
    starter = Starter(to_simplified, to_traditional, Gazetteer.load(DictionaryPlaces(dictionary)))
    glossary, judge, puns, _ = await asyncio.gather(
        asyncio.to_thread(Glossary.load, to_simplified),
        asyncio.to_thread(Judge, dictionary, to_simplified),
        asyncio.to_thread(Puns, dictionary),
        asyncio.to_thread(starter.load),
    )
    return Library(dictionary, glossary, starter, judge, puns)
