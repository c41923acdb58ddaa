"""What files mean: what was written is read as the same, and of what is another by now it is known what it was."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.i18n import LOCALES
from bot.onboarding.zones import Zones
from bot.rules.book import Book, Rule, RuleText
from bot.rules.reminder_files.document import FORMAT, Document, read
from bot.rules.reminder_files.here import Here, Present
from bot.rules.reminder_files.placing import NOWHERE, Placing
from bot.rules.reminder_files.plan import Plan, adding, replacing
from bot.rules.reminder_files.writing import write
from bot.rules.triggers.checking import checked
from bot.rules.triggers.folding import Folding
from bot.store.reminders import Reminder
from bot.store.triggers import Trigger

ROOT = Path(__file__).parents[4]
NOW = datetime(2025, 1, 18, tzinfo=UTC)
FOLDING, ZONES = Folding(), Zones(lambda _: [])
CHANNELS, ROLES = {11: "tea", 12: "cats", 13: "茶馆"}, {21: "mods", 22: "老人"}
TEXTS = [{locale: RuleText(f"{name} {locale}", "Text.") for locale in LOCALES} for name in "AB"]
BOOK = Book([Rule(5 + number, number, texts) for number, texts in enumerate(TEXTS)])


def here(present: Present | None = None, talk: Mapping[int, str] = CHANNELS) -> Here:
    return Here(1, BOOK, present or Present(), talk, CHANNELS, ROLES)


def placing(place: Here) -> Placing:
    return Placing(place, NOW, ZONES.find, lambda trigger: checked(trigger, FOLDING), FOLDING.fold)


def planned(document: Document, place: Here) -> tuple[Plan, Placing]:
    reader = placing(place)
    return replacing(place, reader.reminders(document), reader.triggers(document)), reader


def said(place: Here, **lists: Sequence[Mapping[str, Any]]) -> tuple[Plan, Placing]:
    return planned(Document.model_validate({"format": FORMAT, "version": 1} | lists), place)


def written(words: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return words.map(str.strip).filter(bool)


TEXT = written(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40))
QUIET = st.one_of(st.just((None, None)), st.lists(st.integers(0, 1439), min_size=2, max_size=2, unique=True).map(tuple))


@st.composite
def reminders(draw: st.DrawFn, number: int) -> Reminder:
    begin, end = draw(QUIET)
    texts = draw(st.none() | st.fixed_dictionaries({"text_en": TEXT, "text_cn": TEXT, "text_tw": TEXT}))
    cron = draw(st.none() | st.sampled_from(["0 20 * * 5", "30 7 1 * *"]))
    return Reminder(
        1,
        number,
        draw(st.sampled_from([*CHANNELS, 99])),
        every_minutes=None if cron else 60 * draw(st.integers(1, 1440)),
        cron=cron,
        zone=draw(st.sampled_from(["UTC", "Asia/Shanghai", "America/New_York"])),
        quiet_from=begin,
        quiet_until=end,
        least_messages=draw(st.integers(0, 100)),
        choice=draw(st.sampled_from(["turn", "random", "needed", *(["text"] if texts else [])])),
        machine=draw(st.sampled_from(["", "zh-CN zh-TW"])) if texts else "",
        is_on=draw(st.booleans()),
        **(texts or {}),
    )


@st.composite
def triggers(draw: st.DrawFn, number: int) -> Trigger:
    words = draw(st.lists(st.sampled_from(["politics", "政治", "elect*", "office vote"]), unique=True, min_size=1))
    places = [tuple(draw(st.lists(st.sampled_from([*known, 98]), unique=True))) for known in (CHANNELS, ROLES)]
    return Trigger(
        1,
        number,
        draw(st.sampled_from([5, 6])),
        tuple(words),
        draw(st.sampled_from(["", "z[sz]"])),
        tuple(draw(st.lists(st.sampled_from(["office politics", "政治学"]), unique=True))),
        *places,
        draw(st.integers(1, 50)),
        draw(st.integers(1, 1440)),
        draw(st.sampled_from(["channel", "note", "both"])),
        draw(st.integers(0, 10080)),
        draw(st.integers(0, 10080)),
        is_on=draw(st.booleans()),
    )


@st.composite
def presents(draw: st.DrawFn) -> Present:
    timed = [draw(reminders(number)) for number in range(1, draw(st.integers(1, 5)))]
    return Present(tuple(timed), tuple(draw(triggers(number)) for number in range(1, draw(st.integers(1, 5)))))


@settings(max_examples=60)
@given(presents())
def test_what_was_written_is_the_same_again(present: Present) -> None:
    plan, reader = planned(read(write(here(present))), here(present))
    assert (plan.is_nothing, reader.problems, reader.notes) == (True, [], [])


@settings(max_examples=60)
@given(presents(), presents())
def test_a_file_makes_of_anything_what_it_was_written_of(first: Present, second: Present) -> None:
    """Numbers aside, and channels that are nowhere: there, reminders are paused."""
    plan, _ = planned(read(write(here(first))), here(second))
    kept = {each.before for each in (*plan.reminders, *plan.triggers)}
    left = [each for each in second.reminders if each not in kept and each not in plan.gone_reminders]
    assert sorted(map(bare, (*left, *(each.after for each in plan.reminders)))) == sorted(map(bare, first.reminders))
    called = [each for each in second.triggers if each not in kept and each not in plan.gone_triggers]
    assert len(called) + len(plan.triggers) == len(first.triggers)
    numbers = [each.after.reminder_id for each in plan.reminders if each.before]
    assert len(set(numbers)) == len(numbers)
    assert not set(numbers) & {each.reminder_id for each in (*left, *plan.gone_reminders)}
    assert all(each.before is None for each in (*adding(plan).reminders, *adding(plan).triggers))


def bare(reminder: Reminder) -> str:
    place = reminder.channel_id if reminder.channel_id in CHANNELS else NOWHERE
    # What it does not say stands in no file that is silent on it.
    texts = [reminder.text_en, reminder.text_cn, reminder.text_tw] if reminder.choice == "text" else []
    return repr((place, reminder.every_minutes, reminder.cron, reminder.zone, reminder.quiet_from, texts))


@pytest.mark.parametrize(
    ("rule", "number", "note"),
    [
        ({"en": "b EN"}, 2, False),
        ({"number": 1, "zh-TW": "B zh-tw"}, 2, False),
        ({"number": 1, "en": "Gone"}, 1, True),
        ({"number": 1}, 1, False),
        ({"en": "A en", "zh-CN": "B zh-CN", "zh-TW": "B zh-TW"}, 2, False),
    ],
)
def test_rules_go_by_names_and_else_by_numbers(rule: Any, number: int, note: bool) -> None:
    plan, reader = said(here(), triggers=[{"rule": rule, "words": ["politics"]}])
    assert [BOOK.rule(each.after.rule_id) for each in plan.triggers] == [BOOK.numbered(number)]
    assert bool(reader.notes) is note


@pytest.mark.parametrize("rule", [{}, {"en": ""}, {"en": "Gone"}, {"number": 3}])
def test_a_rule_that_is_not_there_is_a_problem(rule: Any) -> None:
    plan, reader = said(here(), triggers=[{"rule": rule, "words": ["politics"]}])
    assert plan.is_nothing
    assert [each.path for each in reader.problems] == ["triggers.0.rule"]


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ({"id": "12", "name": "renamed"}, 12),
        ({"id": "777", "name": "Tea"}, 11),
        ({"name": "#茶馆"}, 13),
        ({"name": "twins"}, NOWHERE),
        ({"id": "777", "name": ""}, NOWHERE),
        ({"id": "0", "name": "x"}, NOWHERE),
        ({"id": "99999999999999999999", "name": "x"}, NOWHERE),
    ],
)
def test_channels_go_by_ids_and_else_by_names_that_only_one_has(place: Any, found: int) -> None:
    known = CHANNELS | {14: "twins", 15: "Twins"}
    plan, reader = said(here(talk=known), reminders=[{"channel": place, "when": "6h"}])
    (entry,) = plan.reminders
    assert (entry.after.channel_id, entry.after.is_on) == (found, found != NOWHERE)
    assert [each.path for each in reader.notes] == ([] if found else ["reminders.0.channel"])


def test_what_a_file_does_not_say_of_a_text_is_kept_if_a_person_wrote_it() -> None:
    former = Reminder(
        1, 7, 11, every_minutes=360, choice="text", text_en="Old", text_cn="旧", text_tw="舊", machine="zh-TW"
    )
    value = {"channel": {"name": "tea"}, "when": "6h", "shows": "text", "text": {"en": {"text": "New"}}}
    (entry,) = said(here(Present((former,))), reminders=[value])[0].reminders
    assert (entry.before, entry.after.reminder_id) == (former, 7)
    assert {locale: each.text for locale, each in entry.texts.items()} == {"en": "New", "zh-CN": "旧"}
    same = value | {"text": {"en": {"text": "Old"}}}
    assert said(here(Present((former,))), reminders=[same])[0].is_nothing


def test_a_list_that_is_not_named_stays() -> None:
    present = Present(
        (Reminder(1, 1, 11, every_minutes=60),), (Trigger(1, 1, 5, ("politics",)), Trigger(1, 2, 404, ("x",)))
    )
    assert said(here(present))[0].is_nothing
    plan, _ = said(here(present), triggers=[])
    assert (plan.gone_reminders, plan.gone_triggers) == ([], [present.triggers[0]])


@pytest.mark.parametrize("name", ["reminders.md", "reminders.zh-CN.md"])
def test_the_example_of_the_documents_can_be_read(name: str) -> None:
    text = (ROOT / "docs" / name).read_text("utf-8")
    (example,) = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    document = read(example.encode())
    assert [len(each or ()) for each in (document.reminders, document.triggers)] == [1, 1]
    cities = Zones(lambda city: ["成都"] if city == "Chengdu" else [])
    reader = Placing(here(), NOW, cities.find, lambda trigger: checked(trigger, FOLDING), FOLDING.fold)
    reader.reminders(document)
    reader.triggers(document)
    assert [each.path for each in reader.problems] == ["triggers.0.rule"]
