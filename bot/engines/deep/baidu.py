"""Baidu's general text translation.

https://fanyi-api.baidu.com/doc/21 describes it. Requests are signed with MD5, which the library does as Baidu asks.
Refusals come with status 200 and a code.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final, cast

# deep-translator is annotated, but not marked as typed.
# pyright: reportMissingTypeStubs=false
from deep_translator.baidu import BaiduTranslator

from bot.engines.answers import BadAnswer, Fault, Page
from bot.engines.deep.base import DeepEngine, Translator
from bot.engines.engine import Traits
from bot.engines.manners import Call
from bot.engines.retry import until_midnight

# What an account without proof of identity may send at once, and how often: once a second.
_MOST_CHARACTERS: Final = 1_000
_AT_ONCE: Final = 1

_SETTINGS: Final[Mapping[str, str]] = {
    "52003": "unknown app id, or the service is not opened",
    "54001": "wrong signature: look at the app key",
    "58000": "this machine's address is not allowed",
    "58002": "the service is closed for this account",
    "90107": "the account's identity is not confirmed",
}
_TOO_OFTEN: Final[Mapping[str, float]] = {"54003": 1.0, "54005": 3.0}


class BaiduEngine(DeepEngine):
    """Translates through Baidu."""

    name = "baidu"
    traits = Traits(answers_as="baidu", lines=True, at_once=_AT_ONCE)
    locales = MappingProxyType({"en": "en", "zh-CN": "zh", "zh-TW": "cht"})

    def __init__(self, url: str, timeout: float, app_id: str, app_key: str) -> None:
        """`url` is that of `…/translate`; `app_id` and `app_key` come from Baidu's console."""
        super().__init__(url, timeout, "baidu", at_once=_AT_ONCE)
        self._app_id = app_id
        self._app_key = app_key

    def translator(self, source: str, target: str) -> Translator:
        """A reader of Baidu's answers."""
        translator = BaiduTranslator(source=source, target=target, appid=self._app_id, appkey=self._app_key)
        return self.aimed(cast("Translator", translator), source, target)

    def fits(self, text: str) -> bool:
        """Short enough for every kind of account."""
        return len(text) <= _MOST_CHARACTERS

    def outgoing(self, call: Call) -> Call:
        """The text in the body; the library puts it into the query, where servers log it and it may grow too long."""
        return replace(call, params={}, form=call.params)

    def incoming(self, page: Page) -> Page:
        """Judge Baidu's own codes, of which the library keeps only the words."""
        code = str(page.fields.get("error_code", "52000"))
        if code == "52000":
            return page
        if code in _SETTINGS:
            raise BadAnswer(_SETTINGS[code], Fault.SETTING)
        if code in _TOO_OFTEN:
            raise BadAnswer("asked too often", Fault.BACK_OFF, _TOO_OFTEN[code])
        if code == "54004":
            raise BadAnswer("the account's balance is used up", Fault.BACK_OFF, until_midnight())
        if code in ("54000", "20003"):
            raise BadAnswer("does not take this text", Fault.TEXT)
        raise BadAnswer(f"error {code[:6]}" if code.isascii() and code.isdigit() else "error")
