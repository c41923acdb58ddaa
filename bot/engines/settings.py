"""The settings of the engines: part of bot.settings.Settings, and all that an engine is told of them.

Keys are SecretStr. An engine's address can be changed for a proxy, a server of one's own, or a test.
"""

from typing import Annotated

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings

from bot import checks
from bot.errors import N_, SettingsError

_Url = Annotated[str, checks.endpoint("https", "http")]


def _printable(text: str, setting: str) -> str:
    """A name that goes into a header or a request. Raises SettingsError for line breaks, tabs and what is not seen."""
    if not text.isprintable():
        raise SettingsError(
            N_("{setting} has a space or another foreign character in it. Copy it again, as a whole."), setting=setting
        )
    return text


_Name = Annotated[str | None, checks.check(_printable)]


class EngineSettings(BaseSettings):
    """Each field is the environment variable of the same name."""

    google_url: _Url = Field(
        default="https://translate.google.com/m", description="The page that the google engine asks."
    )
    mymemory_url: _Url = Field(
        default="https://api.mymemory.translated.net/get", description="Where the mymemory engine asks."
    )
    libretranslate_url: _Url = Field(
        default="https://libretranslate.com",
        description="The LibreTranslate server of the libretranslate engine; it may be your own.",
    )
    libretranslate_api_key: SecretStr | None = Field(
        default=None,
        description="Its key; your own server needs none unless you set it up so. For libretranslate.com: "
        "https://portal.libretranslate.com",
    )
    deepl_url: Annotated[str | None, checks.endpoint("https", "http")] = Field(
        default=None, description="Where the deepl engine asks; empty means the free or the paid host, as the key says."
    )
    deepl_api_key: SecretStr | None = Field(
        default=None, description="DeepL's API key, from https://www.deepl.com/your-account/keys"
    )
    microsoft_url: _Url = Field(
        default="https://api.cognitive.microsofttranslator.com/translate",
        description="Where the microsoft engine asks.",
    )
    microsoft_api_key: SecretStr | None = Field(
        default=None, description="The key of a Translator resource, from https://portal.azure.com"
    )
    microsoft_region: _Name = Field(
        default=None, description="That resource's region, such as eastasia; empty for a global one."
    )
    baidu_url: _Url = Field(
        default="https://fanyi-api.baidu.com/api/trans/vip/translate", description="Where the baidu engine asks."
    )
    baidu_app_id: SecretStr | None = Field(
        default=None, description="Baidu Translate's app id, from https://fanyi-api.baidu.com/manage/developer"
    )
    baidu_app_key: SecretStr | None = Field(default=None, description="Baidu Translate's app key, from the same page.")
    papago_url: _Url = Field(
        default="https://papago.apigw.ntruss.com/nmt/v1/translation", description="Where the papago engine asks."
    )
    papago_client_id: SecretStr | None = Field(
        default=None, description="The client id of a Papago application, from https://console.ncloud.com"
    )
    papago_secret_key: SecretStr | None = Field(default=None, description="That application's client secret.")
    llm_base_url: Annotated[str | None, checks.endpoint("https", "http")] = Field(
        default=None,
        description="The OpenAI-compatible endpoint of the llm engine, such as http://127.0.0.1:11434/v1 for Ollama.",
    )
    llm_model: _Name = Field(default=None, description="The model that it asks there, such as qwen3:8b.")
    llm_api_key: SecretStr | None = Field(
        default=None, description="That endpoint's key; servers on your own machine rarely need one."
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

    def key(self, field: str) -> str:
        """A key, or "" where none is set. Raises SettingsError if it cannot be one."""
        secret: SecretStr | None = getattr(self, field)
        key = secret.get_secret_value().strip() if secret else ""
        if not (key.isascii() and key.isprintable()) or " " in key:
            raise SettingsError(
                N_("{setting} has a space or another foreign character in it. Copy it again, as a whole."),
                setting=field.upper(),
            )
        return key

    def require(self, field: str, engine: str, page: str) -> str:
        """A key that `engine` cannot work without, and that is to be had at `page`. Raises SettingsError."""
        key = self.key(field)
        if not key:
            raise SettingsError(
                N_(
                    "{setting} is missing, and the engine {engine} needs it. Get one at {page} and put it into .env, "
                    "or take {engine} out of TRANSLATION_ENGINES."
                ),
                setting=field.upper(),
                engine=engine,
                page=page,
            )
        return key

    def need(self, field: str, engine: str) -> str:
        """A setting that is no key and that `engine` cannot work without. Raises SettingsError."""
        value = str(getattr(self, field) or "").strip()
        if not value:
            raise SettingsError(
                N_(
                    "{setting} is missing, and the engine {engine} needs it. Put it into .env, "
                    "or take {engine} out of TRANSLATION_ENGINES."
                ),
                setting=field.upper(),
                engine=engine,
            )
        return value
