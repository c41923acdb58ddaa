"""A rule in the languages in which nobody has written it, as the translator sees it."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.errors import N_, UserError
from bot.i18n import LANGUAGES, LOCALES
from bot.rules import wording
from bot.rules.book import LONGEST_EXAMPLE, LONGEST_KEYWORD, RuleText
from bot.store.setups import Wording
from bot.texts.writing import UNFIT, Writer

_LINE: Final = "\n"
_TRANSLATED_LONG: Final = N_(
    "The translation into {language} is too long, so nothing was changed. Write it yourself, or shorten your text."
)


async def complete(writer: Writer, given: Mapping[str, RuleText], guild_id: int, by: int) -> Mapping[str, RuleText]:
    """A rule in all locales, those that were missing marked as machine-made. Raises UserError where that cannot be.

    Keywords and examples only help to find and to understand: where no usable translation of them comes back, they stay
    as they were written.
    """
    said = await writer.complete({each: Wording(text.name, text.text) for each, text in given.items()}, guild_id, by)
    missing = [locale for locale in LOCALES if locale not in given]
    if not missing:
        return given
    details = await _parts(writer, {each: text.detail for each, text in given.items()}, guild_id, by)
    keywords = await _parts(writer, {each: ", ".join(text.keywords) for each, text in given.items()}, guild_id, by)
    examples = await _parts(writer, {each: _LINE.join(text.examples) for each, text in given.items()}, guild_id, by)
    written = {
        locale: RuleText(
            said[locale].title,
            said[locale].text,
            details.get(locale, ""),
            _fitting(wording.words([keywords.get(locale, "")]), LONGEST_KEYWORD),
            _fitting(tuple(filter(None, examples.get(locale, "").split(_LINE))), LONGEST_EXAMPLE),
            is_machine=True,
        )
        for locale in missing
    }
    return {**given, **written}


async def whole(writer: Writer, texts: Mapping[str, RuleText], guild_id: int, by: int) -> Mapping[str, RuleText]:
    """A rule in all locales, as `complete` makes it, in which nothing is too long. Raises UserError."""
    given = {locale: text for locale, text in texts.items() if text != RuleText("", "")}
    wording.check(given)
    done = await complete(writer, given, guild_id, by)
    for locale in (each for each in LOCALES if each not in given):
        try:
            wording.check({locale: done[locale]})
        except UserError as error:
            raise UserError(_TRANSLATED_LONG, language=LANGUAGES[locale]) from error
    return done


async def _parts(writer: Writer, given: Mapping[str, str], guild_id: int, by: int) -> Mapping[str, str]:
    """A part of a rule in all locales; empty where no locale has it."""
    there = {locale: Wording("", text) for locale, text in given.items() if text}
    if not there:
        return {}
    try:
        done = await writer.complete(there, guild_id, by)
    except UserError as error:
        if error.message_id != UNFIT:
            raise
        return dict.fromkeys(LOCALES, next(iter(there.values())).text)
    return {locale: entry.text for locale, entry in done.items()}


def _fitting(texts: Sequence[str], longest: int) -> tuple[str, ...]:
    """Without what became too long, for its translation is nothing that a moderator could shorten."""
    return tuple(text for text in texts if len(text) <= longest)
