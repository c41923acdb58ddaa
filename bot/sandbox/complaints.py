"""What a client did that Discord would not have understood."""

import logging
from collections import deque
from dataclasses import dataclass

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Complaint:
    """`kind` is route, body or gateway; `where` the request or op; `what` says the rest."""

    kind: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.where}: {self.what}"


class Complaints:
    """The last complaints, each also logged."""

    def __init__(self, keep: int = 1000) -> None:
        self.all: deque[Complaint] = deque(maxlen=keep)

    def add(self, kind: str, where: str, what: str) -> None:
        """Note a complaint and say it loudly."""
        complaint = Complaint(kind, where, what)
        self.all.append(complaint)
        log.error("The loopback Discord does not understand this client: %s", complaint)
