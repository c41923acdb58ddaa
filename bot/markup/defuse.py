"""Make harmless what an engine invented."""

import re
from collections import Counter
from collections.abc import Sequence

from bot.markup.scan import scan
from bot.markup.tokens import TYPED, Token, TokenKind

_HARMLESS = TYPED | {TokenKind.LABEL, TokenKind.SLOT}
_LOUD = re.compile(r"[>#]")
_LINKS = frozenset({TokenKind.URL, TokenKind.INVITE, TokenKind.EMAIL, TokenKind.TARGET})
# A zero-width space is not seen, but what it parts is no longer a mention or a link. Links are broken rather than
# wrapped in <…>: an address that nobody wrote must not be one press away.
_NOTHING = "\u200b"
_LIVE = re.compile(r"(?<=@)(?=everyone|here)|(?<=<)(?=[@#/:+a-z])|(?<=:)(?=//)", re.IGNORECASE)
_IN_LINKS = re.compile(r"(?<=[.@:])(?=[^\s\u200b])")


def defuse(translation: str, source: str) -> str:
    """Return `translation` with what it holds beyond `source` made harmless and still readable.

    Mentions, @everyone and @here, slash commands, navigation, invites, phone numbers, e-mail addresses and links;
    custom emoji, sounds and times, which show what nobody wrote; marks of headings and quotes, which change how it
    looks. Those that stand in the source stay as they are, as often as there; any other gets zero-width spaces and
    neither fires, links nor shows. Names, tags, faces and files are only text, and stay.
    """
    tokens = scan(source)
    # What is broken may let another reading of the rest come up, a link out of invented code, say; so look again.
    # Each round breaks at least one place for good.
    while (broken := _round(translation, tokens)) != translation:
        translation = broken
    return translation


def _round(text: str, source: Sequence[Token]) -> str:
    parts: list[str] = []
    last = 0
    found = scan(text)
    for token, stays in zip(found, _known(found, source), strict=True):
        parts.append(text[last : token.start])
        parts.append(token.text if stays or _is_harmless(token) else _break(token))
        last = token.end
    parts.append(text[last:])
    return "".join(parts)


def _known(found: Sequence[Token], source: Sequence[Token]) -> list[bool]:
    """Which tokens the source holds too, as often as there; first those that are written as there."""
    written = Counter(token.text for token in source)
    meant = Counter(map(_core, source))
    exact = [_take(written, token.text) for token in found]
    meant -= Counter(_core(token) for token, taken in zip(found, exact, strict=True) if taken)
    return [taken or _take(meant, _core(token)) for token, taken in zip(found, exact, strict=True)]


def _take(stock: Counter[str], text: str) -> bool:
    """One of what is in stock, if there is any."""
    stock[text] -= 1
    return stock[text] >= 0


def _is_harmless(token: Token) -> bool:
    if token.kind is TokenKind.ESCAPE:
        return len(token.text) == 2
    if token.kind is TokenKind.LINE:
        return _LOUD.search(token.text) is None
    return token.kind in _HARMLESS


def _core(token: Token) -> str:
    """A link is the same link with or without the <…> that only keep it from being previewed."""
    return token.text.strip("<>") if token.kind in _LINKS else token.text


def _break(token: Token) -> str:
    if token.kind is TokenKind.LINE:
        return _NOTHING + token.text
    text = _LIVE.sub(_NOTHING, token.text)
    return _IN_LINKS.sub(_NOTHING, text) if token.kind in _LINKS else text
