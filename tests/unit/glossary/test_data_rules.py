"""Every rule of every entry of the starter glossary does what it says."""

from collections.abc import Iterator

from bot.glossary import Context, Entry, Glossary

HAN = range(0x3400, 0xA000)


def beside(left: str, right: str) -> str:
    """Two pieces of a line, with a space where both are Latin."""
    together = ord(left[-1]) in HAN or ord(right[0]) in HAN or not right[0].isalnum()
    return left + right if together else f"{left} {right}"


def inside(word: str, context: Context) -> Iterator[str]:
    """Lines in which the context holds."""
    if context.alone:
        yield from (word, f"{word}!", f"{word} 😂")
    yield from (beside(words, word) for words in context.preceded if not words.startswith("<"))
    yield from (beside(word, words) for words in context.followed if not words.startswith("<"))
    yield from (f"{words}, {word}" for words in context.near)


def found(glossary: Glossary, line: str, entry: Entry) -> bool:
    """Whether the entry, or one with a longer word around it, is found."""
    return any(
        match.entry is entry or entry.headword.lower() in line[match.start : match.end].lower()
        for match in glossary.find(line, entry.language)
    )


def test_where_it_is_slang_it_is_found(glossary: Glossary) -> None:
    missed = []
    for entry in glossary.entries:
        context = entry.only or Context(alone=True)
        missed += [(entry.id, line) for line in inside(entry.headword, context) if not found(glossary, line, entry)]
    assert missed == []


def test_free_words_are_found_within_sentences(glossary: Glossary) -> None:
    missed = []
    for entry in glossary.entries:
        lines = (
            ("omg {} lol", "so {}, really") if entry.language == "en" else ("真的{}了", "我觉得{}啊", "这次{}，好吗")
        )
        for line in () if entry.only else lines:
            missed += [(entry.id, line)] * (not found(glossary, line.format(entry.headword), entry))
    assert missed == []


def test_variants_are_found(glossary: Glossary) -> None:
    missed = [
        (entry.id, variant)
        for entry in glossary.entries
        for variant in entry.variants
        if not entry.only and entry not in [match.entry for match in glossary.find(variant, entry.language)]
    ]
    assert missed == []


def test_where_it_is_not_slang_it_is_left_alone(glossary: Glossary) -> None:
    wrong = [
        (entry.id, line)
        for entry in glossary.entries
        for line in inside(entry.headword, entry.unless)
        if any(match.entry is entry and not match.asked for match in glossary.find(line, entry.language))
        and line not in entry.variants
    ]
    assert wrong == []


def test_an_initialism_is_forced_and_its_words_are_not(glossary: Glossary) -> None:
    forced = [match.rendering for match in glossary.find("你家猫就 yyds", "zh")]
    written_out = [match.rendering for match in glossary.find("就是 永远的神！", "zh")]
    assert (forced, written_out) == (["the GOAT"], [""])
