"""What a mirror says it has: Remote Settings records, read strictly.

The format is that of Mozilla's collection `translations-models-v2`: an object with a list `data`, in which a record is
one file of a model: `name`, `fileType`, `sourceLanguage`, `targetLanguage`, `version`, `decompressedHash`,
`decompressedSize`, and an `attachment` with `location`, `hash` and `size` of the zstd-compressed file.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from bot.errors import N_
from bot.models.errors import MirrorRefused
from bot.models.pairs import Pair

# The format of the models that fxtranslate reads; another major version is another format.
MAJOR: Final = 3
MOST_BYTES: Final = 512 * 1024 * 1024
KINDS: Final = ("model", "vocab", "srcvocab", "trgvocab", "lex")
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,120}")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_VERSION: Final = re.compile(r"(\d{1,6})\.(\d{1,6})([a-z]\w{0,10})?")


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a model. `packed_*` is of the file as it travels, the rest of the file as it is kept; in bytes.

    kind: `model`, `vocab`, `srcvocab`, `trgvocab` or `lex` (the shortlist).
    location: the path of the file below the root of the attachments.
    sha256, size: "" and 0 where the record does not say; `packed_sha256` and `packed_size` are always known.
    """

    name: str
    kind: str
    version: str
    location: str
    packed_sha256: str
    packed_size: int
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Release:
    """The files of one model that belong together; `version` is that of the model itself."""

    pair: Pair
    version: str
    parts: tuple[Part, ...]

    @property
    def packed_size(self) -> int:
        """How many bytes travel."""
        return sum(part.packed_size for part in self.parts)

    @property
    def size(self) -> int:
        """How many bytes are kept, about."""
        return sum(part.size or 2 * part.packed_size for part in self.parts)


@dataclass(frozen=True, slots=True)
class _Offer:
    """A usable record, with what decides between several of them."""

    part: Part
    source: str
    target: str
    architecture: str
    rank: tuple[bool, bool, int, int]


def read_records(body: bytes, host: str) -> list[Mapping[str, Any]]:
    """The records of a mirror's answer. Raises MirrorRefused if it is no such answer."""
    try:
        data: object = json.loads(body)
    except (ValueError, RecursionError):
        data = None
    found = cast("Mapping[str, object]", data).get("data") if isinstance(data, dict) else None
    if not isinstance(found, list):
        raise MirrorRefused(
            N_("The mirror {host} did not answer with a list of models. Look at {setting}."),
            host=host,
            setting="FIREFOX_MIRROR",
        )
    return [cast("Mapping[str, Any]", one) for one in cast("list[object]", found) if isinstance(one, dict)]


def choose(records: Sequence[Mapping[str, Any]], pair: Pair, host: str) -> Release:
    """The newest release of a pair, a finished one rather than a trial. Raises MirrorRefused if there is none."""
    offers = [offer for record in records if (offer := _offer(record))]
    for tags in pair.tags():
        of_pair = [offer for offer in offers if (offer.source, offer.target) == tags]
        models = (offer for offer in of_pair if offer.part.kind == "model")
        for model in sorted(models, key=lambda offer: offer.rank, reverse=True):
            parts = _with_its_own(model, of_pair)
            if parts:
                return Release(pair, model.part.version, parts)
    raise MirrorRefused(
        N_("The mirror {host} has no model for {pair} that this RedBridge can use. Nothing was changed."),
        host=host,
        pair=pair.name,
    )


def _with_its_own(model: _Offer, offers: Sequence[_Offer]) -> tuple[Part, ...]:
    """A model and the best of the files that go with it; empty if one is missing that it needs."""
    # Files of another architecture have other word numbers: mixing them would translate into nonsense.
    akin = [offer for offer in offers if offer.architecture == model.architecture]
    found = {kind: _best(kind, akin) for kind in KINDS}
    split = found["srcvocab"], found["trgvocab"]
    vocabularies = split if all(split) else (found["vocab"],)
    parts = tuple(part for part in (model.part, *vocabularies, found["lex"]) if part)
    distinct = len({part.name for part in parts}) == len(parts)
    return parts if all(vocabularies) and distinct else ()


def _best(kind: str, offers: Sequence[_Offer]) -> Part | None:
    best = max((offer for offer in offers if offer.part.kind == kind), key=lambda offer: offer.rank, default=None)
    return best.part if best else None


def _offer(record: Mapping[str, Any]) -> _Offer | None:
    """A record that can be used, or None: a collection holds other shapes too, and nothing in it is trusted."""
    version = _VERSION.fullmatch(_text(record, "version"))
    part = _part(record)
    if part is None or version is None or int(version[1]) != MAJOR:
        return None
    for_everybody = not _text(record, "filter_expression")
    return _Offer(
        part,
        _text(record, "sourceLanguage"),
        _text(record, "targetLanguage"),
        _text(record, "architecture"),
        (for_everybody, not version[3], int(version[1]), int(version[2])),
    )


def _part(record: Mapping[str, Any]) -> Part | None:
    attachment: Any = record.get("attachment")
    if not isinstance(attachment, dict):
        return None
    packed = cast("Mapping[str, Any]", attachment)
    part = Part(
        name=_text(record, "name"),
        kind=_text(record, "fileType"),
        version=_text(record, "version"),
        location=_text(packed, "location"),
        packed_sha256=_text(packed, "hash").lower(),
        packed_size=_size(packed, "size"),
        sha256=_text(record, "decompressedHash").lower(),
        size=_size(record, "decompressedSize"),
    )
    return part if all(_sound(part)) else None


def _sound(part: Part) -> Iterator[bool]:
    """Whether a part may touch the disk: names that lead nowhere else, hashes to check it by, sizes that can be."""
    yield is_file_name(part.name)
    yield part.kind in KINDS
    yield all(is_file_name(step) for step in part.location.split("/"))
    yield bool(_SHA256.fullmatch(part.packed_sha256))
    yield not part.sha256 or bool(_SHA256.fullmatch(part.sha256))
    yield 0 < part.packed_size <= MOST_BYTES
    yield 0 <= part.size <= MOST_BYTES


def is_file_name(name: str) -> bool:
    """Whether a name is a plain file's, on any system, and cannot lead out of its folder."""
    return bool(_NAME.fullmatch(name)) and not name.endswith(".")


def _text(record: Mapping[str, Any], key: str) -> str:
    value: Any = record.get(key)
    return value if isinstance(value, str) else ""


def _size(record: Mapping[str, Any], key: str) -> int:
    value: Any = record.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
