"""Cut long texts into what an engine takes."""

from bot.markup.cuts import Cutter
from bot.markup.length import reach
from bot.markup.scan import scan


def chunks(text: str, limit: int) -> list[str]:
    """Return `text` in chunks of at most `limit` UTF-16 units, cut at line or sentence ends where there are any.

    `"".join(chunks(text, limit)) == text`. No slot or other token is cut unless it is itself longer than `limit`.
    Raises ValueError for a limit below 2.
    """
    if limit < 2:
        raise ValueError("a chunk holds at least one character")
    cutter = Cutter(text, ((token.start, token.end) for token in scan(text)))
    found: list[str] = []
    start = 0
    while (end := reach(text, start, limit)) < len(text):
        cut = cutter.cut(start, end)
        found.append(text[start:cut])
        start = cut
    if start < len(text):
        found.append(text[start:])
    return found
