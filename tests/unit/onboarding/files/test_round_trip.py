"""What one server takes home, another one brings along: the same but for ids, and nothing of what it had before."""

from dataclasses import fields, replace

from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import LOCALES
from bot.onboarding.files.differences import differences
from bot.onboarding.files.placing import PLACES, PLAIN, ROLES, Here, Placing
from bot.onboarding.files.reading import read
from bot.onboarding.files.writing import write
from bot.onboarding.kinds import tidied
from bot.store.setups import Daily, Setup, Stand, Wording
from bot.store.welcomes import AUDITED, Welcome

FROM, TO = 1, 2
HERE = Here({11: "arrivals", 12: "cats", 13: "general"}, {21: "English", 22: "中文", 23: "home"})
THERE = Here({51: "arrivals", 52: "cats", 53: "general"}, {61: "English", 62: "中文", 63: "home"})

letters = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=30)
# A text that is kept as it is written; test_contents tells of those that are not.
texts = letters.map(lambda text: _kept(f"x{text}x"))
keys = st.from_regex(r"[a-z0-9-]{1,32}", fullmatch=True)
names = st.sampled_from(["welcome", "welcome-back"]) | st.builds("step:{}:{}".format, keys, keys)


def _kept(text: str) -> str:
    return tidied("welcome", Wording("", text)).text


wordings = st.builds(Wording, st.just("") | texts.map(lambda text: " ".join(text.split())), texts, st.booleans())


def setups(guild_id: int, here: Here) -> st.SearchStrategy[Setup]:
    channels = st.none() | st.sampled_from(sorted(here.channels))
    roles = st.none() | st.sampled_from(sorted(here.roles))
    numbers = st.integers(0, 365), roles, roles, roles, channels, roles, st.integers(0, 2), st.booleans()
    stands = st.builds(Stand, st.none() | st.integers(0, 999), st.booleans(), roles)
    return st.builds(
        Setup,
        st.builds(Welcome, st.just(guild_id), channels, st.booleans(), *numbers),
        st.dictionaries(names, st.fixed_dictionaries(dict.fromkeys(LOCALES, wordings)), max_size=3),
        st.dictionaries(st.tuples(keys, st.just("") | keys), stands.filter(lambda each: each != Stand()), max_size=4),
        st.none() | st.builds(Daily, channels, st.integers(0, 24 * 60 - 1), st.sampled_from(["UTC", "Asia/Shanghai"])),
        st.frozensets(keys, max_size=3),
    )


def anonymous(setup: Setup, here: Here) -> object:
    """A setup in which names stand for ids."""
    document = read(write(setup, here)).model_dump()
    return _nameless(document)


def _nameless(value: object) -> object:
    if isinstance(value, dict):
        return {name: _nameless(each) for name, each in value.items() if name != "id"}
    return value


@given(setups(FROM, HERE), setups(TO, THERE))
def test_another_server_becomes_the_same_whatever_it_had(setup: Setup, former: Setup) -> None:
    placing = Placing(former, THERE)
    placed = placing.placed(read(write(setup, HERE)))
    assert placing.left == []
    assert placed.welcome.guild_id == TO
    assert anonymous(placed, THERE) == anonymous(setup, HERE)


@given(setups(FROM, HERE))
def test_an_own_file_changes_nothing(setup: Setup) -> None:
    placing = Placing(setup, HERE)
    assert placing.placed(read(write(setup, HERE))) == setup
    assert differences(setup, setup) == []


@given(setups(FROM, HERE))
def test_an_own_file_changes_nothing_where_channels_and_roles_are_gone(setup: Setup) -> None:
    nobody = Here({}, {})
    placing = Placing(setup, nobody)
    assert placing.placed(read(write(setup, nobody))) == setup
    assert placing.left == []


@given(setups(FROM, HERE), setups(FROM, HERE))
def test_there_is_a_difference_wherever_there_is_one(before: Setup, after: Setup) -> None:
    assert bool(differences(before, after)) == (before != after)
    undone = [(each.what, each.subject, each.after, each.before) for each in differences(before, after)]
    done = [(each.what, each.subject, each.before, each.after) for each in differences(after, before)]
    assert done == undone


@given(setups(FROM, HERE))
def test_a_file_tells_nothing_of_whoever_decided(setup: Setup) -> None:
    signed = replace(setup, welcome=replace(setup.welcome, updated_at=1234567890123, updated_by=9876543210987))
    assert write(signed, HERE) == write(setup, HERE)


def test_no_setting_is_forgotten() -> None:
    """Whoever gives servers another setting for newcomers puts it into the format, too."""
    of_the_row = {"guild_id", "updated_at", "updated_by"}
    assert {each.name for each in fields(Welcome)} - of_the_row == {*PLAIN.values(), *PLACES.values(), *ROLES.values()}
    assert {each.name for each in fields(Welcome)} - of_the_row == set(AUDITED.values())
