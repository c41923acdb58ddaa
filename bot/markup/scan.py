"""Find the pieces of a message that no engine may touch."""

import re
from collections.abc import Callable
from functools import partial

from bot.markup.kaomoji import faces
from bot.markup.links import link_end
from bot.markup.tokens import ANGLE, INVITE, Token, TokenKind, trigger

_ANGLE_KINDS = (
    TokenKind.USER,
    TokenKind.ROLE,
    TokenKind.CHANNEL,
    TokenKind.GAME,
    TokenKind.COMMAND,
    TokenKind.EMOJI,
    TokenKind.SOUND,
    TokenKind.PHONE,
    TokenKind.TIMESTAMP,
    TokenKind.NAVIGATION,
    TokenKind.EMAIL,
    TokenKind.URL,
)
_TICKS = re.compile(r"`+")


def scan(text: str) -> list[Token]:
    """Return the tokens of `text`, in order, not overlapping, each an exact slice. Time is linear in the text."""
    return _Scanner(text).run()


def kinds(text: str) -> frozenset[TokenKind]:
    """Return which kinds of token `text` holds."""
    return frozenset(token.kind for token in scan(text))


def strip(text: str) -> str:
    """Return what `text` says in words, without its tokens: labels of masked links and escaped characters remain.

    Faces in brackets and of letters (KAOMOJI) remain too: what they mean is for who reads the words.
    """
    kept: list[str] = []
    last = 0
    for token in scan(text):
        kept.append(text[last : token.start])
        kept.append(_remains(token))
        last = token.end
    kept.append(text[last:])
    return "".join(kept).strip()


def _remains(token: Token) -> str:
    match token.kind:
        case TokenKind.LABEL | TokenKind.LINE:
            return ""
        case TokenKind.KAOMOJI:
            return token.text
        case TokenKind.ESCAPE if len(token.text) == 2:
            return token.text[1]
        case _:
            return " "


class _Scanner:
    """One pass over one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens: list[Token] = []
        self._open: list[int] = []
        self._runs: dict[int, list[int]] | None = None
        self._takers: dict[str, Callable[[int, int], int]] = {
            "line": partial(self._add, TokenKind.LINE),
            "email": partial(self._add, TokenKind.EMAIL),
            "slot": partial(self._add, TokenKind.SLOT),
            "everyone": partial(self._add, TokenKind.EVERYONE),
            "name": partial(self._add, TokenKind.NAME),
            "hashtag": partial(self._add, TokenKind.HASHTAG),
            "shortcode": partial(self._add, TokenKind.SHORTCODE),
            "emoticon": partial(self._add, TokenKind.EMOTICON),
            "file": self._file,
            "ticks": self._code,
            "angle": self._angle,
            "escape": self._escape,
            "url": self._url,
            "bare": self._bare,
            "target": self._target,
            "bracket": self._bracket,
        }

    def run(self) -> list[Token]:
        at = 0
        drawn = list(faces(self._text))[::-1]
        search = trigger().search
        found = search(self._text)
        while found or drawn:
            while drawn and drawn[-1][0] < at:
                drawn.pop()
            if found and found.start() < at:
                found = search(self._text, at)
            elif drawn and (found is None or self._comes_first(drawn[-1], found)):
                at = self._add(TokenKind.KAOMOJI, *drawn.pop())
            elif found:
                # Each taker adds the token that begins at the trigger, if it is one, and returns where to look on.
                at = self._takers[found.lastgroup or ""](*found.span())
                found = search(self._text, at)
        self._tokens.sort(key=lambda token: token.start)
        return self._tokens

    @staticmethod
    def _comes_first(drawn: tuple[int, int], found: re.Match[str]) -> bool:
        """A face may hold what else opens code, an escape or a heart; what both read as a face is an emoticon."""
        return drawn[0] < found.start() or (drawn[0] == found.start() and found.lastgroup != "emoticon")

    def _add(self, kind: TokenKind, start: int, end: int) -> int:
        self._tokens.append(Token(kind, start, end, self._text[start:end]))
        return end

    def _file(self, start: int, end: int) -> int:
        """A path must not hide an invite, which Discord finds anywhere."""
        if "discord" in self._text[start:end].lower():
            return start + 1
        return self._add(TokenKind.FILE, start, end)

    def _angle(self, start: int, _end: int) -> int:
        found = ANGLE.match(self._text, start)
        if found is None:
            return start + 1
        kind = next(kind for kind in _ANGLE_KINDS if found[kind.value] is not None)
        if kind is TokenKind.URL and INVITE.match(found[0]):
            kind = TokenKind.INVITE
        return self._add(kind, start, found.end())

    def _escape(self, start: int, end: int) -> int:
        """An escaped mention is shown as it is written; it must come through whole."""
        whole = ANGLE.match(self._text, start + 1)
        return self._add(TokenKind.ESCAPE, start, whole.end() if whole else end)

    def _url(self, start: int, end: int) -> int:
        return self._link(start, link_end(self._text, start, end))

    def _bare(self, start: int, end: int) -> int:
        goes_on = self._text.startswith(("/", "?", "#", ":"), end)
        return self._link(start, link_end(self._text, start, end) if goes_on else end)

    def _link(self, start: int, end: int) -> int:
        invite = INVITE.match(self._text[start:end])
        return self._add(TokenKind.INVITE if invite else TokenKind.URL, start, end)

    def _bracket(self, start: int, _end: int) -> int:
        if self._text[start] == "[":
            self._open.append(start)
        elif self._open:
            self._open.pop()
        return start + 1

    def _target(self, start: int, end: int) -> int:
        """`](https://…)` ends a masked link if a label was opened; else only its address counts."""
        opened = self._open.pop() if self._open else None
        if opened is None or not self._text[opened + 1 : start].strip():
            return start + 2
        self._add(TokenKind.LABEL, opened, opened + 1)
        return self._add(TokenKind.TARGET, start, end)

    def _code(self, start: int, end: int) -> int:
        """Three backticks open a fence, any other number inline code; both need their like to end."""
        if end - start >= 3:
            close = self._text.find("```", start + 3)
            if close >= 0 and self._text[start + 3 : close].strip("\n"):
                return self._add(TokenKind.FENCE, start, close + 3)
        close = self._next_run(end - start, end)
        return end if close is None else self._add(TokenKind.CODE, start, close + end - start)

    def _next_run(self, length: int, after: int) -> int | None:
        """Where the next run of exactly `length` backticks starts. The positions are listed once, and used up."""
        if self._runs is None:
            self._runs = {}
            for run in _TICKS.finditer(self._text):
                self._runs.setdefault(len(run[0]), []).append(run.start())
            for starts in self._runs.values():
                starts.reverse()
        starts = self._runs.get(length, [])
        while starts and starts[-1] < after:
            starts.pop()
        return starts[-1] if starts else None
