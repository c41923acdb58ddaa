"""A status says what is to be done."""

import pytest

from bot.engines.answers import BadAnswer, Fault, Page, refuse


@pytest.mark.parametrize(
    ("headers", "fault"), [({"Retry-After": "120"}, Fault.BACK_OFF), ({}, Fault.UNAVAILABLE)], ids=["named", "unnamed"]
)
def test_a_service_that_is_down_may_name_its_rest(headers: dict[str, str], fault: Fault):
    with pytest.raises(BadAnswer) as caught:
        refuse(Page(503, "", headers))
    assert caught.value.fault is fault
    assert caught.value.retry_after == (120 if headers else 60)
