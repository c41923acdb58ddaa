"""Writes servers' texts in the languages in which nobody has written them, as the translator sees it."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.engines.engine import Asker
from bot.errors import N_, BudgetSpent, NoEngineAnswered, UserError
from bot.i18n import ENGLISH, LANGUAGES, LOCALES, SIMPLIFIED, TRADITIONAL
from bot.language.convert import to_simplified, to_traditional
from bot.language.types import Detection
from bot.markup import protect, restore, strip
from bot.store.setups import Wording as Entry
from bot.texts.placeholders import PLACEHOLDER
from bot.translation.pipeline import Pipeline
from bot.translation.types import Wish

_NOTHING: Final = N_("There is no text in any language. Nothing was changed.")
_NO_ENGINE: Final = N_(
    "No translation service can be reached right now, so {language} is missing and nothing was changed. "
    "Write it yourself, or try again in a minute."
)
_SPENT: Final = N_(
    "What may be translated today is used up, so {language} is missing and nothing was changed. "
    "Write it yourself, or try again after midnight UTC."
)
UNFIT: Final = N_(
    "No usable translation came back, so {language} is missing and nothing was changed. "
    "Write it yourself, or say it in other words."
)
_WRITTEN_IN: Final = {
    ENGLISH: Detection("en"),
    SIMPLIFIED: Detection("zh", "Hans"),
    TRADITIONAL: Detection("zh", "Hant"),
}
# Ids of nobody: as old as Discord's first moment, and so no member's.
_FIRST_NOBODY: Final = 10**16


@dataclass(frozen=True, slots=True)
class Writer:
    """Asks the pipeline. engines: those that a server wants asked; None: as the operator says."""

    pipeline: Pipeline
    engines: Callable[[int], tuple[str, ...] | None]

    async def complete(self, entries: Mapping[str, Entry], guild_id: int, by: int) -> Mapping[str, Entry]:
        """All locales, those that were missing marked as machine-made.

        Raises UserError where no engine answers, or where an answer lacks a placeholder.
        """
        given = {locale: entry for locale, entry in entries.items() if entry.title or entry.text}
        if not given:
            raise UserError(_NOTHING)
        done = dict(given)
        wish = Wish(Asker(guild_id, 0, by), self.engines(guild_id))
        if ENGLISH not in done:
            source = _best(given, (SIMPLIFIED, TRADITIONAL))
            done[ENGLISH] = await self._translated(done[source], source, ENGLISH, wish)
        if SIMPLIFIED not in done and TRADITIONAL not in done:
            done[SIMPLIFIED] = await self._translated(done[ENGLISH], ENGLISH, SIMPLIFIED, wish)
        if SIMPLIFIED not in done:
            done[SIMPLIFIED] = _converted(done[TRADITIONAL], to_simplified)
        if TRADITIONAL not in done:
            done[TRADITIONAL] = _converted(done[SIMPLIFIED], to_traditional)
        return {locale: done[locale] for locale in LOCALES}

    async def _translated(self, entry: Entry, source: str, target: str, wish: Wish) -> Entry:
        title = await self._said(entry.title, source, target, wish)
        text = await self._said(entry.text, source, target, wish)
        return Entry(" ".join(title.split()), text, is_machine=True)

    async def _said(self, text: str, source: str, target: str, wish: Wish) -> str:
        """A text in another language; one without words stays as it is."""
        hidden, names = _hidden(text)
        if not any(map(str.isalpha, strip(hidden))):
            return text
        language = LANGUAGES[target]
        try:
            outcome = await self.pipeline.translate(hidden, target, _WRITTEN_IN[source], wish)
        except NoEngineAnswered as error:
            is_spent = isinstance(error, BudgetSpent)
        else:
            said = _shown(outcome.text, names) if outcome.text else None
            if said is None or _names(said) != _names(text):
                raise UserError(UNFIT, language=language)
            return said
        raise UserError(_SPENT if is_spent else _NO_ENGINE, language=language)


def _best(given: Mapping[str, Entry], order: Sequence[str]) -> str:
    """Of which of these locales one translates: rather of what a person wrote."""
    there = [locale for locale in order if locale in given]
    return next((locale for locale in there if not given[locale].is_machine), there[0])


def _converted(entry: Entry, convert: Callable[[str], str]) -> Entry:
    """The same in the other characters of Chinese; mentions, links and code stay to the letter."""
    title, text = (_convert(said, convert) for said in (entry.title, entry.text))
    return replace(entry, title=title, text=text, is_machine=True)


def _convert(text: str, convert: Callable[[str], str]) -> str:
    protected = protect(text)
    return restore(protected, convert(protected.text)) or text


def _hidden(text: str) -> tuple[str, Mapping[str, str]]:
    """A text with a mention of nobody for each placeholder, which no engine touches; and what each stands for."""
    names: dict[str, str] = {}
    free = (f"<@{number}>" for number in range(_FIRST_NOBODY, _FIRST_NOBODY * 2) if f"<@{number}>" not in text)

    def hide(found: re.Match[str]) -> str:
        mention = next(free)
        names[mention] = found[0]
        return mention

    return PLACEHOLDER.sub(hide, text), names


def _shown(text: str, names: Mapping[str, str]) -> str:
    for mention, placeholder in names.items():
        text = text.replace(mention, placeholder)
    return text


def _names(text: str) -> Counter[str]:
    return Counter(PLACEHOLDER.findall(text))
