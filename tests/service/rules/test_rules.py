"""Rule books on a real database, with an engine that does what it is told."""

import asyncio
from dataclasses import replace

import pytest
import pytest_asyncio

from bot.errors import EngineUnavailable, UserError
from bot.i18n import LOCALES, catalogue_folder
from bot.rules.book import MOST_RULES, RuleText
from bot.rules.rules import Rules
from bot.rules.starters import Starters
from bot.store import audit
from bot.store import rules as rows
from bot.store.database import Database
from bot.texts.writing import Writer
from tests.fakes.clock import ManualClock
from tests.fakes.engine import ScriptedEngine
from tests.fakes.knowledge import pipeline_of

pytestmark = pytest.mark.asyncio
GUILD, LIN, MO = 2**60, 2**61, 2**62
CATS = RuleText("Cats", "Post one.", "They rule.", ("cat", "pets"), ("Biscuit sleeps",))


def three(name: str) -> dict[str, RuleText]:
    return {locale: RuleText(f"{name} ({locale})", "Text.") for locale in LOCALES}


def made(database: Database, engine: ScriptedEngine) -> Rules:
    clock = ManualClock()
    writer = Writer(pipeline_of([engine], clock), lambda _: None)
    return Rules(database, clock, writer, Starters.load(catalogue_folder()))


@pytest.fixture
def engine() -> ScriptedEngine:
    engine = ScriptedEngine()
    engine.answer = lambda request: f"译文软件 {request.text}" if request.target != "en" else f"said {request.text}"
    return engine


@pytest_asyncio.fixture
async def rules(database: Database, engine: ScriptedEngine) -> Rules:
    return made(database, engine)


async def names(rules: Rules) -> list[str]:
    return [rule.texts["en"].name for rule in (await rules.book(GUILD)).rules]


async def logged(database: Database) -> list[tuple[str, str, str | None, str | None]]:
    found = await database.read(audit.latest, GUILD, 50)
    return [(each.action, each.subject, each.before, each.after) for each in reversed(found)]


async def test_what_is_missing_is_translated_and_marked(rules: Rules) -> None:
    kept = await rules.add(GUILD, {"en": CATS}, LIN)
    assert kept.texts["en"] == CATS
    chinese = kept.texts["zh-CN"]
    assert chinese.is_machine
    assert chinese.name == "译文软件 Cats"
    assert chinese.detail == "译文软件 They rule."
    assert chinese.keywords == ("译文软件 cat", "pets")
    assert chinese.examples == ("译文软件 Biscuit sleeps",)
    assert kept.texts["zh-TW"].name == "譯文軟體 Cats"
    assert kept.texts["zh-TW"].is_machine
    assert (await rules.book(GUILD)).rules == [kept]
    assert (await rules.book(GUILD + 1)).rules == []


async def test_without_an_engine_nothing_is_kept(rules: Rules, engine: ScriptedEngine, database: Database) -> None:
    engine.trouble = EngineUnavailable("gone")
    with pytest.raises(UserError, match="No translation service"):
        await rules.add(GUILD, {"en": CATS}, LIN)
    assert await names(rules) == []
    assert await logged(database) == []


async def test_of_two_who_change_a_rule_the_second_is_told_and_nothing_is_overwritten(rules: Rules) -> None:
    rule = await rules.add(GUILD, three("Cats"), LIN)
    await rules.edit(GUILD, rule.rule_id, three("Hers"), rule.revision, LIN)
    with pytest.raises(UserError, match="Somebody else changed"):
        await rules.edit(GUILD, rule.rule_id, three("His"), rule.revision, MO)
    with pytest.raises(UserError, match="Somebody else changed"):
        await rules.approve(GUILD, rule.rule_id, rule.revision, MO)
    assert await names(rules) == ["Hers (en)"]


async def test_of_many_at_once_one_wins(rules: Rules, database: Database, engine: ScriptedEngine) -> None:
    rule = await rules.add(GUILD, three("Cats"), LIN)
    several = [made(database, engine) for _ in range(6)]
    tries = [each.edit(GUILD, rule.rule_id, three(str(n)), 0, n) for n, each in enumerate(several)]
    done = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(each, UserError) for each in done) == 5
    (now,) = (await rules.book(GUILD)).rules
    assert now.revision == 1
    assert now in done


