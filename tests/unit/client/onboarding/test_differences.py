"""Whatever a file may change has a name in the words of its reader."""

from dataclasses import replace

import pytest

from bot.client.onboarding.differences import Teller
from bot.i18n import LOCALES, Catalogues
from bot.onboarding.files.differences import differences
from bot.store.setups import Daily, Setup, Stand, Wording
from bot.store.welcomes import Welcome

EMPTY = Setup(Welcome(1))
FULL = Setup(
    Welcome(1, 2, True, 3, 4, 5, 6, 7, 8, 0, True),
    {"welcome": dict.fromkeys(LOCALES, Wording("", "hi", is_machine=True))},
    {("refugee", "here"): Stand(1, is_hidden=True, role_id=9)},
    Daily(10, 65, "UTC"),
    frozenset({"fridge"}),
)


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_goes_by_its_internal_name(locale: str) -> None:
    teller = Teller(locale, Catalogues.load(), lambda kind, thing_id: f"<{kind}{thing_id}>")
    found = [*differences(EMPTY, FULL), *differences(FULL, EMPTY)]
    assert len({each.what for each in found}) == 18
    for each in found:
        line = teller.line(each)
        assert each.what in ("text", "buddies") or each.what not in line
        assert "True" not in line
        assert "None" not in line


def test_values_are_shown_as_people_know_them() -> None:
    teller = Teller("en", Catalogues.load(), lambda kind, thing_id: f"<{kind}{thing_id}>")
    lines = [teller.line(each) for each in differences(EMPTY, replace(FULL, texts={}))]
    assert "🆕 where newcomers are greeted: – → <#2>" in lines
    assert "🆕 role for English: – → <@&4>" in lines
    assert any(line.endswith(": – → 01:05") for line in lines)
    assert "✏️ left out of the tours: `refugee:here`: off → on" in lines
    assert "🆕 place in the order of tours and cards: `refugee:here`: – → 2" in lines
