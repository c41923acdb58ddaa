"""The books to begin with are whole, in three languages, and a broken file is named."""

import shutil
from pathlib import Path

import pytest

from bot.i18n import LOCALES, catalogue_folder
from bot.rules.starters import STARTERS, StarterError, Starters


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for locale in ("en", "zh_CN", "zh_TW"):
        shutil.copytree(catalogue_folder() / locale / "rules", tmp_path / locale / "rules")
    return tmp_path


def test_every_book_is_there_in_every_language() -> None:
    starters = Starters.load(catalogue_folder())
    for locale in LOCALES:
        assert [each.key for each in starters.offered(locale)] == list(STARTERS)
    for key in STARTERS:
        for texts in starters.texts(key):
            assert set(texts) == set(LOCALES)
            assert all(text.keywords for text in texts.values())
            assert len({text.text for text in texts.values()}) == len(LOCALES)
            assert len({bool(text.detail) for text in texts.values()}) == 1
            assert len({len(text.examples) for text in texts.values()}) == 1


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ('key = "politics"', 'key = "tea"', "not those of the English file"),
        ('key = "politics"', 'key = "kind"', "a key of its own"),
        ('name = "No politics"', 'name = ""', "politics: name is missing"),
        ('name = "No politics"', f'name = "{"x" * 81}"', "81 of 80"),
        ("[[rule]]", "[[rule", "TOMLDecodeError"),
    ],
)
def test_a_broken_file_is_named_with_its_fault(folder: Path, before: str, after: str, reason: str) -> None:
    path = folder / "zh_CN" / "rules" / "rednote.toml"
    shutil.copy(folder / "en" / "rules" / "rednote.toml", path)
    path.write_text(path.read_text("utf-8").replace(before, after, 1), "utf-8")
    with pytest.raises(StarterError) as refused:
        Starters.load(folder)
    assert str(path) in str(refused.value.params["path"])
    assert reason in str(refused.value.params["reason"])


def test_a_missing_file_is_named(folder: Path) -> None:
    path = folder / "zh_TW" / "rules" / "friends.toml"
    path.unlink()
    with pytest.raises(StarterError) as refused:
        Starters.load(folder)
    assert refused.value.params["path"] == str(path)
