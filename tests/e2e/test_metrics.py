"""What a host sees from outside: numbers over HTTP while the bot translates, and whether it is well."""

import asyncio
import json
import logging
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import yarl
from prometheus_client.parser import text_string_to_metric_families

from bot.client.requests import route_of
from bot.errors import SettingsError
from bot.telemetry import logs
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


async def get(port: int, path: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as response:
        return response.status, await response.text()


async def scraped(port: int) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    status, text = await get(port, "/metrics")
    assert status == 200
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def number(found: dict[Any, float], name: str, **labels: str) -> float:
    return sum(value for (key, having), value in found.items() if key == name and set(labels.items()) <= having)


async def until(port: int, path: str, status: int) -> str:
    async with asyncio.timeout(20):
        while True:
            now, text = await get(port, path)
            if now == status:
                return text
            await asyncio.sleep(0.02)


async def test_the_numbers_are_those_of_what_was_said(quiet: Town) -> None:
    port = free_port()
    async with quiet.bot(METRICS_PORT=str(port)):
        await quiet.translate_channel()
        await until(port, "/readyz", 200)  # discord.py waits for servers that may still come
        before = await scraped(port)
        for text in ("my cat is asleep on the keyboard", "my cat is asleep on the keyboard", "good night"):
            quiet.amy.say(quiet.general, text)
            await quiet.idle()
        posts = [who for who, _ in quiet.talk() if who != "Amy"]
        after = await scraped(port)

    def more(name: str, **labels: str) -> float:
        return number(after, name, **labels) - number(before, name, **labels)

    assert len(posts) == 3
    # Amy's three and the bot's own three come back as events.
    assert more("redbridge_gateway_events_total", kind="MESSAGE_CREATE") == 6
    assert more("redbridge_post_delay_seconds_count") == 3
    assert more("redbridge_rest_requests_total", method="POST", route="channels/:id/messages", status="200") == 3
    asked = more("redbridge_answers_total", source="engine")
    assert (asked, more("redbridge_answers_total", source="cache")) == (1, 1)
    assert more("redbridge_answers_total", source="memory") == 1
    assert more("redbridge_engine_calls_total", engine="google", outcome="ok") == asked
    assert more("redbridge_engine_call_seconds_count", engine="google") == asked
    assert number(after, "redbridge_gateway_ready", shard="0") == 1
    assert number(after, "redbridge_posts_waiting") == number(after, "redbridge_engine_queue") == 0
    assert more("redbridge_database_seconds_count", work="write") >= 3
    told = str(after.keys())
    assert str(quiet.general.id) not in told
    assert "asleep" not in told


async def test_failures_are_counted_by_kind(quiet: Town) -> None:
    port = free_port()
    quiet.google.fail("500")
    async with quiet.bot(METRICS_PORT=str(port)):
        await quiet.amy.slash(quiet.general, "translate", text="nobody said this before").answered()
        found = await scraped(port)
        assert number(found, "redbridge_engine_calls_total", engine="google", outcome="unavailable") >= 1
        assert number(found, "redbridge_engine_calls_total", outcome="ok") == 0


async def test_ready_follows_the_gateway_and_health_does_not(quiet: Town) -> None:
    port = free_port()
    async with quiet.bot(METRICS_PORT=str(port)):
        assert json.loads(await until(port, "/readyz", 200)) == {"ready": True, "missing": []}
        quiet.sandbox.faults.drop_gateway(resumable=False)
        assert json.loads(await until(port, "/readyz", 503)) == {"ready": False, "missing": [0]}
        assert (await get(port, "/healthz"))[0] == 200
        assert number(await scraped(port), "redbridge_gateway_ready", shard="0") == 0
        await until(port, "/readyz", 200)


async def test_health_follows_the_database(quiet: Town) -> None:
    port = free_port()
    async with quiet.bot(METRICS_PORT=str(port)) as app:
        assert await get(port, "/healthz") == (200, '{"ok": true}')
        await app.services.database.close()
        assert (await get(port, "/healthz"))[0] == 503


async def test_what_is_refused_as_too_fast_is_counted(quiet: Town) -> None:
    port = free_port()
    async with quiet.bot(METRICS_PORT=str(port)):
        await quiet.translate_channel()
        quiet.sandbox.faults.http(429, "POST /channels/*/messages", retry_after=0.05)
        quiet.amy.say(quiet.general, "good night")
        await quiet.idle()
        found = await scraped(port)
    assert number(found, "redbridge_rest_limited_total", method="POST", route="channels/:id/messages") == 1
    assert number(found, "redbridge_rest_requests_total", route="channels/:id/messages", status="429") == 1


async def test_a_port_that_is_taken_is_named(quiet: Town) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(SettingsError) as caught:
            async with quiet.bot(METRICS_PORT=str(other.getsockname()[1])):
                pass
    assert caught.value.params["setting"] == "METRICS_PORT"


async def test_no_port_is_open_unless_it_is_wanted(quiet: Town) -> None:
    assert quiet.settings().metrics_port is None


@contextmanager
def logged(path: Path) -> Iterator[None]:
    """Everything that RedBridge logs meanwhile, as JSON, in a file."""
    with path.open("w", encoding="utf-8") as stream:
        logs.configure("DEBUG", "json", stream=stream)
        try:
            yield
        finally:
            root = logging.getLogger()
            root.handlers[:] = [each for each in root.handlers if not isinstance(each, logs.Handler)]
            for name in ("bot", "cogs"):
                logging.getLogger(name).setLevel(logging.NOTSET)


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


async def test_all_lines_of_a_message_share_its_id(quiet: Town, tmp_path: Path) -> None:
    path = tmp_path / "log"
    # One call at a time, so that the second one is begun by the end of the first.
    async with quiet.bot(ENGINE_AT_ONCE="1"):
        await quiet.translate_channel()
        with logged(path):
            texts = ("my cat is asleep on the keyboard", "look at this cute cat")
            quiet.google.open.clear()
            said = [quiet.amy.say(quiet.general, text) for text in texts]
            desk = quiet.running.services.translation.chain.desks["google"]
            async with asyncio.timeout(10):
                while not desk.queued:  # noqa: ASYNC110 - a desk tells nobody when somebody waits
                    await asyncio.sleep(0.01)
            quiet.google.open.set()
            await quiet.idle()
    lines = lines_of(path)
    events: list[str] = []
    for message in said:
        mine = [line for line in lines if str(message.id) in line["message"]]
        assert any("to be translated" in line["message"] for line in mine)
        assert any("is posted" in line["message"] for line in mine)
        [event] = {line.get("event") for line in mine}
        assert re.fullmatch(r"[0-9a-f]{8}", event)
        whole = [line["message"] for line in lines if line.get("event") == event]
        assert whole[0] == "heard MESSAGE_CREATE"
        assert sum(line.startswith("engine google: ok") for line in whole) == 1
        events.append(event)
    assert len(set(events)) == 2
    assert not any(text in path.read_text(encoding="utf-8") for text in texts)


async def test_what_discord_refuses_is_told_of_the_message_it_was_for(quiet: Town, tmp_path: Path) -> None:
    path = tmp_path / "log"
    async with quiet.bot():
        await quiet.translate_channel()
        quiet.sandbox.faults.http(400, "POST /channels/*/messages", times=2)
        with logged(path):
            # Both are ready when the first is posted, so that one task posts both.
            before = len(quiet.google.asked)
            quiet.google.open.clear()
            said = [quiet.amy.say(quiet.general, text) for text in ("my cat is lovely", "look at this cute cat")]
            await quiet.google.reached(before + 2)
            quiet.google.open.set()
            await quiet.idle()
    lines = lines_of(path)
    for message in said:
        mine = [line for line in lines if str(message.id) in line["message"]]
        assert any("could not be posted" in line["message"] for line in mine)
        assert len({line.get("event") for line in mine}) == 1


async def test_routes_hold_no_ids_and_no_tokens() -> None:
    base = yarl.URL("https://discord.com/api/v10")
    assert (
        route_of(base / "channels/123/messages/456/reactions/🐱/@me") == "channels/:id/messages/:id/reactions/:id/@me"
    )
    assert route_of(base / "webhooks/123/a-token/messages/@original") == "webhooks/:id/:id/messages/@original"
    assert route_of(base / "interactions/1/secret/callback") == "interactions/:id/:id/callback"
