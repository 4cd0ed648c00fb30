"""The person of the deletion flow can buy: nothing drawn for her reads like a telephone number."""

from __future__ import annotations

import re

from cdp.cli.demo.deletion import Person

_DIGITS = re.compile(r"\d")


def test_what_is_drawn_for_her_has_no_digits_that_a_product_or_a_name_would_refuse() -> None:
    people = [Person.drawn() for _ in range(200)]
    assert not [p for p in people if _DIGITS.search(p.mark + p.name + p.email)]


def test_no_two_drawn_people_are_alike() -> None:
    assert len({Person.drawn().mark for _ in range(200)}) == 200
