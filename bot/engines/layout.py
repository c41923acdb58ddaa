"""What engines lose of a text's layout: spaces at the edges, line breaks, and everything beyond their limit."""

from collections.abc import Callable

Ask = Callable[[str], str]

# Shorter texts are not cut any further: an engine that does not take them takes nothing.
_SHORTEST = 8


def has_words(text: str) -> bool:
    """Whether anything in a text could be translated."""
    return any(character.isalpha() for character in text)


def portions(text: str, fits: Callable[[str], bool], cut: Callable[[str, int], list[str]]) -> list[str]:
    """Cut a text into as few portions as needed so that each one `fits`; joined, they are the text.

    cut: cuts a text into pieces of at most so many characters, at good places.
    """
    if len(text) < _SHORTEST or fits(text):
        return [text]
    return [portion for half in cut(text, (len(text) + 1) // 2) for portion in portions(half, fits, cut)]


def keep_lines(text: str, ask: Ask, *, halvings: int, may_go_on: Callable[[int], bool]) -> str:
    """Translate a text with `ask` so that its lines, indents and outer spaces stay.

    The whole text is asked for at once. If the answer has other lines than the text, each half is asked for, and so on,
    at most `halvings` times and only if `may_go_on`, asked each time with the number of characters that are sent again,
    says so; after that a merged line is better than no answer.
    """
    core = text.strip()
    if not has_words(core):
        return text
    lines = core.split("\n")
    answer = ask(core).strip()
    answered = answer.split("\n") if len(lines) > 1 else [" ".join(answer.split("\n"))]
    if _same_shape(lines, answered):
        merged = "\n".join(map(_keep_indent, lines, answered))
    elif halvings and may_go_on(_size(halves := _halves(lines))):
        merged = "\n".join(keep_lines(half, ask, halvings=halvings - 1, may_go_on=may_go_on) for half in halves)
    else:
        merged = answer
    start = text.index(core)
    return text[:start] + merged + text[start + len(core) :]


def _halves(lines: list[str]) -> tuple[str, str]:
    middle = len(lines) // 2
    return "\n".join(lines[:middle]), "\n".join(lines[middle:])


def _size(texts: tuple[str, ...]) -> int:
    """How many characters of these are sent."""
    return sum(len(text.strip()) for text in texts if has_words(text))


def _same_shape(lines: list[str], answered: list[str]) -> bool:
    return [bool(line.strip()) for line in lines] == [bool(line.strip()) for line in answered]


def _keep_indent(line: str, answered: str) -> str:
    core = line.strip()
    if not core:
        return line
    start = line.index(core)
    return line[:start] + answered.strip() + line[start + len(core) :]
