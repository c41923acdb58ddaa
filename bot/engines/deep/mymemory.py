"""MyMemory, a translation memory with machine translation behind it; free, without a key, a little a day.

Its rules: https://mymemory.translated.net/doc/spec.php (at most 500 bytes a request). It says no with status 200 and
the reason where the translation should be.
"""

import html
import re
from types import MappingProxyType
from typing import Final, cast

# deep-translator is annotated, but not marked as typed.
# pyright: reportMissingTypeStubs=false
from deep_translator.mymemory import MyMemoryTranslator

from bot.engines.answers import BadAnswer, Fault, Page
from bot.engines.deep.base import DeepEngine, Translator
from bot.engines.engine import Traits
from bot.engines.retry import until_midnight

# The library, too, takes no more than 499 characters.
_MOST_BYTES: Final = 499
_WAIT: Final = re.compile(r"NEXT AVAILABLE IN\s+(\d+) HOURS (\d+) MINUTES (\d+) SECONDS")
_ENTITY: Final = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|\w+);")


class MyMemoryEngine(DeepEngine):
    """Translates through MyMemory's public interface."""

    name = "mymemory"
    traits = Traits(answers_as="mymemory", at_once=8)
    locales = MappingProxyType({"en": "en-US", "zh-CN": "zh-CN", "zh-TW": "zh-TW"})
    keyed = False

    def __init__(self, url: str, timeout: float) -> None:
        """`url` is that of `/get`; the library's own goes unencrypted. `timeout`: seconds that one text may take."""
        super().__init__(url, timeout, "mymemory")

    def translator(self, source: str, target: str) -> Translator:
        """A reader of the service's answers."""
        translator = cast("Translator", MyMemoryTranslator(source=source, target=target))
        return self.aimed(translator, source, target)

    def fits(self, text: str) -> bool:
        """Short enough for the service."""
        return len(text.encode()) <= _MOST_BYTES

    def incoming(self, page: Page) -> Page:
        """Find the refusals that look like translations."""
        words = _said(page).upper()
        if page.fields.get("quotaFinished") is True or words.startswith("MYMEMORY WARNING"):
            raise BadAnswer("the day's quota is used up", Fault.BACK_OFF, _wait(words))
        status = str(page.fields.get("responseStatus", "200"))
        if page.status_code != 200 or (status == "200" and words):
            return page
        if status == "429":
            raise BadAnswer("too many requests", Fault.BACK_OFF, page.rest)
        if "QUERY LENGTH" in words:
            raise BadAnswer("text too long", Fault.TEXT)
        # The library would take the next best thing from the memory: somebody else's sentence.
        raise BadAnswer("refused" if words else "empty answer")

    def clean(self, text: str, answer: str) -> str:
        """Its memory holds HTML entities that people once put there."""
        return answer if _ENTITY.search(text) else html.unescape(answer)


def _said(page: Page) -> str:
    """What stands where the translation should be."""
    data = page.fields.get("responseData")
    said = cast("dict[str, object]", data).get("translatedText") if isinstance(data, dict) else None
    return said.strip() if isinstance(said, str) else ""


def _wait(words: str) -> float:
    """The seconds until the quota begins anew: as announced, or until midnight."""
    announced = _WAIT.search(words)
    if announced is None:
        return until_midnight()
    hours, minutes, seconds = map(int, announced.groups())
    return min(max(hours * 3_600.0 + minutes * 60 + seconds, 1.0), 86_400.0)
