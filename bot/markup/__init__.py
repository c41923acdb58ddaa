"""Pieces of a message that no engine may touch.

scan, kinds, strip       find tokens, and what is left without them
protect, pieces          tokens become slots, and terms (Span) with them
quantities, kept         numbers with units: where they are, and whether a translation has them
restore, balanced        slots become tokens again, or the answer is damaged
seen                     what nobody sees, taken out of what people type
defuse                   what an engine invented can no longer fire or link
chunks, split, units     long texts, for engines and for Discord
"""

from bot.markup.chunks import chunks
from bot.markup.defuse import defuse
from bot.markup.length import units
from bot.markup.marks import balanced
from bot.markup.quantities import kept, quantities
from bot.markup.restore import restore
from bot.markup.scan import kinds, scan, strip
from bot.markup.slots import Protected, Span, pieces, protect
from bot.markup.split import split
from bot.markup.tokens import Token, TokenKind
from bot.markup.unseen import seen

__all__ = [
    "Protected",
    "Span",
    "Token",
    "TokenKind",
    "balanced",
    "chunks",
    "defuse",
    "kept",
    "kinds",
    "pieces",
    "protect",
    "quantities",
    "restore",
    "scan",
    "seen",
    "split",
    "strip",
    "units",
]
