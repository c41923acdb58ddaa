"""What requests to Discord fail with."""

from typing import Final

import aiohttp
import discord

# After discord.py has tried it five times.
TROUBLE: Final = (discord.HTTPException, aiohttp.ClientError, OSError)
# Somebody else removed it, or took away the bot's access: either way there is nothing left to do.
_OUT_OF_REACH: Final = (403, 404)


def is_gone(error: BaseException) -> bool:
    """Whether what was asked for is gone, or for good out of reach."""
    return isinstance(error, discord.HTTPException) and error.status in _OUT_OF_REACH


def reason(error: BaseException) -> str:
    """What went wrong, without any text of a member."""
    if isinstance(error, discord.HTTPException):
        return f"{error.status} {error.code}"
    return type(error).__name__
