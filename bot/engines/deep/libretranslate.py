"""LibreTranslate: free software, on a server of one's own or on libretranslate.com with a key.

Its interface: https://docs.libretranslate.com (POST /translate).
"""

from dataclasses import replace
from types import MappingProxyType
from typing import Final, cast
from urllib.parse import urlsplit

# deep-translator is annotated, but not marked as typed.
# pyright: reportMissingTypeStubs=false
from deep_translator.libre import LibreTranslator

from bot.checks import is_loopback
from bot.engines.answers import BadAnswer, Fault, Page
from bot.engines.deep.base import DeepEngine, Translator
from bot.engines.engine import Traits
from bot.engines.manners import Call

# What libretranslate.com takes at once; a server of one's own has no limit unless it sets one.
_MOST_CHARACTERS: Final = 2_000
# The library insists on a key. A server without keys must not be sent one: it may refuse it.
_NO_KEY: Final = "none"


class LibreTranslateEngine(DeepEngine):
    """Translates through a LibreTranslate server. `zh` is Simplified there in old and new versions."""

    name = "libretranslate"
    locales = MappingProxyType({"en": "en", "zh-CN": "zh"})

    def __init__(self, url: str, timeout: float, key: str = "") -> None:
        """`url` is that of the server, with or without `/` at the end; `key` is empty where it wants none."""
        # Without the `/` the library would ask for `/libretranslate`.
        super().__init__(url.rstrip("/") + "/", timeout, "libre")
        self._key = key
        remote = not is_loopback(urlsplit(url).hostname)
        self.traits = Traits(answers_as="libretranslate", traditional=False, lines=True, remote=remote, at_once=8)

    def translator(self, source: str, target: str) -> Translator:
        """A reader of the server's answers."""
        translator = LibreTranslator(source=source, target=target, api_key=self._key or _NO_KEY, custom_url=self._url)
        return self.aimed(cast("Translator", translator), source, target)

    def fits(self, text: str) -> bool:
        """Short enough for the public server."""
        return len(text) <= _MOST_CHARACTERS

    def outgoing(self, call: Call) -> Call:
        """Text and key in the body; the library puts both into the query, where servers log them."""
        body = {name: value for name, value in call.params.items() if name != "api_key"}
        return replace(call, params={}, json={**body, "api_key": self._key} if self._key else body)

    def incoming(self, page: Page) -> Page:
        """A server says 400 both to a text and to a missing key or model."""
        error = str(page.fields.get("error", ""))
        if page.status_code == 400 and "API key" in error:
            raise BadAnswer("wants a key", Fault.SETTING)
        if page.status_code == 400 and "is not supported" in error:
            raise BadAnswer("has no model for Chinese and English", Fault.SETTING)
        return page
