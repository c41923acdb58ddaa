"""Servers' own texts on a real database, and the real pipeline with an engine that does what it is told."""

from collections.abc import Mapping

import pytest
import pytest_asyncio

from bot.engines.budget import Budgets, Limits, MemoryLedger
from bot.engines.chain import Chain
from bot.errors import EngineUnavailable, UserError
from bot.i18n import LOCALES, catalogue_folder
from bot.language import build_detector
from bot.onboarding.pack import Pack
from bot.onboarding.plan import MOST_JOURNEYS, MOST_SHOWN, MOST_STEPS
from bot.onboarding.texts import MOST, Entry, Texts, mark_of
from bot.store import audit, onboarding_steps, onboarding_texts
from bot.store.database import Database
from bot.store.onboarding_steps import ITSELF
from bot.store.setups import Stand
from bot.translation.cache import Cache
from bot.translation.pipeline import Pipeline
from tests.fakes.clock import ManualClock
from tests.fakes.engine import ScriptedEngine
from tests.fakes.knowledge import nothing, pipeline_of

pytestmark = pytest.mark.asyncio
GUILD, LIN, MO = 2**60, 2**61, 2**62
HELLO = "Hello {member}, this is {server}."


def three(text: str, *machine: str, title: str = "") -> dict[str, Entry]:
    return {locale: Entry(title, f"{text} ({locale})", locale in machine) for locale in LOCALES}


@pytest.fixture
def engine() -> ScriptedEngine:
    engine = ScriptedEngine()
    engine.answer = lambda request: f"译文软件 {request.text}" if request.target != "en" else f"said {request.text}"
    return engine


@pytest_asyncio.fixture
async def texts(database: Database, engine: ScriptedEngine) -> Texts:
    clock = ManualClock()
    return Texts(database, clock, pipeline_of([engine], clock), lambda _: None, Pack.load(catalogue_folder()))


async def logged(database: Database) -> list[tuple[str, str, str | None, str | None]]:
    found = await database.read(audit.latest, GUILD, 50)
    return [(each.action, each.subject, each.before, each.after) for each in reversed(found)]


async def refused(texts: Texts, name: str, entries: Mapping[str, Entry]) -> str:
    with pytest.raises(UserError) as error:
        await texts.write(GUILD, name, entries, LIN)
    return str(error.value)


async def hide(database: Database, journey: str) -> None:
    await database.write(onboarding_steps.save, GUILD, journey, ITSELF, Stand(is_hidden=True))


async def test_each_server_has_its_own_by_name_and_language(texts: Texts) -> None:
    await texts.put(GUILD, "welcome", three("{member}"), LIN)
    await texts.put(GUILD, "tip:refugee:words", three("tip"), LIN)
    await texts.put(GUILD + 1, "welcome", three("other {member}"), LIN)
    assert await texts.own(GUILD) == {"welcome": three("{member}"), "tip:refugee:words": three("tip")}
    assert list(await texts.own(GUILD, "tip:refugee:")) == ["tip:refugee:words"]
    assert await texts.own(GUILD, "tip_") == {}
    assert await texts.one(GUILD + 1, "welcome") == three("other {member}")
    assert await texts.one(GUILD + 1, "welcome-all") == {}


async def test_forms_that_were_open_at_once_write_no_more_cards_and_tours_than_there_is_room_for(
    texts: Texts, database: Database
) -> None:
    for number in range(1, MOST_STEPS + 3):
        name = f"step:own-1:own-{number}"
        await texts.put(GUILD, "journey:own-1", three("about", title="T"), LIN)
        if number <= MOST_STEPS:
            await texts.put(GUILD, name, three("card", title="T"), LIN)
        else:
            assert str(MOST_STEPS) in await refused(texts, name, three("card", title="T"))
    await texts.put(GUILD, f"step:own-1:own-{MOST_STEPS}", three("changed", title="T"), LIN)
    ours = len(Pack.load(catalogue_folder()).journeys("en"))
    for number in range(2, MOST_JOURNEYS - ours + 1):
        await texts.put(GUILD, f"journey:own-{number}", three("about", title="T"), LIN)
        await hide(database, f"own-{number}")
    assert str(MOST_JOURNEYS) in await refused(texts, "journey:own-99", three("about", title="T"))
    await texts.put(GUILD, "journey:looking", three("about", title="T"), LIN)
    names = await database.read(onboarding_texts.own, GUILD)
    assert (len(names), "journey:own-99" in names) == (MOST_STEPS + MOST_JOURNEYS - ours + 1, False)


