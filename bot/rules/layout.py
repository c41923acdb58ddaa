"""Rules as messages: which of them stand together, and where a long one is cut."""

from collections.abc import Sequence
from typing import Final

from bot.markup import split, units
from bot.rules.book import Rule

_BETWEEN: Final = "\n\n"


def block(rule: Rule, locale: str, *, whole: bool = False) -> str:
    """A rule in one language. whole: with its explanation and its examples."""
    text = rule.texts[locale]
    lines = [f"**{rule.number}. {text.name}**", text.text]
    if whole:
        lines += [f"> {each}" for each in text.examples]
        lines += [text.detail] if text.detail else []
    return "\n".join(lines)


def packed(blocks: Sequence[str], room: int) -> list[str]:
    """Blocks as messages of at most `room` UTF-16 units. One is cut only if it fits into none."""
    messages: list[str] = []
    for each in blocks:
        together = f"{messages[-1]}{_BETWEEN}{each}" if messages else each
        if messages and units(together) <= room:
            messages[-1] = together
        else:
            messages += [each] if units(each) <= room else split(each, room)
    return messages
