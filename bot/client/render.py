"""Services' answers as Discord messages."""

from bot.i18n import Catalogues
from bot.markup import split
from bot.translation.types import Note, Outcome

LIMIT = 2000


def notes(lines: tuple[Note, ...], locale: str, catalogues: Catalogues) -> str:
    """Notes as Discord's small print, one a line."""
    return "\n".join(f"-# {catalogues.text(locale, note.message_id, **note.params)}" for note in lines)


def translation(outcome: Outcome, catalogues: Catalogues, room: int = LIMIT) -> list[str]:
    """A translation with its notes, as the contents of one or more messages of at most `room` characters."""
    locale = outcome.target or "en"
    small = notes(outcome.notes, locale, catalogues)
    return split("\n".join(filter(None, (outcome.text, small))), room)


def stacked(own: str, other: str) -> str:
    """A text in the reader's language, and small below it in the other one."""
    return "\n".join([own, *(f"-# {line}" for line in other.splitlines())])


def bilingual(locale: str, catalogues: Catalogues, msgid: str, /, **params: str | int) -> str:
    """Render one msgid for the reader and, small below, for their neighbours."""
    return stacked(*catalogues.both(locale, msgid, **params))
