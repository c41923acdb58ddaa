"""The glossary that comes with the bot, read once."""

import pytest

from bot.glossary import Glossary
from bot.language.convert import to_simplified


@pytest.fixture(scope="session")
def glossary() -> Glossary:
    return Glossary.load(to_simplified)
