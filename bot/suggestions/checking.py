"""What a suggested translation must be like, beside what the memory demands."""

from collections import Counter
from typing import Final

from bot.errors import N_, UserError
from bot.markup import TokenKind, scan, units
from bot.store.suggestions import Proposal
from bot.translation.memory.memory import LONGEST_SOURCE

OPTED_OUT: Final = N_("Whoever wrote this asked not to be translated, so RedBridge leaves it as it is.")
# As Discord's clients count, so that moderators see all of it in one post, beside the original.
LONGEST: Final = 1000
# What calls somebody or leads somewhere; a translation says what its original says and no more.
_NEW_HERE: Final = frozenset(
    {
        TokenKind.USER,
        TokenKind.ROLE,
        TokenKind.EVERYONE,
        TokenKind.URL,
        TokenKind.INVITE,
        TokenKind.EMAIL,
        TokenKind.TARGET,
    }
)


def check_source(text: str) -> None:
    """Raise UserError for a message whose translation could not be remembered."""
    if len(text) > LONGEST_SOURCE:
        raise UserError(
            N_(
                "This message is too long to be remembered: only translations of messages of up to {most} characters "
                "can be improved."
            ),
            most=LONGEST_SOURCE,
        )


def check_words(proposal: Proposal, *, changed: bool = True) -> None:
    """Raise UserError for words that cannot stand for the message. changed: they must differ from the present ones."""
    words = proposal.proposed
    if changed and words and words == proposal.present.strip():
        raise UserError(N_("That is how it is translated already. Nothing was sent; change it, then send it again."))
    if units(words) > LONGEST:
        raise UserError(N_("That is too long: up to {most} characters. Nothing was sent."), most=LONGEST)
    if _tokens(words) - _tokens(proposal.source_text):
        raise UserError(
            N_("A translation can't mention anybody or link to anything that its original doesn't. Nothing was sent.")
        )


def _tokens(text: str) -> Counter[str]:
    return Counter(token.text for token in scan(text) if token.kind in _NEW_HERE)
