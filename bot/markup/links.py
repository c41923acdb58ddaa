"""Where a bare link ends."""

import re

# A link may be followed at once by Chinese, which Discord's own rule would swallow: only ASCII continues it. Square
# brackets belong to masked links, and `|`, `**` and `~~` are markup around the link.
_BODY = re.compile(r"(?:(?!\*\*|~~)[!#-;=?-Z_a-z~])+")
# An address like /wiki/火锅 or ?q=火锅 goes on in letters of any script once a path or a query has begun.
_LETTERS = re.compile(r"[^\W_]+(?:[_/][^\W_]+)*")
_TRAILING = ".,:;!?'*~"


def link_end(text: str, start: int, body: int) -> int:
    """Return where the link ends that starts at `start` and whose free part starts at `body`.

    Sentence punctuation, closing parentheses that were not opened inside and pairs of underscores stay outside.
    """
    found = _BODY.match(text, body)
    end = _trim(text, start, body, found.end() if found else body)
    if end > body and _is_deep(text, start, end) and (letters := _LETTERS.match(text, end)):
        return letters.end()
    return end


def _is_deep(text: str, start: int, end: int) -> bool:
    """Whether the link stopped where a path segment or a value is due, and not right after the host."""
    if text[end - 1] == "=":
        return text.find("?", start, end) >= 0
    host_slashes = 3 if text.find("://", start, end) >= 0 else 1
    return text[end - 1] == "/" and text.count("/", start, end) > host_slashes


def _trim(text: str, start: int, body: int, end: int) -> int:
    spare = text.count(")", start, end) - text.count("(", start, end)
    while end > body:
        if text[end - 1] == ")" and spare > 0:
            spare -= 1
            end -= 1
        elif text[end - 1] in _TRAILING:
            end -= 1
        elif text.endswith("__", start, end):
            end -= 2
        else:
            break
    return max(end, body)