async def test_rules_added_at_once_all_have_a_place_of_their_own(rules: Rules) -> None:
    await asyncio.gather(*(rules.add(GUILD, three(str(n)), LIN) for n in range(8)))
    book = (await rules.book(GUILD)).rules
    assert [rule.number for rule in book] == list(range(1, 9))
    assert len({rule.rule_id for rule in book}) == 8


async def test_rules_are_moved_removed_and_brought_back(rules: Rules, database: Database) -> None:
    a, b, c = [await rules.add(GUILD, three(name), LIN) for name in "ABC"]
    assert (await rules.move(GUILD, c.rule_id, 0, LIN)).number == 1
    assert await names(rules) == ["C (en)", "A (en)", "B (en)"]
    assert (await rules.move(GUILD, c.rule_id, 40, LIN)).number == 3
    gone = await rules.remove(GUILD, a.rule_id, LIN)
    assert gone.number == 1
    assert await names(rules) == ["B (en)", "C (en)"]
    with pytest.raises(UserError, match="not in the book"):
        await rules.edit(GUILD, a.rule_id, three("A"), gone.revision, LIN)
    with pytest.raises(UserError, match="not in the book"):
        await rules.remove(GUILD, a.rule_id, LIN)
    fresh = await rules.add(GUILD, three("D"), LIN)
    assert fresh.rule_id not in (a.rule_id, b.rule_id, c.rule_id)
    for _ in range(2):  # brought back twice, it is there once
        assert (await rules.restore(GUILD, a.rule_id, gone.position, LIN)).number == 1
    assert await names(rules) == ["A (en)", "B (en)", "C (en)", "D (en)"]
    said = [(action, subject, before, after) for action, subject, before, after in await logged(database)][-6:]
    assert said[0] == ("rule.move", "C (en)", "1", "3")
    assert said[1] == ("rule.remove", "1. A (en)", None, None)
    assert said[-1] == ("rule.restore", "1. A (en)", None, None)


async def test_an_id_is_never_used_again_and_removed_rules_do_not_pile_up(rules: Rules, database: Database) -> None:
    ids: list[int] = []
    for n in range(rows.KEPT + 6):
        rule = await rules.add(GUILD, three(str(n)), LIN)
        ids.append(rule.rule_id)
        await rules.remove(GUILD, rule.rule_id, LIN)
    assert len(set(ids)) == len(ids)
    there = [each for each in ids if await database.read(rows.get, GUILD, each)]
    assert len(there) <= rows.KEPT + 1
    assert (await rules.restore(GUILD, ids[-1], 0, LIN)).number == 1


async def test_a_book_is_begun_once(rules: Rules) -> None:
    book = await rules.begin(GUILD, "rednote", LIN)
    assert len(book.rules) == len(rules.starters.texts("rednote"))
    assert book.rules[0].texts == rules.starters.texts("rednote")[0]
    with pytest.raises(UserError, match="not empty"):
        await rules.begin(GUILD, "friends", LIN)


async def test_a_book_has_a_bound_also_for_what_is_brought_back(rules: Rules, engine: ScriptedEngine) -> None:
    made = [await rules.add(GUILD, three(str(n)), LIN) for n in range(MOST_RULES)]
    with pytest.raises(UserError, match="which is the most"):
        await rules.add(GUILD, {"en": CATS}, LIN)
    assert engine.asked == []
    await rules.remove(GUILD, made[0].rule_id, LIN)
    await rules.add(GUILD, three("another"), LIN)
    with pytest.raises(UserError, match="which is the most"):
        await rules.restore(GUILD, made[0].rule_id, 0, LIN)


async def test_the_log_says_what_a_moderator_wrote(rules: Rules, database: Database) -> None:
    rule = await rules.add(GUILD, {"en": RuleText("Cats", "Post one.")}, LIN)
    changed = {**rule.texts, "en": replace(rule.texts["en"], text="Post two.")}
    rule = await rules.edit(GUILD, rule.rule_id, changed, rule.revision, LIN)
    rule = await rules.approve(GUILD, rule.rule_id, rule.revision, LIN)
    assert not any(text.is_machine for text in rule.texts.values())
    assert await logged(database) == [
        ("rule.add", "1 (en)", None, "Cats\nPost one."),
        ("rule.edit", "1 (en)", "Cats\nPost one.", "Cats\nPost two."),
        ("rule.approve", "1. Cats", None, None),
    ]
