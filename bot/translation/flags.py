"""Reactions that ask for a translation."""

from types import MappingProxyType
from typing import Final

from bot.language.types import Detection
from bot.translation import decide

GLOBE: Final = "🌐"
AGAIN: Final = "🔄"
# Where a language is the one that most read, or one that all learn at school.
_READ_IN: Final = {
    "en": ("US", "GB", "CA", "AU", "NZ", "IE"),
    "zh-CN": ("CN", "SG", "MY"),
    "zh-TW": ("TW", "HK", "MO"),
}
_REGIONAL_A: Final = ord("🇦")
_AS_EMOJI: Final = "\ufe0f"


def _flag(country: str) -> str:
    """The emoji of a country's two letters: its regional indicators."""
    return "".join(chr(_REGIONAL_A + ord(letter) - ord("A")) for letter in country)


FLAGS: Final = MappingProxyType({_flag(country): locale for locale, all_of in _READ_IN.items() for country in all_of})


def asks(emoji: str) -> bool:
    """Whether a reaction asks for a translation at all."""
    bare = emoji.removesuffix(_AS_EMOJI)
    return bare == GLOBE or bare in FLAGS


def asked(emoji: str) -> str | None:
    """The locale of a flag; None for the globe, and for what is no flag that asks for anything."""
    return FLAGS.get(emoji.removesuffix(_AS_EMOJI))


def asks_again(emoji: str) -> bool:
    """Whether a reaction asks to try once more."""
    return emoji.removesuffix(_AS_EMOJI) == AGAIN


def target(emoji: str, detection: Detection, chinese: str) -> str | None:
    """For the readers of which locale a reaction asks; None where the text has nothing to translate for them.

    chinese: the locale in which the server reads Chinese; the globe asks for the server's other language.
    """
    bare = emoji.removesuffix(_AS_EMOJI)
    wanted = decide.reader_of(detection, chinese) if bare == GLOBE else FLAGS.get(bare)
    return wanted if wanted and decide.objection(detection, wanted) is None else None
