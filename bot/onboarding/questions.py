"""The pack of questions of the day: a file for each locale, of which the English one says which there are."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, Self

from bot.i18n import ENGLISH, LOCALES
from bot.packs import PackFile

LONGEST: Final = 150


class Questions:
    """All questions in all locales; immutable."""

    def __init__(self, questions: Mapping[str, Mapping[str, str]]) -> None:
        """questions: by locale, then by key."""
        self._questions = questions

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read `<locale>/onboarding/icebreakers.toml` of a folder; raises PackError for what does not fit together."""
        files = {locale: PackFile.open(folder, locale, "onboarding/icebreakers") for locale in LOCALES}
        read = {locale: _questions(file) for locale, file in files.items()}
        for locale, found in read.items():
            if list(found) != list(read[ENGLISH]):
                raise files[locale].broken("the questions are not those of the English file, in their order")
        return cls(read)

    @property
    def keys(self) -> Sequence[str]:
        """What the questions are called, in their order."""
        return list(self._questions[ENGLISH])

    def text(self, locale: str, key: str) -> str | None:
        """A question, or None if there is none of that name."""
        return self._questions[locale].get(key)


def _questions(file: PackFile) -> Mapping[str, str]:
    questions = {key: str(text).strip() for key, text in file.entries.items()}
    for key, text in questions.items():
        if not 0 < len(text) <= LONGEST:
            raise file.broken(f"{key}: a question has 1 to {LONGEST} characters, this one {len(text)}")
    return questions
