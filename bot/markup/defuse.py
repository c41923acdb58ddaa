"""Make harmless what an engine invented."""

import re

from bot.markup.scan import scan
from bot.markup.tokens import TYPED, Token, TokenKind

_HARMLESS = TYPED | {TokenKind.EMOJI, TokenKind.TIMESTAMP, TokenKind.LABEL, TokenKind.LINE, TokenKind.SLOT}
_LINKS = frozenset({TokenKind.URL, TokenKind.INVITE, TokenKind.EMAIL, TokenKind.TARGET})
# A zero-width space is not seen, but what it parts is no longer a mention or a link. Links are broken rather than
# wrapped in <…>: an address that nobody wrote must not be one press away.
_NOTHING = "\u200b"
_LIVE = re.compile(r"(?<=@)(?=everyone|here)|(?<=<)(?=[@#/:a-z])|(?<=:)(?=//)", re.IGNORECASE)
_IN_LINKS = re.compile(r"(?<=[.@:])(?=[^\s\u200b])")


def defuse(translation: str, source: str) -> str:
    """Return `translation` with what it holds beyond `source` made harmless and still readable.

    Mentions, @everyone and @here, slash commands, navigation, invites, e-mail addresses and links: those that stand in
    the source stay as they are; any other gets zero-width spaces and neither fires nor links.
    """
    known = {_core(token) for token in scan(source)}
    # What is broken may let another reading of the rest come up, a link out of invented code, say; so look again.
    # Each round breaks at least one place for good.
    while (broken := _round(translation, known)) != translation:
        translation = broken
    return translation


def _round(text: str, known: set[str]) -> str:
    parts: list[str] = []
    last = 0
    for token in scan(text):
        parts.append(text[last : token.start])
        parts.append(token.text if _may_stay(token, known) else _break(token))
        last = token.end
    parts.append(text[last:])
    return "".join(parts)


def _may_stay(token: Token, known: set[str]) -> bool:
    escaped_mark = token.kind is TokenKind.ESCAPE and len(token.text) == 2
    return token.kind in _HARMLESS or escaped_mark or _core(token) in known


def _core(token: Token) -> str:
    """A link is the same link with or without the <…> that only keep it from being previewed."""
    return token.text.strip("<>") if token.kind in _LINKS else token.text


def _break(token: Token) -> str:
    text = _LIVE.sub(_NOTHING, token.text)
    return _IN_LINKS.sub(_NOTHING, text) if token.kind in _LINKS else text
