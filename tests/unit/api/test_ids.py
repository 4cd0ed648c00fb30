"""Ids: names of objects that nobody can read, make up, alter, or pass for another kind's."""

from __future__ import annotations

import base64
from typing import Final
from uuid import UUID

import pytest

from cdp.api.ids import KINDS, Fact, Ids, Kind, Name, Record
from cdp.errors import InvalidField
from tests.unit.plan.scene import IDS

HER: Final = UUID("0192f000-0000-7000-8000-0000000000a1")
ROW: Final = UUID("0192f000-0000-7000-8000-0000000000c1")
LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def named(kind: Kind, *, by: Ids = IDS) -> str:
    return by.fact(kind, HER, ROW) if isinstance(kind, Fact) else by.record(kind, HER)


def refused(text: str, kind: Kind = Fact.ORDER, *, by: Ids = IDS) -> InvalidField:
    with pytest.raises(InvalidField) as fault:
        by.row(kind, text, field="order")
    return fault.value


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_an_id_leads_back_to_its_row_and_to_whose_it_is(kind: Kind) -> None:
    """A record is its own subject; every id has one length, so that none tells its kind."""
    row = ROW if isinstance(kind, Fact) else HER
    assert IDS.name(named(kind), field="id") == Name(kind=kind, subject=HER, row=row)
    assert IDS.row(kind, named(kind), field="id") == row
    assert len(named(kind)) == len(named(Record.PROFILE))


def test_the_numbers_of_kinds_never_change() -> None:
    """An id in a front end's bookmark says one of them."""
    assert {number: kind.name for number, kind in KINDS.items()} == {
        1: "PROFILE", 2: "ORGANISATION", 3: "RIGHTS_REQUEST", 4: "MERGE_DECISION",
        6: "MATCH_SUGGESTION",
        16: "CONTACT", 17: "NUMBER", 18: "LEAD", 19: "LEAD_CHANGE", 20: "CALL", 21: "MESSAGE",
        22: "TASK", 23: "ORDER", 24: "CASE", 25: "SATISFACTION", 26: "CONSENT",
    }  # fmt: skip
    assert len(KINDS) == len([*Record, *Fact])


def test_an_id_never_changes() -> None:
    """Whoever kept one finds the object by it after an upgrade."""
    assert IDS.fact(Fact.ORDER, HER, ROW) == (
        "4grg6RTfHk_hY7ymx95nGF17bI-SlmORqF3TNzLeZS1Siz4rk8HG80HF1hqRPib3UA"
    )


def test_ids_of_one_person_s_rows_say_nothing_of_each_other() -> None:
    """Nobody sees that two orders are one person's."""
    one, other = (
        base64.urlsafe_b64decode(IDS.fact(Fact.ORDER, HER, UUID(int=ROW.int + n)) + "==")
        for n in (0, 1)
    )
    assert HER.bytes not in one
    assert ROW.bytes not in one
    assert sum(a == b for a, b in zip(one, other, strict=True)) < len(one) // 3


def test_an_id_of_another_kind_or_of_another_deployment_is_refused_as_garbage_is() -> None:
    """An order's is no lead's, and no word tells the three apart."""
    theirs = Ids.derive(bytes(31) + b"\x01")
    faults = [
        refused(named(Fact.LEAD)),
        refused(named(Record.PROFILE)),
        refused(named(Fact.ORDER), by=theirs),
        refused("garbage"),
    ]
    assert {(fault.field, fault.advice) for fault in faults} == {
        ("order", "Give an id as an earlier answer gave it.")
    }


@pytest.mark.parametrize(
    "bent",
    [
        "", "1", "a", "====", "13800138000", "not-an-id", "0192f000-\ud800", "é", "\x00",
        str(ROW), ROW.hex, "A" * 10_000, named(Fact.ORDER)[:-2], named(Fact.ORDER) + "AA",
    ],
)  # fmt: skip
def test_what_is_none_of_ours_is_refused_without_being_repeated(bent: str) -> None:
    """Empty, cut, lengthened, a row's own key: the advice is one for all."""
    assert str(refused(bent)) == "order: Give an id as an earlier answer gave it."


@pytest.mark.parametrize("added", ["=", "==", "\n", " ", "!", "."])
def test_an_id_has_one_spelling(added: str) -> None:
    """What a lenient decoder skips makes another text of it, and that is none of ours."""
    order = named(Fact.ORDER)
    refused(order + added)
    refused(order[:7] + added + order[7:])


def test_every_other_last_letter_is_refused() -> None:
    """The last letter has spare bits, which a decoder ignores."""
    order = named(Fact.ORDER)
    for letter in set(LETTERS) - {order[-1]}:
        refused(order[:-1] + letter)


def test_every_bent_bit_is_noticed() -> None:
    """Each of them, in every byte."""
    sealed = base64.urlsafe_b64decode(named(Fact.ORDER) + "==")
    for bit in range(len(sealed) * 8):
        bent = bytearray(sealed)
        bent[bit // 8] ^= 1 << bit % 8
        refused(base64.urlsafe_b64encode(bent).decode().rstrip("="))


def test_what_is_not_named_has_no_id() -> None:
    """An order that no lead led to, and an argument that was left out."""
    assert IDS.fact_or_none(Fact.LEAD, HER, None) is None
    assert IDS.row_or_none(Fact.LEAD, None, field="lead") is None
    assert IDS.fact_or_none(Fact.LEAD, HER, ROW) == IDS.fact(Fact.LEAD, HER, ROW)


def test_a_key_of_ids_shows_nothing_of_itself() -> None:
    """Neither in a representation nor by being copied into one."""
    assert repr(IDS) == repr(Ids.derive(bytes(31) + b"\x01"))
