"""How a service is spoken to, where deep-translator does not know; apart from what loads an HTTP library."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from bot.engines.answers import Page


@dataclass(frozen=True, slots=True)
class Call:
    """One request before it is sent. Whatever it holds may be secret, so its repr shows nothing of it."""

    method: str
    url: str = field(repr=False)
    params: Mapping[str, Any] = field(default_factory=dict[str, Any], repr=False)
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    form: Mapping[str, Any] | None = field(default=None, repr=False)
    json: Any = field(default=None, repr=False)


class Manners(Protocol):
    """How a service wants to be spoken to, where deep-translator does not know."""

    def outgoing(self, call: Call) -> Call:
        """What is sent instead of `call`."""
        ...

    def incoming(self, page: Page) -> Page:
        """What the library is to read; raises BadAnswer for what is no translation. Statuses are judged after this."""
        ...
