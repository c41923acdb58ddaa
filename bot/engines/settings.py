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
    firefox_models: Annotated[str, checks.check(checks.folder)] = Field(
        default="data/models", description="The folder of the firefox engine's models; redbridge models pull fills it."
    )
    firefox_workers: Annotated[int, checks.number(int, 1, 16)] = Field(
        default=1, description="How many processes of the firefox engine translate in each direction at most."
    )
    firefox_mirror: Annotated[str, checks.endpoint("https", "http")] = Field(
        default="https://firefox.settings.services.mozilla.com/v1/buckets/main/collections/translations-models-v2/records",
        description="Where redbridge models pull finds the list of models.",
    )
    firefox_attachments: Annotated[str, checks.endpoint("https", "http")] = Field(
        default="https://firefox-settings-attachments.cdn.mozilla.net",
        description="Where redbridge models pull finds the files that the list names.",
    )
