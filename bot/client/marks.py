"""The mark on what Discord itself shows of a command: names, descriptions, options and choices."""

from typing import Final, Literal, get_args

from discord.app_commands import locale_str

Place = Literal[
    "command-name",
    "command-description",
    "option-name",
    "option-description",
    "choice-name",
    "menu-name",
]
PLACES: Final[tuple[str, ...]] = get_args(Place)


def T_(place: Place, text: str) -> locale_str:  # noqa: N802 - as short and as loud as N_, its sibling
    """Mark `text` for extraction with `place` as its context (a group is a command), and for the translator.

    A name is short, and the same English word is another one in Chinese as a command, an option or a choice.
    """
    return locale_str(text, context=place)
