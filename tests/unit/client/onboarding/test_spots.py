"""Lists on the screens of tours: complete while there is room, then without remarks but on the marked line."""

from bot.client.onboarding.screens.spots import listed


def test_a_short_list_is_complete_and_a_long_one_keeps_the_remarks_of_the_marked_line() -> None:
    line = f"▹ {'n' * 40} · {'remark' * 15}"
    assert listed([line] * 3, 1) == [line] * 3
    shown = listed([line] * 20, 7)
    assert shown[7] == line
    assert {len(each) for number, each in enumerate(shown) if number != 7} == {42}
    assert sum(map(len, shown)) < 1300
