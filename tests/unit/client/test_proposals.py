"""What files would change is kept for whoever brought them: once, for a quarter of an hour, and not without bounds."""

import pytest

from bot.client.onboarding.proposals import Proposal
from bot.client.proposals import KEPT, MOST, Proposals
from bot.errors import UserError
from bot.onboarding.files.document import Document
from bot.store.setups import Setup
from bot.store.welcomes import Welcome
from tests.fakes.clock import ManualClock

GUILD, LIN, MO = 1, 2, 3
DOCUMENT = Document.model_validate({"format": "redbridge.onboarding", "version": 1})
PROPOSAL = Proposal(GUILD, LIN, "a.json", DOCUMENT, Setup(Welcome(GUILD)), Setup(Welcome(GUILD)), ())


def is_there(proposals: Proposals[Proposal], key: str, guild_id: int = GUILD, member_id: int = LIN) -> bool:
    try:
        proposals.take(key, guild_id, member_id)
    except UserError:
        return False
    return True


def test_it_is_there_once_for_whoever_brought_it() -> None:
    proposals: Proposals[Proposal] = Proposals(ManualClock())
    key = proposals.keep(PROPOSAL)
    assert not is_there(proposals, key, member_id=MO)
    assert not is_there(proposals, key, guild_id=GUILD + 1)
    assert not is_there(proposals, "other")
    assert is_there(proposals, key)
    assert not is_there(proposals, key)


def test_what_could_not_be_done_is_there_again_for_as_long() -> None:
    clock = ManualClock()
    proposals: Proposals[Proposal] = Proposals(clock)
    key = proposals.keep(PROPOSAL)
    clock.advance(KEPT - 1)
    proposals.put_back(key, proposals.take(key, GUILD, LIN))
    clock.advance(KEPT - 1)
    assert is_there(proposals, key)


@pytest.mark.parametrize(("seconds", "expected"), [(KEPT - 1, True), (KEPT, False)])
def test_it_is_forgotten_in_time(seconds: float, expected: bool) -> None:
    clock = ManualClock()
    proposals: Proposals[Proposal] = Proposals(clock)
    key = proposals.keep(PROPOSAL)
    clock.advance(seconds)
    assert is_there(proposals, key) == expected


def test_the_oldest_make_room() -> None:
    proposals: Proposals[Proposal] = Proposals(ManualClock())
    keys = [proposals.keep(PROPOSAL) for _ in range(MOST + 3)]
    assert [is_there(proposals, key) for key in keys] == [False] * 3 + [True] * MOST
