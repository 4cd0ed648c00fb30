"""The sample company: its people, their files and what they said of consent, from one seed.

What a later issue adds goes into a stream of its own (`Stream.fork`), so that nothing else moves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cdp.sample.biography import life_of
from cdp.sample.consents import Saying, sayings
from cdp.sample.files.calls import calls
from cdp.sample.files.cases import cases
from cdp.sample.files.consignment import Consignment
from cdp.sample.files.contacts import contacts
from cdp.sample.files.leads import leads
from cdp.sample.files.orders import orders
from cdp.sample.life import Life
from cdp.sample.lines import Exchange, Line
from cdp.sample.person import Person, Seam
from cdp.sample.population import populate
from cdp.sample.stream import Stream

SEED: Final = "样泉"
"""The company that `make up` loads."""

PEOPLE: Final = 2_200
"""How many people it has to do with."""

MOST_PEOPLE: Final = 100_000
"""Beyond that, keys of records would run into one another."""

_HOTLINES: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Company:
    """All of it. `consignments` stand in the order in which they are imported.

    `sayings` are filed after the files, in their order: they name numbers that the files contain.
    """

    people: tuple[Person, ...]
    lives: tuple[Life, ...]
    consignments: tuple[Consignment, ...]
    sayings: tuple[Saying, ...]

    @property
    def numbers(self) -> frozenset[str]:
        """Canonical texts of all numbers that key somebody, once every file is imported.

        A marketplace's privacy number keys somebody of its own: it is never merged with a bare one.
        """
        return frozenset().union(*(each.numbers for each in self.consignments))

    @property
    def set_aside(self) -> Mapping[Seam, tuple[str, ...]]:
        """For each seam, the numbers of the people who stand behind it."""
        return {
            seam: tuple(each.line.canonical for each in self.people if each.seam is seam)
            for seam in Seam
        }


def sample_company(*, now: datetime, seed: str = SEED, people: int = PEOPLE) -> Company:
    """The company of `seed` as it stands at `now`: to the byte the same for the same three.

    Raises:
        ValueError: `now` has no time zone, or there are no people or too many.
    """
    if now.tzinfo is None or not 0 < people <= MOST_PEOPLE:
        raise ValueError(f"give an aware time, and from 1 to {MOST_PEOPLE} people")
    stream = Stream(seed)
    exchange = Exchange(stream.fork("lines"))
    everybody = populate(stream.fork("people"), exchange, people, now)
    lives = tuple(
        life_of(person, stream.fork(f"life/{person.index}"), exchange, now) for person in everybody
    )
    return Company(
        people=everybody,
        lives=lives,
        consignments=_files(everybody, lives, stream.fork("files"), exchange),
        sayings=sayings(everybody, stream.fork("consents"), now),
    )


def _files(
    people: tuple[Person, ...], lives: tuple[Life, ...], stream: Stream, exchange: Exchange
) -> tuple[Consignment, ...]:
    shared = _shared(people, exchange)
    pairs = tuple(zip(people, lives, strict=True))
    return (
        contacts(people, stream.fork("contacts"), exchange, shared),
        leads(pairs, stream.fork("leads"), exchange, shared),
        orders(pairs, stream.fork("orders"), exchange, shared),
        calls(pairs, stream.fork("calls"), exchange, shared),
        cases(pairs, stream.fork("cases"), exchange, shared),
    )


def _shared(people: tuple[Person, ...], exchange: Exchange) -> tuple[Line, ...]:
    """Every line that reaches several people, each once."""
    hotlines = [exchange.shared_cost() for _ in range(_HOTLINES)]
    lines = (line for person in people for line in (person.household, person.switchboard) if line)
    return tuple(dict.fromkeys([*hotlines, *lines]))
