"""An order is the sum of its lines, in integer minor units."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from cdp.errors import InvalidField
from cdp.orders.record import MOST_LINES, Line, Order, OrderStatus
from privacy.testing.asks import NOW

KETTLE = Line(product=" 电水壶 ", quantity=2, unit_minor=19_900)
CABLE = Line(product="数据线", quantity=3, unit_minor=0)


def order(
    *lines: Line,
    currency: str = "CNY",
    placed: timedelta = timedelta(0),
    external_no: str | None = None,
) -> Order:
    return Order.of(
        status=OrderStatus.PAID,
        currency=currency,
        lines=lines,
        placed_at=NOW + placed,
        external_no=external_no,
        now=NOW,
    )


def test_the_total_is_the_sum_of_the_lines() -> None:
    """There is no second place where it could be stated otherwise."""
    assert order(KETTLE, CABLE).total_minor == 39_800


def test_products_and_the_number_of_the_order_are_cleaned() -> None:
    """An empty number is none: it claims no key."""
    filed = order(KETTLE, external_no=" SO-1 ")
    assert (filed.lines[0].product, filed.external_no) == ("电水壶", "SO-1")
    assert order(KETTLE, external_no="  ").external_no is None


@pytest.mark.parametrize("currency", ["", "cny", "RMB1", "CN", "¥", "CNY\n"])
def test_a_currency_is_three_capital_letters(currency: str) -> None:
    """ISO 4217, spelled as it is."""
    with pytest.raises(InvalidField) as refused:
        order(KETTLE, currency=currency)
    assert refused.value.field == "currency"


@pytest.mark.parametrize("count", [0, MOST_LINES + 1])
def test_an_order_has_one_line_to_two_hundred(count: int) -> None:
    """Both bounds belong to it."""
    assert len(order(*[KETTLE] * MOST_LINES).lines) == MOST_LINES
    with pytest.raises(InvalidField) as refused:
        order(*[KETTLE] * count)
    assert refused.value.field == "lines"


def test_an_order_of_the_future_is_refused() -> None:
    """Whoever files one has placed it."""
    with pytest.raises(InvalidField) as refused:
        order(KETTLE, placed=timedelta(seconds=1))
    assert refused.value.field == "placedAt"


@pytest.mark.parametrize(
    ("line", "part"),
    [
        (Line(product="  ", quantity=1, unit_minor=1), "product"),
        (Line(product="\x00", quantity=1, unit_minor=1), "product"),
        (Line(product="字" * 201, quantity=1, unit_minor=1), "product"),
        (Line(product="\u0958" * 200, quantity=1, unit_minor=1), "product"),
        (Line(product="壶", quantity=0, unit_minor=1), "quantity"),
        (Line(product="壶", quantity=10**6 + 1, unit_minor=1), "quantity"),
        (Line(product="壶", quantity=1, unit_minor=-1), "unitMinor"),
        (Line(product="壶", quantity=1, unit_minor=10**15 + 1), "unitMinor"),
    ],
)
def test_a_line_that_cannot_be_is_named_by_its_place(line: Line, part: str) -> None:
    """The second line's fault is not looked for in the first."""
    with pytest.raises(InvalidField) as refused:
        order(KETTLE, line)
    assert f"lines.1.{part}" == refused.value.field


@pytest.mark.parametrize("product", ["电水壶 13800138000", "充值卡 138 0013 8000"])
def test_a_product_holds_no_telephone_number(product: str) -> None:
    """Products stand clear in the database, for rules to compare."""
    with pytest.raises(InvalidField) as refused:
        order(Line(product=product, quantity=1, unit_minor=1))
    assert refused.value.field == "lines.0.product"
    assert "138" not in str(refused.value)


def test_a_total_beyond_what_a_column_holds_is_refused() -> None:
    """Each line could be, their sum could not."""
    dear = Line(product="壶", quantity=1, unit_minor=10**15)
    assert order(dear).total_minor == 10**15
    for lines in ((dear, KETTLE), (Line(product="壶", quantity=10**6, unit_minor=10**15),)):
        with pytest.raises(InvalidField) as refused:
            order(*lines)
        assert refused.value.field == "lines"


@pytest.mark.parametrize("show", [repr, str, "{}".format])
def test_an_order_does_not_print_what_was_bought(show: Callable[[object], str]) -> None:
    """What somebody buys tells who she is."""
    assert "SO-1" not in show(order(KETTLE, external_no="SO-1"))
