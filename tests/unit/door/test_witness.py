"""What the ledger is told: who asked, for what, what came of it, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from privacy.errors import InvalidLeaf
from privacy.gate import Verdict, judge, rule
from privacy.grant import DENIED
from privacy.ledger.batch import Entry
from privacy.ledger.entry import SUBJECTS_MAX
from privacy.ledger.words import Decision
from privacy.terms import (
    Action,
    DataCategory,
    LeafKind,
    LegalBasis,
    Purpose,
    ReasonCode,
    Role,
)
from privacy.testing.asks import NOW, ask, caller
from privacy.threshold import Decided
from privacy.witness import Witness, shown
from tests.unit.door.scene import NAME, PHONE, POLICY, RECORD, looking, stands
from tests.unit.vault.scene import HANDLER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacy.ledger.batch import Written

WITNESS = Witness(handler=HANDLER)
OFFICER = caller(Role.PRIVACY_OFFICER, client="privacy-desk")
NAMES = [bytes([n]) * 16 for n in range(3)]
ALLOWED = Verdict(allowed=True, basis=LegalBasis.CONTRACT, reason=None, article="PIPL 13(2)")


def test_a_leaf_says_who_asked_by_what_right_and_by_which_document() -> None:
    """Everything that the token, the document and the policy are known by."""
    actor = replace(
        caller(Role.SERVICE, Role.FRONTEND_AGENT, acr="aal2"), token_id="tok-7", unit="callcentre-2"
    )
    asked = replace(ask(PHONE, actor=actor, case_ref="TKT-1042"), document="d" * 64, country="HK")
    [leaf] = WITNESS.access(asked, rule(asked, POLICY), [ALLOWED], NAMES[:1])
    assert (HANDLER, asked.operation, NOW) == (leaf.tenant, leaf.operation, leaf.at)
    assert (leaf.actor, leaf.unit, leaf.country) == ("local:agent-7", "callcentre-2", "HK")
    assert (leaf.auth.client, leaf.auth.token_id, leaf.auth.acr) == ("crm-web", "tok-7", "aal2")
    assert leaf.roles == (Role.FRONTEND_AGENT, Role.SERVICE)
    assert (leaf.purpose, leaf.basis) == (Purpose.SERVICE_SUPPORT, LegalBasis.CONTRACT)
    assert ("d" * 64, POLICY.hash, "TKT-1042") == (leaf.document, leaf.policy, leaf.reference)


def test_a_document_or_reference_that_was_not_given_is_null_in_the_leaf() -> None:
    """Empty text is no document and no reference."""
    asked, ruling = looking()
    [leaf] = WITNESS.access(asked, ruling, [ALLOWED], NAMES[:1])
    assert (leaf.document, leaf.reference) == (None, None)


def test_an_access_says_what_was_shown_and_leaves_out_what_was_denied() -> None:
    """Whole, masked or redacted; a denied category was shown to nobody."""
    asked = ask(PHONE, NAME, DataCategory.DEVICE_IDENTIFIER)
    ruling = rule(asked, POLICY)
    assert shown(ruling, asked.categories) == ("contact.phone#mask", "identity.name#full")


def decided(*names: bytes, basis: Verdict = ALLOWED) -> Decided:
    """Everybody of `names` was found, and may be seen."""
    people = {UUID(int=n): name for n, name in enumerate(names, start=1)}
    return Decided(
        keys={},
        names=people,
        verdicts=dict.fromkeys(people, basis),
        standings=tuple(stands(person) for person in people),
    )


def encoded(leaves: Sequence[Written]) -> list[bytes]:
    return [(leaf if isinstance(leaf, Entry) else Entry.of(leaf)).encoded for leaf in leaves]


@pytest.mark.parametrize("people", [1, 3, SUBJECTS_MAX, SUBJECTS_MAX + 1])
@pytest.mark.parametrize("reference", ["", "TKT-1042"])
def test_what_is_told_of_a_read_is_its_leaf_however_it_came_to_be(
    people: int, reference: str
) -> None:
    """For two callers, documents, times and grounds in turn: none is told as another."""
    witness = Witness(handler=HANDLER)
    names = [n.to_bytes(16, "big") for n in range(people)]
    others = replace(ALLOWED, basis=LegalBasis.CONSENT, article="PIPL 13(1)")
    colleague = replace(caller(), id="local:agent-8", token_id="tok-8")
    for n, (actor, document, ground) in enumerate(
        product((caller(), colleague), ("d" * 64, "e" * 64), (ALLOWED, others))
    ):
        asked = replace(
            ask(PHONE, NAME, actor=actor, case_ref=reference, at=NOW + timedelta(seconds=n)),
            document=document,
            operation=UUID(int=n),
        )
        ruling = rule(asked, POLICY)
        for _ in range(2):
            told = witness.told(asked, ruling, decided(*names, basis=ground))
            assert encoded(told) == encoded(WITNESS.access(asked, ruling, [ground], names))


def test_a_ruling_that_shows_less_is_told_as_showing_less() -> None:
    """Though everything else of the ask is as before."""
    witness, asked = Witness(handler=HANDLER), ask(PHONE, NAME)
    ruling = rule(asked, POLICY)
    less = replace(ruling, views={**ruling.views, NAME: DENIED})
    for each in (ruling, less, ruling):
        told = witness.told(asked, each, decided(NAMES[0]))
        assert encoded(told) == encoded(WITNESS.access(asked, each, [ALLOWED], NAMES[:1]))


def test_many_people_are_spread_over_leaves_of_one_operation() -> None:
    """A list of a thousand and one: two leaves, each saying that they are two."""
    asked, ruling = looking()
    names = [n.to_bytes(16, "big") for n in range(SUBJECTS_MAX + 1)]
    leaves = WITNESS.access(asked, ruling, [ALLOWED], names)
    assert [leaf.part for leaf in leaves] == [(1, 2), (2, 2)]
    assert names == [name for leaf in leaves for name in leaf.subjects]
    assert {len(names)} == {leaf.count for leaf in leaves}


def test_states_of_consent_that_an_officer_reads_are_a_reading_of_records() -> None:
    """The kind tells auditors' reading from agents'."""
    asked = ask(RECORD, actor=OFFICER, purpose=Purpose.COMPLIANCE_AUDIT, action=Action.AUDIT)
    [leaf] = WITNESS.access(asked, rule(asked, POLICY), [ALLOWED], NAMES[:1])
    assert leaf.kind is LeafKind.LOG_READ


def test_reading_the_ledger_is_written_down_with_how_many_entries() -> None:
    """On the ground of the audit; about nobody."""
    asked = ask(actor=OFFICER, purpose=Purpose.COMPLIANCE_AUDIT, action=Action.AUDIT)
    leaf = WITNESS.log_read(asked, rule(asked, POLICY), 25)
    assert (leaf.kind, leaf.decision, leaf.count) == (LeafKind.LOG_READ, Decision.ALLOW, 25)
    assert (leaf.basis, leaf.subjects) == (LegalBasis.LEGAL_DUTY, ())


def test_reading_the_ledger_on_no_ground_claims_none() -> None:
    """A policy may register a purpose without one; the leaf does not make one up."""
    asked = ask(actor=OFFICER, purpose=Purpose.COMPLIANCE_AUDIT, action=Action.AUDIT)
    ruling = replace(rule(asked, POLICY), bases=())
    assert WITNESS.log_read(asked, ruling, 1).basis is None


def test_a_denial_names_the_categories_that_were_asked_for() -> None:
    """So that probing for one kind of data is seen; they are all denied."""
    asked = ask(PHONE, NAME)
    leaf = WITNESS.denial(asked, ReasonCode.CONSENT_MISSING, "PIPL 13(1)", policy=POLICY.hash)
    assert leaf.fields == ("contact.phone#deny", "identity.name#deny")
    assert (leaf.count, leaf.subjects) == (0, ())


def test_an_outcome_repeats_who_and_why_and_has_its_own_time_and_fields() -> None:
    """An auditor reads it without the intent beside it."""
    asked, ruling = looking()
    intent = WITNESS.intent(replace(asked, writes=frozenset({NAME})), ruling, None, None, NAMES[:1])
    later = NOW + timedelta(seconds=1)
    [leaf] = WITNESS.applied(intent, at=later, cells=NAMES, fields=())
    expected = replace(
        intent,
        kind=LeafKind.OUTCOME,
        decision=Decision.APPLIED,
        at=later,
        fields=(),
        cells=tuple(NAMES),
    )
    assert expected == leaf


def test_a_write_of_many_rows_is_committed_to_by_as_many_leaves_as_it_takes() -> None:
    """Each at most a thousand cells; the person stands in the first."""
    asked, ruling = looking()
    intent = WITNESS.intent(asked, ruling, None, None, NAMES[:1])
    cells = [n.to_bytes(16, "big") for n in range(SUBJECTS_MAX + 1)]
    leaves = WITNESS.applied(intent, at=NOW, cells=cells, fields=())
    assert cells == [cell for leaf in leaves for cell in leaf.cells]
    assert [(NAMES[0],), ()] == [leaf.subjects for leaf in leaves]


@pytest.mark.parametrize(
    ("reason", "decision"), [(None, Decision.VOID), (ReasonCode.CONFLICT, Decision.FAILED)]
)
def test_a_write_that_does_not_stand_is_void_or_failed_for_a_reason(
    reason: ReasonCode | None, decision: Decision
) -> None:
    """Void: it was never made, and nobody knows more."""
    asked, ruling = looking()
    intent = WITNESS.intent(asked, ruling, None, None, NAMES[:1])
    leaf = WITNESS.ended(intent, at=NOW, reason=reason)
    assert (LeafKind.OUTCOME, decision, reason) == (leaf.kind, leaf.decision, leaf.reason)
    assert leaf.to_bytes() != intent.to_bytes()


def test_nothing_that_was_typed_can_stand_in_a_leaf() -> None:
    """A reason in words is kept out; a number where a reference belongs is refused."""
    asked = ask(PHONE, case_ref="13800138000", reason="she lives at Nanshan Road 1")
    with pytest.raises(InvalidLeaf):
        WITNESS.denial(asked, ReasonCode.ROLE_FORBIDDEN, None, policy=None)
    asked = replace(asked, case_ref="")
    leaf = WITNESS.denial(asked, ReasonCode.ROLE_FORBIDDEN, None, policy=None)
    assert b"Nanshan" not in leaf.to_bytes()


def test_the_basis_of_an_access_is_the_one_that_was_judged() -> None:
    """A caller with a contract is served by it, whatever else would do."""
    asked, ruling = looking()
    [leaf] = WITNESS.access(asked, ruling, [judge(ruling, stands())], NAMES[:1])
    assert leaf.basis is LegalBasis.CONTRACT


def test_a_miss_is_explained_by_the_first_reason_that_there_is() -> None:
    """Under the pseudonym of whom it is about; without any reason, nobody was there."""
    asked, ruling = looking()
    silent = Verdict(allowed=False, basis=None, reason=None, article=None)
    missing = judge(ruling, stands(contract=False))
    people = [UUID(int=1), UUID(int=2)]
    verdicts = dict(zip(people, [silent, missing], strict=True))
    leaf = WITNESS.miss(asked, ruling, verdicts, dict(zip(people, NAMES, strict=False)))
    assert (leaf.reason, leaf.subjects) == (ReasonCode.CONSENT_MISSING, (NAMES[1],))
    leaf = WITNESS.miss(asked, ruling, {people[0]: silent}, {people[0]: NAMES[0]})
    assert (leaf.reason, leaf.subjects) == (ReasonCode.NOT_AVAILABLE, ())


def test_a_policy_coming_into_force_is_written_down() -> None:
    """By the service itself, which serves nobody in doing so."""
    leaf = WITNESS.activation(POLICY.hash, at=NOW, operation=HANDLER)
    assert (leaf.kind, leaf.decision) == (LeafKind.POLICY, Decision.ALLOW)
    assert (leaf.policy, leaf.actor, leaf.roles) == (POLICY.hash, "cdp-service", (Role.JOB,))
    assert (leaf.subjects, leaf.count, leaf.purpose) == ((), 0, None)
