"""Catalogues that are missing, half written, stale, or of different sizes."""

import os
import shutil
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.doctor.catalogues import CataloguesCheck
from bot.i18n import catalogue_folder

pytestmark = pytest.mark.asyncio


def compiled(folder: Path, locale: str = "zh_TW") -> Path:
    return folder / locale / "LC_MESSAGES" / "messages.mo"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for locale in ("zh_CN", "zh_TW"):
        compiled(tmp_path, locale).parent.mkdir(parents=True)
        shutil.copy(compiled(catalogue_folder(), locale), compiled(tmp_path, locale))
    return tmp_path


def _half(folder: Path) -> None:
    whole = compiled(folder).read_bytes()
    compiled(folder).write_bytes(whole[: len(whole) // 2])


def _stale(folder: Path) -> None:
    source = compiled(folder).with_suffix(".po")
    source.write_text("", encoding="utf-8")
    later = compiled(folder).stat().st_mtime + 60
    os.utime(source, (later, later))


def _unequal(folder: Path) -> None:
    changed = bytearray(compiled(folder).read_bytes())
    (count,) = struct.unpack_from("<I", changed, 8)
    struct.pack_into("<I", changed, 8, count - 1)
    compiled(folder).write_bytes(changed)


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        (lambda folder: compiled(folder).unlink(), "CatalogueMissing"),
        (lambda folder: compiled(folder).write_bytes(b""), "CatalogueMissing"),
        (lambda folder: compiled(folder).write_text("not a catalogue", encoding="utf-8"), "CatalogueMissing"),
        (_half, "CatalogueMissing"),
        (_stale, "stale"),
        (_unequal, "unequal"),
    ],
)
async def test_what_is_wrong_with_them(folder: Path, harm: Callable[[Path], object], reason: str) -> None:
    assert (await CataloguesCheck(folder).run()).fix is None
    harm(folder)
    row = await CataloguesCheck(folder).run()
    assert row.reason == reason
    assert row.fix
    assert "make setup" in row.fix.message_id
