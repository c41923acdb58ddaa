from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from bot.language import LateDetector, build_detector

TEXTS = ("the cat sits on my keyboard again", "猫又坐在我的键盘上", "el gato duerme en mi silla")


def test_a_late_detector_tells_what_the_detector_tells() -> None:
    late, detector = LateDetector("lite"), build_detector("lite")
    assert [late.detect(text) for text in TEXTS] == [detector.detect(text) for text in TEXTS]


def test_threads_that_ask_at_once_get_one_detector() -> None:
    late, start = LateDetector("lite"), Barrier(8)

    def prepare(_: int) -> int:
        start.wait(60)
        return id(late.prepare())

    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(prepare, range(8)))) == 1


def test_a_detector_of_another_name_is_refused() -> None:
    with pytest.raises(ValueError, match="no such detector: fast"):
        LateDetector("fast").prepare()
