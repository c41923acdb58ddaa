"""Who knows names and places in both languages."""

from typing import Protocol


class Places(Protocol):
    """What fills `{place}` and `{name}`. Both answer from memory, without I/O."""

    def place(self, words: str, source: str) -> str | None:
        """The town, province, state or country `words`, as it is said within a sentence of the other language.

        words: as written; Chinese is Simplified. source: their language, `en` or `zh`. None if unknown or ambiguous.
        """
        ...

    def name(self, words: str, source: str) -> str | None:
        """The person's name `words` in the other language, which may be how it stands. None if it is no name."""
        ...
