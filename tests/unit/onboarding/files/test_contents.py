"""Texts and journeys of a file follow the rules for those that moderators write; what is there already may stay."""

import pytest

from bot.i18n import LOCALES, catalogue_folder
from bot.onboarding.files.contents import Contents
from bot.onboarding.pack import Pack
from bot.store.setups import Daily, Setup, Stand, Wording
from bot.store.welcomes import Welcome

EMPTY = Setup(Welcome(1))


@pytest.fixture(scope="module")
def contents() -> Contents:
    return Contents(Pack.load(catalogue_folder()))


def said(text: str, title: str = "") -> dict[str, Wording]:
    return dict.fromkeys(LOCALES, Wording(title, text))


def problems(contents: Contents, after: Setup, before: Setup = EMPTY) -> dict[str, str]:
    return {each.path: each.message_id for each in contents.problems(before, after)}


@pytest.mark.parametrize(
    ("name", "wordings", "why"),
    [
        ("welcome", said("come in"), "is missing, so nobody would know"),
        ("welcome", said("hi {member} {rulez}"), "nothing stands for"),
        ("welcome", said("hi {member}" + "x" * 2000), "is the most"),
        ("welcome", said("hi {member}", "title"), "is the most"),
        ("step:refugee:new", said("text"), "One of the two is missing"),
        ("tip:refugee:new", said(""), "there is no text"),
        ("icebreaker:1", said("{server}?"), "nothing stands for"),
    ],
)
def test_each_language_is_checked_by_the_kind_of_the_text(
    contents: Contents, name: str, wordings: dict[str, Wording], why: str
) -> None:
    after = Setup(Welcome(1), {name: wordings})
    found = problems(contents, after)
    assert list(found) == [f"texts.{name}.{locale}" for locale in LOCALES]
    assert all(why in message for message in found.values())
    assert problems(contents, after, after) == {}


@pytest.mark.parametrize("name", ["hello", "icebreaker:one", "step:refugee", "welcome:all", "journey"])
def test_a_name_that_no_text_has_is_named(contents: Contents, name: str) -> None:
    assert list(problems(contents, Setup(Welcome(1), {name: said("x", "y")}))) == [f"texts.{name}"]


def test_journeys_and_steps_need_texts_of_their_own_where_redbridge_has_none(contents: Contents) -> None:
    steps = {("gamers", ""): Stand(1), ("refugee", "here"): Stand(1), ("refugee", "raid"): Stand(2)}
    found = problems(contents, Setup(Welcome(1), {}, steps))
    assert set(found) == {"journeys.gamers", "journeys.refugee.steps.raid"}
    texts = {"journey:gamers": said("about", "Gamers"), "step:refugee:raid": said("text", "Raids")}
    assert problems(contents, Setup(Welcome(1), texts, steps)) == {}
    assert problems(contents, Setup(Welcome(1), {}, steps), Setup(Welcome(1), {}, steps)) == {}


def test_a_step_or_tip_of_no_journey_is_named(contents: Contents) -> None:
    texts = {"step:gamers:raid": said("text", "Raids"), "tip:gamers:raid": said("text")}
    assert list(problems(contents, Setup(Welcome(1), texts))) == ["texts.step:gamers:raid", "texts.tip:gamers:raid"]


@pytest.mark.parametrize("zone", ["Asia/Chengdu", "", "../etc/passwd", "Asia", "asia/shanghai"])
def test_a_time_zone_must_be_one(contents: Contents, zone: str) -> None:
    assert list(problems(contents, Setup(Welcome(1), daily=Daily(None, 0, zone)))) == ["icebreaker.zone"]
    assert problems(contents, Setup(Welcome(1), daily=Daily(None, 0, "Asia/Shanghai"))) == {}


def test_no_more_than_a_server_can_have_unless_it_has_them(contents: Contents) -> None:
    texts = {f"icebreaker:{number}": said("why?") for number in range(401)}
    texts |= {f"journey:own-{number}": said("about", "Name") for number in range(18)}
    texts |= {f"step:own-1:s{number}": said("text", "Title") for number in range(21)}
    after = Setup(Welcome(1), texts)
    assert set(problems(contents, after)) == {"texts", "journeys", "journeys.own-1.steps"}
    assert problems(contents, after, after) == {}
    gone = ("icebreaker:1", "journey:own-2")
    fewer = Setup(Welcome(1), {name: each for name, each in texts.items() if name not in gone})
    assert problems(contents, fewer, after) == {}
