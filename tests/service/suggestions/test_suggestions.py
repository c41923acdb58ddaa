"""Suggestions, from a member's words to the memory of their server, with a real database."""

import asyncio
from dataclasses import replace

import pytest

from bot.errors import UserError
from bot.language.convert import to_simplified, to_traditional
from bot.markup import protect
from bot.members.members import Members
from bot.store import audit, members, suggestions
from bot.store.database import Database
from bot.suggestions.suggestions import (
    APPROVED,
    MOST_A_DAY,
    MOST_WAITING,
    REJECTED,
    WAITING,
    Decided,
    Proposal,
    Suggestion,
    Suggestions,
)
from bot.translation.memory import Memory
from bot.translation.memory.memory import LONGEST_SOURCE
from tests.fakes.clock import ManualClock
from tests.fakes.library import starter

pytestmark = pytest.mark.asyncio

GUILD, OTHER, CHANNEL, MESSAGE, LI, AMY, YU, LIN, MOD = 11, 12, 21, 31, 40, 41, 42, 51, 52
FINE = Proposal(GUILD, CHANNEL, MESSAGE, LI, AMY, "en", "zh-CN", "my cat is lovely", "我的猫很可爱", "我家猫可招人爱了")


class Queue:
    """The service with its surroundings."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = ManualClock()
        self.memory = Memory(database, self.clock, to_simplified, to_traditional, starter())
        self.service = Suggestions(database, self.clock, self.memory)

    async def suggest(self, proposal: Proposal = FINE) -> Suggestion:
        kept = await self.service.suggest(proposal)
        assert kept is not None
        return kept

    def said(self, text: str, target: str = "zh-CN", guild: int = GUILD) -> str | None:
        found = self.memory.recall(protect(text).text, "en", target, guild)
        return found.text if found and found.origin == "guild" else None

    async def row(self, suggestion: Suggestion) -> Suggestion:
        found = await self.database.read(suggestions.get, suggestion.suggestion_id)
        assert found is not None
        return found

    async def actions(self) -> list[tuple[str, int]]:
        return [(each.action, each.member_id) for each in reversed(await self.database.read(audit.latest, GUILD, 99))]


@pytest.fixture
def queue(database: Database) -> Queue:
    return Queue(database)


async def test_what_is_approved_is_said_from_then_on_and_the_texts_are_gone(queue: Queue) -> None:
    kept = await queue.suggest(replace(FINE, proposed="  我家猫可招人爱了\n"))
    assert queue.said("My cat is lovely!") is None
    decided = await queue.service.approve(GUILD, kept.suggestion_id, LIN)
    assert (decided.state, decided.decided_by, decided.proposed) == (APPROVED, LIN, "我家猫可招人爱了")
    assert queue.said("My cat is lovely!") == "我家猫可招人爱了！"
    assert queue.said("my cat is lovely", guild=OTHER) is None
    row = await queue.row(kept)
    assert (row.state, row.source_text, row.present, row.proposed) == (APPROVED, "", "", "")
    assert await queue.actions() == [("suggestion.new", AMY), ("memory.approve", LIN)]


async def test_a_moderators_own_words_count(queue: Queue) -> None:
    kept = await queue.suggest()
    await queue.service.approve(GUILD, kept.suggestion_id, LIN, "我家猫咪真可爱")
    assert queue.said("my cat is lovely") == "我家猫咪真可爱"


async def test_a_moderator_may_go_back_to_what_was_there(queue: Queue) -> None:
    kept = await queue.suggest()
    await queue.service.approve(GUILD, kept.suggestion_id, LIN, FINE.present)
    assert queue.said("my cat is lovely") == FINE.present


async def test_what_is_rejected_changes_nothing_and_is_forgotten(queue: Queue) -> None:
    kept = await queue.suggest()
    await queue.service.reject(GUILD, kept.suggestion_id, LIN)
    row = await queue.row(kept)
    assert (row.state, row.decided_by, row.source_text + row.present + row.proposed) == (REJECTED, LIN, "")
    assert queue.said("my cat is lovely") is None
    assert await queue.actions() == [("suggestion.new", AMY), ("suggestion.reject", LIN)]
    entry = (await queue.database.read(audit.latest, GUILD, 1))[0]
    assert entry.subject == f"{CHANNEL}/{MESSAGE}"


async def test_of_two_moderators_one_is_faster(queue: Queue) -> None:
    kept = await queue.suggest()
    results = await asyncio.gather(
        queue.service.approve(GUILD, kept.suggestion_id, LIN),
        queue.service.reject(GUILD, kept.suggestion_id, MOD),
        return_exceptions=True,
    )
    lost = [each for each in results if isinstance(each, Decided)]
    won = [each for each in results if isinstance(each, Suggestion)]
    assert (len(won), len(lost)) == (1, 1)
    assert lost[0].suggestion.decided_by == won[0].decided_by
    assert len(await queue.actions()) == 2


async def test_nothing_half_happens_where_the_memory_is_full(queue: Queue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.suggestions.suggestions.MOST_PER_GUILD", 1)
    await queue.memory.approve(GUILD, "hello there", "en", "zh-CN", "你好呀", LIN)
    kept = await queue.suggest()
    with pytest.raises(UserError, match="keeps 1 translations"):
        await queue.service.approve(GUILD, kept.suggestion_id, LIN)
    assert (await queue.row(kept)).proposed == FINE.proposed
    assert queue.said("my cat is lovely") is None
    assert ("memory.approve", LIN) not in (await queue.actions())[1:]


async def test_another_server_cannot_decide(queue: Queue) -> None:
    kept = await queue.suggest()
    with pytest.raises(UserError, match="is gone"):
        await queue.service.approve(OTHER, kept.suggestion_id, LIN)
    with pytest.raises(UserError, match="is gone"):
        await queue.service.reject(GUILD, kept.suggestion_id + 1, LIN)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"proposed": " 我的猫很可爱 "}, "translated already"),
        ({"proposed": " \n"}, "no words"),
        ({"proposed": "猫" * 1001}, "too long"),
        ({"proposed": "猫" + "😭" * 500}, "too long"),
        ({"proposed": "@everyone 我家猫可爱"}, "mention anybody"),
        ({"proposed": "<@41> 我家猫可爱"}, "mention anybody"),
        ({"proposed": "我家猫可爱 https://example.com"}, "link to anything"),
        ({"proposed": "[我家猫](https://example.com)可爱"}, "link to anything"),
        ({"source_text": "my cat <@41> is lovely"}, "each once"),
        ({"source_text": "my cat " * 100}, "too long"),
    ],
)
async def test_what_cannot_be_remembered_is_not_kept(queue: Queue, change: dict[str, str], said: str) -> None:
    with pytest.raises(UserError) as caught:
        await queue.suggest(replace(FINE, **change))
    assert said in str(caught.value)
    assert await queue.service.waiting(GUILD, 9) == ([], 0)


async def test_the_tokens_of_the_original_may_stand_in_the_translation(queue: Queue) -> None:
    source = "my cat is lovely <@41> https://example.com"
    kept = await queue.suggest(replace(FINE, source_text=source, proposed="<@41> 我家猫可招人爱了 https://example.com"))
    await queue.service.approve(GUILD, kept.suggestion_id, LIN)
    assert queue.said(source) == "⟦0⟧ 我家猫可招人爱了 ⟦1⟧"


async def test_the_same_words_for_the_same_text_are_one_suggestion(queue: Queue) -> None:
    kept = await queue.suggest()
    assert await queue.service.suggest(replace(FINE, member_id=YU, message_id=99)) is None
    other = await queue.suggest(replace(FINE, member_id=YU, proposed="我的猫咪很可爱"))
    assert await queue.service.waiting(GUILD, 9) == ([kept, other], 2)
    assert await queue.service.waiting(GUILD, 1) == ([kept], 2)
    assert await queue.service.waiting(OTHER, 1) == ([], 0)
    await queue.service.reject(GUILD, kept.suggestion_id, LIN)
    assert await queue.service.suggest(replace(FINE, member_id=YU)) is not None


def numbered(number: int) -> Proposal:
    return replace(FINE, source_text=f"my cat number {number}", proposed=f"我家的猫 {number}")


async def test_a_member_may_have_so_many_waiting(queue: Queue) -> None:
    for number in range(MOST_WAITING):
        await queue.service.check(GUILD, AMY, "my cat")
        kept = await queue.suggest(numbered(number))
    with pytest.raises(UserError, match="wait for the moderators"):
        await queue.service.check(GUILD, AMY, "my cat")
    with pytest.raises(UserError, match="wait for the moderators"):
        await queue.suggest(numbered(77))
    await queue.service.check(GUILD, YU, "my cat")
    await queue.service.check(OTHER, AMY, "my cat")
    await queue.service.reject(GUILD, kept.suggestion_id, LIN)
    await queue.service.check(GUILD, AMY, "my cat")


async def test_a_member_may_suggest_so_much_a_day(queue: Queue) -> None:
    for number in range(MOST_A_DAY):
        kept = await queue.suggest(numbered(number))
        await queue.service.reject(GUILD, kept.suggestion_id, LIN)
        queue.clock.advance(60)
    with pytest.raises(UserError, match="within a day"):
        await queue.suggest(numbered(77))
    queue.clock.advance(24 * 60 * 60 - MOST_A_DAY * 60 + 1)
    assert await queue.suggest(numbered(77))


async def test_a_long_message_is_turned_away_before_anything_is_written(queue: Queue) -> None:
    with pytest.raises(UserError, match="too long to be remembered"):
        await queue.service.check(GUILD, AMY, "a" * (LONGEST_SOURCE + 1))


async def test_suggestions_go_with_their_message(queue: Queue) -> None:
    kept = await queue.suggest()
    await queue.service.posted(kept, 61, 71)
    gone = await queue.service.withdraw([1, MESSAGE])
    assert [(each.suggestion_id, each.post_place_id, each.post_id) for each in gone] == [(kept.suggestion_id, 61, 71)]
    with pytest.raises(UserError, match="is gone"):
        await queue.service.get(GUILD, kept.suggestion_id)
    assert await queue.service.withdraw([MESSAGE]) == []


async def test_what_nobody_looks_at_is_forgotten_after_a_month(queue: Queue) -> None:
    await queue.suggest()
    queue.clock.advance(29 * 24 * 60 * 60)
    later = await queue.suggest(replace(FINE, proposed="我的猫咪很可爱"))
    queue.clock.advance(2 * 24 * 60 * 60)
    await queue.service.prune()
    assert await queue.service.waiting(GUILD, 9) == ([later], 1)


async def test_what_is_approved_is_there_after_a_restart(queue: Queue) -> None:
    kept = await queue.suggest()
    await queue.service.approve(GUILD, kept.suggestion_id, LIN)
    again = Queue(queue.database)
    await again.memory.load()
    assert again.said("my cat is lovely") == FINE.proposed


async def test_whoever_opts_out_takes_what_was_suggested_for_them_along_in_the_same_unit(queue: Queue) -> None:
    kept = await queue.suggest()
    approved = await queue.suggest(replace(FINE, proposed="我的猫咪很可爱"))
    await queue.service.approve(GUILD, approved.suggestion_id, MOD)
    other = await queue.suggest(replace(FINE, author_id=YU, message_id=32, proposed="我的小猫很可爱"))
    preference, forgotten = await Members(queue.database, queue.clock).opt_out(LI, out=True)
    assert preference.opted_out
    assert forgotten == [kept]
    assert await queue.service.waiting(GUILD, 9) == ([other], 1)
    assert (await queue.row(approved)).state == APPROVED


async def test_nothing_is_suggested_for_who_opted_out_nor_approved(queue: Queue) -> None:
    kept = await queue.suggest()
    await queue.database.write(members.change, LI, 1, opted_out=True)
    with pytest.raises(UserError, match="asked not to be translated"):
        await queue.service.suggest(replace(FINE, proposed="我的猫咪很可爱"))
    with pytest.raises(UserError, match="asked not to be translated"):
        await queue.service.approve(GUILD, kept.suggestion_id, MOD)
    assert (await queue.row(kept)).state == WAITING
    assert queue.said(FINE.source_text) is None


async def test_where_a_forgotten_suggestion_is_shown_is_not_noted(queue: Queue) -> None:
    kept = await queue.suggest()
    assert await queue.service.posted(kept, 61, 71)
    await queue.service.withdraw([MESSAGE])
    assert not await queue.service.posted(kept, 61, 71)
