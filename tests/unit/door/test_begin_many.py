"""One operation about many people begins: one entry names all, and ends for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from privacy.errors import KeyErased, LedgerUnavailable, Refusal, Tampered
from privacy.ledger.words import Decision
from privacy.terms import KeyCategory, LeafKind, LegalBasis, ReasonCode
from privacy.vault import pseudonym
from tests.unit.door.scene import NAME, Scene, scene
from tests.unit.door.test_begin import filing
from tests.unit.vault.scene import HANDLER, PERSON, ROW, STRANGER

if TYPE_CHECKING:
    from privacy.writing import Writing

THIRD = UUID(int=3)


async def begin(
    on: Scene, *, new: Sequence[UUID] = (), known: Sequence[UUID] = ()
) -> Mapping[UUID, Writing]:
    asked, ruling = filing()
    return await on.door.begin_many(
        asked, ruling, new=new, known=known, basis=LegalBasis.CONSENT, is_paid=True
    )


async def test_keys_come_first_and_one_intent_names_everybody() -> None:
    """New people by one statement, known ones by one query, and one entry in the ledger."""
    on = await scene().met(PERSON)
    writings = await begin(on, new=[STRANGER, THIRD], known=[PERSON])
    assert on.journal == ["keys made", "keys fetched", "intent committed"]
    [leaf] = on.written
    names = {pseudonym(one.audit, HANDLER, who) for who, one in writings.items()}
    assert (leaf.kind, leaf.decision, leaf.count) == (LeafKind.INTENT, Decision.ALLOW, 3)
    assert (set(leaf.subjects), len(leaf.subjects)) == (names, 3)


async def test_what_each_writes_is_committed_to_by_the_outcome_of_all() -> None:
    """The writings share their cells, and any one of them ends the operation."""
    on = await scene().met(PERSON)
    writings = await begin(on, new=[STRANGER], known=[PERSON])
    for who, writing in writings.items():
        assert writing.subject == who
        writing.seal_row("contact", ROW, {"name": (f"name of {who}", NAME)})
    one, other = writings.values()
    assert (one.cells is other.cells, len(one.cells)) == (True, 2)
    await on.door.applied(one)
    intent, outcome = on.written
    assert (outcome.kind, outcome.operation) == (LeafKind.OUTCOME, intent.operation)
    assert (outcome.decision, outcome.count) == (Decision.APPLIED, 2)


async def test_each_writing_seals_for_its_own_person_alone() -> None:
    """One grant for all, and every cell is bound to whose it is."""
    on = await scene().met(PERSON, STRANGER)
    writings = await begin(on, known=[PERSON, STRANGER])
    sealed = writings[PERSON].seal_row("contact", ROW, {"name": ("张晓明", NAME)})["name"]
    assert sealed is not None
    keys = await on.keyring.open([PERSON, STRANGER], [KeyCategory.IDENTITY])
    opened = {who: keys[who][KeyCategory.IDENTITY] for who in keys}
    assert opened[PERSON].open(sealed, row=ROW, column="contact.name").decode() == "张晓明"
    with pytest.raises(Tampered):
        opened[STRANGER].open(sealed, row=ROW, column="contact.name")


async def test_nobody_is_written_about_where_one_of_them_was_erased() -> None:
    """No entry is made: whoever asked sorts them out anew."""
    on = await scene().met(PERSON, STRANGER)
    await on.keyring.shred(STRANGER, tuple(KeyCategory))
    with pytest.raises(KeyErased):
        await begin(on, known=[PERSON, STRANGER])
    assert on.written == []


async def test_nothing_is_begun_about_anybody_while_the_ledger_is_down() -> None:
    """A file does not narrow: it waits."""
    on = await scene().met(PERSON)
    on.ledger.book.is_down = True
    with pytest.raises(LedgerUnavailable):
        await begin(on, new=[STRANGER], known=[PERSON])


async def test_an_operation_that_fails_fails_for_everybody_and_seals_no_more() -> None:
    """One outcome; the keys of all are dropped."""
    on = await scene().met(PERSON, STRANGER)
    writings = await begin(on, known=[PERSON, STRANGER])
    await on.door.failed(writings[PERSON], ReasonCode.CONFLICT)
    outcome = on.written[-1]
    assert (outcome.kind, outcome.decision) == (LeafKind.OUTCOME, Decision.FAILED)
    with pytest.raises(Refusal):
        writings[STRANGER].seal_row("contact", ROW, {"name": ("张晓明", NAME)})
