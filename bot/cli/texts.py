"""`redbridge detect` and `redbridge translate`: texts on standard input, one JSON object a line on standard output."""

import argparse
import sys
from typing import TYPE_CHECKING, Any, Final

from bot.cli import Subparsers
from bot.cli.lines import BadLine, lines_of, text_of, write
from bot.cli.terminal import complain
from bot.errors import N_, NoEngineAnswered, UserError

if TYPE_CHECKING:
    from bot.i18n import Catalogues
    from bot.language.types import Detection
    from bot.translation.pipeline import Pipeline
    from bot.translation.types import Wish

_LOCALES: Final = ("en", "zh-CN", "zh-TW")
_WRONG_USE: Final = 2
# `skipped` where no engine could be asked; the other reasons are those of bot.translation.
_NO_ENGINE: Final = "no-engine"


def add_parser(subparsers: Subparsers) -> None:
    """Describe both commands."""
    detect = subparsers.add_parser(
        "detect",
        help="tell the language of texts",
        description="Tell the language of each line of standard input, as one JSON object a line.",
    )
    translate = subparsers.add_parser(
        "translate",
        help="translate texts",
        description="Translate each line of standard input, as one JSON object a line.",
    )
    translate.add_argument("--to", required=True, metavar="LOCALE", help=f"the reader's locale: {', '.join(_LOCALES)}")
    translate.add_argument("--engine", metavar="NAME", help="ask this engine alone, instead of TRANSLATION_ENGINES")
    translate.add_argument("--pinyin", action="store_true", help="add a reading of the Chinese, for learners")
    for parser in (detect, translate):
        parser.add_argument("--jsonl", action="store_true", help='lines are objects with a "text", not texts')


def run(args: argparse.Namespace) -> int:
    """Answer every line; 0 if all could be, 1 if some could not, 2 for an unknown locale or engine."""
    if args.command == "detect":
        return _detect(jsonl=args.jsonl)
    from bot.engines.registry import ENGINE_NAMES  # noqa: PLC0415 - see bot.cli

    try:
        target = _chosen(args.to.replace("_", "-"), _LOCALES, N_("Unknown locale “{value}”. Known locales: {known}."))
        engine = args.engine and _chosen(
            args.engine, ENGINE_NAMES, N_("Unknown engine “{value}”. Known engines: {known}.")
        )
    except UserError as error:
        complain(error)
        return _WRONG_USE
    import asyncio  # noqa: PLC0415 - see bot.cli

    return asyncio.run(_translate(target, engine, pinyin=args.pinyin, jsonl=args.jsonl))


def _chosen(value: str, known: tuple[str, ...], msgid: str) -> str:
    for name in known:
        if name.lower() == value.strip().lower():
            return name
    raise UserError(msgid, value=value[:40], known=", ".join(known))


def _detect(*, jsonl: bool) -> int:
    from bot.language import build_detector  # noqa: PLC0415 - the classifier's model
    from bot.settings import Settings  # noqa: PLC0415 - pydantic
    from bot.translation import decide  # noqa: PLC0415 - the markup room

    detector = build_detector(Settings.load().language_detector)
    failed = False
    for line in sys.stdin.buffer:
        try:
            text = text_of(line.removesuffix(b"\n"), jsonl=jsonl)
        except BadLine as bad:
            failed = True
            write(sys.stdout.buffer, {"error": str(bad)})
            continue
        write(sys.stdout.buffer, _found(decide.read(text, detector)))
    return int(failed)


async def _translate(target: str, engine: str | None, *, pinyin: bool, jsonl: bool) -> int:
    from bot.clock import SystemClock  # noqa: PLC0415 - see bot.cli
    from bot.engines.registry import build_engine  # noqa: PLC0415 - see bot.cli
    from bot.i18n import Catalogues  # noqa: PLC0415 - see bot.cli
    from bot.settings import Settings  # noqa: PLC0415 - pydantic
    from bot.translation.assembly import build_translation  # noqa: PLC0415 - the engines and what they use
    from bot.translation.types import Wish  # noqa: PLC0415 - see bot.cli

    settings = Settings.load()
    catalogues = Catalogues.load()
    engines = [build_engine(engine, settings)] if engine else None
    failed = False
    wish = Wish(pinyin=pinyin)
    async with build_translation(settings, SystemClock(), engines) as translation:
        async for line in lines_of(sys.stdin.fileno()):
            answer = await _answer(line, translation.pipeline, target, wish, catalogues, jsonl=jsonl)
            failed |= "error" in answer or answer["skipped"] == _NO_ENGINE
            write(sys.stdout.buffer, answer)
    return int(failed)


async def _answer(  # noqa: PLR0913 - all of it is the same for every line, but for the line
    line: bytes, pipeline: "Pipeline", target: str, wish: "Wish", catalogues: "Catalogues", *, jsonl: bool
) -> dict[str, Any]:
    try:
        text = text_of(line, jsonl=jsonl)
    except BadLine as bad:
        return {"error": str(bad)}
    detection = pipeline.read(text)
    answer = _found(detection)
    answer |= {"target": target, "translation": None, "engine": None, "notes": [], "doubtful": False, "skipped": None}
    try:
        outcome = await pipeline.translate(text, target, detection, wish)
    except NoEngineAnswered:
        return {**answer, "skipped": _NO_ENGINE}
    notes = [catalogues.text(target, note.message_id, **note.params) for note in outcome.notes]
    made = {"translation": outcome.text, "engine": outcome.engine, "notes": notes, "skipped": outcome.skipped}
    return {**answer, **made, "doubtful": outcome.doubtful}


def _found(detection: "Detection") -> dict[str, Any]:
    return {
        "language": detection.language,
        "variant": detection.variant,
        "confidence": round(detection.confidence, 4),
        "reason": detection.reason,
        "share": round(detection.share, 4),
    }
