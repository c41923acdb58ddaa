"""What may stand in a server's own texts, and how they are tidied."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.i18n import ENGLISH, LOCALES, catalogue_folder
from bot.onboarding import kinds
from bot.onboarding.filling import fill, placeholders
from bot.onboarding.kinds import Entry
from bot.onboarding.pack import Pack

NAMES = ("welcome", "welcome-back", "welcome-all", "journey:refugee", "step:refugee:words", "tip:a:b", "icebreaker:7")
TYPED = st.text(st.sampled_from("a b{}｛｝serverMEMBER_member\n🐱字　\u200b-"), max_size=60)


def told(name: str, typed: str, locale: str = ENGLISH) -> str:
    """The beginning of what is wrong with it, or ""."""
    found = kinds.problem(name, locale, kinds.split(name, typed))
    return str(found).partition(",")[0].partition(";")[0].partition(".")[0] if found else ""


def test_there_is_room_for_the_longest_name_of_a_server_with_each_character_escaped() -> None:
    text = "{server}" * 9
    assert not told("step:a:b", f"Title\n{text}")
    assert told("step:a:b", f"Title\n{text}{{server}}")


@pytest.mark.parametrize("name", ["", "welcome-none", "step:refugee", "tip:A:b", "icebreaker:x", "journey:" + "a" * 33])
def test_no_text_has_another_name(name: str) -> None:
    with pytest.raises(UserError):
        kinds.kind_of(name)


def test_the_pack_may_be_kept_as_a_servers_own() -> None:
    pack = Pack.load(catalogue_folder())
    for locale in LOCALES:
        for journey in pack.journeys(locale):
            key = journey.key
            texts = {f"journey:{key}": Entry(journey.name, journey.about)}
            texts |= {f"step:{key}:{step.key}": Entry(step.title, step.text) for step in journey.steps}
            texts |= {f"tip:{key}:{tip.key}": Entry("", tip.text) for tip in journey.tips}
            for name, entry in texts.items():
                assert kinds.problem(name, locale, entry) is None
                assert kinds.split(name, kinds.joined(entry)) == entry


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Hi {Member} ", "Hi {member}"),
        ("你好，｛ member ｝", "你好，{member}"),
        ("{member}: it is {time in Beijing}", "{member}: it is {time_in_beijing}"),
        ("{member}\u200b\r\nin {server}", "{member}\nin {server}"),
    ],
)
def test_placeholders_are_understood_as_people_type_them(typed: str, kept: str) -> None:
    assert kinds.split("welcome", typed) == Entry("", kept)
    assert told("welcome", typed) == ""


@pytest.mark.parametrize(
    ("name", "typed", "what"),
    [
        ("welcome", "Hi {member} in {city}", "English: nothing stands for {city}"),
        ("welcome", "你好 {member}｛名字｝", "English: nothing stands for ｛名字｝"),
        ("welcome", "Hello in {server}", "English: {member} is missing"),
        ("welcome", " \u200b ", "English: there is no text"),
        ("welcome-all", "Hello {member}", "English: nothing stands for {member}"),
        ("welcome", "{member}" + "a" * 693, "English: this has 701 characters"),
        ("welcome", "{member}" + "{server}" * 9, "English: with all names and channels put in"),
        ("step:refugee:words", "Only a title", "English: the first line is the title"),
        ("step:refugee:words", "In {server}\nText", "English: nothing stands for {server} in a title"),
        ("step:refugee:words", "a" * 81 + "\nText", "English: the first line is the title"),
        ("step:refugee:words", "Title\n" + "🐱" * 751, "English: this has 1502 characters"),
        ("tip:refugee:one", "a" * 301, "English: this has 301 characters"),
        ("journey:refugee", "Gamers\n{server}", "English: nothing stands for {server} in this text"),
        ("icebreaker:1", "a" * 301, "English: this has 301 characters"),
    ],
)
def test_what_cannot_be_used_is_named(name: str, typed: str, what: str) -> None:
    assert told(name, typed) == what


def test_the_language_at_fault_is_named_and_all_must_be_there() -> None:
    good = Entry("", "{member}!")
    with pytest.raises(UserError) as refused:
        kinds.check("welcome", {"en": good, "zh-CN": good})
    assert refused.value.params["language"] == "繁體中文"
    kinds.check("welcome", dict.fromkeys(LOCALES, good))


@given(st.sampled_from(NAMES), TYPED)
def test_tidying_changes_nothing_twice(name: str, typed: str) -> None:
    entry = kinds.split(name, typed)
    assert kinds.tidied(name, entry) == entry
    if kinds.problem(name, ENGLISH, entry) is None:
        assert kinds.split(name, kinds.joined(entry)) == entry


@given(st.sampled_from(NAMES), TYPED)
def test_whatever_passes_can_be_filled_and_fits(name: str, typed: str) -> None:
    entry, kind = kinds.split(name, typed), kinds.kind_of(name)
    if kinds.problem(name, ENGLISH, entry) is None:
        assert placeholders(entry.text) <= kind.placeholders
        filled = fill(entry.text, dict.fromkeys(kind.placeholders, "12345"))
        assert not placeholders(filled)
        assert len(filled) <= kind.room
