"""`python -m tests.bench.calibrate`: how well right answers are told from others, and where the thresholds lie.

Each published system's outputs are judged as they are (right, if not always good), shuffled (another text's answer),
cut in half and with a foreign half added. The figures are those of docs/doubt.md.
"""

import random
import sys
import time
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from bot.language.convert import to_simplified
from bot.lexicon.dictionary import Dictionary
from bot.translation.doubt import Finding, Judge
from bot.translation.memory import starter
from bot.translation.types import Verdict
from tests.bench import flores

Damage = Callable[[Sequence[str]], list[str]]
_SEED = 20250119


def shuffled(answers: Sequence[str]) -> list[str]:
    """Each answer in the place of another one."""
    order = list(range(len(answers)))
    random.Random(_SEED).shuffle(order)
    return [answers[at] for at in order]


def halved(answers: Sequence[str]) -> list[str]:
    """The first half of each."""
    return [answer[: len(answer) // 2] for answer in answers]


def extended(answers: Sequence[str]) -> list[str]:
    """Each with another text's answer behind it."""
    return [f"{answer} {foreign}" for answer, foreign in zip(answers, shuffled(answers), strict=True)]


def area(right: Sequence[float], wrong: Sequence[float]) -> float:
    """How often a right answer has more evidence than a wrong one (the area under the ROC curve)."""
    ranked = sorted(wrong)
    beaten = sum(bisect_left(ranked, value) + bisect_right(ranked, value) for value in right)
    return beaten / (2 * len(right) * len(wrong))


def judged(judge: Judge, sources: Sequence[str], answers: Iterable[str], locale: str) -> list[Finding]:
    """The findings, line by line."""
    return [judge.judge(source, answer, locale) for source, answer in zip(sources, answers, strict=True)]


def share(findings: Sequence[Finding], *verdicts: Verdict) -> float:
    """How many percent got one of these verdicts."""
    counts = Counter(finding.verdict for finding in findings)
    return 100 * sum(counts[verdict] for verdict in verdicts) / len(findings)


def row(judge: Judge, name: str, sources: Sequence[str], answers: Sequence[str], locale: str) -> str:
    """One line of the table."""
    right, wrong = (judged(judge, sources, some, locale) for some in (answers, shuffled(answers)))
    marked = [
        share(judged(judge, sources, damage(answers), locale), Verdict.ALIEN, Verdict.DOUBTFUL)
        for damage in (halved, extended)
    ]
    return (
        f"| {name} | {area([f.evidence for f in right], [f.evidence for f in wrong]):.4f} "
        f"| {share(right, Verdict.ALIEN):.1f} | {share(right, Verdict.DOUBTFUL):.1f} "
        f"| {share(wrong, Verdict.ALIEN):.1f} | {marked[0]:.1f} | {marked[1]:.1f} |"
    )


def main() -> int:
    """Print the table; 1 if the data is not there."""
    if not flores.is_there():
        print(f"The data is not there: {flores.FOLDER}", file=sys.stderr)
        return 1
    judge = Judge(Dictionary.load(), to_simplified)
    print("| answers | AUC | right: rejected | marked | shuffled: rejected | halved: either | foreign half: either |")
    print("|---|---|---|---|---|---|---|")
    for source, target, locale in flores.DIRECTIONS:
        sources = flores.texts(source)
        print(row(judge, f"references {source}→{target}", sources, flores.texts(target), locale))
        for system in flores.SYSTEMS:
            print(row(judge, f"{system} {source}→{target}", sources, flores.answers(system, source, target), locale))
    chat = [(pair.en[0], pair.zh[0]) for pair in starter.pairs() if not pair.only]
    print(row(judge, "chat en→zh", [one for one, _ in chat], [other for _, other in chat], "zh-CN"))
    print(row(judge, "chat zh→en", [other for _, other in chat], [one for one, _ in chat], "en"))
    english, chinese = flores.texts("en"), flores.texts("zh")
    begun = time.perf_counter()
    judged(judge, english, chinese, "zh-CN")
    print(f"\n{(time.perf_counter() - begun) / len(english) * 1e6:.0f} µs a sentence")
    return 0


if __name__ == "__main__":
    sys.exit(main())