async def test_forms_for_tours_that_were_open_at_once_offer_no_more_than_there_is_room_for(
    texts: Texts, database: Database
) -> None:
    ours = len(Pack.load(catalogue_folder()).journeys("en"))
    for number in range(1, MOST_SHOWN - ours + 1):
        await texts.put(GUILD, f"journey:own-{number}", three("about", title="T"), LIN)
    assert f"{MOST_SHOWN} tours are offered" in await refused(texts, "journey:own-9", three("about", title="T"))
    assert "journey:own-9" not in await texts.own(GUILD)
    await texts.put(GUILD, "journey:own-1", three("changed", title="T"), LIN)
    await hide(database, "looking")
    await texts.put(GUILD, "journey:own-9", three("about", title="T"), LIN)


async def test_the_log_says_what_a_moderator_wrote_and_not_what_was_made_of_it(
    texts: Texts, database: Database
) -> None:
    await texts.put(GUILD, "welcome", three("{member}", "zh-CN", "zh-TW"), LIN)
    await texts.put(GUILD, "welcome", {**three("{member}", "zh-TW"), "en": Entry("", "Hi {member}")}, LIN)
    await texts.approve(GUILD, "welcome", LIN)
    assert await texts.reset(GUILD, "welcome", LIN)
    assert not await texts.reset(GUILD, "welcome", LIN)
    assert await logged(database) == [
        ("onboarding.text", "welcome (en)", None, "{member} (en)"),
        ("onboarding.text", "welcome (en)", "{member} (en)", "Hi {member}"),
        ("onboarding.text", "welcome (zh-CN)", "{member} (zh-CN)", "{member} (zh-CN)"),
        ("onboarding.text-approve", "welcome", None, None),
        ("onboarding.text-reset", "welcome", None, None),
    ]
    assert await texts.own(GUILD) == {}


async def test_what_cannot_be_used_is_not_kept(texts: Texts, engine: ScriptedEngine) -> None:
    await texts.put(GUILD, "welcome", three("{member}"), LIN)
    assert "{city}" in await refused(texts, "welcome", {"en": Entry("", "{member} of {city}")})
    assert "301" in await refused(texts, "tip:refugee:words", {"zh-TW": Entry("", "字" * 301)})
    assert "tour" in await refused(texts, "step:nowhere:one", {"en": Entry("Title", "text")})
    assert "no text" in await refused(texts, "welcome", {"en": Entry("", " ")})
    with pytest.raises(UserError):
        await texts.put(GUILD, "welcome", {"en": Entry("", "{member}")}, LIN)
    assert await texts.own(GUILD) == {"welcome": three("{member}")}
    assert engine.asked == []


async def test_a_part_of_a_servers_own_tour_may_be_kept(texts: Texts) -> None:
    await texts.put(GUILD, "journey:gamers", three("about", title="Gamers"), LIN)
    await texts.put(GUILD, "step:gamers:one", three("text", title="One"), LIN)
    assert set(await texts.own(GUILD)) == {"journey:gamers", "step:gamers:one"}


async def test_of_two_who_change_a_text_the_second_is_told(texts: Texts) -> None:
    await texts.put(GUILD, "welcome", three("{member} a"), LIN, seen={})
    with pytest.raises(UserError, match="Somebody else"):
        await texts.put(GUILD, "welcome", three("{member} b"), MO, seen={})
    await texts.put(GUILD, "welcome", three("{member} c"), MO, seen=three("{member} a"))
    assert await texts.one(GUILD, "welcome") == three("{member} c")


async def test_what_is_approved_is_what_was_seen(texts: Texts) -> None:
    await texts.put(GUILD, "welcome", three("{member} a", "zh-CN", "zh-TW"), LIN)
    seen = mark_of(await texts.one(GUILD, "welcome"))
    await texts.put(GUILD, "welcome", three("{member} b", "zh-CN"), MO)
    with pytest.raises(UserError, match="Somebody else"):
        await texts.approve(GUILD, "welcome", LIN, seen)
    with pytest.raises(UserError, match="Somebody else"):
        await texts.reset(GUILD, "welcome", LIN, seen)
    assert await texts.one(GUILD, "welcome") == three("{member} b", "zh-CN")
    assert await texts.approve(GUILD, "welcome", LIN, mark_of(three("{member} b", "zh-CN")))
    assert await texts.one(GUILD, "welcome") == three("{member} b")
    assert not await texts.approve(GUILD, "welcome", LIN)


async def test_missing_languages_are_written_with_every_placeholder(texts: Texts, engine: ScriptedEngine) -> None:
    done = await texts.write(GUILD, "welcome", {"en": Entry("", HELLO)}, LIN)
    assert done == await texts.one(GUILD, "welcome")
    assert done["en"] == Entry("", HELLO)
    assert done["zh-CN"] == Entry("", f"译文软件 {HELLO}", is_machine=True)
    assert done["zh-TW"] == Entry("", f"譯文軟體 {HELLO}", is_machine=True)
    (asked,) = engine.asked
    assert "member" not in asked
    assert "server" not in asked


