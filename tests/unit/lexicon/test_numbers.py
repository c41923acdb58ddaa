"""Numbers by their values, whatever language they are written in."""

import pytest

from bot.lexicon.numbers import missing_numbers


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("rent is 2500 a month", "房租一个月 2,500"),
        ("about 10,000 people", "大概 1 万人"),
        ("a $30 million house", "3000 万美元的房子"),
        ("1.4 billion people", "14 亿人"),
        ("see you at 9:30 pm", "晚上 21:30 见"),
        ("at 11:00", "11 点"),
        ("we have 3 cats", "我们有三只猫"),
        ("she is 25", "她二十五岁"),
        ("the 1980s", "上世纪 80 年代"),
        ("20 世纪 60 年代", "the 1960s"),
        ("2 个小时", "two hours"),
        ("三十块", "30 yuan"),
        ("12 月", "in December"),
        ("1000 万", "ten million"),
        ("55,000 barrels", "55 000 桶"),
        ("no numbers here", "没有"),
    ],
)
def test_the_same_value_is_found(source: str, answer: str) -> None:
    assert missing_numbers(source, answer) == []


@pytest.mark.parametrize(
    ("source", "answer", "missing"),
    [
        ("rent is 2500 a month", "房租一个月 3500", ["2500"]),
        ("call 911", "打电话", ["911"]),
        ("我 25 岁，她 27 岁", "I'm 25 and she's 28", ["27"]),
        ("1.5 kg", "2.5 公斤", ["1.5"]),
        ("1 万块", "one thousand yuan, 20", ["1 万"]),
    ],
)
def test_another_value_is_missed(source: str, answer: str, missing: list[str]) -> None:
    assert missing_numbers(source, answer) == missing
