"""`redbridge explain`: what a word of the internet means, in both languages."""

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from bot.cli import Subparsers
from bot.cli.lines import BadLine, text_of, write
from bot.cli.terminal import complain, locale, say
from bot.errors import N_, UserError

if TYPE_CHECKING:
    from bot.glossary import Both, Entry, Found, Glossary

_WRONG_USE: Final = 2
_TONES: Final = {
    "affectionate": N_("  Tone: affectionate"),
    "playful": N_("  Tone: playful"),
    "ironic": N_("  Tone: ironic"),
    "mocking": N_("  Tone: mocking"),
    "rude": N_("  Tone: rude"),
    "vulgar": N_("  Tone: vulgar, better not used"),
    "sensitive": N_("  Tone: a sensitive matter, to be used with care"),
}


def add_parser(subparsers: Subparsers) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "explain",
        help="tell what slang means",
        description="Tell what words of Chinese and English internet language mean, in both languages.",
    )
    parser.add_argument("terms", nargs="*", metavar="TERM", help="a word, or the words of one phrase")
    parser.add_argument(
        "--jsonl",
        action="store_true",
        help='read objects with a "term" or a "text" from standard input, a line each, and answer one object a line',
    )


def run(args: argparse.Namespace) -> int:
    """Explain each term; 0 if all are known, 1 if some are not, 2 if none was given.

    With `--jsonl` a word that is not known is an answer like others, with no `entries`; 1 only if a line held no word.
    """
    if bool(args.terms) is args.jsonl:
        complain(UserError(N_("Say which word to explain, or use --jsonl and give the words on standard input.")))
        return _WRONG_USE
    from bot.glossary import Glossary  # noqa: PLC0415 - takes longer than the help
    from bot.language.convert import to_simplified  # noqa: PLC0415 - OpenCC

    glossary = Glossary.load(to_simplified)
    return _answer_lines(glossary) if args.jsonl else _answer(glossary, args.terms)


def _answer(glossary: "Glossary", terms: Sequence[str]) -> int:
    phrase = " ".join(terms)
    asked = [phrase] if len(terms) == 1 or _is_met(glossary.look_up(phrase)) else terms
    answers = [(term, glossary.look_up(term)) for term in asked]
    for term, found in answers:
        if not found:
            say(N_("I don't know this one: {term}"), term=term)
        elif not _is_met(found):
            say(N_("I don't know “{term}”. The nearest that I know:"), term=term)
        for one in found:
            _tell(one.entry)
    return int(not all(_is_met(found) for _, found in answers))


def _is_met(found: "Sequence[Found]") -> bool:
    return bool(found) and found[0].closeness != "near"


def _tell(entry: "Entry") -> None:
    from bot.translation.notes import note  # noqa: PLC0415 - see bot.cli

    reader = locale()
    line = note(entry, reader)
    say(line.message_id, **line.params)
    if reader == "en":
        say(N_("  In Chinese: {meaning}"), meaning=entry.meaning.zh)
    else:
        say(N_("  In English: {meaning}"), meaning=entry.meaning.en)
    if entry.language == "zh":
        say(N_("  To say it in English: {rendering}"), rendering=entry.rendering.en)
    else:
        say(N_("  To say it in Chinese: {rendering}"), rendering=_own(entry.rendering.zh))
    if entry.variants:
        say(N_("  Also: {variants}"), variants=", ".join(entry.variants))
    if tone := _TONES.get(entry.register):
        say(tone)
    if when := entry.not_slang_when.of(reader):
        say(N_("  Not slang: {when}"), when=_own(when))


def _own(text: str) -> str:
    """A Chinese text in the characters of the reader."""
    from bot.language.convert import to_traditional  # noqa: PLC0415 - OpenCC

    return to_traditional(text) if locale() == "zh-TW" else text


def _answer_lines(glossary: "Glossary") -> int:
    failed = False
    for line in sys.stdin.buffer:
        try:
            term = text_of(line.removesuffix(b"\n"), jsonl=True, members=("term", "text"))
        except BadLine as bad:
            failed = True
            write(sys.stdout.buffer, {"error": str(bad)})
            continue
        write(sys.stdout.buffer, {"term": term, "entries": [_as_object(found) for found in glossary.look_up(term)]})
    return int(failed)


def _as_object(found: "Found") -> dict[str, Any]:
    entry = found.entry
    return {
        "headword": entry.headword,
        "variants": list(entry.variants),
        "language": entry.language,
        "kind": entry.kind,
        "register": entry.register,
        "meaning": _both(entry.meaning),
        "rendering": _both(entry.rendering),
        "reading": entry.reading or None,
        "expansion": entry.expansion or None,
        "not_slang_when": _both(entry.not_slang_when) if entry.not_slang_when.en else None,
        "match": found.closeness,
    }


def _both(text: "Both") -> dict[str, str]:
    return {"en": text.en, "zh": text.zh}
