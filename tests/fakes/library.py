"""What RedBridge brings along, read once for all tests: nothing in it changes."""

import asyncio
from functools import cache

from bot.language.convert import to_simplified, to_traditional
from bot.lexicon.shelf import Shelf
from bot.translation.library import Library, open_library
from bot.translation.memory import Gazetteer, Starter


@cache
def library() -> Library:
    """The whole library; not to be called for the first time from within an event loop (see `opened`)."""
    return asyncio.run(open_library(Shelf()))


async def opened() -> Library:
    """The same, from within an event loop."""
    return await asyncio.to_thread(library)


@cache
def starter() -> Starter:
    """The starter pairs, with the places of the gazetteer alone."""
    pairs = Starter(to_simplified, to_traditional, Gazetteer.load())
    pairs.load()
    return pairs
