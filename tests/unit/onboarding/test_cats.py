"""Only pictures are cats."""

import pytest

from bot.onboarding.cats import is_picture


@pytest.mark.parametrize(
    ("content_type", "filename", "is_one"),
    [
        ("image/png", "biscuit.png", True),
        ("image/webp", "biscuit", True),
        (None, "Biscuit.JPG", True),
        (None, "biscuit", False),
        (None, "biscuit.mp4", False),
        ("text/plain", "biscuit.png", False),
        ("video/mp4", "biscuit.mp4", False),
        ("", "biscuit.gif", True),
    ],
)
def test_a_picture_is_told_by_its_type_or_else_by_its_name(
    content_type: str | None, filename: str, is_one: bool
) -> None:
    assert is_picture(content_type, filename) is is_one
