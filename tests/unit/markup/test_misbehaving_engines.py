"""What comes out of the two rooms when an engine misbehaves: the tokens, or nothing."""

from collections import Counter

import pytest

from bot.engines.engine import Engine, Request
from bot.markup import defuse, protect, restore, scan
from tests.fakes.engines import (
    MISBEHAVIOURS,
    FailingEngine,
    HangingEngine,
    NoneEngine,
    ScriptedEngine,
    failures,
    identity,
    misbehaving,
)

SOURCE = (
    "Hey <@42>, **look** at [my cat](https://cats.example/biscuit) <:purr:7> ||she sleeps||\n"
    "> meet <t:1736900000:R> in <#9>. `np` 😀"
)
REPAIRED = {
    "spaces in slots",
    "spaces around slots",
    "full-width slots",
    "lenticular slots",
    "square slots",
    "double square slots",
    "lines split",
    "each word a line",
    "marks spaced",
    "quotes doubled",
    "label added",
    "quotes added",
    "source echoed",
    "inventions",
    "lower-cased",
    "upper-cased",
    "marks widened",
    "words replaced",
    "empty lines added",
    "2,500 characters",
}


async def walk(kind: str) -> str | None:
    protected = protect(SOURCE)
    answer = await misbehaving(kind).translate(Request(protected.text, "en", "zh-CN"))
    restored = restore(protected, answer.text)
    return None if restored is None else defuse(restored, SOURCE)


@pytest.mark.asyncio
@pytest.mark.parametrize("kind", MISBEHAVIOURS)
async def test_either_every_token_survives_or_nothing_is_said(kind):
    out = await walk(kind)
    assert (out is not None) == (kind in REPAIRED)
    if out is not None:
        assert Counter(token.text for token in scan(out)) == Counter(token.text for token in scan(SOURCE))


@pytest.mark.asyncio
async def test_the_fakes_are_engines():
    engines: list[Engine] = [identity(), HangingEngine(), NoneEngine(), ScriptedEngine("你好")]
    engines += [FailingEngine(error) for error in failures()]
    for engine in engines:
        await engine.reach()
        await engine.close()
