"""What engines wrap around a translation: quotation marks, a label."""

import re

_QUOTES = {"“": "”", '"': '"', "「": "」", "『": "』", "‘": "’", "«": "»"}
_ANY_QUOTE = "".join({*_QUOTES, *_QUOTES.values()})
_LABEL = re.compile(
    r"(?:(?:Here(?:'s| is) the )?translation|Translated(?: text)?|翻[译譯](?:[结結]果)?|[译譯]文)[ ]?[:：]\s{0,3}",
    re.IGNORECASE,
)


def unwrap(source: str, answer: str) -> str:
    """Return `answer` without the label and the quotation marks around all of it that `source` does not have."""
    label = _LABEL.match(answer)
    if label and label.end() < len(answer) and not _LABEL.match(source):
        answer = answer[label.end() :]
    core = answer.strip()
    inside = core[1:-1]
    if len(core) < 3 or _QUOTES.get(core[0]) != core[-1] or any(quote in _ANY_QUOTE for quote in inside):
        return answer
    return answer if source.strip()[:1] in _ANY_QUOTE or not inside.strip() else inside
