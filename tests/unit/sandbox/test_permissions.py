"""Who may do what: against Discord's rules, and the algorithm in its own words."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.permissions import ALL, BITS, BOT, EVERYONE, bits, in_channel, in_guild, in_thread, names

VIEW, SEND, FILES, THREADS, ADMIN = (
    BITS[name]
    for name in ("view_channel", "send_messages", "attach_files", "send_messages_in_threads", "administrator")
)
ANY = st.integers(0, ALL)


@dataclass(frozen=True)
class Exemption:
    allow: int = 0
    deny: int = 0


EXEMPTION = st.builds(Exemption, ANY, ANY)


def test_names_and_bits_are_the_same() -> None:
    assert bits(("view_channel", "send_messages")) == VIEW | SEND
    assert bits("view_channel") == bits(VIEW) == VIEW
    assert names(VIEW | SEND) == ("view_channel", "send_messages")
    assert names(ALL) == tuple(BITS)
    with pytest.raises(KeyError):
        bits("fly")


def test_a_careful_bot_is_no_administrator() -> None:
    assert not bits(BOT) & ADMIN
    assert not bits(EVERYONE) & bits(("manage_guild", "manage_messages", "administrator"))


def test_roles_add_up_in_the_guild() -> None:
    assert in_guild([VIEW, SEND], owner=False) == VIEW | SEND
    assert in_guild([VIEW], owner=True) == ALL
    assert in_guild([VIEW, ADMIN], owner=False) == ALL


@pytest.mark.parametrize(
    ("everyone", "roles", "own", "expected"),
    [
        (None, [], None, VIEW | SEND),
        (Exemption(deny=SEND), [], None, VIEW),
        (Exemption(deny=SEND), [Exemption(allow=SEND)], None, VIEW | SEND),
        (Exemption(allow=FILES), [Exemption(deny=SEND)], None, VIEW),
        # Among roles, allowing wins over denying.
        (None, [Exemption(deny=SEND), Exemption(allow=SEND)], None, VIEW | SEND),
        # The member's own exception has the last word.
        (None, [Exemption(allow=SEND)], Exemption(deny=SEND), VIEW),
        (Exemption(deny=VIEW), [Exemption(deny=VIEW)], Exemption(allow=VIEW), VIEW | SEND),
        (Exemption(deny=VIEW), [], None, 0),
    ],
)
def test_overwrites_apply_in_order(
    everyone: Exemption | None, roles: list[Exemption], own: Exemption | None, expected: int
) -> None:
    assert in_channel(VIEW | SEND, everyone, roles, own) == expected


@given(ANY, EXEMPTION, st.lists(EXEMPTION), EXEMPTION)
def test_an_administrator_is_bound_by_no_overwrite(
    base: int, everyone: Exemption, roles: list[Exemption], own: Exemption
) -> None:
    assert in_channel(base | ADMIN, everyone, roles, own) == ALL


@given(ANY, st.none() | EXEMPTION, st.lists(EXEMPTION), st.none() | EXEMPTION)
def test_who_does_not_see_a_channel_may_do_nothing_there(
    base: int, everyone: Exemption | None, roles: list[Exemption], own: Exemption | None
) -> None:
    result = in_channel(base & ~ADMIN, everyone, roles, own)
    assert result == 0 or result & VIEW
    assert result & (SEND | THREADS) or not result & FILES


@given(ANY)
def test_writing_in_threads_has_its_own_permission(parent: int) -> None:
    result = in_thread(parent & ~ADMIN)
    assert bool(result & SEND) == bool(parent & VIEW and parent & THREADS)
