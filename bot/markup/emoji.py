"""Emoji of Unicode: no tokens, since engines keep most of them in their place, but not to be lost either."""

import re
from collections import Counter

_BASE = (
    "[\u203c\u2049\u231a-\u23ff\u24c2\u25aa-\u25ab\u25b6\u25c0\u25fb-\u25fe\u2600-\u27bf\u2934\u2935\u2b05-\u2b55"
    "\u3297\u3299\U0001f000-\U0001f1e5\U0001f200-\U0001faff]"
)
_DRESSED = f"{_BASE}\ufe0f?[\U0001f3fb-\U0001f3ff]?[\U000e0020-\U000e007f]*"
# As Discord's clients read them: flags, keycaps, people of several characters.
EMOJI = re.compile(f"[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3|{_DRESSED}(?:\u200d{_DRESSED})*")
_DRESS = "\ufe0f"


def keep_emoji(source: str, translation: str) -> str | None:
    """Return `translation` with the emoji of `source`, or None if one of them is gone. More of them may be there.

    Engines drop the variation selector that makes ❤ a ❤️; where nothing else is missing, it comes back.
    """
    wanted = EMOJI.findall(source)
    got = EMOJI.findall(translation) if wanted else []
    if Counter(wanted) <= Counter(got):
        return translation
    if [one.replace(_DRESS, "") for one in wanted] != [one.replace(_DRESS, "") for one in got]:
        return None
    again = iter(wanted)
    return EMOJI.sub(lambda _: next(again), translation)
