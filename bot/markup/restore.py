"""Put the tokens back into an engine's answer, repairing what engines do to slots."""

import re
from collections import Counter

from bot.markup.emoji import keep_emoji
from bot.markup.lines import realign
from bot.markup.marks import SPOILER, balanced, marks, pairs
from bot.markup.mend import mend
from bot.markup.scan import scan
from bot.markup.slots import Protected
from bot.markup.spacing import respace
from bot.markup.tokens import SLOT
from bot.markup.wrapping import unwrap

# What engines make of ⟦0⟧: other brackets, doubled ones, full-width digits, spaces inside.
_NUMBER = r"\s{0,3}([0-9０-９]{1,4})\s{0,3}"
_LOOKALIKE = re.compile(
    rf"\[\[{_NUMBER}\]\]|⟦⟦{_NUMBER}⟧⟧|[⟦〚［【\[〖〔⟨《「『{{｛]{_NUMBER}[⟧〛］】\]〗〕⟩》」』}}｝]"
)


def restore(protected: Protected, answer: str | None) -> str | None:
    """Return `answer` with each slot replaced by its token, or None if the answer is damaged.

    Every slot must be there exactly once (after repair), masked links must hold together, line marks stand at the
    start of a line, paired marks be kept with what they hide, lines be as many as before, no emoji be gone, and no
    token stand there more often than in the source. Slots may change their order.
    """
    if not answer or (not answer.strip() and protected.text.strip()):
        return answer if answer == protected.text else None
    repaired = unwrap(protected.text, _repair(protected, answer))
    found = [int(slot[1]) for slot in SLOT.finditer(repaired)]
    if sorted(found) != list(range(len(protected.slots))):
        return None
    aligned = realign(protected.text, repaired, _line_marks(protected))
    if aligned is None or (kept := keep_emoji(protected.text, aligned)) is None:
        return None
    mended = next((one for one in (mend(protected.text, kept), kept) if balanced(protected.text, one)), None)
    if mended is None or not _links_hold(protected, found) or not _hides(protected, mended):
        return None
    spaced = respace(protected, mended)
    restored = SLOT.sub(lambda slot: protected.slots[int(slot[1])], spaced)
    return restored if _reads_as(protected, restored) else None


def _line_marks(protected: Protected) -> frozenset[int]:
    """Only the mark of a line ends in a space."""
    return frozenset(n for n, slot in enumerate(protected.slots) if n not in protected.words and slot[-1:].isspace())


def _hides(protected: Protected, answer: str) -> bool:
    """Whether the same slots stand in spoilers as in the source."""
    return SPOILER not in protected.text or _hidden(protected.text) == _hidden(answer)


def _hidden(text: str) -> set[str]:
    spoilers = [pair for pair in pairs(marks(text)) if pair.opening.text == SPOILER]
    return {slot[0] for pair in spoilers for slot in SLOT.finditer(text, pair.opening.end, pair.closing.start)}


def _repair(protected: Protected, answer: str) -> str:
    """Turn lookalikes of missing slots into these, unless the member's own words hold the same characters."""
    present = Counter(slot[0] for slot in SLOT.finditer(answer))
    missing = {n for n in range(len(protected.slots)) if not present[f"⟦{n}⟧"]}
    if not missing:
        return answer

    def mend(found: re.Match[str]) -> str:
        number = int(found[found.lastindex or 1])
        if number not in missing or found[0] in protected.text:
            return found[0]
        return f"⟦{number}⟧"

    return _LOOKALIKE.sub(mend, answer)


def _links_hold(protected: Protected, order: list[int]) -> bool:
    """A masked link's `[` comes before its target, and no other link's half stands between without its mate."""
    open_labels: list[int] = []
    mates = _mates(protected)
    for number in order:
        if protected.slots[number] == "[":
            open_labels.append(number)
        elif number in mates and (not open_labels or open_labels.pop() != mates[number]):
            return False
    return True


def _mates(protected: Protected) -> dict[int, int]:
    """Which slot opens the masked link that each target slot closes. Only a LABEL token is a lone `[`."""
    mates: dict[int, int] = {}
    opened: list[int] = []
    for number, slot in enumerate(protected.slots):
        if number in protected.words:
            continue
        if slot == "[":
            opened.append(number)
        elif slot.startswith("]("):
            mates[number] = opened.pop()
    return mates


def _reads_as(protected: Protected, restored: str) -> bool:
    """Read the result as Discord will: each token must be found again, line marks at the start of a line and so on.

    Not one more of them either, but for what renderings of terms hold.
    """
    wanted = Counter(slot for number, slot in enumerate(protected.slots) if number not in protected.words)
    found = Counter(token.text for token in scan(restored))
    spare = Counter(token.text for number in protected.words for token in scan(protected.slots[number]))
    return all(count <= found[text] <= count + spare[text] for text, count in wanted.items())
