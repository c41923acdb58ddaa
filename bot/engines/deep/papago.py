"""Papago on NAVER Cloud Platform, described at https://api.ncloud-docs.com/docs/en/ai-naver-papagonmt.

The library speaks to openapi.naver.com, the older place, where no new applications for Papago are taken. The cloud's
gateway takes the same form and gives the same answer; only its address and the names of the two headers are others.
"""

from dataclasses import replace
from types import MappingProxyType
from typing import Final, cast

# deep-translator is annotated, but not marked as typed.
# pyright: reportMissingTypeStubs=false
from deep_translator.papago import PapagoTranslator

from bot.engines.answers import BadAnswer, Fault, Page
from bot.engines.deep.base import DeepEngine, Translator
from bot.engines.engine import Traits
from bot.engines.manners import Call
from bot.engines.retry import until_midnight

_MOST_CHARACTERS: Final = 5_000
_QUOTA_EXCEEDED: Final = "400"


class PapagoEngine(DeepEngine):
    """Translates through Papago."""

    name = "papago"
    traits = Traits(answers_as="papago", lines=True, at_once=8)
    locales = MappingProxyType({"en": "en", "zh-CN": "zh-CN", "zh-TW": "zh-TW"})

    def __init__(self, url: str, timeout: float, client_id: str, secret_key: str) -> None:
        """`url` is that of `…/translation`; `client_id` and `secret_key` are the application's, from the console."""
        super().__init__(url, timeout, "papago")
        self._client_id = client_id
        self._secret_key = secret_key

    def translator(self, source: str, target: str) -> Translator:
        """A reader of Papago's answers."""
        translator = PapagoTranslator(self._client_id, self._secret_key, source=source, target=target)
        return self.aimed(cast("Translator", translator), source, target)

    def fits(self, text: str) -> bool:
        """Short enough for one request."""
        return len(text) <= _MOST_CHARACTERS

    def outgoing(self, call: Call) -> Call:
        """The headers that the cloud's gateway reads."""
        headers = {
            "x-ncp-apigw-api-key-id": self._client_id,
            "x-ncp-apigw-api-key": self._secret_key,
            "Content-Type": call.headers["Content-Type"],
        }
        return replace(call, headers=headers)

    def incoming(self, page: Page) -> Page:
        """429 means too fast, or that the quota set in the console is used up."""
        error = page.fields.get("error")
        code = error.get("errorCode") if isinstance(error, dict) else None  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType] - JSON
        if page.status_code == 429 and str(code) == _QUOTA_EXCEEDED:  # pyright: ignore[reportUnknownArgumentType] - JSON
            raise BadAnswer("quota used up, or text translation is not switched on", Fault.BACK_OFF, until_midnight())
        return page
