"""P3: the writer of the reference query against graphql-core over the same objects, both to bytes.

    .venv/bin/python bench/writer.py [--quick]

Nothing is fetched: the person stands in memory as rows. What is sealed was opened before, and the
ids of rows were made: neither executor decrypts or encrypts anything in `value`. `whole` is the
same with both: AES-SIV under every id, and every sealed cell opened by its key.

Rounds are interleaved; each figure is the processor time of an answer, in microseconds, and the
median of its rounds. Both answers are compared, octet for octet, before and after.
"""

from __future__ import annotations

import argparse
import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from statistics import median
from time import process_time
from typing import Any, Final
from unittest.mock import patch
from uuid import UUID, uuid5

import orjson
import strawberry
from asyncpg.pgproto import pgproto
from graphql.execution.values import VariableValues

from bench.rig.finding import Finding, circumstances
from bench.rig.lives import Life, life_of
from cdp.api.cursor import Cursors
from cdp.api.ids import Fact, Ids, Kind, Namer
from cdp.api.people.resolution import PhoneResolution
from cdp.api.schema import Surface, surface
from cdp.api.shaping import Compiled, Reference, Sent, Shaped, Shaper
from cdp.api.turn import Turn
from cdp.contract import load_contract
from cdp.interactions.store import COLUMNS as OF_CALL
from cdp.orders.store import COLUMNS as OF_ORDER
from cdp.plan.compile import Plan
from cdp.profile.person import Person
from cdp.wiring import now
from privacy.grant import Grant
from privacy.terms import KeyCategory
from privacy.testing.grants import grant_for
from privacy.vault import AES_GCM_SHA256, Sealed
from privacy.vault.field_key import FieldKey, KeyVersion

TARGET: Final = 40.0
ROUNDS: Final = 7
PERSON: Final[UUID] = pgproto.UUID("0192f000-0000-7000-8000-0000000000a1")
HANDLER: Final = UUID("0192f000-0000-7000-8000-000000000001")
SHAPE: Final = frozenset({"name", "orders", "calls"})


class Named(Ids):
    """Ids that were made before: a name of a row is looked up."""

    __slots__ = ()

    def namer(self, _: Fact) -> Namer:
        """By the row's id."""
        return lambda _subject, row: NAMES[row]

    def _id(self, _kind: Kind, _subject: UUID, row: UUID) -> strawberry.ID:
        return NAMES[row]


NAMES: Final[defaultdict[UUID, strawberry.ID]] = defaultdict(lambda: strawberry.ID("x" * 66))


@contextmanager
def opened_before() -> Iterator[None]:
    """What is sealed stands open in the rows: nothing is decrypted meanwhile."""

    def opener(*_: object) -> Callable[[str, UUID], str]:
        return lambda text, _row: text

    def opens(sealed: Sealed, grant: Grant) -> object:
        return sealed.ciphertext if grant.view(sealed.category).shows else None

    with patch.object(FieldKey, "opener", opener), patch.object(Sealed, "open", opens):
        yield


def key() -> FieldKey:
    """A key of the person."""
    version = KeyVersion(suite=AES_GCM_SHA256, secret=bytes(32))
    return FieldKey({1: version}, handler=HANDLER, subject=PERSON, entropy=os.urandom)


@dataclass(frozen=True, slots=True)
class Side:
    """One executor over one person."""

    shaper: Shaper
    plan: Plan
    person: Person
    turn: Turn

    def answer(self) -> bytes:
        """The bytes of an answer."""
        turn = Turn(cursors=self.turn.cursors, ids=self.turn.ids, grant=self.turn.grant)
        root = PhoneResolution(person=self.person)
        shaped: Shaped = self.shaper.shape(self.plan, NOTHING_SENT, root, turn)
        assert not shaped.errors
        return orjson.dumps({"data": shaped.data})


NOTHING_SENT: Final = Sent({"number": "13900000000"}, VariableValues({}, {}))


