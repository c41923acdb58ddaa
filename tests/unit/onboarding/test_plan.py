"""A server's journeys: the pack's, changed and added to, whatever was changed, hidden or taken out since."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import LOCALES, catalogue_folder
from bot.onboarding.pack import Journey, Pack
from bot.onboarding.plan import MOST_SHOWN, PlannedJourney, free_key, offered, ordered, planned
from bot.store.setups import Stand, Wording

PACK = Pack.load(catalogue_folder())
OURS = PACK.journeys("en")
KEYS = st.sampled_from(["refugee", "rednote", "looking", "own-1", "own-2", "own-10", "gone"])
STEPS = st.sampled_from(["", "here", "rules", "words", "manners", "own-1", "own-2", "gone"])
STANDS = st.builds(
    Stand, st.none() | st.integers(-3, 30), st.booleans(), st.none() | st.integers(min_value=1, max_value=2**60)
)
ROWS = st.dictionaries(st.tuples(KEYS, STEPS), STANDS, max_size=12)
TEXTS = st.lists(
    st.one_of(
        KEYS.map("journey:{}".format), st.tuples(KEYS, STEPS.filter(bool)).map(lambda at: f"step:{at[0]}:{at[1]}")
    ),
    max_size=8,
).map(lambda names: {name: said(name) for name in names})


def said(name: str, text: str = "") -> dict[str, Wording]:
    return {locale: Wording(f"{name} {locale}", text or "A text", locale != "en") for locale in LOCALES}


def keys(journeys: list[PlannedJourney] | tuple[PlannedJourney, ...]) -> list[str]:
    return [each.key for each in journeys]


def steps(journey: PlannedJourney) -> list[str]:
    return [each.step.key for each in journey.steps]


def only(journeys: list[PlannedJourney], key: str) -> PlannedJourney:
    return next(each for each in journeys if each.key == key)


def plan(rows=None, texts=None, locale: str = "en", ours=None) -> list[PlannedJourney]:
    return list(planned(ours or PACK.journeys(locale), rows or {}, texts or {}, locale))


def test_without_changes_it_is_the_pack_in_every_locale() -> None:
    for locale in LOCALES:
        for ours, mine in zip(PACK.journeys(locale), plan(locale=locale), strict=True):
            assert (mine.key, mine.name, mine.about, mine.tips) == (ours.key, ours.name, ours.about, ours.tips)
            assert tuple(each.step for each in mine.steps) == ours.steps
            assert not any((mine.is_hidden, mine.is_own, mine.is_machine, mine.role_id))


def test_own_texts_take_the_place_of_ours_and_the_rest_of_a_step_stays() -> None:
    texts = {name: said(name) for name in ("journey:refugee", "step:refugee:here", "tip:refugee:cats")}
    texts["tip:refugee:" + OURS[0].tips[0].key] = said("tip")
    mine = only(plan(texts=texts, locale="zh-TW"), "refugee")
    assert (mine.name, mine.about, mine.is_machine) == ("journey:refugee zh-TW", "A text", True)
    assert mine.steps[0].step == replace(
        PACK.journeys("zh-TW")[0].steps[0], title="step:refugee:here zh-TW", text="A text"
    )
    assert mine.tips[0].text == "A text"
    assert not mine.steps[0].is_own


def test_own_steps_and_journeys_come_last_in_the_order_of_their_numbers() -> None:
    names = ["journey:own-10", "journey:own-2", "step:own-2:own-1", "step:looking:own-10", "step:looking:own-9"]
    mine = plan(texts={name: said(name) for name in names})
    assert keys(mine) == ["refugee", "rednote", "looking", "own-2", "own-10"]
    assert steps(only(mine, "looking")) == ["here", "rules", "manners", "own-9", "own-10"]
    assert [each.is_own for each in mine] == [False, False, False, True, True]
    # The one without a card is not asked about.
    assert keys(tuple(offered(mine))) == ["refugee", "rednote", "looking", "own-2"]


def test_positions_of_steps_that_a_later_release_lacks_leave_no_hole() -> None:
    rows = {("looking", key): Stand(position) for position, key in enumerate(["manners", "rules", "here"])}
    without = [replace(OURS[2], steps=tuple(each for each in OURS[2].steps if each.key != "rules"))]
    assert steps(only(plan(rows), "looking")) == ["manners", "rules", "here"]
    assert steps(only(plan(rows, ours=without), "looking")) == ["manners", "here"]
    # What a server has written itself stays, though the pack has no such step any more.
    kept = only(plan(rows, {"step:looking:rules": said("rules")}, ours=without), "looking")
    assert steps(kept) == ["manners", "rules", "here"]
    assert kept.steps[1].is_own


def test_a_step_that_a_later_release_brings_comes_last_where_all_others_were_ordered() -> None:
    rows = {("looking", key): Stand(position) for position, key in enumerate(["manners", "here"])}
    assert steps(only(plan(rows), "looking")) == ["manners", "here", "rules"]


def test_what_a_server_lacks_is_left_out_also_where_its_own_words_speak_of_it() -> None:
    texts = {"step:looking:here": said("here", "Post in {cats} of {server}")}
    mine = only(plan(texts=texts), "looking")
    assert [each.step.key for each in mine.seen_with({"server": "x"})] == ["manners"]
    assert [each.step.key for each in mine.seen_with({"server": "x", "cats": "c", "rules": "r"})] == steps(mine)


def test_a_journey_all_of_whose_cards_speak_of_something_is_not_offered() -> None:
    rows = {("looking", key): Stand(is_hidden=True) for key in ("here", "manners")}
    assert keys(tuple(offered(plan(rows)))) == ["refugee", "rednote"]


def test_where_a_file_hid_them_all_newcomers_are_still_asked() -> None:
    rows = {(each.key, ""): Stand(is_hidden=True) for each in OURS}
    assert keys(tuple(offered(plan(rows)))) == ["refugee", "rednote", "looking"]


@given(ROWS, TEXTS, st.sampled_from(LOCALES))
def test_nothing_is_lost_or_doubled_and_members_can_always_begin(rows, texts, locale) -> None:
    mine = plan(rows, texts, locale)
    own = {name.split(":")[1] for name in texts if name.startswith("journey:")}
    assert sorted(keys(mine)) == sorted({each.key for each in OURS} | own)
    for each in mine:
        ours: Journey | None = PACK.journey(locale, each.key)
        named = {name.split(":")[2] for name in texts if name.startswith(f"step:{each.key}:")}
        assert sorted(steps(each)) == sorted({step.key for step in (ours.steps if ours else ())} | named)
    shown = offered(mine)
    assert 1 <= len(shown) <= MOST_SHOWN
    for each in shown:
        assert each.seen_with({"server": "x"})


@given(st.lists(st.none() | st.integers(-5, 12), max_size=10))
def test_those_with_a_place_stand_in_the_order_of_places_and_others_in_their_own(places) -> None:
    result = ordered(range(len(places)), places)
    assert sorted(result) == list(range(len(places)))
    loose = [thing for thing in result if places[thing] is None]
    fixed = [thing for thing in result if places[thing] is not None]
    assert loose == sorted(loose)
    assert fixed == sorted(fixed, key=lambda thing: (places[thing], thing))


@given(st.permutations(range(8)))
def test_a_complete_order_is_kept(order) -> None:
    assert ordered("abcdefgh", order) == [letter for _, letter in sorted(zip(order, "abcdefgh", strict=True))]


def test_names_are_new() -> None:
    assert free_key([]) == "own-1"
    assert free_key(["here", "own-2", "own-10", "own-x"]) == "own-11"
    assert free_key(["own-2"], 7) == "own-7"
