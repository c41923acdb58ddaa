"""Sentences that are put together for a reader: msgids, and what fills them in the reader's own words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

from bot.client import permissions, render
from bot.i18n import Catalogues, readers


@dataclass(frozen=True, slots=True)
class Word:
    """A msgid that fills another one."""

    message_id: str


class Sentence(NamedTuple):
    """A msgid and what fills it: plain values, words, sentences, or a tuple of flags of permissions."""

    message_id: str
    params: dict[str, Any]

    def said(self, locale: str, catalogues: Catalogues) -> str:
        """The sentence, for a reader of `locale`."""
        filled = {name: _filled(value, locale, catalogues) for name, value in self.params.items()}
        return catalogues.text(locale, self.message_id, **filled)


def said(sentences: Sequence[Sentence], locale: str, catalogues: Catalogues) -> str:
    """Sentences for a reader of `locale`, each on its line."""
    return "\n".join(sentence.said(locale, catalogues) for sentence in sentences)


def said_to_both(sentences: Sequence[Sentence], locale: str, catalogues: Catalogues) -> str:
    """The same for the reader and, small below, for their neighbours."""
    own, other = (said(sentences, each, catalogues) for each in readers(locale))
    return render.stacked(own, other)


def _filled(value: Any, locale: str, catalogues: Catalogues) -> Any:
    if isinstance(value, Word):
        return catalogues.text(locale, value.message_id)
    if isinstance(value, Sentence):
        return value.said(locale, catalogues)
    if isinstance(value, tuple):
        return permissions.names(cast("tuple[str, ...]", value), locale, catalogues)
    return value
