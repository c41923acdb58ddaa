"""Numbers with units and currencies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.markup import TokenKind, kept, protect, quantities, restore
from tests.unit.linear import grows_linearly
from tests.unit.markup.messages import MESSAGES


def found(text: str) -> list[str]:
    return [token.text for token in quantities(text)]


@pytest.mark.parametrize(
    "quantity",
    [
        *("$19.99", "US$5", "€1,299.50", "£27", "¥128", "￥99", "NT$300", "100€", "50USD", "RMB200"),
        *("5kg", "20%", "20％", "37°C", "36.5℃", "3.5GB", "1080p", "4K", "144Hz", "60fps", "160km/h", "5m²", "250ml"),
        *("5-10kg", "20–30%", "36x24mm", "1,000km", "2x", "90min", "5ft"),
    ],
)
def test_each_shape(quantity):
    assert found(quantity) == [quantity]
    assert found(f"it is {quantity}, right? ({quantity})") == [quantity, quantity]
    assert found(f"大概{quantity}吧") == [quantity]
    (token,) = quantities(quantity)
    assert (token.kind, token.start, token.end) == (TokenKind.QUANTITY, 0, len(quantity))


@pytest.mark.parametrize(
    "text",
    [
        "$30 million and $2.3 billion, $5k, ¥3万, £27 million",
        "the JAS 39C, a 4x4, 35°W, the 90s, 5am, 3:00 p.m., 1st, 7-2, H5N1, A1GP",
        "5 kg, 30 people, 2025, 1.5, v1.2.3, 5公斤, 100元, x5, C3PO, 3kgs5",
        "covid19% no_5kg 10.5.3kg",
    ],
)
def test_what_is_none(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("it costs $19.99", "它要 $19.99"),
        ("it costs $19.99", "它要 19.99 美元"),
        ("it costs $11,000", "它要 11,000 美元"),
        ("it costs $11,000", "它要11000美金"),
        ("要¥128", "It's 128 yuan"),
        ("要￥128", "It's ¥128"),
        ("weighs 5kg", "重 5 公斤"),
        ("20% off", "百分之20的折扣"),
        ("打折20％", "20 percent off"),
        ("at 160km/h", "每小时160公里"),
        ("37°C outside", "外面 37 摄氏度"),
        ("between 5-10kg", "在 5 到 10 公斤之间"),
        ("3% 到 5%", "3 percent to 5%"),
        ("$5 and $5", "5 美元和 5 美元"),
        ("no numbers", "没有数字"),
    ],
)
def test_what_is_kept(source, translation):
    assert kept(source, translation)


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("weighs 5kg", "重 15 公斤"),
        ("weighs 5kg", "重 5 磅"),
        ("weighs 5kg", "重 五 公斤"),
        ("weighs 1.5kg", "重 5kg"),
        ("costs $5", "要 5 欧元"),
        ("$5 and $5", "都是 5 美元"),
        ("20% off", "打八折"),
        ("1080p", "高清"),
    ],
)
def test_what_is_lost(source, translation):
    assert not kept(source, translation)


@given(MESSAGES)
def test_a_text_keeps_its_own(text):
    assert kept(text, text)


@given(MESSAGES)
def test_as_slots_they_come_back(text):
    protected = protect(text, quantities=True)
    assert restore(protected, protected.text) == text
    plain = protect(text)
    assert [slot for n, slot in enumerate(protected.slots) if n not in protected.words] == list(plain.slots)


@given(st.lists(st.sampled_from(["$5", "5kg", "20%"]), min_size=1, max_size=4))
def test_as_slots_they_survive_an_engine_that_drops_units(drawn):
    source = " and ".join(drawn)
    protected = protect(source, quantities=True)
    assert restore(protected, protected.text.replace("and", "和")) == source.replace("and", "和")
    assert kept(source, restore(protected, protected.text) or "")


def test_they_stay_out_of_the_way_of_an_engine_unless_asked_for():
    assert protect("it is $5 for 3kg").slots == ()
    assert protect("it is $5 for 3kg", quantities=True).text == "it is ⟦0⟧ for ⟦1⟧"


@pytest.mark.parametrize("unit", ["1", "1,", "1.", "1-", "1x", "$", "$1", "1kg", "1k", "US", "1,000", "%", "1 "])
def test_no_text_makes_it_slow(unit):
    grows_linearly(quantities, unit)
    grows_linearly(lambda text: kept("5kg 7%", text), unit)
