"""The table of routes."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.sandbox.http.call import Call, Reply

Handler = Callable[[Call], Awaitable[Reply]]

MAJOR = ("channel_id", "guild_id", "webhook_id")


@dataclass(frozen=True, slots=True)
class Route:
    """A route: `path` has `{name}` for ids and `{name:text}` for the rest."""

    method: str
    path: str
    handler: Handler
    public: bool = False  # needs no bot token: it carries one of its own, or tells no secrets

    @property
    def template(self) -> str:
        """The path with `*` for every parameter."""
        return "/".join("*" if part.startswith("{") else part for part in self.path.split("/"))


class Table:
    """Routes by method and number of segments; literal segments win over parameters."""

    def __init__(self) -> None:
        self._routes: dict[tuple[str, int], list[tuple[Route, tuple[str, ...]]]] = {}

    def add(self, method: str, path: str, handler: Handler, *, public: bool = False) -> None:
        """Serve a method and path with a handler."""
        parts = tuple(path.strip("/").split("/"))
        routes = self._routes.setdefault((method, len(parts)), [])
        routes.append((Route(method, path, handler, public), parts))
        routes.sort(key=lambda entry: [part.startswith("{") for part in entry[1]])

    def find(self, method: str, segments: list[str]) -> tuple[Route, dict[str, str]] | None:
        """The route of a request and its parameters."""
        for route, parts in self._routes.get((method, len(segments)), ()):
            params = _match(parts, segments)
            if params is not None:
                return route, params
        return None


def _match(parts: tuple[str, ...], segments: list[str]) -> dict[str, str] | None:
    params: dict[str, str] = {}
    for part, segment in zip(parts, segments, strict=True):
        if not part.startswith("{"):
            if part != segment:
                return None
            continue
        name, text, _ = part[1:-1].partition(":text")
        if not text and not segment.isdecimal():
            return None
        params[name] = segment
    return params
