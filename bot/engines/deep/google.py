"""Google's free translation page, read with deep-translator."""

import re
from dataclasses import replace
from types import MappingProxyType
from typing import Final, cast
from urllib.parse import quote_plus

from bot.engines.answers import Page
from bot.engines.deep.base import DeepEngine, Translator
from bot.engines.engine import Traits

_BREAK: Final = re.compile(r"<br\s*/?>\n?", re.IGNORECASE)
_MOST_CHARACTERS: Final = 4_999
# The text rides in the URL, and Google refuses URLs over 16 KiB: 1,800 Chinese characters pass, 1,900 do not.
_MOST_BYTES: Final = 15_000


class GoogleEngine(DeepEngine):
    """Translates through the mobile page of Google Translate; no key, 429 when asked too often."""

    name = "google"
    traits = Traits(answers_as="google", lines=True, at_once=8)
    locales = MappingProxyType({"en": "en", "zh-CN": "zh-CN", "zh-TW": "zh-TW"})
    keyed = False

    def __init__(self, url: str, timeout: float) -> None:
        """`url` is that of the page, `timeout` the seconds that one text may take altogether."""
        super().__init__(url, timeout, "google")

    def translator(self, source: str, target: str) -> Translator:
        """A reader of the page."""
        translator = cast("Translator", self.library().GoogleTranslator(source=source, target=target))
        return self.aimed(translator, source, target)

    def fits(self, text: str) -> bool:
        """Short enough for the library and for Google's URLs."""
        return len(text) <= _MOST_CHARACTERS and len(quote_plus(text)) <= _MOST_BYTES

    def incoming(self, page: Page) -> Page:
        """Line breaks as the library's HTML parser keeps them: it drops `<br>`, which glues lines together."""
        return replace(page, text=_BREAK.sub("\n", page.text))
