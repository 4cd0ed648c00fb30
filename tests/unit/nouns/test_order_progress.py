"""Where an order may go, as data; what the money on record must say; and what currencies are."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cdp.currency import EXPONENT, LARGEST_MINOR, amount, known
from cdp.errors import Conflict, InvalidField
from cdp.orders.money import (
    Confirmation,
    ConfirmationKind,
    Payment,
    PaymentMethod,
    Refund,
)
from cdp.orders.progress import MOVES, Balance, moved
from cdp.orders.record import UNMADE, OrderStatus
from cdp.vocabulary import Channel
from privacy.testing.asks import NOW

LATER = timedelta(microseconds=1)
UNPAID = Balance(total_minor=100)


def payment(*, minor: int = 100, currency: str = "CNY", at: timedelta = timedelta(0)) -> Payment:
    return Payment.of(
        method=PaymentMethod.ALIPAY,
        amount_minor=minor,
        currency=currency,
        paid_at=NOW + at,
        reference=" AL-1 ",
        now=NOW,
    )


def refund(*, minor: int = 100, currency: str = "CNY", at: timedelta = timedelta(0)) -> Refund:
    return Refund.of(
        amount_minor=minor, currency=currency, refunded_at=NOW + at, reference=None, now=NOW
    )


@pytest.mark.parametrize("now", OrderStatus)
@pytest.mark.parametrize("wanted", OrderStatus)
def test_an_order_takes_the_steps_of_the_table_and_no_other(
    now: OrderStatus, wanted: OrderStatus
) -> None:
    """Staying is always possible; whoever is refused is not told where the order stands."""
    if wanted is now or wanted in MOVES[now]:
        assert moved(now, wanted, UNPAID) is wanted
        return
    with pytest.raises(Conflict) as refused:
        moved(now, wanted, UNPAID)
    assert now.value not in str(refused.value)


def test_every_status_has_its_steps_and_what_is_undone_stays_undone() -> None:
    """Total over the statuses; a draft is the only beginning that nothing leads to."""
    assert set(MOVES) == set(OrderStatus)
    assert [status for status, steps in MOVES.items() if not steps] == [
        OrderStatus.CANCELLED,
        OrderStatus.REFUNDED,
    ]
    reached = {step for steps in MOVES.values() for step in steps}
    assert set(OrderStatus) - reached == {OrderStatus.DRAFT}
    assert {OrderStatus.DRAFT, OrderStatus.CANCELLED, OrderStatus.REFUNDED} == UNMADE


@pytest.mark.parametrize(("paid", "is_met"), [(0, True), (99, False), (100, True), (150, True)])
def test_an_order_is_paid_when_its_payments_say_so(paid: int, *, is_met: bool) -> None:
    """Where no payment is on record, its source's word stands."""
    balance, wanted = Balance(total_minor=100, paid_minor=paid), OrderStatus.PAID
    if is_met:
        assert moved(OrderStatus.PENDING_PAYMENT, wanted, balance) is wanted
    else:
        with pytest.raises(Conflict):
            moved(OrderStatus.PENDING_PAYMENT, wanted, balance)


@pytest.mark.parametrize(
    ("back", "wanted"),
    [
        (0, None),
        (1, OrderStatus.PARTLY_REFUNDED),
        (99, OrderStatus.PARTLY_REFUNDED),
        (100, OrderStatus.REFUNDED),
    ],
)
def test_a_refund_is_partial_or_whole_by_what_was_paid_back(
    back: int, wanted: OrderStatus | None
) -> None:
    """One cannot be said for the other."""
    balance = Balance(total_minor=100, paid_minor=100, refunded_minor=back)
    for status in (OrderStatus.PARTLY_REFUNDED, OrderStatus.REFUNDED):
        if status is wanted:
            assert moved(OrderStatus.PAID, status, balance) is status
        else:
            with pytest.raises(Conflict):
                moved(OrderStatus.PAID, status, balance)


@pytest.mark.parametrize("status", OrderStatus)
def test_nothing_is_paid_back_that_was_not_paid(status: OrderStatus) -> None:
    """Whatever the order's status, and though it stays."""
    for paid in (0, 100):
        over = Balance(total_minor=100, paid_minor=paid, refunded_minor=paid + 1)
        with pytest.raises(Conflict):
            moved(status, status, over)


@pytest.mark.parametrize("minor", [-1, 0, LARGEST_MINOR + 1])
def test_money_that_moves_is_more_than_nothing(minor: int) -> None:
    """And fits a column."""
    with pytest.raises(InvalidField) as paying:
        payment(minor=minor)
    with pytest.raises(InvalidField) as returning:
        refund(minor=minor)
    assert (paying.value.field, returning.value.field) == (
        "payment.amountMinor",
        "refund.amountMinor",
    )
    assert (payment(minor=1).amount_minor, refund(minor=1).amount_minor) == (1, 1)


def test_money_that_will_move_is_none_yet() -> None:
    """Each time is told by its name."""
    with pytest.raises(InvalidField) as paying:
        payment(at=LATER)
    with pytest.raises(InvalidField) as returning:
        refund(at=LATER)
    with pytest.raises(InvalidField) as confirming:
        Confirmation.of(
            kind=ConfirmationKind.ORDER,
            channel=Channel.SMS,
            confirmed_at=NOW + LATER,
            reference=None,
            now=NOW,
        )
    assert [fault.value.field for fault in (paying, returning, confirming)] == [
        "payment.paidAt",
        "refund.refundedAt",
        "confirmation.confirmedAt",
    ]


@pytest.mark.parametrize("currency", ["", "cny", "RMB", "XXX", "XTS", "XAU", "CNY\n", "人民币"])
def test_an_unknown_currency_is_refused_wherever_money_is(currency: str) -> None:
    """A word of three letters is no currency yet."""
    with pytest.raises(InvalidField) as paying:
        payment(currency=currency)
    with pytest.raises(InvalidField) as returning:
        refund(currency=currency)
    assert (paying.value.field, returning.value.field) == ("payment.currency", "refund.currency")


@pytest.mark.parametrize(
    ("code", "digits"), [("CNY", 2), ("HKD", 2), ("JPY", 0), ("KRW", 0), ("KWD", 3), ("TWD", 2)]
)
def test_a_currency_s_minor_unit_has_its_digits(code: str, digits: int) -> None:
    """ISO 4217: what an import multiplies by, and a screen divides by."""
    assert known(code, field="currency") == code
    assert EXPONENT[code] == digits


def test_an_amount_may_be_nothing_unless_it_moves() -> None:
    """A line may cost nothing; the bounds belong to it."""
    assert amount(0, field="a") == 0
    assert amount(LARGEST_MINOR, field="a") == LARGEST_MINOR
    with pytest.raises(InvalidField):
        amount(-1, field="a")


def test_references_are_trimmed_and_printed_nowhere() -> None:
    """They find a payment at the bank."""
    paid = payment()
    assert paid.reference == "AL-1"
    assert "AL-1" not in repr(paid)
