"""Files of setups: what is only nearly JSON, or nearly the format, is refused, and it is said where and why."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.filing.problems import BadFileError
from bot.onboarding.files.reading import read

HEAD: dict[str, Any] = {"format": "redbridge.onboarding", "version": 1}
BARE = json.dumps(HEAD).encode()
TEXT = {"text": "hello"}


def refusal(data: bytes) -> str:
    with pytest.raises(UserError) as caught:
        read(data)
    assert not isinstance(caught.value, BadFileError)
    return str(caught.value)


def problems(**value: Any) -> dict[str, str]:
    with pytest.raises(BadFileError) as caught:
        read(json.dumps({**HEAD, **value}).encode())
    return {each.path: each.message_id.format(**each.params) for each in caught.value.problems}


def within(value: str) -> bytes:
    return BARE[:-1] + f', "welcome": {value}}}'.encode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "line 1, column 1"),
        (BARE[:-1], "that is not JSON"),
        (BARE + b"x", "that is not JSON"),
        (within("{'direct': true}"), "that is not JSON"),
        (within('{"direct": true,}'), "that is not JSON"),
        (within('{"direct": NaN}'), "“NaN” stands in the file"),
        (within('{"direct": -Infinity}'), "“-Infinity” stands in the file"),
        (within('{"direct": true, "direct": false}'), "“direct” stands twice"),
        (within('{"a": "\\ud83d"}'), "half a letter"),
        (within('{"a\\u0000": 1}'), "half a letter"),
        (within("[" * 100_000), "more brackets within brackets"),
        (within('{"a":' * 50_000), "more brackets within brackets"),
        (b"\xef\xbb\xbf" + BARE, "byte order mark"),
        (BARE.decode().encode("utf-16"), "not in UTF-8"),
        (BARE.decode().encode("utf-16-le"), "not in UTF-8"),
        (BARE.decode().encode("utf-32"), "not in UTF-8"),
        (within('{"a": "x"}').replace(b"x", "进来吧".encode("gb18030")), "not in UTF-8"),
        (b"[]", "no file of a server's onboarding"),
        (b'"redbridge.onboarding"', "no file of a server's onboarding"),
        (b"{}", "no file of a server's onboarding"),
        (b'{"format": "other", "version": 1}', "no file of a server's onboarding"),
        (b'{"format": "redbridge.onboarding", "version": 2, "new": 1}', "made by a newer RedBridge: its version is 2"),
        (b'{"format": "redbridge.onboarding", "version": 0}', "a version that there ever was"),
        (b'{"format": "redbridge.onboarding", "version": true}', "a version that there ever was"),
        (b'{"format": "redbridge.onboarding", "version": 1.0}', "a version that there ever was"),
        (b'{"format": "redbridge.onboarding"}', "a version that there ever was"),
        (b'{"format": "redbridge.onboarding", "version": 1' + b"0" * 5000 + b"}", "a version that there ever was"),
    ],
)
def test_what_is_no_such_file_is_refused_with_what_to_do(data: bytes, said: str) -> None:
    assert said in refusal(data)


def test_a_bare_file_names_nothing() -> None:
    assert read(BARE).model_fields_set == {"format", "version"}


@pytest.mark.parametrize(
    ("value", "path", "said"),
    [
        ({"greeting": {}}, "greeting", "doesn't know this entry"),
        ({"welcome": {"chanel": None}}, "welcome.chanel", "doesn't know this entry"),
        ({"welcome": {"roles": {"fr": None}}}, "welcome.roles.fr", "doesn't know this entry"),
        ({"welcome": {"roles": {"zh_cn": None}}}, "welcome.roles.zh_cn", "doesn't know this entry"),
        ({"welcome": {"direct": 1}}, "welcome.direct", "must be true or false"),
        ({"welcome": {"direct": "yes"}}, "welcome.direct", "must be true or false"),
        ({"welcome": {"minimum_age_days": "7"}}, "welcome.minimum_age_days", "must be a whole number"),
        ({"welcome": {"minimum_age_days": True}}, "welcome.minimum_age_days", "must be a whole number"),
        ({"welcome": {"minimum_age_days": 7.5}}, "welcome.minimum_age_days", "must be a whole number"),
        ({"welcome": {"minimum_age_days": 1e999}}, "", "“Infinity”"),
        ({"welcome": {"minimum_age_days": 10**40}}, "welcome.minimum_age_days", "must be a whole number"),
        ({"welcome": {"minimum_age_days": -1}}, "welcome.minimum_age_days", "0 is the limit"),
        ({"welcome": {"minimum_age_days": 366}}, "welcome.minimum_age_days", "365 is the limit"),
        ({"welcome": {"channel": "arrivals"}}, "welcome.channel", "must be an object"),
        ({"welcome": {"channel": {"id": "1"}}}, "welcome.channel.name", "missing"),
        ({"welcome": {"channel": {"id": 1, "name": "a"}}}, "welcome.channel.id", "must be a text"),
        ({"welcome": {"channel": {"id": "x", "name": "a"}}}, "welcome.channel.id", "not written as it has to be"),
        ({"welcome": {"channel": {"name": "a" * 101}}}, "welcome.channel.name", "100 characters is the most"),
        ({"welcome": None}, "welcome", "must be an object"),
        ({"texts": []}, "texts", "must be an object"),
        ({"texts": {"welcome": {"en": TEXT, "zh-CN": TEXT}}}, "texts.welcome.zh-TW", "missing"),
        ({"texts": {"welcome": {"en": {"text": 5}}}}, "texts.welcome.en.text", "must be a text"),
        ({"texts": {"Welcome!": {}}}, "texts.Welcome!", "not written as it has to be"),
        ({"journeys": {"refugee": {"steps": {"here": {"role": 5}}}}}, "journeys.refugee.steps.here.role", "an object"),
        ({"icebreaker": {"time": "24:00", "zone": "UTC"}}, "icebreaker.time", "not written as it has to be"),
        ({"icebreaker": {"zone": "UTC"}}, "icebreaker.time", "missing"),
    ],
)
def test_what_is_wrong_in_a_file_is_named_by_its_path(value: dict[str, Any], path: str, said: str) -> None:
    if not path:
        assert said in refusal(json.dumps({**HEAD, **value}).encode())
        return
    assert said in problems(**value)[path]


def test_everything_that_is_wrong_is_named_at_once() -> None:
    found = problems(welcome={"direct": 1, "buddies": 0}, texts={"welcome": {"en": TEXT}})
    assert list(found) == ["welcome.direct", "welcome.buddies", "texts.welcome.zh-CN", "texts.welcome.zh-TW"]


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_no_bytes_bring_it_down(data: bytes) -> None:
    for each in (data, BARE[:-1] + data, BARE[:-1] + b', "welcome": ' + data + b"}"):
        with suppress(UserError):
            read(each)
