"""Texts that wait go together where the engine can, and come apart again, whatever the engine makes of them."""

import asyncio

import pytest

from bot.engines.desk import Desk, Room
from bot.engines.engine import Answer, Asker, Request
from bot.errors import EngineRefusedText
from tests.fakes.desks import LineEngine, ListEngine, ask, desk_for, settle
from tests.fakes.engine import ScriptedEngine

pytestmark = pytest.mark.asyncio


async def crowd(desk: Desk, engine: ScriptedEngine, texts: list[str], guilds: list[int] | None = None) -> list[str]:
    """Ask for all texts while the engine is busy with another one; what came of them."""
    engine.open.clear()
    first = ask(desk, "first")
    await engine.heard("first")
    tasks = [ask(desk, text, guild) for text, guild in zip(texts, guilds or [1] * len(texts), strict=True)]
    await settle()
    engine.open.set()
    await first
    return await asyncio.gather(*tasks)


async def test_lines_that_wait_are_asked_together_and_come_apart_again() -> None:
    engine = LineEngine()
    desk = desk_for(engine, room=Room(at_once=1))
    assert await crowd(desk, engine, ["a", "b", "c"]) == ["<a>", "<b>", "<c>"]
    assert engine.asked == ["first", "a\nb\nc"]
    assert (desk.counts.calls, desk.counts.batched) == (2, 3)


async def test_a_lone_text_waits_for_no_company() -> None:
    engine = LineEngine()
    desk = desk_for(engine)
    assert await ask(desk, "alone") == "<alone>"
    assert desk.counts.batched == 0


async def test_only_single_lines_of_one_direction_are_joined() -> None:
    engine = LineEngine()
    desk = desk_for(engine, room=Room(at_once=1))
    engine.open.clear()
    first = ask(desk, "first")
    await engine.heard("first")
    back = asyncio.create_task(desk.translate(Request("中", "zh-CN", "en", asker=Asker(1))))
    tasks = [ask(desk, text) for text in ("a", "two\nlines", "b", "\u2028")]
    await settle()
    engine.open.set()
    await asyncio.gather(first, back, *tasks)
    assert sorted(engine.asked) == sorted(["first", "中", "a\nb", "two\nlines", "\u2028"])


@pytest.mark.parametrize(
    "spoil",
    [
        lambda lines: [" ".join(lines[:2]), *lines[2:]],
        lambda lines: lines[:-1],
        lambda lines: [*lines, "and more"],
        lambda lines: [lines[0], "", *lines[2:]],
        lambda lines: [lines[0] + " " + lines[1], lines[2], "the rest of it"],
        lambda lines: [lines[1], lines[0], *lines[2:]],
        lambda lines: [lines[0], lines[1].split("⟧ ")[1], *lines[2:]],
        lambda _: [],
    ],
    ids=["joined", "dropped", "added", "emptied", "joined and split", "swapped", "unnumbered", "nothing"],
)
async def test_what_does_not_come_apart_is_asked_singly(spoil) -> None:
    engine = LineEngine()
    engine.spoil = spoil
    desk = desk_for(engine, room=Room(at_once=1))
    assert await crowd(desk, engine, ["a", "b", "c"]) == ["<a>", "<b>", "<c>"]
    assert engine.asked == ["first", "a\nb\nc", "a", "b", "c"]


async def test_a_text_that_spoils_a_batch_spoils_only_itself() -> None:
    engine = ListEngine()
    desk = desk_for(engine, room=Room(at_once=1))

    def answer(request: Request) -> str:
        if "bad" in request.text:
            raise EngineRefusedText("list", "bad")
        return f"<{request.text}>"

    engine.answer = answer
    engine.open.clear()
    tasks = [ask(desk, text) for text in ("first", "a", "bad", "c")]
    await settle()
    engine.open.set()
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [str, str, EngineRefusedText, str]
    assert engine.batches == [3]


async def test_texts_of_two_guilds_never_stand_in_one_prompt_or_page() -> None:
    engine = LineEngine()
    desk = desk_for(engine, room=Room(at_once=1))
    await crowd(desk, engine, ["a", "b", "c", "d"], [1, 2, 1, 2])
    assert sorted(engine.asked) == ["a\nc", "b\nd", "first"]


async def test_texts_of_two_channels_never_stand_in_one_page() -> None:
    engine = LineEngine()
    desk = desk_for(engine, room=Room(at_once=1))
    engine.open.clear()
    first = ask(desk, "first")
    await engine.heard("first")
    requests = [
        Request(text, "en", "zh-CN", asker=Asker(1, channel))
        for text, channel in zip("abcd", (1, 2, 1, 2), strict=True)
    ]
    tasks = [asyncio.create_task(desk.translate(request)) for request in requests]
    await settle()
    engine.open.set()
    await asyncio.gather(first, *tasks)
    assert sorted(engine.asked) == ["a\nc", "b\nd", "first"]


class SlowTogether(LineEngine):
    """Takes its time for several lines."""

    def __init__(self) -> None:
        super().__init__()
        self.together = asyncio.Event()

    async def translate(self, request: Request) -> Answer:
        answer = await super().translate(request)
        if "\n" in request.text:
            await self.together.wait()
        return answer


async def test_nobody_shares_an_answer_that_may_hold_words_of_another_guild() -> None:
    engine = SlowTogether()
    desk = desk_for(engine, room=Room(at_once=1))
    tasks = [ask(desk, text) for text in ("first", "a", "b")]
    await engine.heard("a\nb")
    same, foreign = ask(desk, "a", guild=1), ask(desk, "a", guild=2)
    await settle()
    engine.together.set()
    assert await asyncio.gather(*tasks, same, foreign) == ["<first>", "<a>", "<b>", "<a>", "<a>"]
    assert engine.asked == ["first", "a\nb", "a"]


async def test_texts_of_two_guilds_may_stand_in_one_list() -> None:
    engine = ListEngine()
    desk = desk_for(engine, room=Room(at_once=1))
    texts = [f"{number}\nlines" for number in range(20)]
    assert await crowd(desk, engine, texts, list(range(20))) == [f"[list] {text}" for text in texts]
    assert engine.batches == [10, 10]
