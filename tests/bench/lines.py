"""What members write in the bench, each line with a number of its own, and how it reads in Chinese."""

import re

# {n} stands for the number.
LINES = {
    "the soup at the corner place is really good, number {n}": "街角那家店的汤真的很好喝，第 {n} 号",
    "does anybody want to walk to the river at {n} o'clock?": "有人想在 {n} 点散步去河边吗？",
    "my cat has knocked over plant number {n} this week": "我的猫这个星期打翻了第 {n} 盆植物",
    "I finished chapter {n} last night and could not sleep": "我昨晚看完了第 {n} 章，睡不着觉",
}
_NUMBER = re.compile(r"\d+")


def translated(line: str) -> str:
    """The Chinese of a line of the bench; raises KeyError for any other."""
    number = _NUMBER.search(line)
    return LINES[_NUMBER.sub("{n}", line)].format(n=number[0] if number else "")
