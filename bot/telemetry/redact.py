"""The last resort against secrets in logs. Nothing should put one there; libraries and tracebacks may."""

import re
from collections.abc import Iterable
from typing import Final

HIDDEN: Final = "[hidden]"
_SHORTEST: Final = 8

# What stands before a secret is kept in a group, so that a log line stays useful.
_SECRETS: Final = (
    re.compile(r"((?<![\w-]))[\w-]{18,}\.[\w-]{6,7}\.[\w-]{25,}"),  # a Discord token
    re.compile(r"(\bBot\s+)[^\s\"']{20,}"),  # an Authorization header
    re.compile(r"(/(?:webhooks|interactions)/\d+/)[\w-]{20,}"),
    re.compile(r"([a-z][a-z0-9+.-]*://[^\s/:@]*:)[^\s/@]+(?=@)"),  # a password in a URL
)


class Redactor:
    """Replaces what looks like a secret, and the given `secrets` wherever they stand."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        # A shorter one is no secret that anybody was given, and to hide it would blank letters everywhere.
        known = (secret for secret in secrets if len(secret) >= _SHORTEST)
        self._known = tuple(sorted(known, key=len, reverse=True))

    def __call__(self, text: str) -> str:
        """The text without secrets."""
        for secret in self._known:
            text = text.replace(secret, HIDDEN)
        for pattern in _SECRETS:
            text = pattern.sub(rf"\1{HIDDEN}", text)
        return text
