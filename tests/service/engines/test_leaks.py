"""No text, key or address ever leaves an engine but to its service: with every logger on, through every failure."""

import asyncio
import logging

import pytest

from bot.engines.engine import Asker, Batcher, Metered, Request
from bot.errors import EngineError
from tests.service.engines.deep.leaks import DEEP_LEAKS
from tests.service.engines.leaks import LeakCase, Staged, every_logger_on, tell, traces
from tests.service.engines.llm.leaks import LLM_LEAKS
from tests.service.engines.secrets import KEY, TEXT

# An engine that is new adds its list here.
CASES: list[LeakCase] = [*DEEP_LEAKS, *LLM_LEAKS]
REQUEST = Request(TEXT, "en", "zh-CN", asker=Asker(1, 2, 3))


async def ask(staged: Staged) -> list[BaseException]:
    """Everything that an engine can be asked for; what it raised."""
    engine = staged.engine
    calls = [engine.translate(REQUEST), engine.reach()]
    if isinstance(engine, Batcher):
        calls.append(engine.translate_many([REQUEST, REQUEST]))
    if isinstance(engine, Metered):
        calls.append(engine.quota())
    try:
        outcomes = await asyncio.gather(*calls, return_exceptions=True)
    finally:
        await engine.close()
    return [outcome for outcome in outcomes if isinstance(outcome, BaseException)]


@pytest.mark.asyncio
@pytest.mark.parametrize("case", CASES, ids=str)
async def test_nothing_leaks(case: LeakCase, capfd: pytest.CaptureFixture[str]):
    async with case.stage() as staged:
        with every_logger_on() as logged:
            raised = await ask(staged)
    printed = capfd.readouterr()
    said = "\n".join([*logged, *(line for error in raised for line in tell(error)), printed.out, printed.err])
    assert traces(said, staged.url) == []
    assert bool(raised) == case.fails
    assert [error for error in raised if not isinstance(error, EngineError)] == []


def careless() -> None:
    """Fail as an engine must not: with a cause that quotes the key, in a context that quotes the text."""
    logging.getLogger("urllib3.connectionpool").debug("GET %s", "/m?q=%E5%96%B5")
    try:
        int(TEXT)
    except ValueError:
        logging.getLogger("some").exception("failed")
        raise EngineError("some", "fine") from RuntimeError(f"Unauthorized access with the api key {KEY}")


def test_leaks_would_be_found():
    with every_logger_on() as logged, pytest.raises(EngineError) as raised:
        careless()
    assert traces(logged[0], "") == ["%E5%96%B5"]
    assert "password" in traces(logged[1], "")
    assert {"password", "hunter2"} <= set(traces("".join(tell(raised.value)), ""))
