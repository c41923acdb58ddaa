"""A record of every REST exchange."""

from collections import deque
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.wire import Json


@dataclass(slots=True)
class Exchange:
    """A request and its answer. `route` is the template that served it, `fault` says the answer was made up."""

    method: str
    path: str
    query: str = ""
    route: str = ""
    body: Any = None
    files: tuple[str, ...] = ()
    headers: dict[str, str] = field(default_factory=dict[str, str])
    status: int = 0
    response: Any = None
    response_headers: dict[str, str] = field(default_factory=dict[str, str])
    fault: bool = False
    seconds: float = 0.0

    def as_record(self) -> Json:
        """The exchange as one JSON object: method, path, body, status, response."""
        record: Json = {"method": self.method, "path": self.path, "status": self.status}
        if self.body is not None:
            record["body"] = self.body
        if self.response is not None:
            record["response"] = self.response
        return record


class Traffic:
    """The last exchanges, and how many requests are being served."""

    def __init__(self, keep: int) -> None:
        self.exchanges: deque[Exchange] = deque(maxlen=keep)
        self.running = 0
        self.total = 0
