"""Every character that a chart can show is in its font, in each language; and there is nothing else to look for."""

from importlib import resources

import pytest
from PIL import Image, ImageDraw, ImageFont

from bot.charts.canvas import FONTS
from bot.i18n import LANGUAGES, LOCALES, Catalogues
from bot.onboarding.picture import LABELS
from bot.rules.picture import LABELS as OF_RULES
from bot.stats.picture import LABELS as OF_STATS

NOT_THERE = "\uffff"
NUMBERS = "0123456789 ,-–*"


def looks(font: ImageFont.FreeTypeFont, character: str) -> bytes:
    image = Image.new("L", (60, 60))
    ImageDraw.Draw(image).text((5, 5), character, fill=255, font=font)
    return image.tobytes()


def font_of(locale: str) -> ImageFont.FreeTypeFont:
    with resources.as_file(resources.files("bot.charts").joinpath("font", FONTS[locale])) as path:
        return ImageFont.truetype(str(path), 32)


@pytest.mark.parametrize("locale", LOCALES)
def test_each_character_of_each_label_is_in_the_font(locale: str) -> None:
    font, catalogues = font_of(locale), Catalogues.load()
    wanted = set(
        "".join(
            [
                NUMBERS,
                *LANGUAGES.values(),
                *(catalogues.text(locale, label) for label in (*LABELS, *OF_RULES, *OF_STATS)),
            ]
        )
    )
    missing = looks(font, NOT_THERE)
    assert any(missing), "what is missing has no box, so it would not be seen"
    assert [each for each in sorted(wanted) if looks(font, each) == missing] == []
    assert looks(font, "龘") == missing


@pytest.mark.parametrize("locale", LOCALES)
def test_what_has_a_shape_is_not_empty(locale: str) -> None:
    font = font_of(locale)
    assert [each for each in "09Aaz简体繁體中文" if not any(looks(font, each))] == []


def test_the_licence_comes_along() -> None:
    assert "SIL OPEN FONT LICENSE" in resources.files("bot.charts").joinpath("font", "OFL.txt").read_text("utf-8")
