"""What counts as a piece that no engine may touch, and how each is written."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from bot.markup.paths import FILE
from bot.markup.typed import EMOTICON, HASHTAG, NAME, SHORTCODE


class TokenKind(StrEnum):
    """What a token is to Discord."""

    USER = "user"
    ROLE = "role"
    CHANNEL = "channel"
    GAME = "game"
    EVERYONE = "everyone"
    COMMAND = "command"
    EMOJI = "emoji"
    SOUND = "sound"
    TIMESTAMP = "timestamp"
    NAVIGATION = "navigation"
    URL = "url"
    INVITE = "invite"
    EMAIL = "email"
    LABEL = "label"
    TARGET = "target"
    PHONE = "phone"
    CODE = "code"
    FENCE = "fence"
    LINE = "line"
    ESCAPE = "escape"
    SLOT = "slot"
    # What is only text to Discord, but means what it says in the very letters it is written in.
    NAME = "name"
    HASHTAG = "hashtag"
    SHORTCODE = "shortcode"
    EMOTICON = "emoticon"
    KAOMOJI = "kaomoji"
    FILE = "file"
    # Never found by `scan`: see bot.markup.quantities.
    QUANTITY = "quantity"


TYPED = frozenset(
    {
        *(
            TokenKind.NAME,
            TokenKind.HASHTAG,
            TokenKind.SHORTCODE,
            TokenKind.EMOTICON,
            TokenKind.KAOMOJI,
            TokenKind.FILE,
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Token:
    """One protected piece: `text` is the source's slice from `start` to `end`, in code points.

    A masked link makes two tokens, its `[` (LABEL) and its `](target)` (TARGET), so that the label between them is
    translated. LINE is the mark that opens a heading, list item, quote or subtext line.
    """

    kind: TokenKind
    start: int
    end: int
    text: str


# No message holds ten thousand tokens, and `int` is slow on endless digits.
SLOT = re.compile(r"⟦([0-9]{1,4})⟧")

# What members write with `<…>`, as Discord's reference lists it under message formatting: timestamps in any style of
# one letter and guild navigation to any place, so that new ones come through. Ids are ASCII digits only: `\d` would
# take Arabic ones, which Discord does not.
ANGLE = re.compile(
    r"""<(?:
        (?P<user>@!?[0-9]{1,20})
      | (?P<role>@&[0-9]{1,20})
      | (?P<channel>\#[0-9]{1,20})
      | (?P<game>@\$[0-9]{1,20})
      | (?P<command>/[^\s:<>@\#]{1,32}(?:\ [^\s:<>@\#]{1,32}){0,2}:[0-9]{1,20})
      | (?P<emoji>a?:[A-Za-z0-9_]{1,32}:[0-9]{1,20})
      | (?P<sound>sound:[0-9]{1,20}:[0-9]{1,20})
      | (?P<phone>\+[0-9](?:[ ().-]{0,2}[0-9]){2,16})
      | (?P<timestamp>t:-?[0-9]{1,17}(?::[A-Za-z])?)
      | (?P<navigation>id:[a-z-]{1,20}(?::[0-9]{1,20})?)
      | (?P<email>[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,24})
      | (?P<url>(?:https?|discord|steam)://[^\s<>]+)
    )>""",
    re.VERBOSE | re.IGNORECASE,
)

_LINE = (
    r"^[ \t]{0,24}(?:(?:(?:>>>|>|\#{1,3}|-\#|[-*]|[0-9]{1,3}\.)[ \t]+){1,4}(?=\S)"
    # An empty line of a quote holds its two halves together.
    r"|>[ \t]+$)"
)
# Without a scheme a name is a link only under an ending that people use, and never right after a letter: "wait.what".
# Endings that are also words count only with a path behind them: "let it.be" is none, youtu.be/abc is one.
_ENDINGS = r"com|org|net|edu|gov|io|gg|cn|tw|hk|jp|kr|uk|eu|app|dev|xyz|info|wiki|moe"
_WORDLIKE = r"me|be|co|ly|ai|tv|to|fm|is|it|de|fr|link|im|cc|page"
_BARE = (
    r"(?<![A-Za-z0-9_.@/-])(?:[A-Za-z0-9-]{1,63}\.){1,6}"
    rf"(?:(?:{_ENDINGS})(?![A-Za-z0-9_-]|\.[A-Za-z0-9])|(?:{_WORDLIKE})(?=/[A-Za-z0-9]))"
)
_EMAIL = r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,24}(?![A-Za-z0-9_-])"
_TARGET = (
    r"\]\([ ]*<?(?:https?|discord)://[^\s<>()]*(?:\((?:[^\s<>()]|\([^\s<>()]*\))*\)[^\s<>()]*)*>?"
    r"""(?:[ ]+(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'))?[ ]*\)"""
)

INVITE = re.compile(r"^<?(?:https?://)?(?:www\.)?(?:discord\.gg|discord(?:app)?\.com/invite)/[\w-]", re.IGNORECASE)


@cache
def trigger() -> re.Pattern[str]:
    """What finds, in one look along a text, where the next token may begin; compiled when it is first needed.

    Each alternative either is bounded, or may start only at the beginning of the run it eats, so that no message can
    make it slow.
    """
    return re.compile(
        rf"""(?P<line>{_LINE})
      | (?P<emoticon>{EMOTICON})
      | (?P<escape>\\(?!@(?:everyone|here))[!-/:-@\[-`{{-~])
      | (?P<ticks>`+)
      | (?P<angle><(?=[@\#/:a-z0-9._%+-]))
      | (?P<everyone>(?-i:@(?:everyone|here)))
      | (?P<url>(?:https?|discord|steam)://(?=[A-Za-z0-9]))
      | (?P<email>{_EMAIL})
      | (?P<bare>{_BARE})
      | (?P<file>{FILE})
      | (?P<name>{NAME})
      | (?P<hashtag>{HASHTAG})
      | (?P<shortcode>{SHORTCODE})
      | (?P<target>{_TARGET})
      | (?P<bracket>[\[\]])
      | (?P<slot>⟦[\s]?[0-9０-９]+[\s]?⟧)""",
        re.VERBOSE | re.IGNORECASE | re.MULTILINE,
    )
