"""Stickers of guilds."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.sandbox.world.guild import Guild

FORMATS = {"png": 1, "apng": 2, "lottie": 3, "gif": 4}
MOST = 3  # stickers on one message


@dataclass(frozen=True, slots=True)
class Sticker:
    """A sticker of a guild; `format` is png, apng, lottie or gif."""

    id: int
    guild: "Guild"
    name: str
    format: str = "png"
