"""Log lines: one a record, in any encoding, without secrets."""

import io
import json
import logging
import re
import sys
from contextvars import copy_context

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telemetry import events, logs
from bot.telemetry.redact import HIDDEN, Redactor

TOKEN = "MTA1NDQ2MjQ2NDMzMzI1ODg0NA.GxYzAb.abcdefghijklmnopqrstuvwxyz0123456789AB"


class Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


def stream(encoding: str = "utf-8", *, terminal: bool = False) -> io.TextIOWrapper:
    return (Terminal if terminal else io.TextIOWrapper)(io.BytesIO(), encoding=encoding, newline="")


def written(target: io.TextIOWrapper) -> str:
    target.flush()
    return target.buffer.getvalue().decode(target.encoding)  # pyright: ignore[reportAttributeAccessIssue]


def test_text_for_people() -> None:
    target = stream(terminal=True)
    logs.configure("INFO", stream=target)
    logging.getLogger("bot.app").info("connected to %d servers", 3, extra={"shard": 0})
    line = written(target)
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z INFO     bot\.app: connected to 3 servers shard=0\n", line
    )


def test_json_for_machines() -> None:
    target = stream()
    logs.configure("INFO", stream=target)
    logging.getLogger("bot.app").warning("频道 %s", "general", extra={"shard": 0, "channel": "常聊"})
    line = written(target)
    assert line.isascii()
    entry = json.loads(line)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", entry.pop("time"))
    assert entry == {
        "level": "WARNING",
        "logger": "bot.app",
        "message": "频道 general",
        "shard": 0,
        "channel": "常聊",
    }


@pytest.mark.parametrize(("style", "terminal", "is_json"), [("text", False, False), ("json", True, True)])
def test_the_style_can_be_chosen(style: str, terminal: bool, is_json: bool) -> None:
    target = stream(terminal=terminal)
    logs.configure("INFO", style, stream=target)
    logging.getLogger("bot").info("hello")
    assert written(target).startswith("{") is is_json


@pytest.mark.parametrize("style", ["text", "json"])
def test_a_traceback_is_logged(style: str) -> None:
    target = stream()
    logs.configure("INFO", style, stream=target)
    try:
        _ = {}[f"a thing named {TOKEN}"]
    except KeyError:
        logging.getLogger("bot").exception("failed")
    text = written(target)
    assert "Traceback (most recent call last)" in text
    assert f"KeyError: 'a thing named {HIDDEN}'" in text


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "gbk", "cp1252"])
@pytest.mark.parametrize("style", ["text", "json"])
def test_any_text_on_any_terminal(style: str, encoding: str, capsys: pytest.CaptureFixture[str]) -> None:
    """logging would print a traceback to standard error if a record could not be written."""
    target = stream(encoding)
    logs.configure("INFO", style, stream=target)
    logging.getLogger("bot").info("half an emoji \ud83d, a whole one 😭, 红桥, \x00")
    assert "half an emoji" in written(target)
    assert capsys.readouterr().err == ""


def test_nobody_forges_a_line_or_colours_the_terminal() -> None:
    target = stream()
    logs.configure("INFO", "text", stream=target)
    logging.getLogger("bot").info(
        "a member called %s", "Amy\n2026-01-01T00:00:00.000Z INFO bot: all is well\x1b[31m\x9b"
    )
    assert written(target).count("\n") == 1
    assert "\x1b" not in written(target)
    assert "\x9b" not in written(target)


def test_levels() -> None:
    """Below INFO, only our own loggers speak: discord.py's debug lines hold what members write."""
    target = stream()
    logs.configure("DEBUG", "text", stream=target)
    for name in ("bot.app", "cogs.translate", "discord.gateway", "urllib3.connectionpool", "aiohttp.access"):
        logging.getLogger(name).debug("debug of %s", name)
        logging.getLogger(name).info("info of %s", name)
    said = re.findall(r"(debug|info) of (\S+)", written(target))
    assert said == [
        ("debug", "bot.app"),
        ("info", "bot.app"),
        ("debug", "cogs.translate"),
        ("info", "cogs.translate"),
        ("info", "discord.gateway"),
        ("info", "urllib3.connectionpool"),
    ]


