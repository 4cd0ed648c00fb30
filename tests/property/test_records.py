"""Whatever is typed is filed in one form or refused by its field, and nothing else happens."""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

from cdp.api import wishes
from cdp.api.orders.inputs import OrderLineInput
from cdp.api.orders.roots import line as order_line
from cdp.contacts.record import SEPARATOR, Address, Contact, address_line
from cdp.errors import InvalidField, InvalidSources
from cdp.identity.number import number_of
from cdp.orders.record import Line, Order, OrderStatus
from cdp.sources.record import load_sources
from cdp.text import clean
from privacy.masking import MASKS
from privacy.testing.asks import NOW

typed = st.text(st.characters(exclude_categories=()), max_size=60)
printable = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=60)
moments = st.datetimes(
    timezones=st.none()
    | st.builds(timezone, st.timedeltas(-timedelta(hours=23), timedelta(hours=23)))
)


@settings(max_examples=300)
@given(typed, st.integers(0, 60))
def test_text_is_filed_in_one_form_or_refused(text: str, at_most: int) -> None:
    """Composed, trimmed, within its bound, and the same when it is filed again."""
    with suppress(InvalidField):
        filed = clean(text, field="name", at_most=at_most)
        if filed is not None:
            assert unicodedata.is_normalized("NFC", filed)
            assert filed == filed.strip()
            assert 0 < len(filed) <= at_most
            filed.encode()
        assert filed == clean(filed, field="name", at_most=at_most)


@given(typed, typed, typed)
def test_an_address_keeps_its_three_parts(province: str, city: str, street: str) -> None:
    """No part can hold what separates them, so a mask never shows another one."""
    with suppress(InvalidField):
        address = Address.of(province, city, street, "address")
        assert address.stored().split(SEPARATOR) == [address.province, address.city, address.street]
        assert SEPARATOR not in address_line(address.stored())


@given(printable, printable, st.text("ABCDEF", min_size=4, max_size=30))
def test_a_masked_address_never_shows_the_street(province: str, city: str, street: str) -> None:
    """Whatever stands before it."""
    with suppress(InvalidField):
        address = Address.of(province.lower(), city.lower(), street, "address")
        assert address.street not in address_line(MASKS["address_city"](address.stored()))


@given(typed | st.emails())
def test_an_email_has_one_at_sign_and_no_blank(text: str) -> None:
    """Whatever else it is."""
    with suppress(InvalidField):
        email = Contact.of(email=text).email
        assert email is None or (email.count("@") == 1 and not any(c.isspace() for c in email))


lines = st.builds(
    Line,
    product=typed,
    quantity=st.integers(-1, 10**7),
    unit_minor=st.integers(-1, 10**16),
)


@given(st.lists(lines, max_size=5), typed)
def test_an_order_is_the_sum_of_its_lines_and_fits_a_column(
    wished: list[Line], number: str
) -> None:
    """Or one of its fields is named."""
    with suppress(InvalidField):
        order = Order.of(
            status=OrderStatus.PAID,
            currency="CNY",
            lines=wished,
            placed_at=NOW,
            external_no=number,
            now=NOW,
        )
        assert order.total_minor == sum(line.quantity * line.unit_minor for line in wished)
        assert 0 <= order.total_minor < 2**63
        assert all(line.product and len(line.product) <= 200 for line in order.lines)


@given(typed)
def test_a_number_is_one_person_s_or_refused(text: str) -> None:
    """By the field's name, whatever was typed."""
    with suppress(InvalidField):
        assert number_of(text, field="number").is_exclusive


@given(typed | st.text("0123456789", max_size=30))
def test_a_price_is_digits_or_refused(text: str) -> None:
    """A sign, a point, a blank or another script's digits are none."""
    with suppress(InvalidField):
        line = order_line(OrderLineInput(product="壶", quantity=1, unit_minor=text), 0)
        assert str(line.unit_minor) == text.lstrip("0") or (line.unit_minor, text.strip("0")) == (
            0,
            "",
        )


@given(moments)
def test_a_time_is_the_same_instant_or_refused(at: datetime) -> None:
    """In UTC, between the years that a person can mean."""
    with suppress(InvalidField):
        moment = wishes.utc(at, field="at")
        assert (moment, moment.tzinfo) == (at, UTC)
        assert wishes.BEGINNING < moment < wishes.END


@given(st.text(max_size=80) | st.text("[]source=\"'\n{},.0123456789", max_size=60))
def test_any_file_of_sources_is_read_or_refused(text: str) -> None:
    """With our own error, whatever the text is."""
    with suppress(InvalidSources):
        assert load_sources(text).by_key is not None
