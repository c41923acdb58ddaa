"""Texts in the reader's locale: gettext catalogues, with English as the source.

A text in the code is its own message id. It is found for the catalogues where it is written: as the argument of `N_`
(bot.errors), of `text`, `plural`, `both` or `context` here, or of `T_` (bot.client.marks).
"""

import gettext
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Self

from bot.errors import N_, RedBridgeError

LOCALES: Final = ("en", "zh-CN", "zh-TW")
ENGLISH, SIMPLIFIED, TRADITIONAL = LOCALES
# Each language in its own words, as members choose it.
LANGUAGES: Final = {ENGLISH: "English", SIMPLIFIED: "简体中文", TRADITIONAL: "繁體中文"}
_TRADITIONAL_TAGS: Final = frozenset({"hant", "tw", "hk", "mo"})
_DOMAIN: Final = "messages"


class CatalogueMissing(RedBridgeError):
    """A catalogue was not compiled, or is damaged; `params["path"]` says which. This text reaches nobody translated."""

    message_id = N_("The compiled catalogue {path} is missing or damaged. Run: make setup")


class _Untranslated(gettext.NullTranslations):
    """Ends the look-up of a text with a context, so that "not translated" can be told from "the same word"."""

    def pgettext(self, context: str, message: str) -> str:
        return ""


class Catalogues:
    """The catalogues of every locale; immutable, so one instance may serve all tasks."""

    def __init__(self, translations: Mapping[str, gettext.NullTranslations]) -> None:
        self._translations = {ENGLISH: _Untranslated(), **translations}

    @classmethod
    def load(cls, folder: Path | None = None) -> Self:
        """Read the compiled catalogues (of `folder`, by default the project's own); raises CatalogueMissing."""
        root = folder or catalogue_folder()
        return cls({locale: _read(root, locale) for locale in LOCALES if locale != ENGLISH})

    def text(self, locale: str, msgid: str, /, **params: str | int) -> str:
        """Render `msgid` for a reader of `locale`. `{name}` stands for a parameter, whose value is put in as it is."""
        return self._of(locale).gettext(msgid).format(**params) if msgid else ""

    def plural(self, locale: str, singular: str, plural: str, n: int, /, **params: str | int) -> str:
        """Render the form that `n` things take; `{n}` is the number."""
        return self._of(locale).ngettext(singular, plural, n).format(n=n, **params)

    def both(self, locale: str, msgid: str, /, **params: str | int) -> tuple[str, str]:
        """Render in the reader's own language, then in the other: English beside Chinese, Chinese beside English."""
        own, other = readers(locale)
        return self.text(own, msgid, **params), self.text(other, msgid, **params)

    def context(self, locale: str, context: str, msgid: str) -> str | None:
        """Look up a word whose translation depends on where it stands; None where there is no translation."""
        return self._of(locale).pgettext(context, msgid) or None

    def _of(self, locale: str) -> gettext.NullTranslations:
        return self._translations.get(locale) or self._translations[negotiate(locale)]


def negotiate(*wanted: str | None) -> str:
    """Choose the first of `wanted` (Discord's or BCP 47 codes, best first) that RedBridge writes; English otherwise."""
    for code in filter(None, wanted):
        language, *subtags = code.replace("_", "-").lower().split("-")
        if language == "en":
            return ENGLISH
        if language == "zh":
            # A script says more than a country: zh-Hans-HK is simplified.
            traditional = "hans" not in subtags and not _TRADITIONAL_TAGS.isdisjoint(subtags)
            return TRADITIONAL if traditional else SIMPLIFIED
    return ENGLISH


def readers(locale: str) -> tuple[str, str]:
    """Tell a reader's own locale, and the one that their neighbours of the other language read."""
    own = negotiate(locale)
    return own, SIMPLIFIED if own == ENGLISH else ENGLISH


def terminal_locale(environ: Mapping[str, str]) -> str:
    """Choose the locale of a command-line user; the first variable that is set decides, as POSIX has it."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    chosen = next((environ[name] for name in names if environ.get(name)), "")
    return negotiate(chosen.partition(".")[0].partition("@")[0])


def catalogue_folder() -> Path:
    """Find the folder of the catalogues: inside the package when installed from a wheel, else in the checkout."""
    package = Path(__file__).parent
    packed = package / "locale"
    return packed if packed.is_dir() else package.parent / "locale"


def _read(root: Path, locale: str) -> gettext.GNUTranslations:
    path = root / locale.replace("-", "_") / "LC_MESSAGES" / f"{_DOMAIN}.mo"
    try:
        with path.open("rb") as compiled:
            translations = gettext.GNUTranslations(compiled)
    except (OSError, ValueError, struct.error):  # of half a file gettext raises any of these
        raise CatalogueMissing(path=str(path)) from None
    translations.add_fallback(_Untranslated())
    return translations
