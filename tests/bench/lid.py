"""The labelled lines that detectors are measured on; they lie beside the repository and never in it."""

from collections import Counter
from pathlib import Path

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "lid"
CHAT, PAIRS = DATA / "chat_dev.tsv", DATA / "hans_hant_dev.tsv"


def read(path: Path) -> list[list[str]]:
    """The cells of each line, unescaped."""
    return [
        [cell.replace("\\\\", "\0").replace("\\t", "\t").replace("\\n", "\n").replace("\0", "\\") for cell in line]
        for line in (line.split("\t") for line in path.read_text("utf-8").splitlines())
    ]


def coarse(code: str) -> str:
    """Map a label or an answer to what the bot acts upon: en, zh, und or other."""
    return code[:2] if code.startswith("zh") else code if code in ("en", "und") else "other"


def variants() -> list[tuple[str, str]]:
    """Texts and their variant, where a pair differs and no text stands in both columns."""
    pairs = [pair for pair in read(PAIRS) if pair[0] != pair[1]]
    columns = Counter((text, side) for pair in pairs for side, text in enumerate(pair))
    return [
        (text, label)
        for pair in pairs
        for side, (text, label) in enumerate(zip(pair, ("zh-Hans", "zh-Hant"), strict=True))
        if not columns[text, 1 - side]
    ]
