"""Channels and roles of a file are those of the same id, or of the same name if there is one; the rest stays out."""

import json
from typing import Any

from bot.errors import UserError
from bot.onboarding.files.placing import Here, Placing
from bot.onboarding.files.reading import read
from bot.store.setups import Daily, Setup, Stand
from bot.store.welcomes import Welcome

HERE = Here({11: "arrivals", 12: "cats", 13: "twins", 14: "twins"}, {21: "English", 22: "中文", 23: "boss"})
EMPTY = Setup(Welcome(1))
FULL = Setup(
    Welcome(1, 12, minimum_age_days=3, english_role_id=22, tips_a_day=0),
    steps={("refugee", "here"): Stand(1, role_id=21)},
    daily=Daily(12, 60, "UTC"),
)


def placed(value: Any, present: Setup = EMPTY, here: Here = HERE) -> tuple[Setup, dict[str, str]]:
    document = read(json.dumps({"format": "redbridge.onboarding", "version": 1, **value}).encode())
    placing = Placing(present, here)
    setup = placing.placed(document)
    return setup, {each.path: each.message_id.format(**each.params) for each in placing.left}


def channel(name: str, channel_id: int | None = None) -> Any:
    given = {"id": str(channel_id)} if channel_id else {}
    return {"welcome": {"channel": {**given, "name": name}}}


def test_an_id_of_here_counts_whatever_the_name() -> None:
    assert placed(channel("renamed", 11)) == (Setup(Welcome(1, 11)), {})


def test_a_name_counts_where_the_id_is_from_elsewhere() -> None:
    assert placed(channel("arrivals", 99))[0].welcome.channel_id == 11
    assert placed(channel("arrivals"))[0].welcome.channel_id == 11


def test_a_role_is_no_channel_and_a_channel_no_role() -> None:
    setup, left = placed({"welcome": {"channel": {"id": "21", "name": "English"}, "cat_role": {"name": "cats"}}})
    assert setup == EMPTY
    assert "No channel here is called “English”" in left["welcome.channel"]
    assert "No role here is called “cats”" in left["welcome.cat_role"]


def test_what_is_not_here_or_here_twice_stays_as_it_is_and_is_named() -> None:
    setup, left = placed(channel("moon"), FULL)
    assert (setup, list(left)) == (FULL, ["welcome.channel"])
    setup, left = placed(channel("twins"), FULL)
    assert setup == FULL
    assert "2 here are called “twins”" in left["welcome.channel"]


def test_what_the_bot_cannot_use_stays_out_with_the_reason_unless_it_is_chosen_already() -> None:
    asked: list[tuple[str, int]] = []

    def doubt(use: str, thing_id: int) -> UserError | None:
        asked.append((use, thing_id))
        return UserError("above")

    here = Here(HERE.channels, HERE.roles, doubt)
    value = {
        "welcome": {"roles": {"en": {"name": "boss"}}, "cat_channel": {"name": "cats"}, "channel": {"name": "cats"}},
        "journeys": {"refugee": {"steps": {"here": {"role": {"name": "English"}, "position": 1}}}},
        "icebreaker": {"channel": {"name": "arrivals"}, "time": "01:00", "zone": "UTC"},
    }
    setup, left = placed(value, FULL, here)
    assert setup == FULL
    assert sorted(asked) == [("cats", 12), ("icebreaker", 11), ("role", 23)]
    assert left == dict.fromkeys(["welcome.cat_channel", "welcome.roles.en", "icebreaker.channel"], "above")


def test_what_a_file_does_not_name_stays_and_what_it_says_is_nothing_goes() -> None:
    assert placed({}, FULL) == (FULL, {})
    assert placed({"welcome": {"direct": True}}, FULL)[0].welcome.minimum_age_days == 3
    setup, _ = placed({"welcome": {"channel": None, "roles": {"en": None}}, "journeys": {}, "icebreaker": None}, FULL)
    assert setup == Setup(Welcome(1, minimum_age_days=3, tips_a_day=0))


def test_a_step_that_differs_in_nothing_is_none() -> None:
    assert placed({"journeys": {"refugee": {"steps": {"here": {"hidden": False}}}}})[0].steps == {}


def test_texts_are_what_they_would_be_had_somebody_typed_them_unless_they_are_there_already() -> None:
    given = {"text": "hi ｛ Member ｝\r\n"}
    value = {"texts": {"welcome": dict.fromkeys(["en", "zh-CN", "zh-TW"], given), "moon": {}}}
    value["texts"]["moon"] = value["texts"]["welcome"]
    setup, _ = placed(value)
    assert {each.text for each in setup.texts["welcome"].values()} == {"hi {member}"}
    assert {each.text for each in setup.texts["moon"].values()} == {given["text"]}
    untidy = Setup(Welcome(1), dict.fromkeys(["welcome"], setup.texts["moon"]))
    del value["texts"]["moon"]
    assert placed(value, untidy)[0] == untidy