def person_of(life: Life, seal: Callable[[str, UUID, str], str | bytes]) -> Person:
    """Somebody as the root statement returns her."""

    def row(what: str, n: int) -> UUID:
        of_driver: UUID = pgproto.UUID(uuid5(PERSON, f"{what} {n}").bytes)
        return of_driver

    orders, calls = [], []
    for n, order in enumerate(life.orders):
        told: dict[str, Any] = {
            "subject_id": PERSON,
            "id": row("order", n),
            "external_no": seal(order.external_no, row("order", n), "customer_order.external_no"),
            "status": order.status,
            "total_minor": order.total_minor,
            "currency": order.currency,
            "placed_at": order.placed_at,
            "channel": order.channel,
            "lead_id": pgproto.UUID(order.lead.bytes),
        }
        orders.append((*(told[column] for column in OF_ORDER), None, None, None, None))
    for n, call in enumerate(life.calls):
        told = {
            "subject_id": PERSON,
            "id": row("call", n),
            "direction": call.direction,
            "started_at": call.started_at,
            "talk_s": call.talk_s,
            "outcome": call.outcome,
            "notes": seal(call.notes, row("call", n), "call.notes"),
        }
        calls.append(tuple(told.get(column) for column in OF_CALL))
    contact = row("contact", 0)
    named = (PERSON, contact, seal(life.name, contact, "contact.name"))
    return Person.of(PERSON, {"name": named, "orders": orders, "calls": calls}, SHAPE)


def sides(made: Surface, plan: Plan, *, whole: bool) -> tuple[Side, Side]:
    """The writer and graphql-core, over one person."""
    held = key()
    ids = Ids if whole else Named

    def seal(text: str, row: UUID, column: str) -> str | bytes:
        return held.seal(text.encode(), row=row, column=column) if whole else text

    turn = Turn(
        cursors=Cursors.derive(bytes(32)),
        ids=ids.derive(bytes(32)),
        grant=grant_for({PERSON: dict.fromkeys(KeyCategory, held)}),
    )
    person, reference = person_of(life_of(0, now()), seal), Reference(made.schema)
    compiled = Side(Compiled(Refusing()), plan, person, turn)
    return compiled, Side(reference, plan, person, turn)


class Refusing:
    """Stands behind the writer: here it must do without."""

    def shape(self, *_: object) -> Shaped:
        """Never asked."""
        raise AssertionError("the writer did not answer")


def timed(side: Side, answers: int) -> float:
    """Processor time of one of `answers`, in microseconds."""
    began = process_time()
    for _ in range(answers):
        side.answer()
    return 1e6 * (process_time() - began) / answers


def measured(made: Surface, plan: Plan, scale: int, *, whole: bool) -> dict[str, Any]:
    """Both sides in turn, `ROUNDS` times."""
    writer, reference = sides(made, plan, whole=whole)
    with nullcontext() if whole else opened_before():
        return compared(writer, reference, scale)


def compared(writer: Side, reference: Side, scale: int) -> dict[str, Any]:
    """The figures of the two."""
    assert writer.answer() == reference.answer()
    rounds = [(timed(writer, 40 * scale), timed(reference, scale)) for _ in range(ROUNDS)]
    assert writer.answer() == reference.answer()
    return {
        "ratio": round(median(slow / fast for fast, slow in rounds), 1),
        "writer_us": round(median(fast for fast, _ in rounds), 1),
        "graphql_core_us": round(median(slow for _, slow in rounds), 1),
        "octets": len(writer.answer()),
    }


def main() -> None:
    """Measure, and print the finding as the last line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the answers")
    scale = 20 if parser.parse_args().quick else 200
    made = surface()
    plan = made.compiler.compile(load_contract().named("agent", "CallerHistory").text)
    plan.writer.prepare()
    outside, whole = (measured(made, plan, scale, whole=each) for each in (False, True))
    print(f"opened and named before: {outside}")
    print(f"the whole of it        : {whole}")
    figures: dict[str, Any] = {**outside, "whole": whole, "rounds": ROUNDS, **circumstances(now)}
    ratio = float(figures.pop("ratio"))
    finding = Finding(bar="P3", value=ratio, target=TARGET, holds=ratio >= TARGET, figures=figures)
    print(finding.line())


if __name__ == "__main__":
    main()
