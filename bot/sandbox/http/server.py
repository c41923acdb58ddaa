"""Serving REST requests: find the route, check, count, misbehave if asked to, answer and keep a record."""

import asyncio
import logging
import time
from urllib.parse import unquote

from aiohttp import web

from bot.sandbox.faults import Fault
from bot.sandbox.http import body
from bot.sandbox.http.call import Call, Reply
from bot.sandbox.http.errors import ApiError, not_found, unauthorized
from bot.sandbox.http.ratelimit import Verdict
from bot.sandbox.http.table import MAJOR, Route, Table
from bot.sandbox.http.traffic import Exchange
from bot.sandbox.realm import Realm
from bot.sandbox.wire import dumps

log = logging.getLogger(__name__)

INVALID_FORM = 50035


class RestServer:
    """Answers everything below /api/v10."""

    def __init__(self, realm: Realm, table: Table) -> None:
        self._realm = realm
        self._table = table

    async def handle(self, request: web.Request) -> web.Response:
        """Answer a request, whatever it is."""
        path = "/" + request.match_info["path"]
        exchange = Exchange(request.method, path, request.query_string)
        exchange.headers = dict(request.headers)
        traffic = self._realm.traffic
        traffic.running += 1
        started = time.monotonic()
        try:
            headers, reply = await self._answer(request, exchange)
            return self._finish(exchange, headers, reply)
        finally:
            traffic.running -= 1
            traffic.total += 1
            exchange.seconds = time.monotonic() - started
            traffic.exchanges.append(exchange)

    async def _answer(self, request: web.Request, exchange: Exchange) -> tuple[dict[str, str], Reply]:
        headers: dict[str, str] = {}
        try:
            fault = self._realm.faults.take(exchange.method, exchange.path)
            if fault is not None and fault.served:
                return headers, await self._serve_late(fault, request, exchange, headers)
            if fault is not None:
                reply = await self._misbehave(fault, exchange)
                if reply is not None:
                    return {"Retry-After": str(fault.retry_after)} if fault.status == 429 else {}, reply
            return headers, await self._serve(request, exchange, headers)
        except ApiError as error:
            self._complain(exchange, error)
            return headers | error.headers, Reply(error.body, error.status)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            # A body of the wrong shape that no check named: Discord answers 400 as well, and we want to hear of it.
            where = f"{exchange.method} {exchange.path}"
            log.exception("The loopback Discord stumbled over %s", where)
            self._realm.complain("body", where, f"of a shape that was not understood: {error!r}")
            return headers, Reply({"message": "Invalid Form Body", "code": INVALID_FORM}, 400)

    async def _serve_late(
        self, fault: Fault, request: web.Request, exchange: Exchange, headers: dict[str, str]
    ) -> Reply:
        """Do what is asked for, and let the answer wait, or say that it went wrong."""
        reply = await self._serve(request, exchange, headers)
        return await self._misbehave(fault, exchange) or reply

    async def _serve(self, request: web.Request, exchange: Exchange, headers: dict[str, str]) -> Reply:
        segments = [unquote(part) for part in request.rel_url.raw_path.split("/")[3:]]
        found = self._table.find(request.method, segments)
        if found is None:
            self._realm.complain("route", f"{exchange.method} {exchange.path}", "no such route")
            raise not_found()
        route, params = found
        exchange.route = route.path
        authorized = request.headers.get("Authorization", "") == f"Bot {self._realm.token}"
        if not authorized and not route.public:
            raise unauthorized()
        verdict = self._count(route, params)
        if verdict is not None:
            headers |= verdict.headers()
            if verdict.retry_after is not None:
                return _limited(verdict)
        call = Call(self._realm, params, dict(request.query), authorized=authorized)
        call.body, call.files = await body.read(request, call.file_limit)
        exchange.body, exchange.files = call.body, tuple(each.filename for each in call.files.values())
        return await route.handler(call)

    def _count(self, route: Route, params: dict[str, str]) -> Verdict | None:
        major = "/".join(params[name] for name in MAJOR if name in params)
        if "token" in params:
            major += "/" + params["token"]
        return self._realm.limits.check(route.method, route.template, major, counts_globally=not route.public)

    async def _misbehave(self, fault: Fault, exchange: Exchange) -> Reply | None:
        """Do what was asked for; None if the request is then to be served as usual."""
        self._realm.world.log.add("fault", text=f"{exchange.method} {exchange.path}", details=fault.describe())
        if fault.delay:
            await asyncio.sleep(fault.delay)
        if fault.hang:
            exchange.fault = True
            await self._realm.faults.hang()
            return Reply({"message": "the sandbox closed", "code": 0}, 503)
        if fault.status is None:
            return None
        exchange.fault = True
        if fault.status == 429:
            message = "You are being rate limited."
            body = {"message": message, "code": 0, "retry_after": fault.retry_after, "global": fault.everywhere}
            return Reply(body, 429)
        return Reply({"message": f"{fault.status}: made up by the sandbox", "code": fault.code}, fault.status)

    def _complain(self, exchange: Exchange, error: ApiError) -> None:
        if error.body["code"] not in (INVALID_FORM, 50109):
            return
        told = dumps(error.body)
        # To answer a message in the moment in which it is deleted is nobody's fault.
        if "MESSAGE_REFERENCE_UNKNOWN_MESSAGE" not in told:
            self._realm.complain("body", f"{exchange.method} {exchange.path}", told)

    def _finish(self, exchange: Exchange, headers: dict[str, str], reply: Reply) -> web.Response:
        # discord.py takes a 429 without this header for a ban by Cloudflare.
        headers = {"Via": "1.1 google", **headers}
        exchange.status, exchange.response, exchange.response_headers = reply.status, reply.body, headers
        if reply.raw is not None:
            return web.Response(body=reply.raw, status=reply.status, headers=headers, content_type=reply.content_type)
        if reply.status == 204:
            return web.Response(status=204, headers=headers)
        headers["Content-Type"] = "application/json"
        return web.Response(body=dumps(reply.body).encode(), status=reply.status, headers=headers)


def _limited(verdict: Verdict) -> Reply:
    body = {
        "message": "You are being rate limited.",
        "code": 0,
        "retry_after": verdict.retry_after,
        "global": verdict.scope == "global",
    }
    return Reply(body, 429)
