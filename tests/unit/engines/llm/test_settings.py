"""What may not stand in the names that go to an endpoint."""

import pytest

from bot.engines.settings import EngineSettings
from bot.errors import SettingsError


@pytest.mark.parametrize("setting", ["MICROSOFT_REGION", "LLM_MODEL"])
@pytest.mark.parametrize("value", ["east\nasia", "east\tasia", "east\u200basia", "east\x00asia"])
def test_control_characters_are_refused(setting: str, value: str) -> None:
    with pytest.raises(SettingsError) as raised:
        EngineSettings(**{setting.lower(): value})  # type: ignore[arg-type]
    assert raised.value.params["setting"] == setting
    assert "asia" not in str(raised.value)


def test_names_pass() -> None:
    settings = EngineSettings(microsoft_region=" eastasia\n", llm_model="org/model-7b:q4")
    assert (settings.microsoft_region, settings.llm_model) == ("eastasia", "org/model-7b:q4")
