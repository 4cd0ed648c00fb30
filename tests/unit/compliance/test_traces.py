"""Traces: whatever is planted is found, in every spelling, wherever it stands."""

from __future__ import annotations

import base64
import hashlib

import pytest

from cdp.compliance.traces import Traces, spelled

NUMBER, NAME, EMAIL = "+8613912345678", "欧阳璟瑭", "xm@forgotten.example"
TRACES = Traces.of_person(number=NUMBER, name=NAME, email=EMAIL)

TWELVE = {
    "E.164": NUMBER.encode(),
    "national": b"13912345678",
    "spaced": b"139 1234 5678",
    "full width": "１３９１２３４５６７８".encode(),
    "reversed": b"87654321931",
    "UTF-16": NUMBER.encode("utf-16-le"),
    "base64": base64.b64encode(EMAIL.encode()),
    "hex": NAME.encode().hex().encode(),
    "URL": b"%E6%AC%A7%E9%98%B3%E7%92%9F%E7%91%AD",
    "MD5": hashlib.md5(EMAIL.encode(), usedforsecurity=False).hexdigest().encode(),
    "SHA-1": hashlib.sha1(NUMBER.encode(), usedforsecurity=False).digest(),
    "SHA-256": hashlib.sha256(b"13912345678").hexdigest().encode(),
}


@pytest.mark.parametrize("what", TWELVE)
def test_each_of_the_twelve_spellings_is_found(what: str) -> None:
    """In the middle of other octets."""
    assert TRACES.find(b"\x00\xff before " + TWELVE[what] + b" after \x00")


def test_every_needle_is_found_where_it_stands_alone() -> None:
    """None is shadowed by another for good: what is found begins there, or holds it."""
    for needle in TRACES.needles:
        assert TRACES.find(b"\x00" + needle + b"\x00"), needle


def test_what_is_not_there_is_not_found() -> None:
    """Another number, another name, noise."""
    other = Traces.of_person(number="+8613987654321", name="司徒夤彧", email="a@other.example")
    haystack = b"\n".join(other.needles) + hashlib.sha512(b"noise").digest()
    assert TRACES.find(haystack) == frozenset()


def test_what_is_too_short_is_left_out() -> None:
    """It would stand somewhere by chance."""
    assert not Traces.of(iter([("short", b"abc")])).needles
    assert all(len(needle) >= 8 for needle in TRACES.needles)
    assert ("name: utf-8", NAME.encode()) in set(spelled("name", NAME))
