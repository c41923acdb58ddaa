"""The texts for newcomers: complete in every locale, short enough, and refused where they do not fit together."""

import re
import shutil
from pathlib import Path

import pytest

from bot.errors import RedBridgeError
from bot.i18n import LOCALES, catalogue_folder
from bot.onboarding.filling import PLACEHOLDERS, fill, placeholders
from bot.onboarding.pack import JOURNEYS, LONGEST_STEP, LONGEST_TIP, Pack
from bot.packs import PackError

HAN = re.compile(r"[\u4e00-\u9fff]")
# Characters of one way to write Chinese that the other one never has.
SIMPLIFIED = re.compile(r"[们这说个来会对时发频译词猫图书网语问头见边点门么妈]")
TRADITIONAL = re.compile(r"[們這說個來會對時發頻譯詞貓圖書網語問頭見邊點門麼媽]")
FOLDER = catalogue_folder()


def texts(locale: str) -> list[str]:
    return [
        text
        for journey in Pack.load(FOLDER).journeys(locale)
        for text in (
            journey.name,
            journey.about,
            *(part for step in journey.steps for part in (step.title, step.text)),
            *(tip.text for tip in journey.tips),
        )
    ]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for folder in ("en", "zh_CN", "zh_TW"):
        shutil.copytree(FOLDER / folder / "onboarding", tmp_path / folder / "onboarding")
    return tmp_path


def changed(folder: Path, locale: str, former: str, new: str) -> Path:
    path = folder / locale / "onboarding" / "refugee.toml"
    text = path.read_text("utf-8")
    assert former in text
    path.write_text(text.replace(former, new, 1), "utf-8")
    return path


@pytest.mark.parametrize("locale", LOCALES)
def test_there_are_forty_tips_and_no_two_alike(locale: str):
    tips = [tip for journey in Pack.load(FOLDER).journeys(locale) for tip in journey.tips]
    assert len({tip.key for tip in tips}) == len({tip.text for tip in tips}) == len(tips) >= 40


@pytest.mark.parametrize("locale", LOCALES)
def test_each_journey_begins_with_how_people_talk_and_lets_try_it(locale: str):
    for journey in Pack.load(FOLDER).journeys(locale):
        assert journey.steps[0].demo
        assert [step.key for step in journey.steps if step.demo] == ["here"]


def test_a_refugees_steps_are_those_that_a_refugee_needs():
    (journey, *_) = Pack.load(FOLDER).journeys("en")
    keys = [step.key for step in journey.steps]
    assert keys == ["here", "rednote", "words", "manners", "rules", "cats", "times", "safety"]
    words = next(step for step in journey.steps if step.key == "words")
    assert words.text.count("\n- ") + words.text.startswith("- ") == 10


@pytest.mark.parametrize(("locale", "foreign"), [("zh-CN", TRADITIONAL), ("zh-TW", SIMPLIFIED)])
def test_each_chinese_text_is_chinese_in_its_own_characters(locale: str, foreign: re.Pattern[str]):
    assert foreign.findall("".join(texts(locale))) == []
    assert all(HAN.search(text) for text in texts(locale))


def test_no_english_text_speaks_of_what_only_the_others_have():
    titles = [step.title for journey in Pack.load(FOLDER).journeys("en") for step in journey.steps]
    assert not any(HAN.search(title) for title in titles)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_placeholder_is_one_that_can_be_filled(locale: str):
    found = {name for text in texts(locale) for name in placeholders(text)}
    assert found == PLACEHOLDERS


def test_facts_are_put_in_as_they_are():
    facts = {"server": "{rules} & Co", "rules": "<#1>"}
    assert fill("In {server}: {rules}, {cats}.", facts) == "In {rules} & Co: <#1>, {cats}."


@pytest.mark.parametrize(
    ("locale", "former", "new", "reason"),
    [
        ("zh_CN", "在 {server}，", "", "{server} stands in one locale"),
        ("zh_TW", "{cats}", "{dogs}", "nothing stands for {dogs}"),
        ("zh_CN", 'key = "words"', 'key = "word"', "the steps are not those of"),
        ("en", 'key = "flags"', 'key = "slang"', "each tip needs a key of its own"),
        ("en", 'title = "Safe and private"', 'title = ""', "safety: title is missing"),
        ("zh_TW", 'title = "貓稅"', f'title = "{"貓" * 81}"', "81 of 80"),
        ("en", "Keep phone numbers", "Keep " * (LONGEST_STEP // 4), f"of {LONGEST_STEP} characters"),
        ("zh_CN", "答案别人看不到。", "喵" * LONGEST_TIP, f"of {LONGEST_TIP} characters"),
        ("en", "[[step]]", "[[step", "TOMLDecodeError"),
    ],
)
def test_a_pack_that_does_not_fit_together_is_refused_with_its_file(
    copy: Path, locale: str, former: str, new: str, reason: str
):
    path = changed(copy, locale, former, new)
    with pytest.raises(PackError) as refused:
        Pack.load(copy)
    assert isinstance(refused.value, RedBridgeError)
    assert reason in refused.value.params["reason"]
    assert str(path.parent.parent.parent) in refused.value.params["path"]


def test_a_missing_file_is_named(copy: Path):
    (copy / "zh_TW" / "onboarding" / "looking.toml").unlink()
    with pytest.raises(PackError) as refused:
        Pack.load(copy)
    assert "looking.toml" in refused.value.params["path"]
    assert Pack.load(FOLDER).journey("en", "pirate") is None
    assert [journey.key for journey in Pack.load(FOLDER).journeys("zh-TW")] == list(JOURNEYS)
