import pytest

from bot.engines.registry import ENGINE_NAMES, build_engine
from bot.errors import SettingsError
from bot.settings import Settings

KEY = "hunter2-and-more"
# What each engine cannot be built without.
NEEDS = {
    "libretranslate": ["LIBRETRANSLATE_API_KEY"],
    "deepl": ["DEEPL_API_KEY"],
    "microsoft": ["MICROSOFT_API_KEY"],
    "baidu": ["BAIDU_APP_ID", "BAIDU_APP_KEY"],
    "papago": ["PAPAGO_CLIENT_ID", "PAPAGO_SECRET_KEY"],
}
LLM = {"LLM_BASE_URL": "http://127.0.0.1:11434/v1", "LLM_MODEL": "qwen3:8b"}


@pytest.mark.asyncio
@pytest.mark.parametrize("name", ENGINE_NAMES)
async def test_each_name_builds_the_engine_of_that_name(name: str):
    engine = build_engine(name, Settings.load({**LLM, **dict.fromkeys(NEEDS.get(name, []), KEY)}))
    assert engine.name == name
    await engine.close()


@pytest.mark.parametrize(("name", "missing"), [(name, key) for name, keys in NEEDS.items() for key in keys])
def test_a_missing_key_is_named_with_where_to_get_it(name: str, missing: str):
    others = {key: KEY for key in NEEDS[name] if key != missing}
    with pytest.raises(SettingsError) as raised:
        build_engine(name, Settings.load(others))
    assert raised.value.params["setting"] == missing
    assert f"{missing} is missing, and the engine {name} needs it. Get one at https://" in str(raised.value)
    assert KEY not in str(raised.value)


@pytest.mark.parametrize(("missing", "written"), [("LLM_BASE_URL", ""), ("LLM_MODEL", ""), ("LLM_MODEL", "  ")])
def test_the_llm_engine_needs_an_endpoint_and_a_model(missing: str, written: str):
    with pytest.raises(SettingsError, match=f"{missing} is missing, and the engine llm needs it") as raised:
        build_engine("llm", Settings.load({**LLM, missing: written}))
    assert raised.value.params["setting"] == missing


@pytest.mark.asyncio
async def test_a_libretranslate_server_of_ones_own_needs_no_key():
    settings = Settings.load({"LIBRETRANSLATE_URL": "https://translate.example"})
    await build_engine("libretranslate", settings).close()


def test_an_unknown_name_is_told_the_known_ones():
    with pytest.raises(ValueError, match=r"unknown engine 'gogle'; known engines: google, .*gloss"):
        build_engine("gogle", Settings.load({}))
