"""The promise of this room: whatever an engine does, each token comes out as it went in, or nothing does."""

from collections import Counter
from collections.abc import Callable

from hypothesis import example, given
from hypothesis import strategies as st

from bot.markup import Protected, defuse, pieces, protect, restore, scan
from bot.markup.emoji import EMOJI
from bot.markup.marks import marks, pairs
from tests.fakes.engines import MISBEHAVIOURS
from tests.unit.markup.messages import MESSAGES, TIDY
from tests.unit.markup.test_defuse import live

Change = Callable[[str], str]
KINDS = st.sampled_from(sorted(MISBEHAVIOURS))


def walk(protected: Protected, source: str, change: Change) -> str | None:
    restored = restore(protected, change(protected.text))
    return None if restored is None else defuse(restored, source)


def piecewise(protected: Protected, source: str, change: Change) -> str | None:
    """As the pipeline asks an engine that has damaged a slot: for each piece with letters, its spaces kept."""
    parts: list[str] = []
    for piece in pieces(protected):
        if isinstance(piece, int):
            parts.append(f"⟦{piece}⟧")
        elif any(character.isalpha() for character in piece):
            core = piece.strip()
            start = piece.index(core)
            parts.append(piece[:start] + (change(core) or core).strip() + piece[start + len(core) :])
        else:
            parts.append(piece)
    return walk(protected, source, lambda _: "".join(parts))


def tokens(text: str) -> Counter[str]:
    return Counter(token.text for token in scan(text))


def outline(text: str) -> Counter[tuple[str, bool]]:
    """The paired marks around words, and whether a spoiler hides them."""
    blank = list(text)
    for token in scan(text):
        blank[token.start : token.end] = "\0" * (token.end - token.start)
    return Counter((pair.opening.text, "||" in pair.inside) for pair in pairs(marks("".join(blank))))


def undamaged(source: str, out: str) -> None:
    before, after = tokens(source), tokens(out)
    assert {text: after[text] for text in before} == before
    assert live(out) <= live(source)
    assert outline(out) == outline(source)
    assert Counter(EMOJI.findall(source)) <= Counter(EMOJI.findall(out))


@given(MESSAGES, KINDS)
@example("**a** _b_ <@1>\n> c", "marks spaced")
@example("你好:) <@1>", "copies")
def test_a_damaged_message_never_comes_out(source, kind):
    protected = protect(source)
    for out in (
        walk(protected, source, MISBEHAVIOURS[kind]),
        piecewise(protected, source, MISBEHAVIOURS[kind]),
    ):
        if out is not None:
            undamaged(source, out)


@given(TIDY, st.sampled_from(["译文", "words", "a translation of it", "好。的"]))
def test_an_engine_that_only_says_words_is_never_refused_piece_by_piece(source, words):
    out = piecewise(protect(source), source, lambda _: words)
    assert out is not None
    undamaged(source, out)
