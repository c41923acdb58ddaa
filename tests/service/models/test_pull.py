"""Fetching models from a mirror that behaves, and from one that does not."""

import asyncio
import hashlib
from pathlib import Path
from typing import Any

import pytest

from bot.models.errors import MirrorRefused, MirrorUnreachable, ModelError, NoRoom
from bot.models.folder import Folder, Installed
from bot.models.lock import alone
from bot.models.mirror import Mirror
from bot.models.pairs import PAIRS
from bot.models.pull import free_bytes, pull
from bot.models.records import Part, Release
from tests.fakes.mirror import FakeMirror, content_of, zstd

EN_ZH, ZH_EN = PAIRS


class Seen:
    """A Watcher that keeps what it was told."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.ended: list[tuple[str, bool]] = []
        self.come: dict[str, list[int]] = {}

    def begins(self, release: Release) -> None:
        self.begun.append(release.pair.name)

    def advances(self, part: Part, come: int) -> None:
        self.come.setdefault(part.name, []).append(come)

    def ends(self, installed: Installed, *, changed: bool) -> None:
        self.ended.append((installed.pair.name, changed))


async def fetch(root: Path, mirror: FakeMirror, *, pairs=(EN_ZH,), silence: float = 10.0, free=free_bytes) -> Seen:
    seen = Seen()
    async with Mirror(mirror.records_url, mirror.files_url, silence=silence, pause=0) as client:
        await pull(Folder(root), client, pairs, seen, free)
    return seen


def parts(mirror: FakeMirror, pair: str = "enzh") -> dict[str, dict[str, Any]]:
    return {record["fileType"]: record for record in mirror.records if pair in record["name"]}


def everything(root: Path) -> set[str]:
    """The files below a folder, but for its lock."""
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file() and path.name != ".lock"}


def is_whole(root: Path) -> bool:
    """The model of en-zh is there, sound, and nothing else is."""
    installed = Folder(root).installed(EN_ZH)
    assert installed
    assert installed.damaged() == []
    kinds = {"model", "srcvocab", "trgvocab", "lex"}
    return everything(root) == {"en-zh/model.json"} | {
        str((installed.folder / file.name).relative_to(root)) for file in installed.files if file.kind in kinds
    }


@pytest.mark.asyncio
async def test_both_directions(tmp_path: Path, mirror: FakeMirror):
    seen = await fetch(tmp_path, mirror, pairs=PAIRS)
    assert (seen.begun, seen.ended) == (["en-zh", "zh-en"], [("en-zh", True), ("zh-en", True)])
    for pair in PAIRS:
        installed = Folder(tmp_path).installed(pair)
        assert installed
        assert (installed.version, installed.damaged(), len(installed.files)) == ("3.0", [], 4)
        model = installed.path("model")
        assert model
        assert model.read_bytes() == content_of(model.name + "3.0")
        assert installed.size == 4 * 300_000
    assert not (tmp_path / ".downloads").exists()
    assert len(seen.come) == 8
    for sizes in seen.come.values():
        assert sizes == sorted(sizes)
        assert (sizes[0], sizes[-1]) == (0, len(zstd(content_of(""))))


@pytest.mark.asyncio
async def test_what_is_here_is_not_fetched_again(tmp_path: Path, mirror: FakeMirror):
    await fetch(tmp_path, mirror)
    asked = len(mirror.asked)
    seen = await fetch(tmp_path, mirror)
    assert (seen.begun, seen.ended) == ([], [("en-zh", False)])
    assert len(mirror.asked) == asked + 1


@pytest.mark.asyncio
async def test_a_damaged_file_alone_is_fetched_again(tmp_path: Path, mirror: FakeMirror):
    await fetch(tmp_path, mirror)
    installed = Folder(tmp_path).installed(EN_ZH)
    assert installed
    vocabulary = installed.path("trgvocab")
    assert vocabulary
    vocabulary.write_bytes(b"")
    assert installed.damaged() == [vocabulary.name]
    mirror.asked.clear()
    await fetch(tmp_path, mirror)
    assert [path for path, _ in mirror.asked if path] == [parts(mirror)["trgvocab"]["attachment"]["location"]]
    assert is_whole(tmp_path)


@pytest.mark.asyncio
async def test_a_new_version_takes_the_place_of_the_old_one(tmp_path: Path, mirror: FakeMirror):
    await fetch(tmp_path, mirror)
    mirror.publish("en", "zh-Hans", "3.1")
    await fetch(tmp_path, mirror)
    installed = Folder(tmp_path).installed(EN_ZH)
    assert installed
    assert installed.version == "3.1"
    assert is_whole(tmp_path)


@pytest.mark.asyncio
async def test_the_old_version_counts_until_the_new_one_is_whole(tmp_path: Path, mirror: FakeMirror):
    await fetch(tmp_path, mirror)
    new = mirror.publish("en", "zh-Hans", "3.1")
    mirror.fail(new["trgvocab"], "500", "500", "500", "500")
    with pytest.raises(MirrorUnreachable):
        await fetch(tmp_path, mirror)
    installed = Folder(tmp_path).installed(EN_ZH)
    assert installed
    assert (installed.version, installed.damaged()) == ("3.0", [])
    await fetch(tmp_path, mirror)
    assert mirror.ranges_of(new["model"]) == [""]  # what was whole the first time was not fetched again
    assert is_whole(tmp_path)


@pytest.mark.asyncio
@pytest.mark.parametrize("failure", ["cut off", "short", "hang"])
async def test_a_download_goes_on_where_it_stopped(tmp_path: Path, mirror: FakeMirror, failure: Any):
    model = parts(mirror)["model"]
    mirror.fail(model, failure, "500", "429")
    await fetch(tmp_path, mirror, silence=0.3)
    half = model["attachment"]["size"] // 2
    assert mirror.ranges_of(model) == ["", *[f"bytes={half}-"] * 3]
    assert is_whole(tmp_path)


@pytest.mark.asyncio
async def test_another_process_goes_on_where_one_stopped(tmp_path: Path, mirror: FakeMirror):
    model = parts(mirror)["model"]
    mirror.fail(model, "hang")
    interrupted = asyncio.create_task(fetch(tmp_path, mirror))
    await mirror.reached(model)
    while not any(path.stat().st_size for path in tmp_path.glob(".downloads/*")):  # noqa: ASYNC110 - no file tells
        await asyncio.sleep(0.01)
    interrupted.cancel()
    with pytest.raises(asyncio.CancelledError):
        await interrupted
    assert Folder(tmp_path).installed(EN_ZH) is None
    await fetch(tmp_path, mirror)
    first, second = mirror.ranges_of(model)
    assert first == ""
    assert int(second.removeprefix("bytes=").removesuffix("-")) > 0
    assert is_whole(tmp_path)


@pytest.mark.asyncio
async def test_a_server_without_ranges_sends_it_all_again(tmp_path: Path, mirror: FakeMirror):
    model = parts(mirror)["model"]
    mirror.ranges = False
    mirror.fail(model, "cut off")
    await fetch(tmp_path, mirror)
    assert len(mirror.ranges_of(model)) == 2
    assert is_whole(tmp_path)


@pytest.mark.asyncio
@pytest.mark.parametrize("left", [b"of another file", b"x" * 1_000_000, b""])
async def test_what_was_left_and_does_not_fit_is_thrown_away(tmp_path: Path, mirror: FakeMirror, left: bytes):
    model = parts(mirror)["model"]
    downloads = tmp_path / ".downloads"
    downloads.mkdir()
    (downloads / f"{model['attachment']['hash']}.part").write_bytes(left)
    await fetch(tmp_path, mirror)
    assert is_whole(tmp_path)


@pytest.mark.asyncio
@pytest.mark.parametrize("failure", ["416", "other length"])
async def test_a_file_that_changed_meanwhile_is_begun_anew(tmp_path: Path, mirror: FakeMirror, failure: Any):
    model = parts(mirror)["model"]
    mirror.fail(model, "cut off", failure)
    await fetch(tmp_path, mirror)
    assert [bool(range_) for range_ in mirror.ranges_of(model)] == [False, True, False]
    assert is_whole(tmp_path)


@pytest.mark.asyncio
async def test_a_wrong_file_is_fetched_once_more_and_then_refused(tmp_path: Path, mirror: FakeMirror):
    model = parts(mirror)["model"]
    mirror.fail(model, "wrong")
    await fetch(tmp_path / "once", mirror)
    assert is_whole(tmp_path / "once")
    mirror.fail(parts(mirror)["lex"], "wrong", "wrong")
    with pytest.raises(MirrorRefused, match=r"another lex\.50\.50\.enzh"):
        await fetch(tmp_path / "twice", mirror)
    assert everything(tmp_path / "twice") == set()


@pytest.mark.asyncio
async def test_a_file_that_does_not_end_is_refused(tmp_path: Path, mirror: FakeMirror):
    mirror.fail(parts(mirror)["model"], "longer")
    with pytest.raises(MirrorRefused, match="longer than listed"):
        await fetch(tmp_path, mirror)
    assert everything(tmp_path) == set()


@pytest.mark.asyncio
async def test_a_file_that_is_not_what_it_unpacks_to_is_refused(tmp_path: Path, mirror: FakeMirror):
    for key, value in (("decompressedHash", "0" * 64), ("decompressedSize", 7)):
        model = parts(mirror)["model"]
        right, model[key] = model[key], value
        with pytest.raises(MirrorRefused, match=r"another model\.enzh"):
            await fetch(tmp_path, mirror)
        assert everything(tmp_path) == set()
        model[key] = right


@pytest.mark.asyncio
async def test_a_file_that_cannot_be_unpacked_is_refused(tmp_path: Path, mirror: FakeMirror):
    model = parts(mirror)["model"]
    junk = b"\x28\xb5\x2f\xfd" + b"junk" * 100
    mirror.files[model["attachment"]["location"]] = junk
    model["attachment"] |= {"hash": hashlib.sha256(junk).hexdigest(), "size": len(junk)}
    with pytest.raises(MirrorRefused, match=r"another model\.enzh"):
        await fetch(tmp_path, mirror)
    assert everything(tmp_path) == set()


@pytest.mark.asyncio
async def test_a_mirror_in_trouble_is_asked_four_times(tmp_path: Path, mirror: FakeMirror):
    mirror.fail(None, "500", "429", "500")
    await fetch(tmp_path / "works", mirror)
    asked = len(mirror.asked)
    mirror.fail(None, *["500"] * 4)
    with pytest.raises(MirrorUnreachable, match=r"127\.0\.0\.1 does not answer \(status 500\)"):
        await fetch(tmp_path / "fails", mirror)
    assert len(mirror.asked) == asked + 4


@pytest.mark.asyncio
async def test_a_mirror_without_the_file_is_asked_once(tmp_path: Path, mirror: FakeMirror):
    model = parts(mirror)["model"]
    mirror.files.pop(model["attachment"]["location"])
    with pytest.raises(MirrorRefused, match="status 404"):
        await fetch(tmp_path, mirror)
    assert len(mirror.ranges_of(model)) == 1
    assert everything(tmp_path) == set()


@pytest.mark.asyncio
async def test_redirects_are_followed_but_not_for_ever(tmp_path: Path, mirror: FakeMirror):
    mirror.fail(parts(mirror)["model"], "redirect")
    await fetch(tmp_path, mirror)
    mirror.fail(None, *["redirect"] * 40)
    with pytest.raises(MirrorUnreachable, match="TooManyRedirects"):
        await fetch(tmp_path, mirror)


@pytest.mark.asyncio
@pytest.mark.parametrize("body", [b"<html>", b"[]", b'{"data": {}}', b"[" * 100_000, b"\xff", b""])
async def test_what_is_no_list_is_refused(tmp_path: Path, mirror: FakeMirror, body: bytes):
    mirror.body = body
    with pytest.raises(MirrorRefused, match="FIREFOX_MIRROR"):
        await fetch(tmp_path, mirror)


@pytest.mark.asyncio
async def test_nobody_listens(tmp_path: Path):
    async with Mirror("http://127.0.0.1:1/records", "http://127.0.0.1:1", pause=0) as client:
        with pytest.raises(MirrorUnreachable, match="does not answer"):
            await pull(Folder(tmp_path), client, PAIRS, Seen())


@pytest.mark.asyncio
async def test_without_room_nothing_is_begun(tmp_path: Path, mirror: FakeMirror):
    with pytest.raises(NoRoom, match=r"Free about 2\.4 MB"):
        await fetch(tmp_path, mirror, free=lambda _: 1_000_000)
    assert everything(tmp_path) == set()
    assert [path for path, _ in mirror.asked if path] == []


@pytest.mark.asyncio
async def test_two_at_once(tmp_path: Path, mirror: FakeMirror):
    with alone(tmp_path), pytest.raises(ModelError, match="Another “redbridge models” is at work"):
        await fetch(tmp_path, mirror)
    assert mirror.asked == []
    await fetch(tmp_path, mirror)
    assert is_whole(tmp_path)


@pytest.mark.asyncio
async def test_a_file_in_the_place_of_the_folder(tmp_path: Path, mirror: FakeMirror):
    (tmp_path / "models").write_text("a file")
    with pytest.raises(ModelError, match="FIREFOX_MODELS"):
        await fetch(tmp_path / "models", mirror)
