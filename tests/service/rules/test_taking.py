"""Books that take over files, on a real database: in one go or not at all, also where several do so at once."""

import asyncio

import pytest
import pytest_asyncio

from bot.errors import EngineUnavailable, UserError
from bot.i18n import LOCALES
from bot.rules.book import MOST_RULES, RuleText
from bot.rules.files.draft import Draft
from bot.rules.files.plan import Plan, adding, replacing
from bot.rules.rules import Rules
from bot.store import audit
from bot.store.database import Database
from tests.fakes.engine import ScriptedEngine
from tests.service.rules.test_rules import GUILD, LIN, MO, made, names, three

pytestmark = pytest.mark.asyncio


@pytest.fixture
def engine() -> ScriptedEngine:
    engine = ScriptedEngine()
    engine.answer = lambda request: f"译文 {request.text}"
    return engine


@pytest_asyncio.fixture
async def rules(database: Database, engine: ScriptedEngine) -> Rules:
    return made(database, engine)


def draft(name: str, *locales: str) -> Draft:
    return Draft(name, {locale: RuleText(f"{name} ({locale})", "Text.") for locale in locales or LOCALES})


async def planned(rules: Rules, *drafts: Draft) -> Plan:
    return replacing(await rules.book(GUILD), drafts, rules.fold)


async def test_a_book_becomes_what_was_planned(rules: Rules, database: Database) -> None:
    a, b = [await rules.add(GUILD, three(name), LIN) for name in "AB"]
    plan = await planned(rules, draft("C"), draft("B"))
    assert await rules.taking.carry_out(GUILD, plan, "ours.md", MO)
    assert await names(rules) == ["C (en)", "B (en)"]
    assert (await rules.book(GUILD)).rules[1].rule_id == b.rule_id
    latest = (await database.read(audit.latest, GUILD, 1))[0]
    assert (latest.action, latest.subject, latest.after, latest.member_id) == ("rule.import", "ours.md", "+1 ~0 -1", MO)
    assert (await rules.restore(GUILD, a.rule_id, 0, LIN)).texts == three("A")


async def test_what_a_file_lacks_is_translated_and_marked(rules: Rules) -> None:
    assert await rules.taking.carry_out(GUILD, await planned(rules, draft("Cats", "en")), "a.md", LIN)
    (rule,) = (await rules.book(GUILD)).rules
    assert rule.texts["zh-CN"] == RuleText("译文 Cats (en)", "译文 Text.", is_machine=True)
    assert not rule.texts["en"].is_machine


async def test_if_one_rule_cannot_be_translated_none_is_taken(
    rules: Rules, engine: ScriptedEngine, database: Database
) -> None:
    plan = await planned(rules, draft("Cats"), draft("Dogs", "en"))
    engine.trouble = EngineUnavailable("gone")
    with pytest.raises(UserError, match="No translation service"):
        await rules.taking.carry_out(GUILD, plan, "a.md", LIN)
    assert await names(rules) == []
    assert await database.read(audit.latest, GUILD, 9) == []


async def test_of_several_files_at_once_one_is_taken(rules: Rules, database: Database, engine: ScriptedEngine) -> None:
    plans = [await planned(rules, draft(str(n)), draft("both")) for n in range(6)]
    several = [made(database, engine) for _ in plans]
    tries = [each.taking.carry_out(GUILD, plan, "a.md", LIN) for each, plan in zip(several, plans, strict=True)]
    done = await asyncio.gather(*tries)
    assert sum(done) == 1
    assert await names(rules) == [f"{done.index(True)} (en)", "both (en)"]


async def test_a_plan_for_another_book_is_not_carried_out(rules: Rules) -> None:
    plan = await planned(rules, draft("C"))
    await rules.add(GUILD, three("A"), LIN)
    assert not await rules.taking.carry_out(GUILD, plan, "a.md", LIN)
    assert await names(rules) == ["A (en)"]


async def test_a_book_does_not_grow_beyond_its_bound(rules: Rules) -> None:
    for n in range(MOST_RULES):
        await rules.add(GUILD, three(str(n)), LIN)
    plan = adding(await rules.book(GUILD), [draft("one more")], rules.fold)
    with pytest.raises(UserError, match="is the most"):
        await rules.taking.carry_out(GUILD, plan, "a.md", LIN)
    assert len(await names(rules)) == MOST_RULES
