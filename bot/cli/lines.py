"""Texts in, JSON objects out, a line each, as they come."""

import json
import os
from collections.abc import AsyncIterator, Mapping, Sequence
from functools import partial
from typing import Any, BinaryIO, Final, cast

_PORTION: Final = 65_536


class BadLine(Exception):
    """A line that holds no text; its argument says why, for programs and programmers."""


def text_of(line: bytes, *, jsonl: bool, members: Sequence[str] = ("text",)) -> str:
    """The text of a line without its end: the line itself, or the `text` of the JSON object in it. Raises BadLine.

    members: what the text may be called in the object; the first that is there counts.
    """
    try:
        text = line.removesuffix(b"\r").decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise BadLine("not valid UTF-8") from None
    return _member(text, members) if jsonl else text


def write(out: BinaryIO, answer: Mapping[str, Any]) -> None:
    """Write one object and send it off at once. Lone surrogates become the escapes that JSON has for them."""
    line = json.dumps(answer, ensure_ascii=False) + "\n"
    out.write(line.encode("utf-8", "backslashreplace"))
    out.flush()


async def lines_of(descriptor: int) -> AsyncIterator[bytes]:
    """The lines of a file descriptor, without their ends, while other tasks go on.

    Each read has a daemon thread of its own: the process may end while one waits for somebody to type.
    """
    from bot.engines.threads import Threads  # noqa: PLC0415 - asyncio; see bot.cli

    threads = Threads("lines", 1)
    rest = b""
    while portion := await threads.run(partial(os.read, descriptor, _PORTION)):
        *lines, rest = (rest + portion).split(b"\n")
        for line in lines:
            yield line
    if rest:
        yield rest


def _member(line: str, members: Sequence[str]) -> str:
    try:
        value: object = json.loads(line)
    except (ValueError, RecursionError):
        raise BadLine("not valid JSON") from None
    if not isinstance(value, dict):
        raise BadLine("not a JSON object")
    given = cast("dict[str, object]", value)
    text = next((given[name] for name in members if name in given), None)
    if not isinstance(text, str):
        raise BadLine(f'no "{members[0]}" that is a string')
    return text
