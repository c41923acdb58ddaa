"""Requests to Discord, counted by method and by what they are about; never by whom."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Final

import aiohttp
import yarl

# method, route, status
Count = Callable[[str, str, str], None]
_UNANSWERED: Final = "none"
_VARIABLE: Final = ":id"
# Only these are kept of a path: ids, tokens, emoji and what else may stand in one is hidden, and routes stay few.
# fmt: off
_WORDS: Final = frozenset({
    "@me", "@original", "active", "applications", "archived", "attachments", "auto-moderation", "bans", "bot",
    "bulk-delete", "callback", "channels", "commands", "crosspost", "emojis", "followers", "gateway", "guilds",
    "interactions", "invites", "members", "messages", "oauth2", "onboarding", "permissions", "pins", "polls",
    "private", "public", "reactions", "recipients", "roles", "search", "slack", "stickers", "thread-members",
    "threads", "typing", "users", "voice-states", "webhooks", "welcome-screen",
})
# fmt: on


def count_requests(config: aiohttp.TraceConfig, count: Count) -> aiohttp.TraceConfig:
    """Let a session count what it asks. A request that waits for its turn is counted when it is answered."""

    async def end(_: aiohttp.ClientSession, __: SimpleNamespace, params: aiohttp.TraceRequestEndParams) -> None:
        count(params.method, route_of(params.url), str(params.response.status))

    async def fail(_: aiohttp.ClientSession, __: SimpleNamespace, params: aiohttp.TraceRequestExceptionParams) -> None:
        count(params.method, route_of(params.url), _UNANSWERED)

    config.on_request_end.append(end)
    config.on_request_exception.append(fail)
    return config


def route_of(url: yarl.URL) -> str:
    """The class of a route: `channels/:id/messages`."""
    parts = url.path.strip("/").split("/")
    if parts[:1] == ["api"]:
        parts = parts[2:] if len(parts) > 1 and parts[1].startswith("v") else parts[1:]
    return "/".join(part if part in _WORDS else _VARIABLE for part in parts[:7]) or "/"
