import pytest

from bot.engines.breaker import Breaker, Health
from tests.fakes.clock import ManualClock


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def breaker(clock: ManualClock) -> Breaker:
    return Breaker(clock, rest=60)


def take(breaker: Breaker) -> int:
    ticket = breaker.take()
    assert ticket is not None
    return ticket


def test_an_engine_never_reached_is_contacted_first(breaker: Breaker):
    assert breaker.needs_contact
    assert breaker.take() is None
    breaker.reached()
    assert not breaker.needs_contact
    assert breaker.take() is not None
    assert breaker.take() is not None, "a well engine takes any number of calls"


def test_a_failure_gives_it_a_rest(breaker: Breaker, clock: ManualClock):
    breaker.reached()
    assert breaker.failed(take(breaker)), "the first failure is news"
    assert breaker.take() is None
    clock.advance(59.9)
    assert not breaker.needs_contact
    clock.advance(0.1)
    assert breaker.needs_contact
    assert breaker.take() is None, "nothing is tried before a sign of life"


def test_after_the_rest_one_attempt_at_a_time_decides(breaker: Breaker, clock: ManualClock):
    breaker.reached()
    breaker.failed(take(breaker))
    clock.advance(60)
    breaker.reached()
    assert breaker.health is Health.TRIAL
    trial = take(breaker)
    assert breaker.take() is None
    assert breaker.succeeded(trial), "the recovery is news"
    assert not breaker.succeeded(take(breaker)), "another success is not"


def test_a_failed_trial_is_no_news_and_means_another_rest(breaker: Breaker, clock: ManualClock):
    breaker.reached()
    breaker.failed(take(breaker))
    clock.advance(60)
    breaker.reached()
    assert not breaker.failed(take(breaker))
    clock.advance(59)
    assert not breaker.needs_contact
    clock.advance(1)
    assert breaker.needs_contact


def test_a_failed_contact_means_a_rest(breaker: Breaker, clock: ManualClock):
    assert breaker.failed()
    assert not breaker.needs_contact
    clock.advance(60)
    assert not breaker.failed(), "still unwell: no news"
    assert not breaker.needs_contact


def test_an_abandoned_trial_leaves_the_place_to_the_next(breaker: Breaker, clock: ManualClock):
    breaker.reached()
    breaker.failed(take(breaker))
    clock.advance(60)
    breaker.reached()
    breaker.let_go(take(breaker))
    assert breaker.take() is not None


def test_late_verdicts_count_for_nothing(breaker: Breaker, clock: ManualClock):
    breaker.reached()
    first, second, third = take(breaker), take(breaker), take(breaker)
    breaker.failed(first)
    clock.advance(30)
    assert not breaker.failed(second), "the same breakdown"
    clock.advance(30)
    assert breaker.needs_contact, "and no longer rest because of it"
    breaker.reached()
    trial = take(breaker)
    assert not breaker.succeeded(third)
    assert breaker.health is Health.TRYING
    breaker.let_go(third)
    assert breaker.take() is None
    assert breaker.succeeded(trial)


def test_it_rests_as_long_as_the_engine_says(breaker: Breaker, clock: ManualClock):
    breaker.reached()
    breaker.failed(take(breaker), rest=600)
    clock.advance(599)
    assert not breaker.needs_contact
    clock.advance(1)
    assert breaker.needs_contact


def test_a_broken_engine_is_left_out_for_a_quarter_of_an_hour_and_then_tried_once(breaker: Breaker, clock: ManualClock):
    breaker.reached()
    ticket = take(breaker)
    assert breaker.broke(ticket)
    assert not breaker.broke(ticket), "no news"
    assert not breaker.succeeded(ticket)
    clock.advance(899)
    assert not breaker.needs_contact
    assert breaker.take() is None
    assert breaker.health is Health.BROKEN
    clock.advance(1)
    assert breaker.needs_contact
    assert breaker.take() is None, "nothing is tried before a sign of life"
    breaker.reached()
    trial = take(breaker)
    assert breaker.take() is None
    assert breaker.succeeded(trial), "the recovery is news"
    assert breaker.health is Health.WELL
    assert breaker.broke(take(breaker)), "and so is the next breakdown"


@pytest.mark.parametrize("how", ["contact", "refused", "failed", "told to wait"])
def test_one_that_was_broken_and_fails_again_in_any_way_has_another_long_rest(
    breaker: Breaker, clock: ManualClock, how: str
):
    breaker.reached()
    breaker.broke(take(breaker))
    clock.advance(900)
    if how != "contact":
        breaker.reached()
    assert not {
        "contact": breaker.failed,
        "refused": lambda: breaker.broke(breaker.take()),
        "failed": lambda: breaker.failed(breaker.take()),
        "told to wait": lambda: breaker.failed(breaker.take(), rest=5),
    }[how](), "no news"
    assert breaker.health is Health.BROKEN
    clock.advance(899)
    assert not breaker.needs_contact
    clock.advance(1)
    assert breaker.needs_contact


def test_late_refusals_do_not_prolong_a_long_rest(breaker: Breaker, clock: ManualClock):
    breaker.reached()
    first, second = take(breaker), take(breaker)
    breaker.broke(first)
    clock.advance(500)
    assert not breaker.broke(second)
    clock.advance(400)
    assert breaker.needs_contact


def test_a_refusal_that_follows_a_failure_still_counts(breaker: Breaker):
    breaker.reached()
    first, second = take(breaker), take(breaker)
    breaker.failed(first)
    assert breaker.broke(second)
    assert breaker.health is Health.BROKEN


A, B = frozenset({1}), frozenset({2})


def test_the_second_text_convicts_and_the_same_one_never(breaker: Breaker):
    breaker.reached()
    ticket = take(breaker)
    assert not breaker.convicts(ticket, A)
    assert not breaker.convicts(ticket, A)
    assert not breaker.convicts(ticket, A | B), "the same text may have spoiled a request that held another"
    assert breaker.convicts(ticket, B)


def test_a_good_answer_wipes_the_strike_out(breaker: Breaker):
    breaker.reached()
    ticket = take(breaker)
    assert not breaker.convicts(ticket, A)
    assert not breaker.succeeded(ticket), "it was well all the time: no news"
    assert not breaker.convicts(ticket, B)


def test_what_is_about_no_text_is_no_strike(breaker: Breaker):
    breaker.reached()
    ticket = take(breaker)
    for texts in (frozenset[int](), A, frozenset[int]()):
        assert not breaker.convicts(ticket, texts)


def test_on_trial_any_failure_convicts_and_late_ones_never(breaker: Breaker, clock: ManualClock):
    breaker.reached()
    late = take(breaker)
    assert not breaker.convicts(late, A)
    breaker.failed(late)
    clock.advance(60)
    breaker.reached()
    trial = take(breaker)
    assert not breaker.convicts(late, B)
    assert breaker.convicts(trial, A)
    breaker.succeeded(trial)
    assert not breaker.convicts(late, B)
    assert not breaker.convicts(take(breaker), B), "a recovered engine begins anew"


def test_the_longest_rest_of_one_breakdown_counts(breaker: Breaker, clock: ManualClock):
    breaker.reached()
    first, second, third = take(breaker), take(breaker), take(breaker)
    breaker.failed(first, rest=5)
    assert not breaker.failed(second, rest=300)
    assert not breaker.failed(third, rest=10)
    clock.advance(299)
    assert not breaker.needs_contact
    clock.advance(1)
    assert breaker.needs_contact
