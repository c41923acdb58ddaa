"""Take out of a text what does not vote on its language."""

import re
import unicodedata

# No classifier needs more to tell a language, and none may be handed an endless line.
ENOUGH = 1000

# Surrogates that pair with nothing, controls, and what is written to be unseen: zero-width characters, direction marks,
# variation selectors, tags. The zero-width joiners stay for scripts that spell with them, and for emoji.
_UNSEEN = re.compile(
    r"[\ud800-\udfff\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)
# What installs packages: lines that begin so may be no sentence.
COMMANDS = ("npm ", "pnpm ", "yarn ", "pip ", "pip3 ", "cargo ", "brew ", "apt ")
_BREAKS = re.compile(r"\s+")
_STACKED = re.compile(r"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]){2,}|[\u0334-\u0338]")
_FANCY = re.compile(r"[\uff01-\uff5e\u2100-\u214f\u1d00-\u1dbf\ufb00-\ufb06\U0001d400-\U0001d7ff]")

_LINK = re.compile(
    r"(?:(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{1,15}://|(?<![a-z])www\.)[!-~]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,64}",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"<(?:[@#/]|a?:|t:|id:)[^<>]{1,80}>|(?<![\w@#])[@#][^\W_][\w·-]{1,63}#?|(?<![\w:]):[a-z0-9_+-]{2,32}:(?![\w:])",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"(?<![A-Za-z0-9_./\\-])[A-Za-z0-9_-]{1,64}\.(?:py|js|ts|json|toml|ya?ml|exe|txt|md|csv|png|jpe?g|gif|mp[34]|zip|pdf)(?![A-Za-z0-9_./\\-])"
)
# A statement or a command that stands alone, without the marks of code around it.
_UNFENCED = re.compile(
    r"(?:const|let|var)\s+[\w$]+\s*=[^=].*|SELECT\s.+\sFROM\s.+|(?:INSERT\sINTO|DELETE\sFROM)\s.+"
    r"|(?:npm|pnpm|yarn|pip3?|cargo|brew|apt)\s(?:install|add)(?:\s-{1,2}[\w-]+)*\s[\w@/.=^~-]+"
)
_UNFENCED_STARTS = ("const ", "let ", "var ", "SELECT ", "INSERT ", "DELETE ", *COMMANDS)
_CODE = re.compile(r"```.+?```|`[^`\n]+`", re.DOTALL)


def clean(text: str) -> str:
    """Return `text` on one line, without what cannot be seen, and at most `ENOUGH` characters of it.

    Letters dressed up (mathematical, full-width) become plain ones; marks heaped on letters come off.
    """
    text = text[: ENOUGH * 4]
    if not text.isprintable():
        text = _BREAKS.sub(" ", _UNSEEN.sub("", text)).strip()
    if text.isascii():
        return text[:ENOUGH]
    if _STACKED.search(text):
        text = _STACKED.sub("", text)
    return _FANCY.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text[:ENOUGH])


def strip_links(text: str) -> str:
    """Return `text` without links and addresses."""
    return _LINK.sub(" ", text) if "://" in text or "@" in text or "ww." in text.lower() else text


def strip_names(text: str) -> str:
    """Return `text` without mentions, hashtags and :shortcodes:."""
    return _NAME.sub(" ", text) if "@" in text or "#" in text or ":" in text else text


def strip_code(text: str) -> str:
    """Return `text` without inline and fenced code, and names of files."""
    if text.startswith(_UNFENCED_STARTS) and _UNFENCED.fullmatch(text.strip()):
        return ""
    if "`" in text:
        text = _CODE.sub(" ", text)
    return _FILE.sub(" ", text) if "." in text else text
