"""The import desk: for what records are filed, and who files them."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from cdp.errors import InvalidField
from cdp.ingestion.desk import CLIENT, PURPOSES, clerk, purpose_of
from cdp.ingestion.kinds import Kind
from cdp.sources.record import Source, load_sources
from privacy.gate import Ask, rule
from privacy.policy import default_document, load
from privacy.terms import Action, DataCategory, Purpose
from privacy.testing.asks import NOW
from tests.unit.vault.scene import PERSON

POLICY = load(default_document())
SOURCE = load_sources().named("crm-export")


def declaring(*purposes: Purpose) -> Source:
    return replace(SOURCE, purposes=frozenset(purposes))


@pytest.mark.parametrize("kind", Kind)
def test_records_are_filed_for_the_first_purpose_that_their_source_declares(kind: Kind) -> None:
    """Whatever else it declares besides."""
    for place, purpose in enumerate(PURPOSES[kind]):
        others = frozenset(Purpose) - frozenset(PURPOSES[kind][:place])
        assert purpose_of(kind, declaring(*others)) is purpose
        assert purpose_of(kind, declaring(purpose)) is purpose


@pytest.mark.parametrize("kind", Kind)
def test_a_source_that_declares_none_brings_no_such_records(kind: Kind) -> None:
    """The refusal names the purposes that would do."""
    with pytest.raises(InvalidField) as fault:
        purpose_of(kind, declaring(*(frozenset(Purpose) - frozenset(PURPOSES[kind]))))
    assert fault.value.field == "source"
    assert all(purpose.value in fault.value.advice for purpose in PURPOSES[kind])


def test_the_shipped_policy_lets_the_clerk_file_for_every_one_of_these_purposes() -> None:
    """Else a file would be read to its end and refused whole."""
    for purpose in {purpose for named in PURPOSES.values() for purpose in named}:
        ruling = rule(
            Ask(
                actor=clerk("agent-7"),
                purpose=purpose,
                action=Action.WRITE,
                operation=PERSON,
                at=NOW,
                writes=frozenset({DataCategory.CONTACT_PHONE}),
            ),
            POLICY,
        )
        assert ruling.purpose is purpose


def test_every_shipped_source_that_exports_files_can_bring_something() -> None:
    """And none can bring what it is not declared for."""
    able = {
        (source, kind)
        for source, kind in product(("crm-export", "ad-platform", "shop", "help-desk"), Kind)
        if PURPOSES[kind] and load_sources().named(source).purposes & frozenset(PURPOSES[kind])
    }
    assert ("crm-export", Kind.CONTACTS) in able
    assert ("ad-platform", Kind.ORDERS) not in able
    assert ("shop", Kind.ORDERS) in able


def test_the_clerk_shows_nobody_anything_and_has_no_other_client() -> None:
    """Its registration is one of its own."""
    assert clerk("agent-7").client == CLIENT == "cdp-import"
    assert CLIENT in POLICY.clients
