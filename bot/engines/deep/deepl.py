"""DeepL, version 2 of its interface, described at https://developers.deepl.com/api-reference/translate.

Since 15 January 2026 it accepts a key only in the header `Authorization`, and a text only in the body of a POST
(https://developers.deepl.com/docs/resources/breaking-changes-change-notices). The library still sends both in the query
of a GET: `outgoing` turns one into the other.
"""

from dataclasses import replace
from types import MappingProxyType
from typing import Final, cast

# deep-translator is annotated, but not marked as typed.
# pyright: reportMissingTypeStubs=false
from deep_translator.deepl import DeeplTranslator

from bot.engines.answers import BadAnswer, Fault, Page
from bot.engines.deep.base import DeepEngine, Translator
from bot.engines.engine import Quota, Traits
from bot.engines.manners import Call
from bot.engines.retry import until_midnight

_FREE: Final = "https://api-free.deepl.com/v2"
_PRO: Final = "https://api.deepl.com/v2"
# DeepL takes 128 KiB; a character beyond the BMP needs twelve bytes of JSON.
_MOST_CHARACTERS: Final = 10_000
# Accounts without a limit are told this one.
_UNLIMITED: Final = 1_000_000_000_000


class DeepLEngine(DeepEngine):
    """Translates through DeepL's interface, free or paid."""

    name = "deepl"
    traits = Traits(answers_as="deepl", lines=True, at_once=8)
    locales = MappingProxyType({"en": "EN-US", "zh-CN": "ZH-HANS", "zh-TW": "ZH-HANT"})

    def __init__(self, url: str, timeout: float, key: str) -> None:
        """`url` ends with the version, `…/v2`; empty means the host that the key belongs to (a free one ends `:fx`)."""
        chosen = url or (_FREE if key.endswith(":fx") else _PRO)
        super().__init__(chosen.rstrip("/") + "/", timeout, "deepl")
        self._key = key

    def translator(self, source: str, target: str) -> Translator:
        """A reader of DeepL's answers. As a source, Chinese has one name and English one: the part before the `-`."""
        translator = cast("Translator", DeeplTranslator(source="en", target="zh", api_key=self._key))
        return self.aimed(translator, source.partition("-")[0], target)

    def fits(self, text: str) -> bool:
        """Short enough for one request."""
        return len(text) <= _MOST_CHARACTERS

    def outgoing(self, call: Call) -> Call:
        """As DeepL wants it: see above."""
        headers = {**call.headers, "Authorization": f"DeepL-Auth-Key {self._key}"}
        if "text" not in call.params:
            return replace(call, headers=headers)
        body = {
            "text": [call.params["text"]],
            "source_lang": call.params["source_lang"],
            "target_lang": call.params["target_lang"],
        }
        return replace(call, method="POST", params={}, headers=headers, json=body)

    def incoming(self, page: Page) -> Page:
        """What is used up comes back with the next period; ask again tomorrow."""
        if page.status_code == 456:
            raise BadAnswer("quota used up", Fault.BACK_OFF, until_midnight())
        return page

    async def quota(self) -> Quota | None:
        """What the account may translate in this period, in characters; None without a limit. Raises as `translate`."""
        page = await self.inquire(lambda: self._requests.get(f"{self._url}usage"))
        used, limit = page.fields.get("character_count"), page.fields.get("character_limit")
        if not isinstance(used, int) or not isinstance(limit, int) or limit >= _UNLIMITED:
            return None
        return Quota(used, limit)
