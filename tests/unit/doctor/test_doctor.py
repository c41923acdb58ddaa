"""Rows of the doctor, from engines that behave in every way."""

import asyncio
import io

import pytest
from rich.console import Console

from bot.doctor.advice import TOO_SLOW
from bot.doctor.check import Advice, Row, run_all
from bot.doctor.engines import PHRASES, EngineCheck, refused
from bot.doctor.reasons import UNKNOWN
from bot.doctor.report import as_json, as_table
from bot.engines.engine import Answer, Engine, Quota, Request
from bot.errors import EngineMisconfigured, EngineUnavailable, SettingsError
from bot.i18n import Catalogues
from tests.fakes.clock import ManualClock
from tests.fakes.engines import FailingEngine, FakeEngine, HangingEngine, failures

EN, ZH = PHRASES.values()
SECRET = "hunter2"


class Translator(FakeEngine):
    """Answers the phrases as it should, half a second each."""

    def __init__(self, clock: ManualClock) -> None:
        super().__init__(name="good")
        self._clock = clock

    async def translate(self, request: Request) -> Answer:
        await super().translate(request)
        self._clock.advance(0.5)
        return Answer(ZH.text if request == EN else EN.text, self.name)


class MeteredTranslator(Translator):
    async def quota(self) -> Quota | None:
        return Quota(12_345, 500_000)


class Secretive(MeteredTranslator):
    """Raises what quotes a text, wherever it can."""

    async def quota(self) -> Quota | None:
        raise RuntimeError(SECRET)

    async def close(self) -> None:
        await super().close()
        raise RuntimeError(SECRET)


class Broken(FakeEngine):
    async def translate(self, request: Request) -> Answer:
        raise KeyError(SECRET)


def row_of(engine: Engine, clock: ManualClock | None = None) -> Row:
    check = EngineCheck(
        engine.name, lambda: engine, clock or ManualClock(), timeout=0.05, reach_timeout=0.05, grace=0.05
    )
    return asyncio.run(check.run())


def test_an_engine_that_works_is_closed_afterwards() -> None:
    clock = ManualClock()
    engine = Translator(clock)
    row = row_of(engine, clock)
    assert (row.reachable, row.fix, row.quota) == (True, None, None)
    assert row.latency == {"en-zh": 500, "zh-en": 500}
    assert engine.closed
    assert engine.reached == 1


def test_the_quota_is_told() -> None:
    assert row_of(MeteredTranslator(ManualClock())).quota == Quota(12_345, 500_000)


def test_faults_beside_the_translation_do_not_count() -> None:
    row = row_of(Secretive(ManualClock()))
    assert (row.reachable, row.fix, row.quota) == (True, None, None)


@pytest.mark.parametrize("error", failures(), ids=lambda error: type(error).__name__)
def test_each_failure_has_its_advice(error) -> None:
    row = row_of(FailingEngine(error))
    assert (row.reachable, row.reason, row.latency) == (True, "fake", {})
    assert row.fix
    assert row.fix.params["reason"] == Advice(UNKNOWN, {"reason": "fake"})


def test_the_advices_differ() -> None:
    fixes = {row.fix.message_id for error in failures() if (row := row_of(FailingEngine(error))).fix}
    assert len(fixes) == 4


def test_an_engine_out_of_reach_is_not_asked() -> None:
    engine = FailingEngine(EngineUnavailable("away", "fake"), unreachable=True)
    row = row_of(engine)
    assert (row.reachable, row.reason, engine.requests) == (False, "fake", [])
    assert engine.closed


def test_an_engine_that_hangs_has_a_deadline() -> None:
    row = row_of(HangingEngine())
    assert (row.reachable, row.reason) == (True, "timeout")
    assert row.fix == Advice(TOO_SLOW, {"seconds": 1})


@pytest.mark.parametrize("change", [str, lambda _text: "", lambda _text: "😂 233", lambda _text: "Добрый день"])
def test_an_answer_in_the_wrong_letters(change) -> None:
    assert row_of(FakeEngine(change)).reason == "no translation"


def test_what_an_unknown_error_says_is_not_repeated() -> None:
    row = row_of(Broken())
    assert row.reason == "KeyError"
    assert SECRET not in f"{row!r} {as_json([row], Catalogues.load(), 'en')}"


@pytest.mark.parametrize(
    "error",
    [SettingsError("{setting} is odd", setting="LLM_MODEL"), EngineMisconfigured("x", "no models"), OSError(SECRET)],
)
def test_an_engine_that_cannot_be_built_is_a_row(error: Exception) -> None:
    async def look() -> list[Row]:
        clock = ManualClock()
        bad = EngineCheck("bad", refused(error), clock, 1)  # type: ignore[arg-type]
        good = EngineCheck("good", lambda: Translator(clock), clock, 1)
        return await run_all([bad, good])

    bad, good = asyncio.run(look())
    assert bad.reachable is None
    assert bad.fix
    assert SECRET not in repr(bad)
    assert good.fix is None


def table(rows: list[Row], locale: str = "en") -> str:
    console = Console(file=io.StringIO(), width=160)
    console.print(as_table(rows, Catalogues.load(), locale))
    return console.file.getvalue()  # type: ignore[attr-defined]


def test_a_table_shows_what_is_known() -> None:
    rows = [
        Row("engine", "deepl", True, {"en-zh": 80, "zh-en": 120}, Quota(12_345, 500_000)),
        Row("engine", "[red]odd[/red]", False, fix=Advice("{setting} is odd", {"setting": "[b]X[/b]"})),
    ]
    shown = table(rows)
    assert "120 ms" in shown
    assert "12,345 / 500,000" in shown
    assert "[red]odd[/red]" in shown
    assert "[b]X[/b] is odd" in shown
    assert "Budget left" not in shown


def test_the_budget_has_a_column_where_there_is_one() -> None:
    shown = table([Row("engine", "a", budget_left=9_000), Row("engine", "b")])
    assert "Budget left" in shown
    assert "9,000" in shown


def test_a_narrow_table_cuts_no_address_short() -> None:
    address = "https://portal.example/" + "x" * 60
    console = Console(file=io.StringIO(), width=60)
    console.print(as_table([Row("engine", "a", fix=Advice(address))], Catalogues.load(), "en"))
    assert "…" not in console.file.getvalue()  # type: ignore[attr-defined]
