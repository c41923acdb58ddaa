"""The development data for translation: FLORES, and what published systems answered for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import sacrebleu

FOLDER: Final = Path(__file__).parents[3] / "shared" / "data" / "mt"
SYSTEMS: Final = ("google", "bergamot-base", "nllb", "opusmt", "argos")
# Source language, target language, and the locale its readers read.
DIRECTIONS: Final = (("en", "zh", "zh-CN"), ("zh", "en", "en"))


@dataclass(frozen=True, slots=True)
class Scores:
    """BLEU and chrF of a corpus, as sacrebleu counts them (BLEU with its tokenizer for Chinese where that is due)."""

    bleu: float
    chrf: float


def is_there() -> bool:
    """Whether the data lies beside the project."""
    return (FOLDER / "flores_dev.en").is_file()


def texts(language: str) -> list[str]:
    """The 997 sentences in `en` or `zh`."""
    return _lines(f"flores_dev.{language}")


def answers(system: str, source: str, target: str) -> list[str]:
    """What a published system made of them."""
    return _lines(f"flores_dev.{source}-{target}.{system}.{target}")


def score(found: Sequence[str], target: str, references: Sequence[str]) -> Scores:
    """Score translations against the references, line by line."""
    bleu = sacrebleu.corpus_bleu(list(found), [list(references)], tokenize="zh" if target == "zh" else "13a")
    chrf = sacrebleu.corpus_chrf(list(found), [list(references)])
    return Scores(bleu.score, chrf.score)


def _lines(name: str) -> list[str]:
    return (FOLDER / name).read_text(encoding="utf-8").removesuffix("\n").split("\n")
