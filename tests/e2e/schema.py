"""Holds REST traffic against Discord's own OpenAPI description, where that is at hand."""

import functools
import json
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jsonschema_rs import Draft202012Validator

_BESIDE = Path(__file__).resolve().parents[3] / "shared" / "data" / "api" / "discord_openapi.json"
_BOT_CONTENT = 2000
# Whoever asked was gone before there was an answer.
_NEVER_ANSWERED = 0
_REFUSED = 400
# discord.py adds this to every edit, and there it means nothing.
_DISCORD_PY = {"tts"}
# The description knows replies alone; Discord's guide has forwarded messages, too.
_FORWARD = 1
_FORWARDED = "message_reference/type: 1 is not valid"
# Discord answers there, and its client asks there; the description leaves it out.
_UNDESCRIBED = re.compile(r"/guilds/\d+/member-verification")


@functools.cache
def description() -> dict[str, Any] | None:
    """The description that DISCORD_OPENAPI names, or that lies beside the checkout; None if there is none."""
    path = Path(os.environ.get("DISCORD_OPENAPI") or _BESIDE)
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


def violations(traffic: Iterable[Any]) -> list[str]:
    """What is wrong with the exchanges, a line each; nothing where there is no description to hold them against."""
    if description() is None:
        return []
    return [line for exchange in traffic for line in _check(exchange)]


def _check(exchange: Any) -> list[str]:
    path = re.sub(r"^/api(/v\d+)?", "", exchange.path.partition("?")[0])
    if _UNDESCRIBED.fullmatch(path):
        return []
    template = next((known for pattern, known in _templates() if pattern.match(path)), None)
    if template is None:
        return [f"no such path: {path}"]
    operation = (description() or {})["paths"][template].get(exchange.method.lower())
    if operation is None:
        return [f"{exchange.method} is not defined on {template}"]
    where = f"{exchange.method} {template}"
    return [*_request(where, operation, exchange), *_response(where, operation, exchange)]


def _request(where: str, operation: dict[str, Any], exchange: Any) -> list[str]:
    body = exchange.body
    if body is None:
        return []
    if "requestBody" not in operation:
        return [f"{where}: takes no body"]
    content = operation["requestBody"]["content"]
    schema = content.get("application/json", next(iter(content.values())))["schema"]
    problems = _problems(where, schema, _as_described(body))
    if isinstance(body, dict):
        unknown = set(body) - _properties(schema) - (_DISCORD_PY if exchange.method == "PATCH" else set())
        problems += [f"{where}: unknown keys {sorted(unknown)}"] if unknown else []
        # The description allows 4,000 characters; a bot may send 2,000.
        for holder in (body, body.get("data") or {}):
            if isinstance(holder, dict) and len(holder.get("content") or "") > _BOT_CONTENT:
                problems.append(f"{where}: content has {len(holder['content'])} characters")
    return problems


def _as_described(body: Any) -> Any:
    """The body without what Discord takes and the description does not: numbers for ids, and forwards.

    Discord's own examples count uploads so; whom a post may ping, discord.py names by numbers.
    """
    if not isinstance(body, dict):
        return body
    words = dict(body)
    if isinstance(body.get("attachments"), list):
        words["attachments"] = [{**each, "id": str(each["id"])} for each in body["attachments"]]
    if isinstance(pinged := body.get("allowed_mentions"), dict) and "users" in pinged:
        words["allowed_mentions"] = {**pinged, "users": [str(each) for each in pinged["users"]]}
    if isinstance(source := body.get("message_reference"), dict) and source.get("type") == _FORWARD:
        words["message_reference"] = {name: value for name, value in source.items() if name != "type"}
    return words


def _response(where: str, operation: dict[str, Any], exchange: Any) -> list[str]:
    if exchange.status == _NEVER_ANSWERED:
        return []
    if exchange.fault and exchange.status >= 500:
        return []  # made up by the sandbox; the description says nothing of a Discord that is unwell
    status = str(exchange.status)
    answers = operation["responses"]
    answer = answers.get(status) or answers.get(f"{status[0]}XX")
    if answer is None:
        return [f"{where}: status {status} is not among {sorted(answers)}"]
    content = _resolve(answer).get("content", {}).get("application/json")
    if content is None:
        return [f"{where}: {status} has no body"] if exchange.response else []
    body = exchange.response
    if exchange.status == _REFUSED and isinstance(body, dict):
        # The description has numbers for what is wrong with a field; Discord's guide, and Discord, have words.
        body = {name: value for name, value in body.items() if name != "errors"}
    return [] if body is None else _problems(f"{where} -> {status}", content["schema"], body)


def _problems(where: str, schema: dict[str, Any], value: Any) -> list[str]:
    errors = _validator(json.dumps(schema)).iter_errors(value)
    found = [f"{where}: /{'/'.join(map(str, e.instance_path))}: {e.message[:200]}" for e in errors]
    return [line for line in found if _FORWARDED not in line]


@functools.cache
def _validator(schema: str) -> Draft202012Validator:
    return Draft202012Validator({**json.loads(schema), "components": (description() or {})["components"]})


@functools.cache
def _templates() -> list[tuple[re.Pattern[str], str]]:
    paths = sorted((description() or {})["paths"], key=lambda path: path.count("{"))
    return [(re.compile("^" + re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(path)) + "$"), path) for path in paths]


def _resolve(node: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node:
        target: Any = description()
        for step in node["$ref"][2:].split("/"):
            target = target[step]
        node = target
    return node


def _properties(schema: dict[str, Any], depth: int = 0) -> set[str]:
    resolved = _resolve(schema)
    found = set(resolved.get("properties", {}))
    if depth < 4:
        for kind in ("allOf", "oneOf", "anyOf"):
            for branch in resolved.get(kind, []):
                found |= _properties(branch, depth + 1)
    return found
