"""A mirror's list is read strictly: nothing in it may lead out of the folder, and what belongs together stays so."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.models.errors import MirrorRefused
from bot.models.pairs import PAIRS, pair_named
from bot.models.records import MOST_BYTES, choose, is_file_name, read_records

EN_ZH, ZH_EN = PAIRS


def record(
    kind: str, version: str = "3.0", source: str = "en", target: str = "zh-Hans", **changes: Any
) -> dict[str, Any]:
    return {
        "name": f"{kind}.enzh.bin",
        "fileType": kind,
        "version": version,
        "sourceLanguage": source,
        "targetLanguage": target,
        "architecture": "base",
        "filter_expression": "",
        "decompressedHash": "a" * 64,
        "decompressedSize": 4000,
        "attachment": {"hash": "b" * 64, "size": 1000, "location": f"main/models/{kind}-{version}.zst"},
        **changes,
    }


def model(version: str = "3.0", kinds: str = "model srcvocab trgvocab lex", **changes: Any) -> list[dict[str, Any]]:
    return [record(kind, version, **changes) for kind in kinds.split()]


def kinds_of(records: list[Any]) -> list[str]:
    return [part.kind for part in choose(records, EN_ZH, "mirror").parts]


def test_a_release() -> None:
    release = choose(model(), EN_ZH, "mirror")
    assert release.version == "3.0"
    assert [part.kind for part in release.parts] == ["model", "srcvocab", "trgvocab", "lex"]
    assert (release.packed_size, release.size) == (4000, 16000)
    assert release.parts[0].location == "main/models/model-3.0.zst"


def test_pairs_have_names() -> None:
    assert [pair.name for pair in PAIRS] == ["en-zh", "zh-en"]
    assert pair_named(" EN-zh ") is EN_ZH
    assert pair_named("en-fr") is None


@pytest.mark.parametrize(
    ("kinds", "taken"),
    [
        ("model vocab", ["model", "vocab"]),
        ("model vocab lex qualityModel", ["model", "vocab", "lex"]),
        ("model vocab srcvocab trgvocab", ["model", "srcvocab", "trgvocab"]),
        ("model vocab srcvocab", ["model", "vocab"]),
    ],
)
def test_what_a_model_needs(kinds: str, taken: list[str]) -> None:
    assert kinds_of(model(kinds=kinds)) == taken


@pytest.mark.parametrize("kinds", ["model", "model srcvocab", "model lex trgvocab", "vocab lex"])
def test_what_is_not_enough(kinds: str) -> None:
    with pytest.raises(MirrorRefused, match="no model for en-zh"):
        choose(model(kinds=kinds), EN_ZH, "mirror")


@pytest.mark.parametrize(
    ("versions", "chosen"),
    [
        (["3.0", "3.1"], "3.1"),
        (["3.10", "3.9"], "3.10"),
        (["3.0", "3.1a1"], "3.0"),
        (["3.1a1"], "3.1a1"),
        (["2.9", "3.0", "4.0"], "3.0"),
    ],
)
def test_the_newest_version_of_this_format(versions: list[str], chosen: str) -> None:
    records = [one for version in versions for one in model(version)]
    assert choose(records, EN_ZH, "mirror").version == chosen


@pytest.mark.parametrize("version", ["2.0", "4.0", "0", "", "3", "three", "3.0.0.0", "-3.0"])
def test_versions_that_are_none(version: str) -> None:
    with pytest.raises(MirrorRefused):
        choose(model(version), EN_ZH, "mirror")


def test_a_trial_for_some_is_not_taken_while_there_is_one_for_all() -> None:
    trial = model("3.2", filter_expression="env.channel == 'nightly'")
    assert choose([*model("3.1"), *trial], EN_ZH, "mirror").version == "3.1"
    assert choose(trial, EN_ZH, "mirror").version == "3.2"


def test_an_unfinished_release_does_not_hide_a_whole_one() -> None:
    assert choose([*model("3.1", "model", architecture="tiny"), *model("3.0")], EN_ZH, "mirror").version == "3.0"


def test_architectures_are_not_mixed() -> None:
    tiny = model("3.1", "model vocab", architecture="tiny")
    base = model("3.0", "lex srcvocab trgvocab", architecture="base")
    assert kinds_of([*tiny, *base]) == ["model", "vocab"]


def test_chinese_by_either_name_but_not_traditional() -> None:
    plain, traditional = model("3.5", target="zh"), model("3.9", target="zh-Hant")
    assert choose([*plain, *traditional, *model("3.0")], EN_ZH, "mirror").version == "3.0"
    assert choose([*plain, *traditional], EN_ZH, "mirror").version == "3.5"
    with pytest.raises(MirrorRefused):
        choose(traditional, EN_ZH, "mirror")
    with pytest.raises(MirrorRefused):
        choose(model(), ZH_EN, "mirror")


def without_hash() -> list[dict[str, Any]]:
    return [{key: value for key, value in one.items() if not key.startswith("decompressed")} for one in model()]


def test_a_list_that_says_less() -> None:
    release = choose(without_hash(), EN_ZH, "mirror")
    assert (release.parts[0].sha256, release.parts[0].size) == ("", 0)
    assert release.size == 8000


@pytest.mark.parametrize(
    "name",
    [
        "../model.bin", "/etc/passwd", "a/b", "a\\b", "..", ".", "", ".hidden", "C:model", "model.bin\n", "model\0",
        "模型", "a" * 200, "-rf", "model.",
    ],
)  # fmt: skip
def test_names_that_lead_elsewhere(name: str) -> None:
    assert not is_file_name(name)
    bad = record("model", name=name)
    with pytest.raises(MirrorRefused):
        choose([bad, *model(kinds="vocab")], EN_ZH, "mirror")


@pytest.mark.parametrize(
    "attachment",
    [
        {"location": "../../secrets"},
        {"location": "https://elsewhere.example/model"},
        {"location": "/models/x"},
        {"location": "models//x"},
        {"location": "models/x?y=1"},
        {"location": ""},
        {"hash": "b" * 63},
        {"hash": "../" + "b" * 61},
        {"hash": None},
        {"size": 0},
        {"size": -1},
        {"size": MOST_BYTES + 1},
        {"size": "1000"},
        {"size": True},
        {"size": 1.5},
    ],
)
def test_attachments_that_cannot_be(attachment: dict[str, Any]) -> None:
    good = record("model")
    bad = {**good, "attachment": {**good["attachment"], **attachment}}
    with pytest.raises(MirrorRefused):
        choose([bad, *model(kinds="vocab")], EN_ZH, "mirror")


def test_two_files_of_one_name_are_refused() -> None:
    with pytest.raises(MirrorRefused):
        choose([record("model", name="same"), record("vocab", name="same")], EN_ZH, "mirror")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*record("model")]), inner, max_size=9),
    max_leaves=20,
)


@settings(max_examples=40)
@given(
    st.lists(
        JSON | st.builds(lambda key, value: {**record("model"), key: value}, st.sampled_from([*record("model")]), JSON)
    )
)
def test_whatever_a_list_holds_is_passed_over_or_taken(items: list[Any]) -> None:
    records = read_records(json.dumps({"data": items}).encode(), "mirror")
    assert choose([*records, *model()], EN_ZH, "mirror").version.startswith("3.")
