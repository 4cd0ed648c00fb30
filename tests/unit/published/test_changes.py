"""Whoever changes the contract is told what it does to clients, and has told the clients."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cdp.contract import (
    Change,
    Contract,
    Severity,
    changes_between,
    changes_since,
    growth_between,
    keep,
    load_contract,
    released,
    unannounced,
)

SDL = """
directive @open(reason: String!) on FIELD_DEFINITION
enum Kind { ONE }
union Found = Firm | Person
type Firm { id: ID! }
type Person { id: ID! name: String }
input Part { kind: Kind }
type Query { found(part: Part): Found person(id: ID!): Person }
"""
SCREEN = {
    "id": "sha256:" + "0" * 64,
    "persona": "agent",
    "name": "Screen",
    "purpose": "SERVICE_SUPPORT",
    "shows": {"identity.name": ["Person.name"]},
    "asks": ["contact.phone"],
    "takes": [],
}


def manifest(**changed: object) -> str:
    """A manifest with one document."""
    return json.dumps({"version": 1, "operations": [{**SCREEN, **changed}]})


def contract(sdl: str = SDL, told: str = "") -> Contract:
    return Contract(sdl=sdl, manifest=told, operations=())


@pytest.mark.parametrize(
    ("old", "new", "severity", "kind"),
    [
        ("name: String", "", Severity.BREAKING, "FIELD_REMOVED"),
        ("name: String", "name: Int", Severity.BREAKING, "FIELD_CHANGED_KIND"),
        ("id: ID!): Person", "id: ID!, at: Int!): Person", Severity.BREAKING, "REQUIRED_ARG_ADDED"),
        ("kind: Kind }", "kind: Kind to: Int! }", Severity.BREAKING, "REQUIRED_INPUT_FIELD_ADDED"),
        ("= Firm | Person", "= Person", Severity.BREAKING, "TYPE_REMOVED_FROM_UNION"),
        ("{ ONE }", "{ TWO }", Severity.BREAKING, "VALUE_REMOVED_FROM_ENUM"),
        ("{ ONE }", "{ ONE TWO }", Severity.DANGEROUS, "VALUE_ADDED_TO_ENUM"),
        ("= Firm", "= Query | Firm", Severity.DANGEROUS, "TYPE_ADDED_TO_UNION"),
        ("id: ID!): Person", "id: ID!, at: Int): Person", Severity.DANGEROUS, "OPTIONAL_ARG_ADDED"),
        ("name: String", "name: String at: Int", Severity.SAFE, "FIELD_ADDED"),
    ],
)
def test_a_change_is_named_by_what_it_does_to_clients(
    old: str, new: str, severity: Severity, kind: str
) -> None:
    """Breaking, dangerous or safe, worst first, with the coordinate."""
    [worst, *_] = changes_between(SDL, SDL.replace(old, new, 1))
    assert (worst.severity, worst.kind) == (severity, kind)


def test_a_contract_that_did_not_change_changes_nothing() -> None:
    """Neither does one that was never given to anybody."""
    same = contract(told=manifest())
    assert (list(changes_since(same, same)), list(changes_since(contract(""), same))) == ([], [])


@pytest.mark.parametrize(
    ("changed", "kind", "said"),
    [
        ({"shows": {"contact.email": []}}, "FOOTPRINT_GREW", "shows contact.email"),
        ({"asks": ["contact.phone", "contact.email"]}, "FOOTPRINT_GREW", "asks contact.email"),
        ({"takes": ["freetext.call"]}, "FOOTPRINT_GREW", "takes freetext.call"),
        ({"purpose": "SALES_FOLLOW_UP"}, "PURPOSE_CHANGED", "serves SALES_FOLLOW_UP"),
        ({"id": "sha256:" + "1" * 64}, "DOCUMENT_WITHDRAWN", "no longer served as it was"),
        ({"name": "Other", "id": "…"}, "DOCUMENT_WITHDRAWN", "no longer served as it was"),
    ],
)
def test_a_document_that_touches_more_is_named(
    changed: dict[str, Any], kind: str, said: str
) -> None:
    """What it shows, asks by or takes, what for, and that clients send an id of old."""
    [change] = growth_between(manifest(), manifest(**changed))
    assert (change.kind, change.severity) == (kind, Severity.DANGEROUS)
    assert change.what.startswith("agent/Screen ")
    assert said in change.what


def test_a_document_that_touches_less_is_nobody_s_business() -> None:
    """Neither is a new one, whose footprint is reviewed as it comes."""
    assert list(growth_between(manifest(), manifest(shows={}, asks=[]))) == []
    assert list(growth_between("", manifest())) == []


BREAKS = Change(
    severity=Severity.BREAKING, kind="FIELD_REMOVED", what="Field Person.name was removed."
)
BREAKS_A_CALL = Change(
    severity=Severity.BREAKING,
    kind="REQUIRED_ARG_ADDED",
    what="A required argument Query.person(at:) was added.",
)
GROWS = Change(
    severity=Severity.DANGEROUS,
    kind="FOOTPRINT_GREW",
    what="agent/Screen shows contact.email, and did not.",
)
ADDS = Change(severity=Severity.DANGEROUS, kind="VALUE_ADDED_TO_ENUM", what="Enum value Kind.TWO.")


@pytest.mark.parametrize(
    ("change", "kind", "text"),
    [
        (BREAKS, "breaking", "`Person.name` is gone."),
        (BREAKS, "breaking", "`Person` is written anew."),
        (BREAKS_A_CALL, "breaking", "`Query.person` takes a time."),
        (BREAKS_A_CALL, "breaking", "`Query.person(at:)` is required."),
        (GROWS, "privacy", "Shown: `agent/Screen` has the e-mail address."),
        (GROWS, "privacy", "Shown: `Screen` has the e-mail address."),
    ],
)
def test_what_breaks_or_grows_is_told_by_its_name(
    change: Change, kind: str, text: str, tmp_path: Path
) -> None:
    """In a fragment of its kind: a caller reads the one, a compliance officer the other."""
    other = "privacy" if kind == "breaking" else "breaking"
    (tmp_path / f"4.{other}.md").write_text(text, encoding="utf-8")
    (tmp_path / f"3.{kind}.md").write_text(
        "`Firm.id` is gone. So is Person.name.", encoding="utf-8"
    )
    assert len(list(unannounced([change, ADDS], tmp_path))) == 1
    (tmp_path / f"4.{kind}.md").write_text(text, encoding="utf-8")
    assert list(unannounced([change, ADDS], tmp_path)) == []


def test_a_release_is_what_later_versions_are_compared_with(tmp_path: Path) -> None:
    """The SDL and the manifest as they were published, to the byte."""
    (tmp_path / "schema.graphql").write_text(SDL, encoding="utf-8")
    (tmp_path / "manifest.json").write_text(manifest(), encoding="utf-8")
    assert released(tmp_path) == contract("")
    keep(tmp_path)
    assert released(tmp_path) == contract(told=manifest())
    assert list(changes_since(released(tmp_path), load_contract(tmp_path))) == []
