"""Lines in an engine's answer: as many as the source has."""

import re

from bot.markup.letters import is_wide
from bot.markup.tokens import SLOT

_LEADS = re.compile(rf"\s*{SLOT.pattern}")


def realign(source: str, answer: str, marked: frozenset[int]) -> str | None:
    """Return `answer` in the lines of `source`, or None if nobody can tell where they end.

    A line that was split is joined, empty lines come back where they were; lines that were joined are damage.
    source: with slots; marked: the slots that open a line (list items, quotes, headings).
    """
    wanted, got = source.split("\n"), answer.split("\n")
    if [bool(line.strip()) for line in wanted] == [bool(line.strip()) for line in got]:
        return answer
    said: list[str] = []
    for ours, theirs in _zipped(_parts(wanted, marked), _parts(got, marked)):
        if len(ours) == 1 and theirs:
            said.append(_join(theirs))
        elif len(ours) == len(theirs):
            said += theirs
        else:
            return None
    again = iter(said)
    return "\n".join(next(again) if line.strip() else line for line in wanted)


def _parts(lines: list[str], marked: frozenset[int]) -> list[list[str]]:
    """The lines that say something, a new part for each that a mark opens; the first part has none."""
    parts: list[list[str]] = [[]]
    for line in lines:
        slot = _LEADS.match(line)
        if slot is not None and int(slot[1]) in marked:
            parts.append([])
        if line.strip():
            parts[-1].append(line)
    return parts


def _zipped(ours: list[list[str]], theirs: list[list[str]]) -> list[tuple[list[str], list[str]]]:
    """The parts side by side; as one part each if there are not as many of them."""
    if len(ours) == len(theirs):
        return list(zip(ours, theirs, strict=True))
    return [([line for part in ours for line in part], [line for part in theirs for line in part])]


def _join(lines: list[str]) -> str:
    joined = lines[0]
    for line in lines[1:]:
        close = is_wide(joined.rstrip()[-1:]) and is_wide(line.strip()[:1])
        joined = joined.rstrip() + ("" if close else " ") + line.strip()
    return joined
