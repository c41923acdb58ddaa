import pytest

from bot.engines.gloss.glosser import Glosser
from bot.lexicon.dictionary import Dictionary


@pytest.fixture(scope="package")
def glosser() -> Glosser:
    """A loaded dictionary; it does not change."""
    return Glosser(Dictionary.load())
