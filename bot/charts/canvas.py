"""Where charts are drawn: shapes and words at places that do not depend on how fine the picture is."""

import io
from collections.abc import Sequence
from functools import partial
from importlib import resources
from typing import Final, NamedTuple

from PIL import Image, ImageDraw, ImageFont

# Pixels for each unit. Discord shows pictures smaller; whoever opens one sees all of it.
FINE: Final = 2
BACKGROUND: Final = "#1e2128"
GROUND: Final = "#272b34"
INK: Final = "#f2f3f5"
FAINT: Final = "#b5bac1"
GRID: Final = "#3d424d"
TROUGH: Final = "#2f343f"
# The shapes of characters differ between the mainland and Taiwan.
FONTS: Final = {
    "en": "NotoSansCJKsc-Charts.otf",
    "zh-CN": "NotoSansCJKsc-Charts.otf",
    "zh-TW": "NotoSansCJKtc-Charts.otf",
}
# Corners and degrees; a shape without corners is round.
_MARKS: Final = ((0, 0), (4, 45), (3, 0), (4, 0), (3, 180), (5, 0))
Point = tuple[float, float]


class Area(NamedTuple):
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float


class Canvas:
    """A picture that is being drawn. Places and sizes are in units of `FINE` pixels, from the top left."""

    def __init__(self, width: int, height: int, locale: str) -> None:
        self._image = Image.new("RGB", (width * FINE, height * FINE), BACKGROUND)
        self._draw = ImageDraw.Draw(self._image)
        data = resources.files("bot.charts").joinpath("font", FONTS[locale]).read_bytes()
        self._font_of = partial(_font, data, {})

    def text(self, at: Point, text: str, size: int, colour: str = INK, anchor: str = "lm") -> None:
        """Write a line. anchor: which point of it is at `at`, as Pillow names them: `lm` is the middle of its left."""
        place = (at[0] * FINE, at[1] * FINE)
        self._draw.text(place, text, fill=colour, font=self._font_of(size), anchor=anchor)

    def width(self, text: str, size: int) -> float:
        """How wide a line is."""
        return self._font_of(size).getlength(text) / FINE

    def box(self, area: Area, colour: str, radius: float = 0) -> None:
        """Fill a rectangle; one without an extent is not drawn."""
        left, top, right, bottom = area
        if right > left and bottom > top:
            x, y = round(left * FINE), round(top * FINE)
            # Pillow takes the last pixel along; what is there at all is seen.
            end = (max(x, round(right * FINE) - 1), max(y, round(bottom * FINE) - 1))
            self._draw.rounded_rectangle((x, y, *end), radius * FINE, fill=colour)

    def line(self, points: Sequence[Point], colour: str, width: float) -> None:
        """Join points by a line, if there are two at least."""
        places = [(x * FINE, y * FINE) for x, y in points]
        if len(places) > 1:
            self._draw.line(places, fill=colour, width=round(width * FINE), joint="curve")

    def mark(self, at: Point, kind: int, colour: str, size: float = 5) -> None:
        """Draw a small shape around a point, so that lines differ not by their colour alone."""
        x, y = at[0] * FINE, at[1] * FINE
        radius = size * FINE
        sides, turn = _MARKS[kind % len(_MARKS)]
        if not sides:
            self._draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour, outline=GROUND, width=2)
            return
        self._draw.regular_polygon((x, y, radius * 1.25), sides, rotation=turn, fill=colour, outline=GROUND)

    def png(self) -> bytes:
        """The picture."""
        written = io.BytesIO()
        self._image.save(written, "PNG")
        return written.getvalue()


def _font(data: bytes, known: dict[int, ImageFont.FreeTypeFont], size: int) -> ImageFont.FreeTypeFont:
    if size not in known:
        # The simple layout is all that Chinese and English need, and every build of Pillow has it.
        known[size] = ImageFont.truetype(io.BytesIO(data), size * FINE, layout_engine=ImageFont.Layout.BASIC)
    return known[size]
