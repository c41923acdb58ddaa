"""The program of a worker: `python -m bot.engines.firefox.worker`, one model, messages on its standard streams.

fxtranslate keeps Python's global lock while it translates, may be used by one thread only, and can panic: so it works
in a process that may die. This one ends when nobody holds the other end of its pipes, however that came about.
"""

import hashlib
import importlib
import os
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from bot.engines.firefox import frames
from bot.engines.firefox.sentences import Translator, translated

# What a factory is given: the content of each file, by its kind.
Factory = Callable[[Mapping[str, bytes]], Translator]

_LONE_SURROGATES: Final = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


class CannotLoad(Exception):
    """The model cannot be used; the argument is one of the words of `frames`."""


class FirefoxTranslator:
    """fxtranslate, given the bytes of a model. Raises CannotLoad."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        try:
            import fxtranslate  # noqa: PLC0415 - an extra
        except ImportError:
            raise CannotLoad(frames.NO_LIBRARY) from None
        source, target = files.get("srcvocab"), files.get("trgvocab")
        shared = files.get("vocab", b"")
        self._model = fxtranslate.Translator(files["model"], source or shared, target or shared, files.get("lex"))
        self._sentences = fxtranslate.discovery.segment_sentences

    def sentences(self, text: str) -> list[str]:
        """The sentences of a line by Unicode's rules."""
        return self._sentences(text)

    def translate(self, sentence: str) -> str:
        """Translate a sentence; one that is longer than the model's window is wrapped, not cut off."""
        return self._model.translate_long(sentence)


def main(factory: Factory = FirefoxTranslator) -> int:
    """Serve until the pipe closes; the exit code."""
    source, sink = _private_pipes()
    first = frames.read(source)
    if first is None:
        return 0
    try:
        with _Fuse(float(first["seconds"])):
            translator = _loaded(first, factory)
    except CannotLoad as error:
        _send(sink, {"failed": str(error)})
        return 1
    _send(sink, {"ready": True})
    while request := frames.read(source):
        with _Fuse(float(request["seconds"])):
            texts = [_answer(text, translator, first["target"]) for text in cast("list[str]", request["texts"])]
        _send(sink, {"id": request["id"], "texts": texts})
    return 0


def _answer(text: str, translator: Translator, target: str) -> str:
    return translated(text.translate(_LONE_SURROGATES), translator, spaced=target == "en")


def _loaded(first: Mapping[str, Any], factory: Factory) -> Translator:
    """Read, check and load the model. Raises CannotLoad."""
    try:
        files = {kind: Path(path).read_bytes() for kind, path in first["files"].items()}
    except OSError:
        raise CannotLoad(frames.NO_FILES) from None
    for kind, content in files.items():
        if hashlib.sha256(content).hexdigest() != first["sha256"][kind]:
            raise CannotLoad(frames.DAMAGED)
    try:
        return factory(files)
    except CannotLoad:
        raise
    except BaseException:  # noqa: BLE001 - a panic of its Rust is no Exception
        raise CannotLoad(frames.REFUSED) from None


def _private_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The pipes to the bot, which from now on nothing else in this process can read or write.

    Standard output and error go nowhere: a library that prints would garble messages, and a panic's report may quote
    what a member wrote.
    """
    source, sink = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)
    return os.fdopen(source, "rb"), os.fdopen(sink, "wb", buffering=0)


def _send(sink: BinaryIO, message: Mapping[str, Any]) -> None:
    rest = memoryview(frames.packed(message))
    while rest:
        rest = rest[sink.write(rest) :]


class _Fuse:
    """Ends the process if the block takes longer than so many seconds, where the system has alarms (not on Windows).

    The bot kills a worker that hangs. This is for when the bot is no more: a hanging library reads no closed pipe, and
    holds the lock without which no Python could notice. The alarm's default action needs neither.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def __enter__(self) -> None:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, self._seconds)

    def __exit__(self, *_: object) -> None:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)


def _factory(name: str) -> Factory:
    """The translator `module:function`; only tests name one."""
    module, _, function = name.partition(":")
    return cast("Factory", getattr(importlib.import_module(module), function))


if __name__ == "__main__":
    # Ctrl-C in a terminal reaches the bot's workers too; it is the bot that decides when they end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        sys.exit(main(*map(_factory, sys.argv[1:])))
    except BrokenPipeError:
        sys.exit(0)
