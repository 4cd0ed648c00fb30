"""Records: the same life held by one record, or by several that are one person."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bench.rig.lives import life_of
from privacy.store.links import merge_link

if TYPE_CHECKING:
    from bench.rig.lives import Life
    from bench.rig.people import Press, Rows

THREE: Final = 3

_SOURCES: Final = ("web-form", "call-centre", "order-system")
_CARRIERS: Final = ("139", "138", "137")
"""The first digits of each part's number; by the first one everybody is asked about."""


def parts_of(life: Life) -> list[Life]:
    """`life` dealt out to three sources: each has a number, a name, and every third fact."""
    return [
        replace(
            life,
            e164=life.e164.replace(_CARRIERS[0], _CARRIERS[n], 1),
            source=_SOURCES[n],
            orders=life.orders[n::THREE],
            calls=life.calls[n::THREE],
        )
        for n in range(THREE)
    ]


def in_one(press: Press, people: range) -> Rows:
    """Whoever is one record that holds all three parts."""
    rows: Rows = defaultdict(list)
    for n in people:
        press.record(parts_of(life_of(n, press.now)), rows)
    return rows


def in_three(press: Press, people: range) -> Rows:
    """Whoever is three records, merged, of a part each."""
    rows: Rows = defaultdict(list)
    for n in people:
        _merged(press, n, rows)
    return rows


def by_turns(press: Press, people: range) -> Rows:
    """Whoever has an even number is one record, the others are three."""
    rows: Rows = defaultdict(list)
    for n in people:
        if n % 2:
            _merged(press, n, rows)
        else:
            press.record(parts_of(life_of(n, press.now)), rows)
    return rows


def _merged(press: Press, n: int, rows: Rows) -> None:
    subjects = [press.record([part], rows) for part in parts_of(life_of(n, press.now))]
    # Made in the same moment, they are in the order of their ids.
    first = min(subjects, key=lambda subject: subject.bytes)
    rows[merge_link] += [{"subject_id": each, "profile_id": first} for each in subjects]
