"""A contact holds what one source says, each field in its form."""

from __future__ import annotations

import pytest

from cdp.contacts.record import SEPARATOR, Address, Contact, address_line
from cdp.errors import InvalidField
from privacy.masking import MASKS


def test_a_contact_keeps_what_was_said_and_nothing_else() -> None:
    """What a source does not say is None, and does not overwrite what it said before."""
    contact = Contact.of(name=" 张晓明 ", email="xm@example.com", company="")
    assert (contact.name, contact.email, contact.company) == ("张晓明", "xm@example.com", None)
    assert (contact.address, contact.role) == (None, None)


@pytest.mark.parametrize(
    "email", ["xm@example.com", "x.m+tag@mail.example.co", "张@例子.中国", "a@b.c"]
)
def test_an_address_of_the_usual_form_is_taken(email: str) -> None:
    """Whether it reaches anybody is found out by writing to it."""
    assert email == Contact.of(email=f" {email} ").email


@pytest.mark.parametrize(
    "email",
    [
        "xm",
        "@mail.cn",
        "xm@",
        "xm@mail",
        "xm@mail..cn",
        "xm@.mail.cn",
        "a@b@mail.cn",
        "x m@mail.cn",
        "xm@mail.cn, li@mail.cn",
        "x" * 65 + "@mail.cn",
        "x@" + "a." * 130 + "cn",
    ],
)
def test_what_is_no_address_is_refused_without_being_repeated(email: str) -> None:
    """The advice names the form; the value stands nowhere."""
    with pytest.raises(InvalidField) as refused:
        Contact.of(email=email)
    assert refused.value.field == "email"
    assert email not in str(refused.value)


def test_a_long_domain_is_judged_in_no_time() -> None:
    """The pattern does not backtrack: 254 letters are the most that it sees."""
    with pytest.raises(InvalidField):
        Contact.of(email="x@" + "a" * 252)


@pytest.mark.parametrize("part", ["province", "city", "street"])
def test_a_bad_part_of_an_address_is_named(part: str) -> None:
    """By its path from the input down."""
    typed = {"province": "广东省", "city": "深圳市", "street": "南山路1号", part: "\x00"}
    with pytest.raises(InvalidField) as refused:
        Address.of(typed["province"], typed["city"], typed["street"], "address")
    assert f"address.{part}" == refused.value.field


def test_a_stored_address_is_read_in_one_line_and_masked_to_its_city() -> None:
    """The separator is a control character, so no part can hold one and shift the mask."""
    address = Address.of(" 广东省", "深圳市", "南山路1号", "address")
    assert address.stored() == f"广东省{SEPARATOR}深圳市{SEPARATOR}南山路1号"
    assert address_line(address.stored()) == "广东省深圳市南山路1号"
    shown = address_line(MASKS["address_city"](address.stored()))
    assert "深圳市" in shown
    assert "南山路" not in shown


def test_an_address_keeps_its_parts_apart_where_some_are_missing() -> None:
    """A street alone is no province."""
    address = Address.of(None, "", "南山路1号", "address")
    assert address.stored() == f"{SEPARATOR}{SEPARATOR}南山路1号"
    assert "南山路" not in address_line(MASKS["address_city"](address.stored()))


def test_a_contact_and_an_address_do_not_print_what_they_hold() -> None:
    """They pass through tracebacks before they are sealed."""
    address = Address.of("广东省", "深圳市", "南山路1号", "address")
    contact = Contact.of(name="张晓明", address=address)
    assert "张晓明" not in repr(contact)
    assert "南山路" not in f"{contact!r} {address!r}"
