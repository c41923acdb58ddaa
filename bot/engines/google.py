"""Google's free translation page, read with deep-translator."""

import asyncio
import re
import socket
from typing import Final, Protocol, cast
from urllib.parse import quote_plus

# deep-translator is annotated, but not marked as typed.
# pyright: reportMissingTypeStubs=false
import deep_translator.google
from deep_translator.exceptions import LanguageNotSupportedException, NotValidLength, NotValidPayload
from deep_translator.google import GoogleTranslator

from bot.engines.engine import Answer, Request, Traits
from bot.engines.guard import BadAnswer, address_of, guard
from bot.engines.layout import keep_lines, portions
from bot.engines.threads import Threads
from bot.errors import EngineBackOff, EngineError, EngineMisconfigured, EngineRefusedText, EngineUnavailable
from bot.markup import chunks

_LOCALES: Final = {"en": "en", "zh-CN": "zh-CN", "zh-TW": "zh-TW"}
_MOST_CHARACTERS: Final = 4_999
# The text rides in the URL, and Google refuses URLs over 16 KiB: 1,800 Chinese characters pass, 1,900 do not.
_MOST_BYTES: Final = 15_000
_AT_ONCE: Final = 8
_HALVINGS: Final = 3
_REACH_TIMEOUT: Final = 1.0
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")
# The request is at fault, not the engine: malformed, too large, URL too long.
_REFUSALS: Final = frozenset({400, 413, 414})


class _Translator(Protocol):
    """What is used of a GoogleTranslator."""

    _base_url: str

    def translate(self, text: str) -> str | None:
        """Fetch and read the page. None where the answer equals a text without letters and digits."""
        ...


class GoogleEngine:
    """Translates through the mobile page of Google Translate; no key, 429 when asked too often.

    Every call has a translator of its own: deep-translator keeps the text in the instance, and a shared one answers
    with other people's texts.
    """

    name = "google"
    traits = Traits(answers_as="google", lines=True)

    def __init__(self, url: str, timeout: float) -> None:
        """`url` is that of the page, `timeout` the seconds that one text may take altogether."""
        self._url = url
        self._timeout = timeout
        self._requests = guard(deep_translator.google)
        self._threads = Threads("google", _AT_ONCE)
        self._scouts = Threads("google reach", _AT_ONCE)

    async def reach(self) -> None:
        """Connect to the page's host, or to the proxy before it. Raises EngineUnavailable."""
        await self._scouts.run(self._knock)

    async def translate(self, request: Request) -> Answer:
        """Translate a text of any length; its line breaks and outer spaces stay. Raises EngineError's kinds."""
        source, target = _LOCALES.get(request.source), _LOCALES.get(request.target)
        if source is None or target is None or source == target:
            raise EngineRefusedText(self.name, "no such pair of languages")
        try:
            async with asyncio.timeout(self._timeout):
                text = await self._threads.run(lambda: self._translate(request.text, source, target))
        except TimeoutError:
            pass
        else:
            return Answer(text, self.name)
        raise EngineUnavailable(self.name, "timeout")

    async def close(self) -> None:
        """Nothing to give back: each request closes its connection, and the threads end with theirs."""

    def _knock(self) -> None:
        try:
            socket.create_connection(address_of(self._url), timeout=_REACH_TIMEOUT).close()
        except (OSError, ValueError) as error:
            reason = type(error).__name__
        else:
            return
        raise EngineUnavailable(self.name, f"out of reach ({reason})")

    def _translate(self, text: str, source: str, target: str) -> str:
        """In a thread: one request a portion, a few more where the answer lost its lines."""

        def ask(part: str) -> str:
            return self._ask(part, source, target)

        def in_time() -> bool:
            return self._requests.remaining() > self._timeout / 2

        with self._requests.within(self._timeout):
            parts = portions(_LONE_SURROGATE.sub("\ufffd", text), _fits, chunks)
            return "".join(keep_lines(part, ask, halvings=_HALVINGS, may_go_on=in_time) for part in parts)

    def _ask(self, text: str, source: str, target: str) -> str:
        """One request. The errors of the libraries carry the text and the URL with the text: none goes any further."""
        failure: EngineError
        try:
            answer = self._translator(source, target).translate(text)
        except BadAnswer as bad:
            failure = self._judge(bad)
        except LanguageNotSupportedException:
            failure = EngineMisconfigured(self.name, "language not supported")
        except (NotValidLength, NotValidPayload):
            failure = EngineRefusedText(self.name, "text not accepted")
        except Exception as error:  # noqa: BLE001 - whatever it is, it may not leave with the text in it
            failure = EngineUnavailable(self.name, type(error).__name__)
        else:
            if answer:
                return answer
            failure = EngineUnavailable(self.name, "empty answer")
        raise failure  # after the block, so that not even __context__ leads back to the text

    def _translator(self, source: str, target: str) -> _Translator:
        translator = cast("_Translator", GoogleTranslator(source=source, target=target))
        # It takes no `base_url`, and its table of URLs is shared by the whole process.
        translator._base_url = self._url  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
        return translator

    def _judge(self, bad: BadAnswer) -> EngineError:
        if bad.retry_after:
            return EngineBackOff(self.name, bad.reason, retry_after=bad.retry_after)
        if bad.status in _REFUSALS:
            return EngineRefusedText(self.name, bad.reason)
        return EngineUnavailable(self.name, bad.reason)


def _fits(text: str) -> bool:
    return len(text) <= _MOST_CHARACTERS and len(quote_plus(text)) <= _MOST_BYTES
