"""The judge on what published systems answered: right for the most part, and not to be rejected."""

import pytest

from bot.translation.doubt import Judge
from bot.translation.types import Verdict
from tests.bench import flores
from tests.bench.calibrate import area, judged, share, shuffled
from tests.fakes.library import library

pytestmark = pytest.mark.skipif(not flores.is_there(), reason="the development data of ../shared is not there")


@pytest.fixture(scope="module")
def judge() -> Judge:
    return library().judge


@pytest.mark.parametrize(("source", "target", "locale"), flores.DIRECTIONS)
def test_right_answers_are_told_from_others(judge: Judge, source: str, target: str, locale: str) -> None:
    texts = flores.texts(source)
    rejected: list[float] = []
    for system in flores.SYSTEMS:
        answers = flores.answers(system, source, target)
        right, wrong = (judged(judge, texts, some, locale) for some in (answers, shuffled(answers)))
        assert area([one.evidence for one in right], [one.evidence for one in wrong]) >= 0.99, system
        assert share(wrong, Verdict.ALIEN) > 90, system
        rejected.append(share(right, Verdict.ALIEN))
    assert sum(rejected) / len(rejected) <= 0.5
    assert max(rejected) <= 0.5
