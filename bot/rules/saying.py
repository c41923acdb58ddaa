"""How a rule is said: kindly, in both languages, and not always in the same words."""

import string
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from bot.errors import N_, RedBridgeError
from bot.i18n import ENGLISH, LOCALES
from bot.markup import split, units
from bot.rules.book import Rule
from bot.texts.placeholders import PLACEHOLDER

# Ways of reminding, as the files name them: when a message calls for it; by hand in the channel; by a schedule; by hand
# in a direct message.
GENTLE: Final = "gentle"
PLAIN: Final = "plain"
TIMED: Final = "timed"
PRIVATE: Final = "private"
# What must stand in each, and all that may.
PLACEHOLDERS: Final[Mapping[str, frozenset[str]]] = {
    GENTLE: frozenset({"name", "number", "question"}),
    PLAIN: frozenset({"name", "number", "text"}),
    TIMED: frozenset({"name", "number", "text"}),
    PRIVATE: frozenset({"name", "number", "text", "server"}),
}
LONGEST: Final = 2000
_CUT: Final = "…"

# A way of saying it, by locale; and all ways of a kind.
Variant = Mapping[str, str]
Wordings = Mapping[str, Sequence[Variant]]
# One of so many, from 0: random.randrange, or what a test prefers.
Pick = Callable[[int], int]


class SayingsError(RedBridgeError):
    """A file of reminders is missing or cannot be used; `params` say which, and why."""

    message_id = N_("{path} can't be used: {reason}. Restore the file, or install RedBridge anew.")


def line(  # noqa: PLR0913, PLR0917 - what is said of which rule, to whom, and how
    how: str,
    rule: Rule,
    chinese: str,
    wordings: Wordings,
    pick: Pick,
    more: Mapping[str, Mapping[str, str]] | None = None,
) -> str:
    """A reminder of a rule in both languages, of at most 2,000 characters as Discord counts; it names nobody.

    how: GENTLE, PLAIN, TIMED or PRIVATE. chinese: the locale in which the server reads Chinese. more: what stands for
    other placeholders, by locale. A text that is too long is cut in both languages alike.
    """
    ways = wordings[how]
    variant = ways[pick(len(ways))]
    locales = (chinese, ENGLISH)
    filled = {locale: _filling(rule, locale, (more or {}).get(locale, {})) for locale in locales}
    whole = "\n".join(_put(variant[locale], filled[locale]) for locale in locales)
    if units(whole) <= LONGEST:
        return whole
    frame = sum(units(_put(variant[locale], filled[locale] | {"text": ""})) + 1 for locale in locales)
    left, shortest = LONGEST - frame, min(units(rule.texts[locale].text) for locale in locales)
    room = max(left // len(locales), left - shortest)
    cut = {locale: filled[locale] | {"text": _cut(rule.texts[locale].text, room)} for locale in locales}
    return "\n".join(_put(variant[locale], cut[locale]) for locale in locales)


def load(folder: Path) -> Wordings:
    """Read `<locale>/rules/reminders.toml` of a folder; raises SayingsError for what does not fit together."""
    read = {locale: _read(_path(folder, locale)) for locale in LOCALES}
    keys = {how: list(ways) for how, ways in read[ENGLISH].items()}
    for locale, found in read.items():
        if {how: list(ways) for how, ways in found.items()} != keys:
            raise _broken(_path(folder, locale), "its keys are not those of the English file, in their order")
    return {how: [{locale: read[locale][how][key] for locale in LOCALES} for key in keys[how]] for how in PLACEHOLDERS}


def _filling(rule: Rule, locale: str, more: Mapping[str, str]) -> dict[str, str]:
    text = rule.texts[locale]
    return {"name": text.name, "number": str(rule.number), "text": text.text, **more}


def _put(variant: str, facts: Mapping[str, str]) -> str:
    """Fill a variant; braces that moderators wrote for themselves stay."""
    return PLACEHOLDER.sub(lambda found: facts.get(found[1], found[0]), variant)


def _cut(text: str, room: int) -> str:
    return text if units(text) <= room else split(text, room - len(_CUT))[0] + _CUT


def _read(path: Path) -> Mapping[str, Mapping[str, str]]:
    try:
        found: dict[str, dict[str, Any]] = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        reason = f"{type(error).__name__}: {error}"
    else:
        if set(found) != set(PLACEHOLDERS):
            raise _broken(path, f"it must have exactly the tables {', '.join(PLACEHOLDERS)}")
        return {how: {key: _checked(path, how, key, text) for key, text in ways.items()} for how, ways in found.items()}
    raise _broken(path, reason)


def _checked(path: Path, how: str, key: str, text: object) -> str:
    said = str(text).strip()
    names = frozenset(name for _, name, _, _ in string.Formatter().parse(said) if name is not None)
    if names != PLACEHOLDERS[how]:
        raise _broken(path, f"{how}.{key} must hold exactly {', '.join(sorted(PLACEHOLDERS[how]))}")
    return said


def _path(folder: Path, locale: str) -> Path:
    return folder / locale.replace("-", "_") / "rules" / "reminders.toml"


def _broken(path: Path, reason: str) -> SayingsError:
    return SayingsError(path=str(path), reason=reason)
