"""Which texts a server may have of its own, and what may stand in each of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from bot.errors import N_, UserError
from bot.i18n import LANGUAGES, LOCALES
from bot.markup import seen, units
from bot.onboarding.filling import PLACEHOLDERS, fill
from bot.onboarding.pack import LONGEST_ABOUT, LONGEST_NAME, LONGEST_STEP, LONGEST_TIP, LONGEST_TITLE
from bot.store.setups import Wording as Entry

# How long what stands for a placeholder can become: a server's name with each character escaped, a mention, a clock.
_LONGEST_FILLING: Final = {
    "server": 200,
    "member": 23,
    "rules": 23,
    "cats": 23,
    "count": 8,
    "time_in_beijing": 5,
}
_IN_WELCOMES: Final = PLACEHOLDERS | {"count", "time_in_beijing"}
# As people type them: in capitals, with spaces, in the braces of a Chinese keyboard.
_LOOSE: Final = re.compile(r"[{｛][ \u3000]*(\w[\w \u3000-]{0,40}?)[ \u3000]*[}｝]")
_KEY: Final = r"[a-z0-9-]{1,32}"
NO_SUCH: Final = N_("There is no text of that name, and nothing was changed. The panel shows those there are.")
_UNKNOWN: Final = N_(
    "{language}: nothing stands for {placeholder}, so nothing was changed. "
    "Take it out, or write one of these instead: {known}"
)
_UNKNOWN_HERE: Final = N_(
    "{language}: nothing stands for {placeholder} in this text, so nothing was changed. Write it in words."
)
_UNKNOWN_TITLE: Final = N_(
    "{language}: nothing stands for {placeholder} in a title, so nothing was changed. Write it in words."
)
_NEEDED: Final = N_(
    "{language}: {placeholder} is missing, so nobody would know who is welcomed. "
    "Write it where the name is to stand; nothing was changed."
)
_LONG: Final = N_("{language}: this has {n} characters, and {most} is the most. Shorten it; nothing was changed.")
_LONG_TITLE: Final = N_(
    "{language}: the first line is the title; it has {n} characters, and {most} is the most. "
    "Shorten it; nothing was changed."
)
_GROWS: Final = N_(
    "{language}: with all names and channels put in, this can grow to {n} characters, and {most} is the most. "
    "Shorten it; nothing was changed."
)
_NO_TITLE: Final = N_(
    "{language}: the first line is the title, and the text begins on the line below it. "
    "One of the two is missing; nothing was changed."
)
_EMPTY: Final = N_("{language}: there is no text. Nothing was changed.")


@dataclass(frozen=True, slots=True)
class Kind:
    """What may stand in a text. name: a regular expression for what texts of this kind are called.

    longest: characters of the text as it is written. room: of the text with everything put in. longest_title: 0 where
    there is no title. needed: the placeholders without which it makes no sense.
    """

    name: str
    longest: int
    room: int
    longest_title: int = 0
    placeholders: frozenset[str] = frozenset()
    needed: frozenset[str] = frozenset()
    is_one_line: bool = False

    @property
    def known(self) -> str:
        """The placeholders, as one writes them."""
        return " ".join(f"{{{each}}}" for each in sorted(self.placeholders))


# A welcome stands in one message in two languages; that for many leaves room for their names, too.
_KINDS: Final = (
    Kind(r"welcome(-back)?", 700, 900, 0, _IN_WELCOMES | {"member"}, frozenset({"member"})),
    Kind(r"welcome-all", 500, 650, 0, _IN_WELCOMES),
    Kind(rf"journey:{_KEY}", LONGEST_ABOUT, LONGEST_ABOUT, LONGEST_NAME, is_one_line=True),
    Kind(rf"step:{_KEY}:{_KEY}", LONGEST_STEP, 1850, LONGEST_TITLE, PLACEHOLDERS),
    Kind(rf"tip:{_KEY}:{_KEY}", LONGEST_TIP, 1500, 0, PLACEHOLDERS),
    Kind(r"icebreaker:[0-9]{1,4}", 300, 300, is_one_line=True),
)


def kind_of(name: str) -> Kind:
    """The kind of a text. Raises UserError for a name that no text can have."""
    for kind in _KINDS:
        if re.fullmatch(kind.name, name):
            return kind
    raise UserError(NO_SUCH)


def tidied(name: str, entry: Entry) -> Entry:
    """An entry as it is kept: no characters that nobody sees, placeholders as they have to be written."""
    kind = kind_of(name)
    text = _placed(kind, entry.text)
    if kind.is_one_line:
        text = " ".join(text.split())
    return replace(entry, title=" ".join(_placed(kind, entry.title).split()), text=text)


def split(name: str, typed: str) -> Entry:
    """What stands in one field of a form: where a text has a title, that is the first line."""
    if not kind_of(name).longest_title:
        return tidied(name, Entry("", typed))
    title, _, text = typed.strip().partition("\n")
    return tidied(name, Entry(title, text))


def joined(entry: Entry) -> str:
    """An entry as one field of a form."""
    return f"{entry.title}\n{entry.text}" if entry.title else entry.text


def problem(name: str, locale: str, entry: Entry) -> UserError | None:
    """What keeps a tidied entry from being used; None: nothing. Raises UserError for a name that no text can have."""
    kind, language = kind_of(name), LANGUAGES[locale]
    if kind.longest_title and not (entry.title and entry.text):
        return UserError(_NO_TITLE, language=language)
    if not entry.text:
        return UserError(_EMPTY, language=language)
    return _misplaced(kind, language, entry) or _too_long(kind, language, entry)


def check(name: str, entries: Mapping[str, Entry]) -> None:
    """Raise UserError for the first entry that cannot be used; all locales must be there."""
    for locale in LOCALES:
        if found := problem(name, locale, entries.get(locale, Entry("", ""))):
            raise found


def _placed(kind: Kind, text: str) -> str:
    def name(found: re.Match[str]) -> str:
        meant = re.sub(r"[ \u3000-]+", "_", found[1]).lower()
        return f"{{{meant}}}" if meant in kind.placeholders else found[0]

    return _LOOSE.sub(name, seen(text).replace("\r\n", "\n")).strip()


def _misplaced(kind: Kind, language: str, entry: Entry) -> UserError | None:
    """A placeholder that means nothing here, or one that is missing."""
    if found := _LOOSE.search(entry.title):
        return UserError(_UNKNOWN_TITLE, language=language, placeholder=found[0])
    for found in _LOOSE.finditer(entry.text):
        if found[0] not in kind.known.split():
            message = _UNKNOWN if kind.placeholders else _UNKNOWN_HERE
            return UserError(message, language=language, placeholder=found[0], known=kind.known)
    for needed in sorted(kind.needed):
        if f"{{{needed}}}" not in entry.text:
            return UserError(_NEEDED, language=language, placeholder=f"{{{needed}}}")
    return None


def _too_long(kind: Kind, language: str, entry: Entry) -> UserError | None:
    grown = units(fill(entry.text, {name: "x" * most for name, most in _LONGEST_FILLING.items()}))
    for n, most, message in (
        (units(entry.title), kind.longest_title, _LONG_TITLE),
        (units(entry.text), kind.longest, _LONG),
        (grown, kind.room, _GROWS),
    ):
        if n > most:
            return UserError(message, language=language, n=n, most=most)
    return None
