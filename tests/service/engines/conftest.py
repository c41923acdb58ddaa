import pytest

from bot.engines.gloss.glosser import Glosser


@pytest.fixture(scope="package")
def glosser() -> Glosser:
    """A loaded dictionary; it does not change."""
    return Glosser()
