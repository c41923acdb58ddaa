"""Microsoft Translator, version 3 of its interface.

https://learn.microsoft.com/en-us/azure/ai-services/translator/text-translation/reference/v3/translate describes it.
"""

from types import MappingProxyType
from typing import Any, Final, cast

# deep-translator is annotated, but not marked as typed.
# pyright: reportMissingTypeStubs=false
from deep_translator.microsoft import MicrosoftTranslator

from bot.engines.answers import BadAnswer, Fault, Page
from bot.engines.deep.base import DeepEngine, Translator
from bot.engines.engine import Traits
from bot.engines.retry import until_midnight

# Microsoft takes 50,000, and counts characters beyond the BMP twice.
_MOST_CHARACTERS: Final = 20_000
_FREE_QUOTA_USED_UP: Final = 403_001


class _Translator(MicrosoftTranslator):
    """The library's, which would fetch a list of all languages each time one is made."""

    def _get_supported_languages(self) -> dict[str, str]:
        return {"english": "en", "chinese simplified": "zh-Hans", "chinese traditional": "zh-Hant"}


class MicrosoftEngine(DeepEngine):
    """Translates through Microsoft Translator. The key travels in a header."""

    name = "microsoft"
    traits = Traits(answers_as="microsoft", lines=True, at_once=8)
    locales = MappingProxyType({"en": "en", "zh-CN": "zh-Hans", "zh-TW": "zh-Hant"})

    def __init__(self, url: str, timeout: float, key: str, region: str = "") -> None:
        """`url` is that of `/translate`; `region` is that of the resource, empty for a global one."""
        super().__init__(url, timeout, "microsoft")
        self._key = key
        self._region = region

    def translator(self, source: str, target: str) -> Translator:
        """A reader of Microsoft's answers; what is not its own parameter it adds to the query."""
        version: dict[str, Any] = {"api-version": "3.0"}
        translator = _Translator(source, target, self._key, self._region or None, **version)
        return self.aimed(cast("Translator", translator), source, target)

    def fits(self, text: str) -> bool:
        """Short enough for one request."""
        return len(text) <= _MOST_CHARACTERS

    def incoming(self, page: Page) -> Page:
        """A free quota that is used up is no wrong key, though the status is the same."""
        error = page.fields.get("error")
        if isinstance(error, dict) and error.get("code") == _FREE_QUOTA_USED_UP:  # pyright: ignore[reportUnknownMemberType] - JSON
            raise BadAnswer("free quota used up", Fault.BACK_OFF, until_midnight())
        return page
