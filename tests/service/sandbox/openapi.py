"""Holds traffic against Discord's own OpenAPI description, with the checker that lies beside it."""

import importlib.util
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from bot.sandbox.http.traffic import Exchange

CHECKER = Path(__file__).resolve().parents[4] / "shared" / "tools" / "validate_http.py"

# discord.py sends this with every edit, where Discord ignores it.
IDS = {
    "id",
    "message_id",
    "channel_id",
    "guild_id",
    "recipient_id",
    "parent_id",
    "users",
    "roles",
    "applied_tags",
    "sticker_ids",
}
IGNORED = "unknown keys ['tts']"


@cache
def load() -> ModuleType | None:
    """The checker, or None where it is not at hand."""
    if not CHECKER.is_file():
        return None
    spec = importlib.util.spec_from_file_location("validate_http", CHECKER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _ids_as_text(value: Any, *, is_id: bool = False) -> Any:
    """A body with text for ids: discord.py sends numbers in some places, which Discord takes as well."""
    if isinstance(value, dict):
        return {key: _ids_as_text(child, is_id=key in IDS) for key, child in value.items()}
    if isinstance(value, list):
        return [_ids_as_text(child, is_id=is_id) for child in value]
    return str(value) if is_id and isinstance(value, int) else value


def _numbers(body: Any) -> Any:
    """A body whose permissions are a number: discord.py sends text, which Discord takes as well."""
    if isinstance(body, dict) and isinstance(body.get("permissions"), str):
        return {**body, "permissions": int(body["permissions"])}
    return body


def _references(value: Any) -> Any:
    """The description knows replies only; a reference that forwards has the same fields and another type."""
    if isinstance(value, list):
        return [_references(child) for child in value]
    if not isinstance(value, dict):
        return value
    found = {key: _references(child) for key, child in value.items()}
    reference = found.get("message_reference")
    return {**found, "message_reference": {**reference, "type": 0}} if reference else found


def problems(traffic: Iterable[Exchange]) -> list[str]:
    """What is wrong with the exchanges. Of refused requests only the answer is looked at, of made up ones nothing."""
    checker = load()
    if checker is None:
        return []
    found: list[str] = []
    for exchange in traffic:
        if exchange.fault or not exchange.route:
            continue
        record = exchange.as_record()
        if "body" in record:
            record["body"] = _references(_numbers(_ids_as_text(record["body"])))
        if "response" in record:
            record["response"] = _references(record["response"])
        if exchange.status >= 400:
            record.pop("body", None)
            # The description wants numbers for the codes of single fields; Discord's documents and Discord say words.
            record["response"] = {key: value for key, value in exchange.response.items() if key != "errors"}
        found += [
            f"{problem} ({exchange.response!r:.300})" for problem in checker.check(record) if IGNORED not in problem
        ]
    return found
