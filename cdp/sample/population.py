"""Population: who lives in the sample, in which households, and behind which lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from cdp.sample.lines import Exchange, Line
from cdp.sample.names import Gender, Name, name_of
from cdp.sample.person import Bond, Ending, Person, Seam
from cdp.sample.places import City, city_of, door_of, firm_of, title_of
from cdp.sample.stream import Stream

DAYS: Final = 1_100
"""How far back the company's records go: about three years."""

SETTLED: Final = timedelta(days=4)
"""The newest person was first heard of this long ago, so that there is time for what followed."""

SILENT_DAYS: Final = 200
"""Whoever went silent did so at least this long ago."""

_STAYED: Final = timedelta(days=20)
"""Whoever went silent had this much time at least before it."""

A_SEAM: Final = 5
"""People set aside for each seam."""

_YOUNGEST: Final = 19
_OLDEST: Final = 86
_BONDS: Final = (
    (Bond.KNOWN, 165),
    (Bond.ASKED, 405),
    (Bond.BUYER, 300),
    (Bond.REGULAR, 105),
    (Bond.DEVOTED, 25),
)
_ENDINGS: Final = (
    (Ending.DO_NOT_CALL, 6),
    (Ending.WRONG_NUMBER, 2),
    (Ending.DECEASED_OR_CLOSED, 1),
    (Ending.UNALLOCATED, 3),
)
_ROLES: Final[Mapping[Bond, Sequence[tuple[str, int]]]] = {
    Bond.KNOWN: (
        ("PROSPECT", 900),
        ("SUPPLIER", 30),
        ("EMPLOYEE", 40),
        ("PARTNER", 20),
        ("TEST", 10),
    ),
    Bond.ASKED: (("PROSPECT", 1),),
    Bond.BUYER: (("CUSTOMER", 9), ("MEMBER", 1)),
    Bond.REGULAR: (("CUSTOMER", 5), ("MEMBER", 5)),
    Bond.DEVOTED: (("MEMBER", 1),),
}
_DOMAINS: Final = ("mail.example", "post.example", "work.example.com", "xin.example.net")

_HOUSEHOLD: Final = 15
_DESK: Final = 18
_OFFICE: Final = 15
_EMAIL: Final = 550
_COMPANY: Final = 280
_BIRTHDAY: Final = 350
_FAMILY_NAME: Final = 600
_SILENT: Final = 180
_ENDS: Final = 500


@dataclass(slots=True, kw_only=True)
class _Home:
    """What the next people have in common with the last one, while there is room."""

    room: int
    surname: str
    city: City
    door: str
    line: Line


def populate(stream: Stream, exchange: Exchange, count: int, now: datetime) -> tuple[Person, ...]:
    """`count` people as they stand at `now`, no two on one line of their own."""
    people = tuple(_people(stream, exchange, count, now))
    return _set_aside(people, stream.fork("seams"))


def _people(stream: Stream, exchange: Exchange, count: int, now: datetime) -> Iterator[Person]:
    home: _Home | None = None
    for index in range(count):
        own = stream.fork(f"person/{index}")
        person = _person(own, exchange, index, home, now)
        if home is not None:
            home.room -= 1
            home = home if home.room else None
        elif own.chance(_HOUSEHOLD):
            home = _Home(
                room=own.between(1, 3),
                surname=person.name.surname,
                city=person.city,
                door=person.door,
                line=exchange.household(person.city),
            )
            person = replace(person, household=home.line)
        yield person


def _person(
    stream: Stream, exchange: Exchange, index: int, home: _Home | None, now: datetime
) -> Person:
    gender = stream.pick(tuple(Gender))
    name = _name(stream, gender, home)
    city = home.city if home else city_of(stream)
    bond = stream.weighted(_BONDS)
    joined_at, left_at = _span(stream, now)
    works = stream.chance(_COMPANY)
    is_at_desk = works and stream.chance(_DESK * 1_000 // _COMPANY)
    has_office = works and stream.chance(_OFFICE * 1_000 // _COMPANY)
    ends = bond is Bond.ASKED and left_at is not None and stream.chance(_ENDS)
    return Person(
        index=index,
        name=name,
        gender=gender,
        birthday=_birthday(stream, now) if stream.chance(_BIRTHDAY) else None,
        city=city,
        door=home.door if home else door_of(stream),
        email=_email(stream, index),
        company=firm_of(stream, city) if works else "",
        title=title_of(stream) if works else "",
        role=stream.weighted(_ROLES[bond]),
        line=exchange.desk(city) if is_at_desk else exchange.mobile(),
        household=home.line if home else None,
        switchboard=exchange.switchboard(city) if has_office else None,
        bond=bond,
        joined_at=joined_at,
        left_at=left_at,
        ending=stream.weighted(_ENDINGS) if ends else None,
        seam=None,
    )


def _name(stream: Stream, gender: Gender, home: _Home | None) -> Name:
    is_family = home is not None and stream.chance(_FAMILY_NAME)
    return name_of(stream, gender, surname=home.surname if home and is_family else "")


def _span(stream: Stream, now: datetime) -> tuple[datetime, datetime | None]:
    """When she was first heard of, and when last, if she has gone silent."""
    newest = now.replace(microsecond=0) - SETTLED
    joined_at = newest - timedelta(seconds=stream.below(DAYS * 86_400))
    share, is_silent = stream.between(300, 900), stream.chance(_SILENT)
    latest = newest - timedelta(days=SILENT_DAYS)
    room = (latest - joined_at) // timedelta(seconds=1)
    if not is_silent or room < _STAYED // timedelta(seconds=1):
        return joined_at, None
    return joined_at, joined_at + timedelta(seconds=room * share // 1_000)


def _birthday(stream: Stream, now: datetime) -> date:
    year = now.year - stream.between(_YOUNGEST, _OLDEST)
    return date(year, stream.between(1, 12), stream.between(1, 28))


def _email(stream: Stream, index: int) -> str:
    if not stream.chance(_EMAIL):
        return ""
    return f"{stream.pick(('yp', 'xin', 'hello', 'user'))}{index:05}@{stream.pick(_DOMAINS)}"


def _set_aside(people: tuple[Person, ...], stream: Stream) -> tuple[Person, ...]:
    """`people`, with `A_SEAM` of them behind each seam."""
    plain = [each.index for each in people if each.bond is Bond.ASKED and each.ending is None]
    seams = [seam for seam in Seam for _ in range(A_SEAM)]
    # Not strict: a company too small for all seams has people behind the first of them.
    marked = dict(zip(stream.take(plain, len(seams)), seams, strict=False))
    return tuple(
        replace(person, seam=marked[person.index], birthday=None)
        if person.index in marked
        else person
        for person in people
    )