async def test_titles_come_along_and_chinese_is_converted_from_chinese(texts: Texts, engine: ScriptedEngine) -> None:
    done = await texts.complete({"zh-TW": Entry("軟體", "看 `软件` {cats}")}, guild_id=GUILD)
    assert done["zh-CN"] == Entry("软件", "看 `软件` {cats}", is_machine=True)
    assert done["en"] == Entry("said 軟體", "said 看 ⟦0⟧ ⟦1⟧".replace("⟦0⟧", "`软件`").replace("⟦1⟧", "{cats}"), True)
    assert len(engine.asked) == 2


async def test_what_has_no_words_costs_nothing(texts: Texts, engine: ScriptedEngine) -> None:
    done = await texts.complete({"en": Entry("", "👋 {member}")}, guild_id=GUILD)
    assert {each.text for each in done.values()} == {"👋 {member}"}
    assert engine.asked == []


async def test_a_person_s_text_is_translated_rather_than_a_machine_s(texts: Texts, engine: ScriptedEngine) -> None:
    await texts.complete({"zh-CN": Entry("", "机器", is_machine=True), "zh-TW": Entry("", "人寫的")}, guild_id=GUILD)
    assert engine.asked == ["人寫的"]


async def test_without_an_engine_nothing_is_kept_and_it_is_said(texts: Texts, engine: ScriptedEngine) -> None:
    engine.trouble = EngineUnavailable("scripted", "down")
    assert "简体中文 is missing" in await refused(texts, "welcome", {"en": Entry("", HELLO)})
    assert await texts.own(GUILD) == {}


async def test_a_server_pays_for_its_translations(database: Database, engine: ScriptedEngine) -> None:
    clock, ledger = ManualClock(), MemoryLedger()
    chain = Chain([engine], clock, timeout=5, budgets=Budgets(ledger, Limits(guild=60), clock))
    pipeline = Pipeline(build_detector("lite"), chain, Cache(None, clock), nothing(clock))
    texts = Texts(database, clock, pipeline, lambda _: None, Pack.load(catalogue_folder()))
    await texts.write(GUILD, "welcome", {"en": Entry("", HELLO)}, LIN)
    assert "What may be translated today is used up" in await refused(texts, "welcome", {"en": Entry("", HELLO * 3)})
    await texts.write(GUILD + 1, "welcome", {"en": Entry("", f"{HELLO} Sit down, and have some tea.")}, LIN)


async def test_the_engines_of_the_server_are_asked(database: Database) -> None:
    clock, near, far = ManualClock(), ScriptedEngine("near"), ScriptedEngine("far")
    texts = Texts(
        database, clock, pipeline_of([near, far], clock), {GUILD: ("far",)}.get, Pack.load(catalogue_folder())
    )
    await texts.complete({"en": Entry("", HELLO)}, guild_id=GUILD)
    assert (len(near.asked), len(far.asked)) == (0, 1)


async def test_an_answer_that_cannot_be_used_is_not_kept(texts: Texts, engine: ScriptedEngine) -> None:
    engine.answer = lambda request: request.text
    assert await refused(texts, "welcome", {"en": Entry("", HELLO)}) == (
        "No usable translation came back, so 简体中文 is missing and nothing was changed. "
        "Write it yourself, or say it in other words."
    )
    engine.answer = lambda request: f"译文 {request.text} {{server}}"
    assert "No usable translation" in await refused(texts, "welcome", {"en": Entry("", HELLO)})
    assert await texts.own(GUILD) == {}


async def test_placeholders_that_an_engine_drops_are_put_back(texts: Texts, engine: ScriptedEngine) -> None:
    engine.answer = lambda request: "你好啊" if "⟦" in request.text else "译文"
    done = await texts.complete({"en": Entry("", HELLO)}, guild_id=GUILD)
    assert "{member}" in done["zh-CN"].text
    assert "{server}" in done["zh-TW"].text


async def test_a_translation_that_grows_too_long_is_refused(texts: Texts, engine: ScriptedEngine) -> None:
    engine.answer = lambda request: request.text + "字" * 260
    said = await refused(
        texts, "tip:refugee:words", {"en": Entry("", "Look at this tip, everybody, it is long enough.")}
    )
    assert said.startswith("The translation into 简体中文 is too long")
    assert await texts.own(GUILD) == {}


async def test_one_server_cannot_fill_the_database(texts: Texts, database: Database) -> None:
    for number in range(MOST):
        name, entries = f"icebreaker:{number}", three("What?")
        await database.write(onboarding_texts.replace, GUILD, name, entries, 0, LIN)
    assert "400" in await refused(texts, "welcome", {**three("{member}")})
    await texts.put(GUILD, "icebreaker:0", three("Who?"), LIN)
    await texts.put(GUILD + 1, "welcome", three("{member}"), LIN)
