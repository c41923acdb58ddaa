"""What members do with /privacy."""

from typing import Any

from tests.e2e.town import Town


async def forget(place: Town, who: Any, panel: Any) -> None:
    """Have oneself forgotten: the panel of /privacy asks once whether that is meant."""
    who.press(panel, "privacy:1:erase")
    await place.idle()
    who.press(panel, "privacy:1:erase-now")
    await place.idle()
