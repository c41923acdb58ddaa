"""The settings of the engines: part of bot.settings.Settings, and all that an engine is told of them.

Keys are SecretStr. An engine's address can be changed for a proxy, a server of one's own, or a test.
"""

from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings

from bot import checks


class EngineSettings(BaseSettings):
    """Each field is the environment variable of the same name."""

    google_url: Annotated[str, checks.endpoint("https", "http")] = Field(
        default="https://translate.google.com/m", description="The page that the google engine asks."
    )
    engine_timeout: Annotated[float, checks.number(float, 0.1, 120)] = Field(
        default=8.0, description="How many seconds an engine may take for one text."
    )
