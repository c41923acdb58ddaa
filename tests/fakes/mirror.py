"""A loopback server that publishes models the way Mozilla does: a list of records, and attachments with ranges."""

import asyncio
import hashlib
import json
import re
import struct
from typing import Any, Literal, Self

from aiohttp import web

Failure = Literal["404", "500", "429", "416", "cut off", "hang", "wrong", "longer", "short", "redirect", "other length"]

_BLOCK = 131_072


def zstd(content: bytes) -> bytes:
    """A Zstandard frame (RFC 8878) of stored blocks: what no compressor is needed for."""
    blocks = [content[start : start + _BLOCK] for start in range(0, len(content), _BLOCK)] or [b""]
    frame = b"\x28\xb5\x2f\xfd\xa0" + struct.pack("<I", len(content))
    for block in blocks:
        frame += struct.pack("<I", (len(block) << 3) | (block is blocks[-1]))[:3] + block
    return frame


def content_of(name: str, size: int = 300_000) -> bytes:
    """Bytes that no other file has."""
    return (hashlib.sha256(name.encode()).digest() * (size // 32 + 1))[:size]


class FakeMirror:
    """`async with FakeMirror() as mirror:` serves `mirror.records_url` and `mirror.files_url` until the block ends.

    records: what the list holds, ready to be changed. asked: the paths that were asked for, with the range.
    files: the compressed files by their location.
    """

    def __init__(self) -> None:
        self.records: list[dict[str, Any]] = []
        self.files: dict[str, bytes] = {}
        self.asked: list[tuple[str, str]] = []
        self.body: bytes | None = None
        self.ranges = True
        self.url = ""
        self._failures: dict[str, list[Failure]] = {}
        self._closing = asyncio.Event()
        self._news = asyncio.Condition()

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/records", self._list)
        app.router.add_get("/files/{location:.*}", self._file)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closing.set()
        await self._runner.cleanup()

    @property
    def records_url(self) -> str:
        return f"{self.url}/records"

    @property
    def files_url(self) -> str:
        return f"{self.url}/files"

    def environ(self) -> dict[str, str]:
        """The settings that point RedBridge here."""
        return {"FIREFOX_MIRROR": self.records_url, "FIREFOX_ATTACHMENTS": self.files_url}

    def publish(
        self, source: str, target: str, version: str = "3.0", *, model: bytes = b"", **changes: Any
    ) -> dict[str, dict[str, Any]]:
        """Put a model with split vocabularies on the list; its records by kind. changes: to every record of it.

        model: the content of the model itself, where it is to be of some use.
        """
        pair = f"{source[:2]}{target[:2]}"
        names = {
            "model": f"model.{pair}.intgemm.alphas.bin",
            "lex": f"lex.50.50.{pair}.s2t.bin",
            "srcvocab": f"srcvocab.{pair}.spm",
            "trgvocab": f"trgvocab.{pair}.spm",
        }
        contents = {kind: content_of(name + version) for kind, name in names.items()}
        contents["model"] = model or contents["model"]
        found = {
            kind: self.record(kind, name, version, source, target, content=contents[kind])
            for kind, name in names.items()
        }
        self.records += found.values()
        return found

    def record(self, kind: str, name: str, version: str, source: str, target: str, *, content: bytes) -> dict[str, Any]:
        """A record as Remote Settings gives it, whose file is served."""
        packed = zstd(content)
        location = f"main-workspace/translations-models-v2/{hashlib.sha256(packed).hexdigest()[:32]}.zst"
        self.files[location] = packed
        return {
            "name": name,
            "fileType": kind,
            "version": version,
            "sourceLanguage": source,
            "targetLanguage": target,
            "architecture": "base-memory",
            "filter_expression": "",
            "decompressedHash": hashlib.sha256(content).hexdigest(),
            "decompressedSize": len(content),
            "attachment": {
                "hash": hashlib.sha256(packed).hexdigest(),
                "size": len(packed),
                "filename": f"{name}.zst",
                "location": location,
                "mimetype": "application/zstd",
            },
            "schema": 1749570042331,
            "last_modified": 1749570511392,
            "id": location,
        }

    def fail(self, record: dict[str, Any] | None, *failures: Failure) -> None:
        """Let the next requests for a record's file (None: for the list) fail, each in its way."""
        self._failures[record["attachment"]["location"] if record else ""] = [*failures]

    def ranges_of(self, record: dict[str, Any]) -> list[str]:
        """From where a file was asked for, each time."""
        return [range_ for path, range_ in self.asked if path == record["attachment"]["location"]]

    async def reached(self, record: dict[str, Any], times: int = 1) -> None:
        """Wait until a file was asked for so often."""
        async with self._news:
            await self._news.wait_for(lambda: len(self.ranges_of(record)) >= times)

    async def _list(self, request: web.Request) -> web.StreamResponse:
        failure = await self._note("", request)
        body = json.dumps({"data": self.records}).encode() if self.body is None else self.body
        return await self._serve(request, body, failure)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        location = request.match_info["location"]
        failure = await self._note(location, request)
        if location not in self.files:
            raise web.HTTPNotFound
        return await self._serve(request, self.files[location], failure)

    async def _note(self, location: str, request: web.Request) -> Failure | None:
        self.asked.append((location, request.headers.get("Range", "")))
        async with self._news:
            self._news.notify_all()
        failures = self._failures.get(location)
        return failures.pop(0) if failures else None

    async def _serve(self, request: web.Request, body: bytes, failure: Failure | None) -> web.StreamResponse:
        if failure == "redirect":
            raise web.HTTPFound(request.path)
        if failure and failure.isdigit():
            return web.Response(status=int(failure), text="<h1>no</h1>")
        wanted = re.fullmatch(r"bytes=(\d+)-", request.headers.get("Range", "")) if self.ranges else None
        start = int(wanted[1]) if wanted else 0
        if failure == "wrong":
            body = bytes(byte ^ 1 for byte in body)
        elif failure == "longer":
            body += b"and more"
        elif failure == "short":
            body = body[: len(body) // 2]
        total = len(body) + (1 if failure == "other length" else 0)
        response = web.StreamResponse(status=206 if wanted else 200)
        response.content_length = len(body) - start
        if wanted:
            response.headers["Content-Range"] = f"bytes {start}-{len(body) - 1}/{total}"
        await response.prepare(request)
        await self._write(request, response, body[start:], failure)
        return response

    async def _write(
        self, request: web.Request, response: web.StreamResponse, body: bytes, failure: Failure | None
    ) -> None:
        if failure not in ("cut off", "hang"):
            await response.write(body)
            return
        await response.write(body[: len(body) // 2])
        if failure == "cut off":
            assert request.transport
            request.transport.close()
            return
        await self._closing.wait()
