"""Erasing: announced first; what it hands over reads her numbers, once, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from privacy.errors import KeyErased, LedgerUnavailable
from privacy.gate import Ask, Ruling, rule
from privacy.ledger.words import Decision
from privacy.rights.plan import SHREDDED
from privacy.terms import Action, DataCategory, KeyCategory, LeafKind, Purpose, Role
from privacy.testing.asks import NOW, ask, caller
from privacy.vault import Sealed, pseudonym
from tests.unit.door.scene import LATER, NAME, PHONE, POLICY, Scene, scene
from tests.unit.vault.scene import HANDLER, PERSON, ROW

NUMBER = "+8613800138000"
CASE = "0192f000-0000-7000-8000-0000000000c1"
RIGHTS = frozenset({DataCategory.RIGHTS_CASE, DataCategory.STAFF_ACTIVITY})


def erasing() -> tuple[Ask, Ruling]:
    """An operator of the privacy desk."""
    operator = caller(Role.PRIVACY_OPERATOR, client="privacy-desk")
    asked = ask(
        actor=operator,
        purpose=Purpose.RIGHTS_FULFILMENT,
        action=Action.WRITE,
        writes=RIGHTS,
        case_ref=CASE,
    )
    return asked, rule(asked, POLICY)


async def sealed(on: Scene, category: DataCategory, column: str, text: str) -> Sealed:
    """A value of hers, as a row holds it."""
    asked = replace(ask(action=Action.WRITE, writes=[category]))
    writing = await on.door.begin(
        asked, rule(asked, POLICY), PERSON, basis=None, effect=None, is_new=False, is_paid=True
    )
    table, _, name = column.partition(".")
    cells = writing.seal_row(table, ROW, {name: (text, category)})
    cell = cells[name]
    assert cell is not None
    return Sealed(cell, subject=PERSON, row=ROW, column=column, category=category)


async def test_it_is_announced_before_anything_is_handed_over() -> None:
    """The entry names her, and no case; the grant reads her number whole, and nothing else."""
    on = await scene().met(PERSON)
    number = await sealed(on, PHONE, "phone_ownership.e164", NUMBER)
    name = await sealed(on, NAME, "contact.name", "张晓明")
    on.journal.clear()
    asked, ruling = erasing()
    async with on.door.erasing(asked, ruling, [PERSON], [PHONE, NAME]) as opened:
        assert on.journal == ["keys fetched", "erase committed"]
        grant = opened.grant
        assert grant is not None
        assert number.open(grant) == NUMBER
        assert name.open(grant) is None
    assert number.open(grant) is None
    leaf = on.written[-1]
    assert (leaf.kind, leaf.decision, leaf.reference) == (LeafKind.ERASE, Decision.ALLOW, None)
    assert leaf.fields == ("contact.phone#write", "identity.name#write")
    audit = (await on.keyring.open([PERSON], [KeyCategory.AUDIT]))[PERSON][KeyCategory.AUDIT]
    assert leaf.subjects == (pseudonym(audit, HANDLER, PERSON),)


async def test_it_is_no_write_that_the_sweeper_would_end() -> None:
    """It stays announced until it is done, however often it is run."""
    on = await scene().met(PERSON)
    asked, ruling = erasing()
    async with on.door.erasing(asked, ruling, [PERSON], [PHONE]):
        pass
    assert await on.ledger.book.open_intents(until=LATER) == []


async def test_whose_keys_are_gone_is_not_announced() -> None:
    """Nothing there, and nothing written down as if there were."""
    on = await scene().met(PERSON, without=SHREDDED)
    asked, ruling = erasing()
    with pytest.raises(KeyErased):
        async with on.door.erasing(asked, ruling, [PERSON], [PHONE]):
            raise AssertionError
    assert on.written == []


async def test_without_the_log_nothing_is_handed_over() -> None:
    """An erasure is no withdrawal: it waits."""
    on = await scene().met(PERSON)
    on.ledger.book.is_down = True
    asked, ruling = erasing()
    with pytest.raises(LedgerUnavailable):
        async with on.door.erasing(asked, ruling, [PERSON], [PHONE]):
            raise AssertionError


def test_the_end_of_an_erasure_repeats_whom_it_was_announced_for() -> None:
    """Under the same operation; what was erased is said once."""
    witness = scene().door.witness
    asked, ruling = erasing()
    announced = witness.erasure(asked, ruling, [PHONE], [b"\x01" * 16])
    ended = witness.erased(announced, at=LATER)
    assert (ended.kind, ended.decision) == (LeafKind.OUTCOME, Decision.APPLIED)
    assert (ended.operation, ended.subjects) == (announced.operation, announced.subjects)
    assert (ended.fields, ended.at) == ((), LATER)


def test_a_request_is_filed_and_seen_under_its_own_name_alone() -> None:
    """Nobody is named, so that it is the same whether there is anybody."""
    witness = scene().door.witness
    asked, ruling = erasing()
    filed = witness.filing(asked, ruling)
    assert (filed.kind, filed.subjects, filed.reference) == (LeafKind.INTENT, (), CASE)
    assert filed.fields == ("rights.case#write", "staff.activity#write")
    seeing = replace(
        asked,
        action=Action.READ,
        writes=frozenset(),
        categories=frozenset({DataCategory.RIGHTS_CASE}),
    )
    seen = witness.filed(seeing, rule(seeing, POLICY))
    assert (seen.kind, seen.subjects, seen.at) == (LeafKind.READ, (), NOW)
    assert seen.fields == ("rights.case#full",)
