"""Messages over a pipe: four bytes of length, then one JSON object. Both sides of the pipe read this module.

The first message to a worker says what to load: `{"files": {kind: path, …}, "sha256": {kind: hash, …}, "target": "en",
"seconds": 60}`. It answers `{"ready": true}`, or `{"failed": reason}` with one of the words below. After that each
`{"id": n, "texts": […], "seconds": 8}` is answered by `{"id": n, "texts": […]}` with as many texts, in the same order.
A worker that needs more than so many seconds for one of them ends.
"""

import json
import struct
from collections.abc import Mapping
from typing import Any, BinaryIO, Final, cast

# Sixteen of Discord's longest messages take a tenth of it.
MOST_BYTES: Final = 4 * 1024 * 1024
HEAD: Final = struct.Struct(">I")

NO_LIBRARY: Final = "no library"
NO_FILES: Final = "no files"
DAMAGED: Final = "damaged"
REFUSED: Final = "refused"
REASONS: Final = frozenset({NO_LIBRARY, NO_FILES, DAMAGED, REFUSED})


class Garbled(Exception):
    """What came is no message."""


def packed(message: Mapping[str, Any]) -> bytes:
    """A message as it goes over the pipe."""
    body = json.dumps(message).encode()
    return HEAD.pack(len(body)) + body


def length(head: bytes) -> int:
    """How long the body after a head is. Raises Garbled for what is too long to be a message."""
    (size,) = cast("tuple[int]", HEAD.unpack(head))
    if size > MOST_BYTES:
        raise Garbled
    return size


def opened(body: bytes) -> dict[str, Any]:
    """The message of a body. Raises Garbled."""
    try:
        message: object = json.loads(body)
    except (ValueError, RecursionError):
        message = None
    if not isinstance(message, dict):
        raise Garbled
    return cast("dict[str, Any]", message)


def read(pipe: BinaryIO) -> dict[str, Any] | None:
    """Wait for the next message; None where the pipe was closed. Raises Garbled."""
    head = pipe.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    size = length(head)
    body = pipe.read(size)
    return opened(body) if len(body) == size else None
