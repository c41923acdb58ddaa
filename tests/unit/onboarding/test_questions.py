"""The pack of questions is whole in three languages, and a broken file is named with its fault."""

import shutil
from pathlib import Path

import pytest

from bot.i18n import LOCALES, catalogue_folder
from bot.onboarding.questions import LONGEST, Questions
from bot.packs import PackError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for locale in ("en", "zh_CN", "zh_TW"):
        (tmp_path / locale / "onboarding").mkdir(parents=True)
        name = Path(locale, "onboarding", "icebreakers.toml")
        shutil.copy(catalogue_folder() / name, tmp_path / name)
    return tmp_path


def test_there_are_sixty_and_more_each_in_three_languages() -> None:
    questions = Questions.load(catalogue_folder())
    assert len(questions.keys) >= 60
    for key in questions.keys:
        texts = [questions.text(locale, key) or "" for locale in LOCALES]
        assert all(texts), key
        assert texts[0] not in texts[1:], key
        assert texts[0].isascii() or "“" in texts[0], key


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("breakfast =", "brekkie =", "not those of the English file"),
        ("breakfast = ", 'breakfast = "" #', "breakfast: a question has 1 to 150 characters, this one 0"),
        ("breakfast = ", f'breakfast = "{"x" * (LONGEST + 1)}" #', "this one 151"),
        ("breakfast = ", "breakfast = =", "TOMLDecodeError"),
    ],
)
def test_a_broken_file_is_named(folder: Path, before: str, after: str, reason: str) -> None:
    path = folder / "zh_TW" / "onboarding" / "icebreakers.toml"
    path.write_text(path.read_text("utf-8").replace(before, after, 1), "utf-8")
    with pytest.raises(PackError) as refused:
        Questions.load(folder)
    assert str(path) == refused.value.params["path"]
    assert reason in str(refused.value.params["reason"])


def test_a_missing_file_is_named(folder: Path) -> None:
    path = folder / "en" / "onboarding" / "icebreakers.toml"
    path.unlink()
    with pytest.raises(PackError) as refused:
        Questions.load(folder)
    assert str(path) == refused.value.params["path"]
