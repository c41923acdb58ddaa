"""What all engines through deep-translator have in common."""

import asyncio
import re
import socket
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, ClassVar, Final, Protocol, TypeVar

from bot.engines.answers import BadAnswer, Fault, Page
from bot.engines.engine import Answer, Request, Traits
from bot.engines.layout import keep_lines, portions
from bot.engines.manners import Call
from bot.engines.threads import Threads, fetch
from bot.errors import EngineBackOff, EngineError, EngineMisconfigured, EngineRefusedText, EngineUnavailable
from bot.markup import chunks

if TYPE_CHECKING:
    from bot.engines.guard import GuardedRequests

T = TypeVar("T")

_HALVINGS: Final = 3
_REACH_TIMEOUT: Final = 1.0
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")


class Translator(Protocol):
    """What is used of the library's translators."""

    _base_url: str
    source: str
    target: str

    def translate(self, text: str) -> str | None:
        """Ask, and read the answer."""
        ...


class DeepEngine(ABC):
    """One service.

    Every call has a translator of its own: the library keeps the text in the instance, and a shared one answers with
    other people's texts.

    A subclass tells the service's name for each locale (`locales`) and whether it checks a key (`keyed`), makes
    translators, says which texts fit into one request, and mends what the library gets wrong (`outgoing`, `incoming`).
    """

    name: str
    traits: Traits
    locales: ClassVar[Mapping[str, str]]
    keyed = True

    def __init__(self, url: str, timeout: float, module: str, *, at_once: int = 8) -> None:
        """`module` is the library's; `timeout` the seconds that one text may take; `at_once` how many are under way."""
        self._url = url
        self._timeout = timeout
        self._module = module
        self._threads = Threads(self.name, at_once)
        self._scouts = Threads(f"{self.name} reach", 8)

    def library(self) -> ModuleType:
        """The library's module, guarded; loaded when it is first wanted."""
        from bot.engines.guard import guard  # noqa: PLC0415 - with the library a third of a second; see prepare

        module = import_module(f"deep_translator.{self._module}")
        guard(module)
        return module

    @property
    def _requests(self) -> "GuardedRequests":
        from bot.engines.guard import guard  # noqa: PLC0415 - as above

        return guard(self.library())

    @abstractmethod
    def translator(self, source: str, target: str) -> Translator:
        """A fresh translator between two of the service's codes."""

    @abstractmethod
    def fits(self, text: str) -> bool:
        """Whether a text can be sent in one request."""

    def outgoing(self, call: Call) -> Call:
        """See bot.engines.manners.Manners."""
        return call

    def incoming(self, page: Page) -> Page:
        """See bot.engines.manners.Manners."""
        return page

    def clean(self, text: str, answer: str) -> str:
        """The answer to `text` without what the service should not have put into it."""
        del text
        return answer

    async def prepare(self) -> None:
        """Load the library, beside the event loop."""
        await self._scouts.run(self.library)

    async def reach(self) -> None:
        """Connect to the service's host, or to the proxy before it. Raises EngineUnavailable."""
        await self._scouts.run(self._knock)

    async def translate(self, request: Request) -> Answer:
        """Translate a text of any length; its line breaks and outer spaces stay. Raises EngineError's kinds."""
        source, target = self.locales.get(request.source), self.locales.get(request.target)
        if source is None or target is None or source == target:
            raise EngineRefusedText(self.name, "no such pair of languages")
        loop = asyncio.get_running_loop()

        def may_send(characters: int) -> bool:
            return fetch(lambda: request.pay(characters), loop, self._requests.remaining(), otherwise=False)

        work = partial(self._translate, request.text, partial(self._ask, source=source, target=target), may_send)
        return Answer(await self._in_time(work), self.name)

    async def close(self) -> None:  # noqa: B027 - none of them has anything to close
        """Nothing to give back: each request closes its connection, and the threads end with theirs."""

    def aimed(self, translator: Translator, source: str, target: str) -> Translator:
        """Point a translator at our URL, with the service's own codes where the library's table lacks them."""
        # The library takes no `base_url`, and its table of URLs is shared by the whole process.
        translator._base_url = self._url  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
        translator.source, translator.target = source, target
        return translator

    async def inquire(self, call: Callable[[], T]) -> T:
        """Make a call beside translating, with the same deadline and the same errors."""

        def within() -> T:
            with self._requests.within(self._timeout, self):
                return self._shielded(call)

        return await self._in_time(within)

    async def _in_time(self, call: Callable[[], T]) -> T:
        """In a thread, within the timeout. Raises EngineError's kinds."""
        try:
            async with asyncio.timeout(self._timeout):
                return await self._threads.run(call)
        except TimeoutError:
            pass
        raise EngineUnavailable(self.name, "timeout")

    def _knock(self) -> None:
        from bot.engines.guard import address_of  # noqa: PLC0415 - as above

        try:
            socket.create_connection(address_of(self._url), timeout=_REACH_TIMEOUT).close()
        except (OSError, ValueError) as error:
            reason = type(error).__name__
        else:
            return
        raise EngineUnavailable(self.name, f"out of reach ({reason})")

    def _translate(self, text: str, ask: Callable[[str], str], may_send: Callable[[int], bool]) -> str:
        """In a thread: one request a portion, a few more where the answer lost its lines and `may_send` says so."""

        def may_go_on(characters: int) -> bool:
            return self._requests.remaining() > self._timeout / 2 and may_send(characters)

        with self._requests.within(self._timeout, self):
            parts = portions(_LONE_SURROGATE.sub("\ufffd", text), self.fits, chunks)
            return "".join(keep_lines(part, ask, halvings=_HALVINGS, may_go_on=may_go_on) for part in parts)

    def _ask(self, text: str, source: str, target: str) -> str:
        """One request."""
        answer = self._shielded(lambda: self.translator(source, target).translate(text))
        if isinstance(answer, str) and answer.strip():
            return self.clean(text, answer)
        raise EngineUnavailable(self.name, "empty answer")

    def _shielded(self, call: Callable[[], T]) -> T:
        """The errors of the libraries carry the text, the URL and the key: none goes any further."""
        failure: EngineError
        try:
            return call()
        except BadAnswer as bad:
            failure = self._judge(bad)
        except Exception as error:  # noqa: BLE001 - whatever it is, it may not leave with the text in it
            failure = self._named(error)
        raise failure  # after the block, so that not even __context__ leads back to the text

    def _named(self, error: Exception) -> EngineError:
        """What the library's own errors mean; of others, only what they are called."""
        name = type(error).__name__
        if name == "LanguageNotSupportedException":
            return EngineMisconfigured(self.name, "language not supported")
        if name in {"NotValidLength", "NotValidPayload"}:
            return EngineRefusedText(self.name, "text not accepted")
        return EngineUnavailable(self.name, name)

    def _judge(self, bad: BadAnswer) -> EngineError:
        if bad.fault is Fault.BACK_OFF:
            return EngineBackOff(self.name, bad.reason, retry_after=bad.retry_after)
        if bad.fault is Fault.TEXT:
            return EngineRefusedText(self.name, bad.reason)
        if bad.fault is Fault.SETTING and self.keyed:
            return EngineMisconfigured(self.name, bad.reason)
        return EngineUnavailable(self.name, bad.reason)
