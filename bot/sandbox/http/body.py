"""Reading request bodies: JSON, or multipart with JSON and files."""

import json
import re
from typing import Any

from aiohttp import BodyPartReader, web

from bot.sandbox.http.errors import ApiError
from bot.sandbox.world.attachment import Upload

_FILE = re.compile(r"files\[(\d+)\]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


async def read(request: web.Request, file_limit: int) -> tuple[Any, dict[int, Upload]]:
    """The JSON of a request (None if it has none) and its files by number.

    ApiError 50109 for what is not JSON, 40005 for a file of more than `file_limit` bytes.
    """
    try:
        if request.content_type == "multipart/form-data":
            return await _multipart(request, file_limit)
        data = await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise ApiError(413, 40005, "Request entity too large") from None
    return (_parse(data) if data else None), {}


async def _multipart(request: web.Request, file_limit: int) -> tuple[Any, dict[int, Upload]]:
    body: Any = {}
    files: dict[int, Upload] = {}
    reader = await request.multipart()
    async for part in reader:
        if not isinstance(part, BodyPartReader):
            continue
        data = bytes(await part.read(decode=True))
        if len(data) > file_limit:
            raise ApiError(413, 40005, "Request entity too large")
        name = part.name or ""
        file = _FILE.fullmatch(name)
        if file or name == "file":
            files[int(file[1]) if file else len(files)] = Upload(part.filename or "unknown", data)
        elif name == "payload_json":
            body = _parse(data)
        else:
            body = {**body, name: data.decode("utf-8", "replace")}
    return body, files


def _parse(data: bytes) -> Any:
    try:
        text = data.decode()
        body = json.loads(text)
    except ValueError:
        raise _invalid() from None
    if "\\ud" in text.lower() and _SURROGATE.search(json.dumps(body, ensure_ascii=False)):
        raise _invalid()
    return body


def _invalid() -> ApiError:
    return ApiError(400, 50109, "The request body contains invalid JSON.")
