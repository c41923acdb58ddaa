"""What a chain says when nothing more may be spent, and whose purse it is that is empty."""

import pytest

from bot.checks import PerEngine
from bot.engines.budget import Budgets, Limits, MemoryLedger
from bot.engines.chain import Chain
from bot.engines.engine import Asker, Request
from bot.errors import BudgetSpent, EngineBackOff, EngineMisconfigured, NoEngineAnswered, Purse
from tests.fakes.clock import ManualClock
from tests.fakes.engine import ScriptedEngine

pytestmark = pytest.mark.asyncio

ME, YOU = Asker(1, 2, 3), Asker(1, 2, 4)
TEXT = "a long text"


class Shop:
    """Two engines that cost, and a chain over both."""

    def __init__(self, limits: Limits) -> None:
        self.one, self.two = ScriptedEngine("one"), ScriptedEngine("two")
        budgets = Budgets(MemoryLedger(), limits, ManualClock())
        self.chain = Chain([self.one, self.two], ManualClock(), timeout=5, budgets=budgets)

    async def ask(self, asker: Asker = ME, text: str = TEXT) -> object:
        request = Request(text, "en", "zh-CN", asker=asker)
        return await self.chain.first(lambda engine: engine.translate(request))

    async def refusal(self, asker: Asker = ME) -> NoEngineAnswered:
        with pytest.raises(NoEngineAnswered) as caught:
            await self.ask(asker)
        return caught.value


@pytest.mark.parametrize(
    ("limits", "whose"),
    [
        (Limits(member=3), Purse.MEMBER),
        (Limits(guild=3), Purse.GUILD),
        (Limits(PerEngine(3)), Purse.ALL),
        (Limits(PerEngine(3), 3, 3), Purse.ALL),
        (Limits(guild=3, member=3), Purse.GUILD),
        # The other engine would answer others of the server, or anybody but this member.
        (Limits(PerEngine(None, (("one", 3),)), guild=3), Purse.GUILD),
        (Limits(PerEngine(None, (("one", 3),)), member=3), Purse.MEMBER),
    ],
)
async def test_it_says_who_has_nothing_left(limits: Limits, whose: Purse) -> None:
    shop = Shop(limits)
    refusal = await shop.refusal()
    assert isinstance(refusal, BudgetSpent)
    assert refusal.whose is whose
    assert ("for you" in refusal.message_id) is (whose is Purse.MEMBER)
    await shop.chain.close()


async def test_one_member_with_nothing_left_takes_nothing_from_others() -> None:
    shop = Shop(Limits(member=len(TEXT)))
    assert await shop.ask(ME)
    assert isinstance(await shop.refusal(ME), BudgetSpent)
    assert await shop.ask(YOU)
    await shop.chain.close()


@pytest.mark.parametrize(
    ("limits", "trouble", "is_spent"),
    [
        # What rests is back long before midnight.
        (Limits(PerEngine(None, (("two", 3),))), EngineBackOff("one"), False),
        (Limits(PerEngine(None, (("two", 3),))), EngineMisconfigured("one"), True),
        (Limits(member=3), EngineBackOff("one"), True),
    ],
)
async def test_beside_an_engine_that_is_not_well(limits: Limits, trouble: Exception, is_spent: bool) -> None:
    shop = Shop(limits)
    shop.one.trouble = trouble
    await shop.ask(Asker(), "ab")
    assert isinstance(await shop.refusal(), BudgetSpent) is is_spent
    await shop.chain.close()