def test_a_quiet_level_quietens_everything() -> None:
    target = stream()
    logs.configure("ERROR", "text", stream=target)
    for name in ("bot.app", "discord.gateway", "sqlalchemy.pool"):
        logging.getLogger(name).warning("warning")
    assert written(target) == ""


def test_configuring_again_replaces_the_first() -> None:
    first, second = stream(), stream()
    logs.configure("INFO", "text", stream=first)
    once = len(logging.getLogger().handlers)
    logs.configure("INFO", "text", stream=second)
    logging.getLogger("bot").info("hello")
    assert (written(first), written(second).count("hello")) == ("", 1)
    assert len(logging.getLogger().handlers) == once


def test_standard_error_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    target = stream()
    monkeypatch.setattr(sys, "stderr", target)
    logs.configure("INFO")
    logging.getLogger("bot").info("hello")
    assert json.loads(written(target))["message"] == "hello"


@pytest.mark.parametrize(
    ("line", "clean"),
    [
        (f"token={TOKEN}!", f"token={HIDDEN}!"),
        (f"{{'Authorization': 'Bot {TOKEN}'}}", f"{{'Authorization': 'Bot {HIDDEN}'}}"),
        ("Authorization: Bot sandbox-token-of-no-known-form", f"Authorization: Bot {HIDDEN}"),
        (
            "POST https://discord.com/api/v10/webhooks/123/aW50ZXJhY3Rpb246MTIzNDU2Nzg5 failed",
            f"POST https://discord.com/api/v10/webhooks/123/{HIDDEN} failed",
        ),
        ("/interactions/123/aW50ZXJhY3Rpb246MTIzNDU2Nzg5/callback", f"/interactions/123/{HIDDEN}/callback"),
        ("postgresql+asyncpg://me:hunter2@host/db", f"postgresql+asyncpg://me:{HIDDEN}@host/db"),
        ("my own password", f"my own {HIDDEN}"),
        ("next attempt", "next attempt"),
    ],
)
def test_secrets_are_hidden(line: str, clean: str) -> None:
    assert Redactor(["password", "x", ""])(line) == clean


@pytest.mark.parametrize(
    "line",
    [
        "message 1054462464333258844 in channel 1054462464333258845 is translated",
        "Bot Page opened",
        "bot.store.database: a unit of work failed",
        "https://discord.com/api/v10/channels/123/messages",
        "sqlite+aiosqlite:///data/redbridge.db",
        'File "/srv/redbridge/bot/translation/conversation.py", line 12, in answer',
    ],
)
def test_everything_else_stays(line: str) -> None:
    assert Redactor()(line) == line


@given(st.text(), st.text())
def test_a_token_is_hidden_wherever_it_stands(before: str, after: str) -> None:
    assert TOKEN not in Redactor()(f"{before} {TOKEN} {after}")
    assert TOKEN not in Redactor([TOKEN])(f"{before}{TOKEN}{after}")


def test_a_module_may_have_a_level_of_its_own() -> None:
    target = stream()
    logs.configure("WARNING", levels={"bot.engines": "DEBUG"}, stream=target)
    logging.getLogger("bot.engines.call").debug("asked")
    logging.getLogger("bot.translation").info("not this")
    logs.configure("WARNING", stream=target)
    logging.getLogger("bot.engines.call").info("nor this, any more")
    assert [json.loads(line)["message"] for line in written(target).splitlines()] == ["asked"]


@pytest.mark.parametrize("style", ["text", "json"])
def test_a_line_names_its_event(style: str) -> None:
    def work() -> str:
        event = events.begin()
        logging.getLogger("bot").info("hello")
        return event

    target = stream()
    logs.configure("INFO", style, stream=target)
    logging.getLogger("bot").info("before")
    event = copy_context().run(work)
    before, hello = written(target).splitlines()
    assert "event" not in before
    assert (f"event={event}" if style == "text" else f'"event": "{event}"') in hello
