"""Looking for what calls for a rule, in every message, beside a loop over regular expressions."""

import random
import re
import time
from collections.abc import Callable, Sequence
from typing import Final

from bot.rules.triggers.everyday import lines
from bot.rules.triggers.folding import Folding
from bot.rules.triggers.matcher import Matcher, Topic
from tests.bench.table import Column, Grid

TITLE: Final = "Triggers: 500 words and 50 patterns"
COLUMNS: Final = (Column("a message", "µs", "{:.1f}"), Column("found", "%", "{:.1f}"))
MOST: Final = 30
WORDS, PATTERNS, TOPICS = 500, 50, 50
MESSAGES, QUICK = 20_000, 2_000
# One message in so many speaks of a topic.
RARELY = 20


async def measure(*, quick: bool) -> Grid:
    """Match the same messages both ways."""
    dice = random.Random(6)
    words = [_word(dice) for _ in range(WORDS)]
    patterns = [rf"\b{_word(dice)}(s|ing)? ?\d{{2,4}}\b" for _ in range(PATTERNS)]
    everyday = lines()
    messages = [_message(dice, everyday, words) for _ in range(QUICK if quick else MESSAGES)]
    share = WORDS // TOPICS
    topics = [Topic(n, tuple(words[n * share : (n + 1) * share]), patterns[n]) for n in range(TOPICS)]
    matcher = Matcher(topics, Folding())
    loop = [re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE) for word in words]
    loop += [re.compile(pattern, re.IGNORECASE) for pattern in patterns]
    rows = (
        ("RedBridge", _timed(matcher.match, messages)),
        ("a loop over re", _timed(lambda text: [each for each in loop if each.search(text)], messages[:QUICK])),
    )
    length = sum(map(len, messages)) / len(messages)
    notes = (
        f"{len(messages):,} messages of {length:.0f} characters on average, in both languages; wanted: {MOST} µs.",
        "RedBridge also finds words in full width, in Traditional characters and with letters kept apart.",
    )
    return Grid(TITLE, COLUMNS, rows, notes)


def _timed(match: Callable[[str], Sequence[object]], messages: Sequence[str]) -> tuple[float | None, ...]:
    for message in messages[:100]:
        match(message)
    begun = time.perf_counter()
    found = 100 * sum(bool(match(message)) for message in messages) / len(messages)
    return 1e6 * (time.perf_counter() - begun) / len(messages), found


def _word(dice: random.Random) -> str:
    if dice.choice((True, False)):
        return "".join(chr(dice.randrange(0x4E00, 0x9000)) for _ in range(dice.randint(2, 4)))
    return "".join(dice.choices("abcdefghijklmnoprstuvwyz", k=dice.randint(5, 10)))


def _message(dice: random.Random, everyday: Sequence[str], words: Sequence[str]) -> str:
    said = " ".join(dice.choices(everyday, k=dice.choice((1, 1, 1, 2, 3))))
    return f"{said} {dice.choice(words)}" if dice.randrange(RARELY) == 0 else said
